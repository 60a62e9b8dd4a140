"""An agreement -> who owes which report of it until when, and how far each is.

Of a joint regulation the BKAD reports, through the head of one village; before there is a body the village that began
it. Of a contract every village reports (Permendagri 96/2017). What was agreed in a memorandum is not reported.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.monitoring.bodies.models import JointBody
from agreements.monitoring.bodies.queries import reporter_of, standing_body
from agreements.monitoring.ending.lasting import last_day as term_end
from agreements.monitoring.reports.calculating import Life, Span, due_on, spans
from agreements.monitoring.reports.models import Report
from agreements.record.access import parties_of, regency_of
from agreements.record.models import Agreement
from agreements.record.rules import Code, rules_for
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import INSTRUMENT_OF, EndingGround, Instrument, Kind
from villages.organizations.models import Organization, OrganizationKind

CAME_INTO_FORCE = ("publish", "confirm")
"""Journal codes with which an agreement comes to stand in the portal as one in force."""
SOON = dt.timedelta(days=30)
"""How long before its last day a report that nobody has begun is called near."""


class Standing:
    """How far an owed report is, as codes, and in words."""

    RUNNING, DUE, LATE, SENT = "running", "due", "late", "sent"
    LABELS = {
        RUNNING: gettext_lazy("masa laporan masih berjalan"),
        DUE: gettext_lazy("perlu disusun"),
        LATE: gettext_lazy("terlambat"),
        SENT: gettext_lazy("sudah disampaikan"),
    }


@dataclass(frozen=True)
class Owed:
    """One report that is or will be owed."""

    agreement: Agreement
    organization: Organization
    """The village whose head signs it."""
    body: JointBody | None
    """The BKAD for which it reports."""
    kind: str
    starts_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    report: Report | None
    """What has been written of it."""
    today: dt.date

    @property
    def state(self) -> str:
        """A code of `Standing`."""
        if self.report and self.report.state == Report.State.SENT:
            return Standing.SENT
        if self.today <= self.ends_on and self.kind == Report.Kind.YEARLY:
            return Standing.RUNNING
        return Standing.LATE if self.due_on < self.today else Standing.DUE

    @property
    def label(self) -> str:
        """The state in words."""
        return str(Standing.LABELS[self.state])

    @property
    def title(self) -> str:
        """ "Laporan tahunan 2026", "Laporan akhir"."""
        return title_of(self.kind, self.ends_on)


def title_of(kind: str, ends_on: dt.date) -> str:
    """What the report is called."""
    return (
        _("Laporan akhir")
        if kind == Report.Kind.FINAL
        else _("Laporan tahunan %(year)s") % {"year": ends_on.year}
    )


def is_reported(agreement: Agreement) -> bool:
    """Whether reports are owed of it at all: of what binds, once it is in force."""
    return agreement.stage in PUBLIC and agreement.instrument == INSTRUMENT_OF[Kind(agreement.kind)]


def life_of(agreement: Agreement) -> Life:
    """When it began, ended, and since when the portal knows of it."""
    since = timezone.localdate(agreement.stage_since)
    if agreement.stage != Stage.ENDED:
        return Life(agreement.starts_on, term_end(agreement), None, since)
    first = agreement.journal.filter(code__in=CAME_INTO_FORCE).order_by("serial").first()
    known = timezone.localdate(first.at) if first else agreement.starts_on
    return Life(agreement.starts_on, agreement.ends_on, last_day(agreement), known)


def last_day(agreement: Agreement) -> dt.date:
    """The last day on which an ended agreement held: of an expired one as agreed, else the day it was ended."""
    over = timezone.localdate(agreement.stage_since)
    ending = getattr(agreement, "ending", None)
    if ending is None or ending.ground != EndingGround.EXPIRED:
        return over
    extended = Agreement.objects.filter(parent=agreement, instrument=Instrument.ADDENDUM, stage__in=PUBLIC)
    newest = extended.exclude(ends_on=agreement.ends_on).order_by("-created_at", "-pk").first()
    return min(newest.ends_on if newest else agreement.ends_on, over)


def reporters(agreement: Agreement) -> list[tuple[Organization, JointBody | None]]:
    """The villages that report, each with the body for which it does."""
    villages = [
        p.organization for p in parties_of(agreement) if p.organization.kind == OrganizationKind.VILLAGE
    ]
    if agreement.kind != Kind.INTER_VILLAGE:
        return [(village, None) for village in villages]
    body = standing_body(agreement)
    chosen = reporter_of(body) if body else None
    key = chosen.pk if chosen else agreement.initiator_id
    return [(village, body) for village in villages if village.pk == key] or [(villages[0], body)]


def days_for(regency: str | None, day: dt.date) -> dict[str, int] | None:
    """How many days behind its span a report is due there; None where no report is asked for."""
    rule = next((rule for rule in rules_for(regency, Code.REPORT_DUE, day) if not rule.key), None)
    return {kind: int(rule.value.get(kind, 0)) for kind in Report.Kind.values} if rule else None


def owed(agreement: Agreement, today: dt.date | None = None) -> list[Owed]:
    """Every report that is or will be owed of the agreement, those written before included, the newest first."""
    today = today or timezone.localdate()
    if not is_reported(agreement):
        return []
    written = list(agreement.reports.select_related("organization", "body").order_by("-ends_on", "pk"))
    regency, found = regency_of(agreement), []
    for span in spans(life_of(agreement), today):
        days = days_for(regency, span.ends_on)
        if days is not None:
            found += _of_span(agreement, span, due_on(span, days), written, today)
    known = {one.report.pk for one in found if one.report}
    found += [_as_written(row, today) for row in written if row.pk not in known]
    return sorted(found, key=lambda one: (one.ends_on, one.kind), reverse=True)


def _of_span(
    agreement: Agreement, span: Span, due: dt.date, written: list[Report], today: dt.date
) -> list[Owed]:
    """What is owed for one span: of a joint regulation one report, whichever village has begun it."""
    mine = [row for row in written if row.kind == span.kind and row.ends_on == span.ends_on]
    if agreement.kind == Kind.INTER_VILLAGE and mine:
        return [_as_written(row, today) for row in mine]
    found = []
    for organization, body in reporters(agreement):
        row = next((row for row in mine if row.organization_id == organization.pk), None)
        facts = (span.kind, span.starts_on, span.ends_on, row.due_on if row else due, row, today)
        found.append(Owed(agreement, organization, body, *facts))
    return found


def _as_written(row: Report, today: dt.date) -> Owed:
    """One that has been begun, whatever was owed."""
    facts = (row.kind, row.starts_on, row.ends_on, row.due_on, row, today)
    return Owed(row.agreement, row.organization, row.body, *facts)


def final_owed(agreement: Agreement) -> list[Owed]:
    """The final reports that an ended agreement owes, written or not."""
    return [one for one in owed(agreement) if one.kind == Report.Kind.FINAL]
