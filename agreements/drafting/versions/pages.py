"""Versions of a draft -> what their pages show: the list, one text, two texts woven together."""

from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.documents.content import ContentError
from agreements.documents.numbering import number
from agreements.drafting.queries import content_of
from agreements.drafting.versions.differences import Change, redline, sections
from agreements.drafting.versions.models import Version
from agreements.drafting.versions.queries import listed, of_a_party, since_agreed, since_review
from agreements.record.access import may
from agreements.record.models import Agreement
from villages.people.models import User

NOW = "kini"
"""What stands in an address for the text as it stands."""


def list_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """Every version that the user may read, and those to compare with."""
    rows = listed(user, agreement)
    own = of_a_party(user, agreement)
    numbers = [row.version.number for row in rows]
    return {
        "agreement": agreement,
        "rows": [(row, _compared(agreement, place, numbers)) for place, row in enumerate(rows)],
        "numbers": numbers,
        "now": NOW if own else "",
        "comparable": len(numbers) > 1 or bool(own and numbers),
        "keep": may(user, "edit", agreement),
        "crumbs": crumbs(agreement),
    }


def _compared(agreement: Agreement, place: int, numbers: list[int]) -> str:
    """The address of what changed from the version before."""
    if place + 1 == len(numbers):
        return ""
    return redline_url(agreement, numbers[place + 1], str(numbers[place]))


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where these pages hang: the agreement's working page, which everybody with a part in it may open."""
    return [(_("Halaman kerja"), agreement.desk_url)]


def redline_url(agreement: Agreement, old: int, new: str = NOW) -> str:
    """The address of what changed from one version to another, or until now."""
    return reverse("agreements:redline", args=[agreement.ref, old, new])


def links(user: User, agreement: Agreement) -> list[tuple[str, str]]:
    """Questions a person may have on opening the draft, each with the address of the answer; none for the district."""
    if not of_a_party(user, agreement):
        return []
    found = []
    agreed, submitted = since_agreed(user, agreement), since_review(agreement)
    if agreed:
        words = _("Apa yang berubah sejak pihak Anda setuju (versi %d)")
        found.append((words % agreed.number, redline_url(agreement, agreed.number)))
    if submitted:
        words = _("Apa yang berubah sejak terakhir ditinjau (versi %d)")
        found.append((words % submitted.number, redline_url(agreement, submitted.number)))
    return found


def version_page(agreement: Agreement, version: Version) -> dict[str, Any]:
    """The text of one version as the numbered document, or why it cannot be set."""
    try:
        document, problem = number(version.content), ""
    except ContentError as error:
        document, problem = None, error.reason
    versions_url = reverse("agreements:versions", args=[agreement.ref])
    return {
        "agreement": agreement,
        "version": version,
        "document": document,
        "problem": problem,
        "crumbs": [*crumbs(agreement), (_("Versi naskah"), versions_url)],
    }


def comparison(agreement: Agreement, old: Version, new: Version | None, *, whole: bool) -> dict[str, Any]:
    """Two versions woven together; `new` is None for the text as it stands, `whole` leaves nothing folded."""
    changes = redline(old.content, new.content if new else content_of(agreement))
    here = redline_url(agreement, old.number, str(new.number) if new else NOW)
    versions_url = reverse("agreements:versions", args=[agreement.ref])
    return {
        "agreement": agreement,
        "old": old,
        "new": new,
        "changed": [change for change in changes if change.kind != "same"],
        "counted": counted(changes),
        "sections": sections(changes, whole=whole),
        "whole": whole,
        "tabs": [
            (_("Yang berubah"), here, not whole),
            (_("Naskah utuh"), f"{here}?utuh=ya", whole),
        ],
        "crumbs": [*crumbs(agreement), (_("Versi naskah"), versions_url)],
    }


def counted(changes: list[Change]) -> str:
    """How many parts changed and how, in words; empty when none did."""
    kinds = Counter(change.kind for change in changes)
    words = [
        (kinds["changed"], ngettext("%d bagian diubah", "%d bagian diubah", kinds["changed"])),
        (kinds["added"], ngettext("%d ditambahkan", "%d ditambahkan", kinds["added"])),
        (kinds["removed"], ngettext("%d dihapus", "%d dihapus", kinds["removed"])),
        (kinds["moved"], ngettext("%d dipindahkan", "%d dipindahkan", kinds["moved"])),
    ]
    return ", ".join(told % count for count, told in words if count)
