"""A public agreement -> what became of it for citizens: in a few figures, and in full.

Obligations are told in the words of the covered text, so that what is kept back there is kept back here as well. Of a
dispute citizens learn that it is and how it came out, of a case of breach nothing, of a report that it was given.
"""

import datetime as dt
from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.bodies.queries import Body, body_of
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.disputes.queries import PublicDispute, public_disputes
from agreements.monitoring.ending.queries import PublicEnding, public_ending
from agreements.monitoring.files.models import Evidence
from agreements.monitoring.files.queries import public_pictures
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.queries import Kept, kept
from agreements.monitoring.outcomes.queries import Outcome, outcomes_of
from agreements.monitoring.practices.models import Practice
from agreements.monitoring.practices.queries import published_of
from agreements.monitoring.reports.models import Report
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.queries import Tally, checked, tally
from agreements.publication.privacy.queries import public_text
from agreements.publication.written import Written
from agreements.record.access import public
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument

MOST_DUE = 60
"""So many obligations are shown, those nearest to today."""
MOST_VOICES = 3
State = Occurrence.State


@dataclass(frozen=True)
class Brief:
    """What the agreement's own page says of it, in one query."""

    due: int
    kept: int
    late: int
    reports: int
    disputes: int
    """Running ones."""
    settled: int
    """Disputes that were settled."""
    missing: int
    """Citizens who say that something did not happen."""
    thanks: int
    suspended_until: dt.date | None
    practice: bool
    """Whether others can learn from it."""

    @property
    def percent(self) -> int | None:
        """How many of a hundred obligations were kept on time; None while none was due."""
        return self.kept * 100 // self.due if self.due else None


def brief(agreement: Agreement) -> Brief:
    """The figures, each counted by the database beside the others."""
    (found,) = _FIGURES(agreement.pk, timezone.localdate())
    facts = dict(zip(_NAMES, found, strict=True))
    return Brief(**{**facts, "practice": bool(facts["practice"])})


def _figures(agreement: int, today: dt.date) -> QuerySet[Agreement, Any]:
    """All of `_NAMES` as the columns of one question."""
    own = {"agreement": OuterRef("pk")}
    occurrences, disputes = Occurrence.objects.filter(**own), Dispute.objects.filter(**own)
    delivered = Q(state__in=(State.DONE, State.CONFIRMED))
    late = Q(state=State.PLANNED, due_on__lt=today)
    voices = Voice.objects.filter(state=Voice.State.SHOWN, **own)
    over = (Dispute.State.SETTLED, Dispute.State.WITHDRAWN, Dispute.State.REFERRED)
    until = Suspension.objects.filter(starts_on__lte=today, ends_on__gte=today, resumed_on=None, **own)
    counted = {
        "due": occurrences.filter(delivered | late | Q(state=State.BREACHED)),
        "kept": occurrences.filter(delivered, done_on__lte=F("due_on")),
        "late": occurrences.filter(late),
        "reports": Report.objects.filter(state=Report.State.SENT, **own),
        "disputes": disputes.exclude(state__in=over),
        "settled": disputes.filter(state=Dispute.State.SETTLED),
        "missing": voices.filter(kind=Voice.Kind.MISSING),
        "thanks": voices.filter(kind=Voice.Kind.THANKS),
        "practice": Practice.objects.filter(state=Practice.State.PUBLISHED, **own),
    }
    columns = {f"n_{name}": _number(rows) for name, rows in counted.items()}
    until_when = Subquery(until.values("ends_on")[:1])
    asked = Agreement.objects.filter(pk=agreement).annotate(n_suspended_until=until_when, **columns)
    return asked.values_list(*(f"n_{name}" for name in _NAMES))


_NAMES = tuple(one.name for one in fields(Brief))
_FIGURES = Written(_figures, int, dt.date)


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many rows there are, as a column of another question."""
    counted = rows.order_by().values("agreement").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True)
class Due:
    """One obligation on one day, for everybody."""

    day: dt.date
    party: str
    text: str
    """From the covered text."""
    state: str
    """In words; late and near are computed."""
    icon: str
    tone: str
    """`done`, `late`, `open` or `gone`: for the colour beside the words."""
    done_on: dt.date | None


@dataclass(frozen=True)
class Story:
    """What became of it, in full."""

    kept: Kept
    dues: list[Due]
    hidden: int
    """Obligations whose words are kept back."""
    body: Body | None
    reports: list[Report]
    outcomes: list[Outcome]
    disputes: list[PublicDispute]
    suspensions: list[Suspension]
    ending: PublicEnding | None
    practice: Practice | None
    """What others can learn from it, once published."""
    pictures: list[Evidence]
    voices: list[Voice]
    tally: Tally


def story(agreement: Agreement) -> Story:
    """Everything that citizens may know of how it went; as many queries for a long story as for a short one."""
    today = timezone.localdate()
    occurrences = agreement.occurrences.exclude(state=State.DROPPED)
    dues, hidden = _dues(agreement, occurrences, today)
    reports = agreement.reports.filter(state=Report.State.SENT).select_related("organization")
    return Story(
        kept=kept(occurrences, today),
        dues=dues,
        hidden=hidden,
        body=body_of(agreement),
        reports=list(reports.order_by("-ends_on", "pk")),
        outcomes=outcomes_of(agreement, today),
        disputes=public_disputes(agreement),
        suspensions=list(agreement.suspensions.order_by("starts_on", "pk")),
        ending=public_ending(agreement),
        practice=published_of(agreement),
        pictures=list(public_pictures(agreement)),
        voices=list(
            checked(agreement)
            .filter(state=Voice.State.SHOWN)
            .select_related("party__organization")[:MOST_VOICES]
        ),
        tally=tally(agreement.voices.all()),
    )


def _dues(agreement: Agreement, rows: QuerySet[Occurrence], today: dt.date) -> tuple[list[Due], int]:
    """What is late and what is near first, then what was done, the nearest to today first; and how many are hidden."""
    chosen = rows.select_related("party__organization").order_by("due_on", "pk")
    ahead = list(chosen.filter(due_on__gte=today)[: MOST_DUE // 2])
    behind = list(chosen.filter(due_on__lt=today).order_by("-due_on", "-pk")[: MOST_DUE - len(ahead)])
    words, chosen_rows = _words(agreement), [*reversed(behind), *ahead]
    known = [(row, words.get(f"v{row.provision_id}")) for row in chosen_rows]
    told = [_due(row, text, today) for row, text in known if text]
    return told, len(behind) + len(ahead) - len(told)


def _words(agreement: Agreement) -> dict[str, str]:
    """The obligations of the covered text and of the addenda that hold, by the provision's key."""
    found: dict[str, str] = {}
    addenda = public().filter(parent=agreement, instrument=Instrument.ADDENDUM).order_by("pk")
    for one in (agreement, *addenda[:20]):
        text = public_text(one)
        found |= {row["key"]: row["text"] for row in (text.content.get("provisions", []) if text else [])}
    return found


def _due(row: Occurrence, text: str, today: dt.date) -> Due:
    late = row.state == State.PLANNED and row.due_on < today
    words = _("terlambat") if late else str(row.get_state_display())
    icon, tone = {
        State.CONFIRMED: ("success", "done"),
        State.DONE: ("check", "done"),
        State.WAIVED: ("info", "gone"),
        State.BREACHED: ("danger", "late"),
    }.get(State(row.state), ("warning", "late") if late else ("calendar", "open"))
    return Due(row.due_on, row.party.organization.name, text, words, icon, tone, row.done_on)
