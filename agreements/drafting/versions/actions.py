"""Keep the text of a draft as it stands now."""

from typing import Any

from django.db import transaction

from agreements.documents.content import canonical, digest
from agreements.drafting.queries import content_of
from agreements.drafting.versions.models import Version
from agreements.record.crossing import lock
from agreements.record.models import Agreement
from villages.people.models import User

_OF_THE_DAY = ("date", "version", "verification")


def text_digest(content: dict[str, Any]) -> str:
    """The digest of what a text says, whatever the day on which it is looked at."""
    return digest(canonical({key: value for key, value in content.items() if key not in _OF_THE_DAY}))


@transaction.atomic
def keep(agreement: Agreement, *, by: User, occasion: str) -> Version:
    """The version that holds the text as it stands now; a new one unless the newest says the same."""
    current = lock(agreement)
    newest = current.versions.order_by("-number").first()
    content = content_of(current)
    mark = text_digest(content)
    if newest and newest.digest == mark:
        return newest
    number = newest.number + 1 if newest else 1
    return Version.objects.create(
        agreement=current, number=number, content=content, digest=mark, occasion=occasion, made_by=by
    )
