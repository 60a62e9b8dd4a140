"""The records of agreements signed elsewhere: as content of a round, their scans, what still lacks one."""

import re
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.elsewhere.alike import Alike, Asked, alike
from agreements.drafting.elsewhere.guards import bringers
from agreements.drafting.elsewhere.models import ImportJob
from agreements.drafting.fields import in_rupiah
from agreements.drafting.queries import content_of
from agreements.record.access import concerning, name_with_place, parties_of
from agreements.record.models import Agreement, Attachment
from agreements.record.stages import Stage
from villages.people.models import User


def scans_of(agreement: Agreement) -> QuerySet[Attachment]:
    """The files that show the signed text, in the order in which they were added."""
    return agreement.attachments.filter(kind=Attachment.Kind.SIGNED_SCAN).order_by("added_at", "pk")


def numbers_of(agreement: Agreement) -> dict[int, str]:
    """The number in each party's register, by organization key."""
    rows = agreement.elsewhere_numbers.order_by("pk")
    return dict(rows.values_list("organization_id", "number"))


def content_of_record(agreement: Agreement) -> dict[str, Any]:
    """What the record says, in the shape of every text: without articles, dated as it was signed."""
    day = agreement.elsewhere.signed_on.isoformat()
    return content_of(agreement, date=day, numbers=numbers_of(agreement), mandates={})


def unfinished(user: User, scans: bool | None = None) -> QuerySet[Agreement]:
    """The records that this person's organizations have not sent to be confirmed yet, each with `has_scan`.

    `scans` asks only for those that have one, or only for those that have none.
    """
    own = Attachment.objects.filter(agreement=OuterRef("pk"), kind=Attachment.Kind.SIGNED_SCAN)
    mine = [organization.pk for organization in bringers(user)]
    found = concerning(user).filter(signed_elsewhere=True, stage=Stage.DRAFTING)
    found = found.filter(elsewhere__brought_for__in=mine)
    if scans is not None:
        found = found.filter(Exists(own) if scans else ~Exists(own))
    return found.annotate(has_scan=Exists(own))


def jobs_of(user: User) -> QuerySet[ImportJob]:
    """The registers that this person has uploaded for an organization that they still speak for."""
    mine = [organization.pk for organization in bringers(user)]
    return ImportJob.objects.filter(owner=user, organization__in=mine).select_related(
        "organization", "regency"
    )


def sound_key(text: str) -> str:
    """A page's key from an address, or nothing for one that this program has not written."""
    return text if re.fullmatch(r"\d{1,15}-\d{1,18}", text, re.ASCII) else ""


def facts(agreement: Agreement) -> list[tuple[Any, Any]]:
    """What the record says, as pairs of label and value."""
    kept = agreement.elsewhere
    value = _("tanpa nilai uang") if agreement.value is None else f"Rp\u00a0{in_rupiah(agreement.value)}"
    found = [
        (_("Bentuk naskah"), agreement.get_instrument_display()),
        (_("Ditandatangani"), f"{date_format(kept.signed_on, 'j F Y')}, {kept.get_manner_display()}"),
        (_("Tempat penandatanganan"), agreement.place),
        (_("Berlaku"), _term(agreement)),
        (_("Bidang"), agreement.get_field_display()),
        (_("Topik"), agreement.get_topic_display()),
        (_("Tujuan"), agreement.get_purpose_display()),
        (_("Nilai"), value),
        (_("Ringkasan untuk warga"), agreement.summary),
        (_("Keterangan"), kept.note),
        (_("Dicatat atas nama"), kept.brought_for.name),
    ]
    return [(label, said) for label, said in found if said]


def _term(agreement: Agreement) -> str:
    days = {
        "first": date_format(agreement.starts_on, "j F Y"),
        "last": date_format(agreement.ends_on, "j F Y"),
    }
    return _("%(first)s sampai %(last)s") % days


def parties_with_numbers(agreement: Agreement) -> list[dict[str, str]]:
    """The parties in their order, each with the number that the agreement bears in its register."""
    numbers = numbers_of(agreement)
    return [
        {
            "designation": designation(party.ordinal),
            "name": name_with_place(party.organization),
            "seat": numbers.get(party.organization_id) or _("tanpa nomor"),
        }
        for party in parties_of(agreement)
    ]


def alike_of(user: User, agreement: Agreement) -> list[Alike]:
    """Other agreements visible to the user that seem to be the same as this record."""
    keys = frozenset(party.organization_id for party in parties_of(agreement))
    asked = Asked(keys, complete=True, numbers=numbers_of(agreement), starts_on=agreement.starts_on)
    return alike(user, asked, besides=agreement)
