"""Which files show what, what they are called outside, and who may destroy one."""

from collections.abc import Iterable

from django.db import models
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agreements.monitoring.files.models import Evidence
from agreements.record.access import speaking_for
from agreements.record.models import Agreement
from villages.organizations.files import ENDINGS
from villages.people.access import YES, Answer
from villages.people.models import Membership, User

_FIELDS = {
    "occurrence": "occurrence",
    "activity": "activity",
    "movement": "movement",
    "measurement": "measurement",
    "breachstep": "step",
    "hearing": "hearing",
    "ending": "ending",
    "dispute": "dispute",
}


def field_of(owner: models.Model) -> str:
    """The field of `Evidence` under which files about this thing stand. Raises ValueError for anything else."""
    name = owner._meta.model_name or ""
    if name not in _FIELDS:
        raise ValueError(name)
    return _FIELDS[name]


def files_of(owner: models.Model) -> QuerySet[Evidence]:
    """The files about one thing, oldest first; what `_files.html` takes as `files`."""
    return Evidence.objects.filter(**{field_of(owner): owner}).order_by("added_at", "pk")


def files_by(agreement: Agreement, owners: Iterable[models.Model]) -> dict[int, list[Evidence]]:
    """The files about many things of one kind in one query, by the thing's key."""
    things = list(owners)
    if not things:
        return {}
    field = field_of(things[0])
    found: dict[int, list[Evidence]] = {thing.pk: [] for thing in things}
    rows = Evidence.objects.filter(agreement=agreement, **{f"{field}__in": things})
    for row in rows.order_by("added_at", "pk"):
        found[getattr(row, f"{field}_id")].append(row)
    return found


def public_pictures(agreement: Agreement, most: int = 12) -> QuerySet[Evidence]:
    """The newest pictures that a party opened to everybody."""
    found = Evidence.objects.filter(agreement=agreement, is_public=True, removed_at__isnull=True)
    return found.filter(content_type="image/jpeg").order_by("-added_at", "-pk")[:most]


def file_name(evidence: Evidence) -> str:
    """A file name made from the title and the true type, safe on every system."""
    return f"{slugify(evidence.title)[:80] or 'bukti'}.{ENDINGS[evidence.content_type]}"


def may_remove(user: User, evidence: Evidence) -> Answer:
    """Only who sent it, or a colleague of the same party; a file is destroyed once."""
    if evidence.removed_at is not None:
        return Answer(False, _("Berkas ini sudah dihapus."))
    party = speaking_for(user, evidence.agreement)
    own = evidence.added_by_id == user.pk
    if own or (party and Membership.objects.filter(person=evidence.added_by_id, organization=party).exists()):
        return YES
    return Answer(
        False, _("Hanya pihak yang mengirim berkas ini yang dapat menghapusnya."), because_of_who=True
    )
