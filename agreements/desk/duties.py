"""A person -> the agreements in force where they owe something soon or late, or are asked to confirm a report."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.desk.near import Group
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.pages import SOON
from agreements.monitoring.obligations.queries import owed_by, to_affirm
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC
from villages.people.access import Mandate, mandates
from villages.people.models import DRAFTING_POSITIONS, User


@dataclass(frozen=True)
class Duty:
    """What one agreement in force asks of a person now."""

    what: str
    verb: str
    """What the one button says."""
    due: dt.date | None
    """Until when; empty where another party waits for a word."""


def owing(held: Iterable[Mandate]) -> list[Group]:
    """Agreements in which one's own party owes something within a fortnight, or is asked to confirm a report.

    One question from the side of the few rows that are open, so that the many agreements are never gone through.
    """
    own = _own(held)
    if not own:
        return []
    asked = _soon(own).order_by().values("agreement").union(to_affirm(own).order_by().values("agreement"))
    return [Group(PUBLIC, Q(pk__in=asked))]


def duties_of(user: User, listed: Iterable[Agreement]) -> dict[int, Duty]:
    """What each of these agreements asks of the person, in one query; those that ask nothing are left out."""
    keys = [agreement.pk for agreement in listed if agreement.stage in PUBLIC]
    own = _own(mandates(user)) if keys else []
    if not own:
        return {}
    asked = Q(pk__in=_soon(own).order_by().values("pk")) | Q(pk__in=to_affirm(own).order_by().values("pk"))
    rows = Occurrence.objects.filter(asked, agreement__in=keys).select_related("provision")
    open_ones: dict[int, list[Occurrence]] = {}
    for row in rows.order_by("agreement_id", "due_on", "pk"):
        open_ones.setdefault(row.agreement_id, []).append(row)
    return {key: _duty(found) for key, found in open_ones.items()}


def _duty(rows: list[Occurrence]) -> Duty:
    """The nearest thing to do; where there is none, how many reports wait for a word."""
    owed = next((row for row in rows if row.state == Occurrence.State.PLANNED), None)
    return _to_do(owed) if owed else _to_confirm(len(rows))


def _own(held: Iterable[Mandate]) -> list[int]:
    return [mandate.organization.pk for mandate in held if mandate.position in DRAFTING_POSITIONS]


def _soon(own: list[int]):
    return owed_by(own).filter(due_on__lte=timezone.localdate() + dt.timedelta(days=SOON))


def _to_do(row: Occurrence) -> Duty:
    text = row.provision.text if len(row.provision.text) <= 80 else f"{row.provision.text[:79].rstrip()}…"
    words = {"text": text, "day": date_format(row.due_on, "j F Y")}
    if row.due_on < timezone.localdate():
        what = _("Kewajiban Anda terlambat sejak %(day)s: %(text)s.") % words
    else:
        what = _("Kewajiban Anda jatuh tempo %(day)s: %(text)s.") % words
    return Duty(what, _("Laporkan"), row.due_on)


def _to_confirm(count: int) -> Duty:
    what = ngettext(
        "%d laporan kewajiban menunggu konfirmasi Anda.",
        "%d laporan kewajiban menunggu konfirmasi Anda.",
        count,
    )
    return Duty(what % count, _("Periksa laporan"), None)
