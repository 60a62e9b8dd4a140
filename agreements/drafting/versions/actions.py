"""Keep the text of a draft as it stands now."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.documents.content import canonical, digest
from agreements.drafting.queries import content_of
from agreements.drafting.versions.models import Occasion, Version
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

MOST_KEPT = 200
"""So many versions may be kept by hand; those of submissions and agreements come on top."""
_OF_THE_DAY = ("date", "version", "verification")


def text_digest(content: dict[str, Any]) -> str:
    """The digest of what a text says, whatever the day on which it is looked at."""
    return digest(canonical({key: value for key, value in content.items() if key not in _OF_THE_DAY}))


@transaction.atomic
def keep(agreement: Agreement, *, by: User, occasion: str, content: dict[str, Any] | None = None) -> Version:
    """The version that holds the text as it stands now (or the content given); a new one unless the newest says it."""
    current = lock(agreement)
    newest = current.versions.order_by("-number").first()
    content = content_of(current) if content is None else content
    mark = text_digest(content)
    if newest and newest.digest == mark:
        return newest
    number = newest.number + 1 if newest else 1
    return Version.objects.create(
        agreement=current, number=number, content=content, digest=mark, occasion=occasion, made_by=by
    )


@transaction.atomic
def keep_now(agreement: Agreement, *, by: User) -> Version:
    """Keep the text as it stands because somebody who writes it wants to, and journal that.

    Raises Refused when nothing has changed since the newest version, or when there are too many.
    """
    current = lock(agreement)
    ask(by, "edit", current)
    newest = current.versions.order_by("-number").first()
    if current.versions.filter(occasion=Occasion.KEPT).count() >= MOST_KEPT:
        raise Refused(Answer(False, _("Paling banyak %d versi dapat disimpan dengan tangan.") % MOST_KEPT))
    version = keep(current, by=by, occasion=Occasion.KEPT)
    if newest and version.pk == newest.pk:
        raise Refused(Answer(False, _("Naskah belum berubah sejak versi %d.") % newest.number))
    details = {"version": version.number}
    journal.append(current, "keep_version", by=by, on_behalf_of=speaking_for(by, current), details=details)
    return version
