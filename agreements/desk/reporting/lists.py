"""A person, a year and what is asked -> the reports of that year with which they have to do, page by page."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.desk.near import any_of
from agreements.desk.reporting.guards import looked_after
from agreements.monitoring.reports.owing import Standing, title_of
from agreements.monitoring.reports.pages import ICONS
from agreements.monitoring.reports.queries import owing_of_year
from agreements.record.models import Party
from villages.organizations.models import OrganizationKind
from villages.people.access import mandates
from villages.people.models import User
from villages.regions.models import Subdistrict

PAGE = 20
OLDEST = 2017
"""No report is asked for before the year of Permendagri 96/2017."""
_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})-(\d{1,18})", re.ASCII)


class BadQuestion(ValueError):
    """The address asks for something that there is not."""


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    year: int
    state: str
    """A code of `Standing`; empty: all."""
    place: str
    """Code of a kecamatan; empty: all."""
    after: str
    """The key behind which the page begins."""


@dataclass(frozen=True)
class Row:
    """One report in the list."""

    party: Party
    title: str
    """Which report."""
    due: dt.date
    state: str
    label: str
    icon: str
    report: int | None
    """Key of what has been written."""
    unread: int


def asked(given: Any) -> Asked:
    """What the address asks for; this year's and last year's matter most, so last year's is shown first.

    Raises BadQuestion.
    """
    year, state = given.get("tahun", "") or str(timezone.localdate().year - 1), given.get("keadaan", "")
    place, after = given.get("kecamatan", ""), given.get("sesudah", "")
    sound = re.fullmatch(r"\d{4}", year, re.ASCII) and OLDEST <= int(year) <= timezone.localdate().year
    if not sound or (state and state not in Standing.LABELS) or (after and not _KEY.fullmatch(after)):
        raise BadQuestion
    if place and not re.fullmatch(r"\d\d\.\d\d\.\d\d", place, re.ASCII):
        raise BadQuestion
    return Asked(int(year), state, place, after)


def regency_of_desk(user: User) -> str | None:
    """Code of the regency whose rule of days holds on this person's desk: their office's, else their village's."""
    for mandate in mandates(user):
        organization = mandate.organization
        if organization.kind == OrganizationKind.OFFICE:
            return organization.office.regency_id
        if organization.kind == OrganizationKind.VILLAGE:
            return organization.village.area.subdistrict.regency_id
    return None


def of_year(user: User, question: Asked) -> QuerySet[Any]:
    """Who owes a report of that year, of the agreements with which this person has to do; whatever its state."""
    parties = _near(user)
    if question.place:
        parties = parties.filter(organization__village__area__subdistrict=question.place)
    return owing_of_year(parties, question.year, regency=regency_of_desk(user))


def _near(user: User) -> QuerySet[Party]:
    """The parties of one's own agreements; for an officer the villages that the office looks after."""
    held = mandates(user)
    own = [m.organization.pk for m in held if m.organization.kind != OrganizationKind.OFFICE]
    asked_for = Q(pk__in=[])
    if own:
        mine = Party.objects.filter(organization__in=own).order_by().values("agreement")
        asked_for |= Q(agreement__in=mine)
    if villages := looked_after(held):
        asked_for |= Q(any_of("organization_id", villages))
    return Party.objects.filter(asked_for)


def counts(found: QuerySet[Any]) -> dict[str, int]:
    """How many there are of each state."""
    rows = found.order_by().values("report_state").annotate(n=Count("pk", distinct=True))
    return {row["report_state"]: row["n"] for row in rows.order_by("report_state")}


def page(found: QuerySet[Any], question: Asked) -> tuple[list[Row], str]:
    """The rows of one page, the earliest deadline first, and the key behind which the next begins (or nothing)."""
    if question.state:
        found = found.filter(report_state=question.state)
    if key := _KEY.fullmatch(question.after):
        day = _day(key[1])
        found = found.filter(Q(report_due__gt=day) | Q(report_due=day, pk__gt=int(key[2])))
    related = found.select_related("agreement", "organization__village__area__subdistrict")
    rows = list(related.order_by("report_due", "pk")[: PAGE + 1])
    more = rows[PAGE - 1] if len(rows) > PAGE else None
    following = f"{more.report_due}-{more.pk}" if more else ""
    return [row_of(one) for one in rows[:PAGE]], following


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadQuestion from None


def row_of(party: Any) -> Row:
    """A party with what `owing_of_year` found, in words."""
    state, title = party.report_state, title_of(party.report_kind, party.report_close)
    label = str(Standing.LABELS[state])
    facts = (party.report_due, state, label, ICONS[state], party.report_pk, party.unread)
    return Row(party, title, *facts)


def header() -> list[str]:
    """What stands above the columns of the file."""
    return [
        *(_("Kode"), _("Judul"), _("Desa pelapor"), _("Kecamatan"), _("Laporan"), _("Paling lambat")),
        *(_("Keadaan"), _("Penerima belum membaca")),
    ]


def cells(found: QuerySet[Any], question: Asked) -> Iterator[list[Any]]:
    """The whole list as lines of a file."""
    if question.state:
        found = found.filter(report_state=question.state)
    related = found.select_related("agreement", "organization__village__area__subdistrict")
    for party in related.order_by("report_due", "pk").iterator(chunk_size=500):
        row, village = row_of(party), party.organization.village
        place = village.area.subdistrict.name
        yield [
            *(party.agreement.ref, party.agreement.title, party.organization.name, place, row.title, row.due),
            *(row.label, row.unread if row.state == Standing.SENT else None),
        ]


def places(user: User) -> list[tuple[str, str]]:
    """The kecamatan of an officer's regency to choose from; nothing for others."""
    regencies = {
        m.organization.office.regency_id
        for m in mandates(user)
        if m.organization.kind == OrganizationKind.OFFICE and not m.organization.office.subdistrict_id
    }
    if not regencies:
        return []
    found = Subdistrict.objects.filter(regency__in=regencies).order_by("name", "code")
    return list(found.values_list("code", "name"))
