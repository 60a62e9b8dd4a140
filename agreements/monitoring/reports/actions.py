"""Begin a report, write it, sign it off, say that it was read, pass it on to the regency, give a draft up."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.monitoring.reports.figures import figures
from agreements.monitoring.reports.guards import (
    may_begin,
    may_pass_on,
    may_read,
    may_sign,
    may_write,
    to_be_passed_on_by,
    to_be_read_by,
)
from agreements.monitoring.reports.making import have_made
from agreements.monitoring.reports.models import Report
from agreements.monitoring.reports.owing import Owed, owed
from agreements.monitoring.reports.prefilling import words
from agreements.monitoring.reports.receiving import address
from agreements.record import journal
from agreements.record.crossing import Refused, lock
from agreements.record.models import Agreement
from villages.organizations.models import Organization
from villages.people.access import Answer, signing_mandate
from villages.people.models import User

TEXTS = ("done", "results", "assets", "problems", "follow_up")


@transaction.atomic
def begin(agreement: Agreement, *, by: User, kind: str, starts_on: str, organization: int) -> Report:
    """Begin a report that is owed, with what the data already say; the one that is there, if somebody was faster.

    Raises Refused, also when no such report is owed.
    """
    current = lock(agreement)
    found = _owed(current, kind, starts_on, organization)
    if found is None:
        raise Refused(Answer(False, _("Laporan itu tidak perlu disusun.")), "report")
    _ask(may_begin(by, found), "report")
    if found.report:
        return found.report
    report = Report(
        agreement=current,
        organization=found.organization,
        body=found.body,
        kind=found.kind,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
        due_on=found.due_on,
        begun_by=by,
        **words(figures(current, found.starts_on, found.ends_on)),
    )
    report.full_clean()
    report.save()
    _note(report, "report", by, report.organization)
    return report


def _owed(agreement: Agreement, kind: str, starts_on: str, organization: int) -> Owed | None:
    wanted = (kind, starts_on, organization)
    return next(
        (
            one
            for one in owed(agreement)
            if (one.kind, one.starts_on.isoformat(), one.organization.pk) == wanted
        ),
        None,
    )


@transaction.atomic
def write(report: Report, *, by: User, edition: int, **texts: str) -> Report:
    """Change the words of a draft. Raises Refused, Stale when somebody wrote meanwhile, or ValidationError."""
    row = _held(report)
    _ask(may_write(by, row), "report")
    if row.edition != edition:
        raise Stale(row)
    for name in TEXTS:
        setattr(row, name, texts.get(name, getattr(row, name)).strip())
    row.edition += 1
    row.full_clean()
    row.save(update_fields=[*TEXTS, "edition"])
    return row


@transaction.atomic
def sign(report: Report, *, by: User, seen: str) -> Report:
    """Sign a report off and send it: words and figures are frozen, its readers addressed, its PDF made.

    By the head of the village that reports, or who acts for them (Permendagri 96/2017: the head of the village reports
    to the BPD, the BKAD to the heads, with a copy to the regent through the camat). `seen` is the mark of what was
    before the head's eyes. Raises Refused, or Stale when words or figures are no longer those.
    """
    row = _held(report)
    _ask(may_sign(by, row), "sign_report")
    row.figures = figures(row.agreement, row.starts_on, row.ends_on)
    if mark_of(row) != seen:
        raise Stale(row)
    mandate = signing_mandate(by, row.organization)
    if mandate is None:
        raise ValueError("signed without a mandate")
    row.state, row.signed_by, row.signed_as = Report.State.SENT, by, mandate.title
    row.signed_at, row.edition = timezone.now(), row.edition + 1
    row.save()
    address(row)
    _note(row, "sign_report", by, row.organization)
    have_made(row)
    return row


def mark_of(report: Report) -> str:
    """A mark of the words and figures of a report: changes when they do."""
    said = [report.edition, *(getattr(report, name) for name in TEXTS), report.figures]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


@transaction.atomic
def read(report: Report, *, by: User) -> int:
    """Say that the report was read, for every reader for whom this person acts; returns for how many.

    Raises Refused, also when nothing waits for this person.
    """
    row = _held(report)
    _ask(may_read(by, row), "read_report")
    receipts = to_be_read_by(by, row)
    for receipt in receipts:
        receipt.read_at, receipt.read_by = timezone.now(), by
        receipt.save(update_fields=["read_at", "read_by"])
        _note(row, "read_report", by, receipt.organization)
    return len(receipts)


@transaction.atomic
def pass_on(report: Report, *, by: User) -> None:
    """Pass the copy for the regent on, as the kecamatan; what is passed on was read there. Raises Refused."""
    row = _held(report)
    _ask(may_pass_on(by, row), "read_report")
    for receipt in to_be_passed_on_by(by, row):
        receipt.sent_at = timezone.now()
        receipt.save(update_fields=["sent_at"])
        _note(row, "pass_on_report", by, receipt.organization)
    offices = [one for one in to_be_read_by(by, row) if one.reader == one.Reader.SUBDISTRICT]
    for receipt in offices:
        receipt.read_at, receipt.read_by = timezone.now(), by
        receipt.save(update_fields=["read_at", "read_by"])


@transaction.atomic
def discard(report: Report, *, by: User, edition: int) -> None:
    """Give a draft up; what was signed off stays. Raises Refused, or Stale when somebody wrote meanwhile."""
    row = _held(report)
    _ask(may_write(by, row), "report")
    if row.edition != edition:
        raise Stale(row)
    _note(row, "discard_report", by, row.organization)
    row.delete()


@transaction.atomic
def make_again(report: Report, *, by: User) -> None:
    """Have the PDF of a report made once more, where that failed. Raises Refused."""
    row = _held(report)
    _ask(Answer(row.state == Report.State.SENT, _("PDF dibuat setelah laporan disahkan.")), "report")
    if not row.sha256:
        have_made(row)


def _held(report: Report) -> Report:
    """The report as it stands now, its agreement held: who comes second waits and sees."""
    current = lock(report.agreement)
    row = Report.objects.select_for_update(of=("self",)).select_related("organization", "body")
    found = row.filter(pk=report.pk).first()
    if found is None:
        raise Refused(Answer(False, _("Rancangan laporan ini sudah dibuang orang lain.")), "report")
    found.agreement = current
    return found


def _ask(answer: Answer, verb: str) -> None:
    if not answer:
        raise Refused(answer, verb)


def _note(report: Report, code: str, by: User, behalf: Organization) -> None:
    said: dict[str, Any] = {"report": report.kind, "year": report.ends_on.year}
    said["reporter"] = report.organization.name
    journal.append(report.agreement, code, by=by, on_behalf_of=behalf, details=said)
