"""Record that a village has another name or code, or that others carry it on; no document changes by it."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.organizations.guards import why_no_party
from villages.organizations.lineage.models import PastName, Succession
from villages.organizations.lineage.queries import merged_into
from villages.organizations.models import Organization, Standing, Village
from villages.people.access import ask
from villages.people.actions import note
from villages.people.guards import may_change_offices
from villages.people.models import Delegation, Membership, User
from villages.regions.models import Edition, VillageArea


@transaction.atomic
def rename(
    organization: Organization, *, by: User, name: str, code: str = "", on: dt.date, legal_basis: str
) -> PastName:
    """Give a village the name, and the code where it has another one, that it has had since a day.

    What it was called before is kept for ever, and its old address leads here. Law: a new edition of the national
    register (Kepmendagri) or a regulation of the regency. Raises Refused, or ValidationError by field.
    """
    ask(may_change_offices(by, organization))
    village = Village.objects.select_for_update(of=("self",)).select_related("area").get(pk=organization.pk)
    name, area = " ".join(name.split()), _area(village, code)
    if name == village.name and area == village.area:
        raise ValidationError({"name": _("Nama dan kodenya sama dengan yang sekarang.")})
    _ask_past(on)
    row = PastName(
        organization=Organization.objects.get(pk=village.pk),
        name=village.name,
        code=village.area_id,
        until=on - dt.timedelta(days=1),
        legal_basis=legal_basis.strip(),
        recorded_by=by,
    )
    row.full_clean()
    row.save()
    village.name, village.area = name, area
    village.full_clean(validate_constraints=False)
    village.save(update_fields=["name", "area"])
    note(
        organization,
        _("Nama atau kode berubah: %(old)s (%(code)s).") % {"old": row.name, "code": row.code},
        by=by,
    )
    return row


def _area(village: Village, code: str) -> VillageArea:
    """The place of the new code, which no other village has; the present one where none is given."""
    if not code.strip() or code.strip() == village.area_id:
        return village.area
    area = VillageArea.objects.filter(code=code.strip()).first()
    if area is None:
        raise ValidationError({"code": _("Kode ini tidak ada dalam daftar wilayah nasional.")})
    if reason := why_no_party(area):
        raise ValidationError({"code": reason})
    if Village.objects.filter(area=area).exists():
        raise ValidationError({"code": _("Kode ini sudah dipakai desa lain di portal.")})
    return area


def _ask_past(day: dt.date) -> None:
    """What a district records has happened."""
    if day > timezone.localdate():
        raise ValidationError({"on": _("Catat perubahan ini pada atau sesudah hari berlakunya.")})


@transaction.atomic
def succeed(
    organization: Organization, *, by: User, successor: Organization, kind: str, on: dt.date, legal_basis: str
) -> Succession:
    """Let another village carry on what this one began: it merged into it, or that one was split off it.

    From that day the successor's people act in the agreements of a village that merged; its own offices end. In a split
    the village goes on itself, and only where it comes from is recorded. Raises Refused, or ValidationError by field.
    """
    ask(may_change_offices(by, organization))
    _ask_past(on)
    first, second = sorted([organization.pk, successor.pk])
    for key in (first, second):
        Organization.objects.select_for_update(no_key=True).get(pk=key)
    if successor.kind != "village" or successor.standing != Standing.CONFIRMED:
        raise ValidationError({"successor": _("Penerusnya harus desa yang sudah terkonfirmasi di portal.")})
    if merged_into(organization, timezone.localdate()):
        raise ValidationError({"successor": _("Desa ini sudah bergabung ke desa lain.")})
    if merged_into(successor, timezone.localdate()):
        raise ValidationError(
            {"successor": _("Desa itu sendiri sudah bergabung ke desa lain; pilih yang terakhir.")}
        )
    row = Succession(
        predecessor=organization,
        successor=successor,
        kind=kind,
        on=on,
        legal_basis=legal_basis.strip(),
        recorded_by=by,
    )
    row.full_clean()
    row.save()
    if kind == Succession.Kind.MERGER:
        _end_offices(organization, on - dt.timedelta(days=1))
    words = {"what": row.get_kind_display(), "name": successor.name}
    note(organization, _("%(what)s: diteruskan oleh %(name)s.") % words, by=by)
    return row


def _end_offices(organization: Organization, last_day: dt.date) -> None:
    """Nobody holds an office of a village that is no more; who held one when stays told."""
    for model in (Membership, Delegation):
        longer = model.objects.filter(organization=organization)
        longer = longer.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=last_day))
        longer.update(ends_on=Greatest(F("starts_on"), last_day))


@transaction.atomic
def follow_edition(edition: Edition) -> int:
    """Give villages the names that a new edition of the national register gives their places; returns how many.

    Only those that bore the register's own name before: a name that the district wrote by hand is left to it. Done
    twice, the second time changes nothing.
    """
    renamed = {code: (old, new) for code, old, new in edition.report.get("village", {}).get("renamed", [])}
    until, count = timezone.localdate() - dt.timedelta(days=1), 0
    for village in (
        Village.objects.filter(area__in=list(renamed)).order_by("pk").select_for_update(of=("self",))
    ):
        old, new = renamed[village.area_id]
        if village.name == f"Desa {old}":
            organization = Organization.objects.get(pk=village.pk)
            kept = {
                "name": village.name,
                "code": village.area_id,
                "until": until,
                "legal_basis": edition.name,
            }
            PastName.objects.create(organization=organization, **kept)
            village.name = f"Desa {new}"
            village.save(update_fields=["name"])
            count += 1
    return count
