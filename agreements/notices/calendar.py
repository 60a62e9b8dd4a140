"""A secret address -> the deadlines of its owner as iCalendar (RFC 5545), all-day entries without a time.

The feed is made anew whenever it is asked for, from what the person may see today: steps of their offices, remarks that
wait for an answer, consultations of their drafts, the ends of their agreements in force, what they owe under these.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from agreements.monitoring.ending.queries import still_owed
from agreements.monitoring.obligations.queries import owed_by
from agreements.monitoring.reports.owing import Standing, title_of
from agreements.monitoring.reports.queries import owing_of_year
from agreements.notices.models import Notice, NoticePreference
from agreements.notices.reading import still_asked
from agreements.record.access import concerning
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.review.consultation.models import Consultation
from agreements.review.queries import asked_now
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import mandates
from villages.people.models import DRAFTING_POSITIONS, User
from villages.people.remembering import remembering

AHEAD = dt.timedelta(days=366)
"""How far ahead the ends of agreements are shown."""
MOST = 500
"""So many entries of one kind at most; a calendar of more helps nobody."""
_SECRET = re.compile(r"[\w-]{20,64}", re.ASCII)


@dataclass(frozen=True)
class Feed:
    """One person's calendar as bytes."""

    body: bytes
    """The iCalendar file."""
    digest: str
    """Changes when the file does; calendar programs ask by it whether to load again."""


@dataclass(frozen=True)
class Deadline:
    """One day in the calendar."""

    key: str
    """Stays the same while the same thing is due, so that a moved day moves in the calendar."""
    day: dt.date
    title: str
    url: str
    since: dt.datetime
    """When it became known."""


def feed_of(secret: str) -> Feed | None:
    """The calendar behind that secret, or None when nobody with an open account has it."""
    if not _SECRET.fullmatch(secret):
        return None
    found = NoticePreference.objects.filter(calendar_secret=secret, person__is_active=True)
    row = found.select_related("person").first()
    if row is None:
        return None
    with translation.override(settings.LANGUAGE_CODE), remembering():
        body = _file(deadlines(row.person))
    return Feed(body, hashlib.sha256(body).hexdigest()[:32])


def deadlines(person: User) -> list[Deadline]:
    """Everything with a day that waits for the person or ends for them, the nearest first."""
    found = [*_steps(person), *_remarks(person), *_consultations(person), *_endings(person), *_duties(person)]
    found += _remains(person)
    found += _reports(person)
    return sorted(found, key=lambda one: (one.day, one.key))


def _steps(person: User) -> Iterator[Deadline]:
    """Steps of the person's offices; of those that a colleague holds only the colleague hears."""
    mine = Q(holder__isnull=True) | Q(holder=person) | Q(escalated_on__isnull=False)
    for step in (
        asked_now(person).filter(mine, due_on__isnull=False).select_related("round__agreement")[:MOST]
    ):
        title = _("Tenggat peninjauan: %s") % step.round.agreement.title
        yield _deadline(f"step-{step.pk}", step.due_on, title, step.round.agreement, step.round.opened_at)


def _remarks(person: User) -> Iterator[Deadline]:
    today = timezone.localdate()
    asked = Notice.objects.filter(person=person, code="remark", due_on__gte=today)
    asked = (
        asked.filter(agreement__in=concerning(person)).select_related("agreement").order_by("due_on", "pk")
    )
    notices = list(asked[:MOST])
    open_ones = still_asked(notices)
    for notice in notices:
        if notice.pk in open_ones:
            title = _("Jawab catatan peninjau: %s") % notice.agreement.title
            yield _deadline(f"remark-{notice.pk}", notice.due_on, title, notice.agreement, notice.made_at)


def _consultations(person: User) -> Iterator[Deadline]:
    found = Consultation.objects.filter(
        reported_at__isnull=True, agreement__stage=Stage.DRAFTING, agreement__in=_written_by(person)
    )
    for one in found.select_related("agreement").order_by("closes_on", "pk")[:MOST]:
        title = _("Konsultasi publik ditutup: %s") % one.agreement.title
        yield _deadline(f"consultation-{one.pk}", one.closes_on, title, one.agreement, one.opened_at)


def _endings(person: User) -> Iterator[Deadline]:
    today = timezone.localdate()
    found = Agreement.objects.filter(
        pk__in=_written_by(person), stage=Stage.IN_FORCE, ends_on__range=(today, today + AHEAD)
    )
    for agreement in found.order_by("ends_on", "pk")[:MOST]:
        title = _("Kerja sama berakhir: %s") % agreement.title
        yield _deadline(f"end-{agreement.ref}", agreement.ends_on, title, agreement, agreement.stage_since)


def _duties(person: User) -> Iterator[Deadline]:
    """What the person's parties owe: what is late, and what falls due within a year."""
    own = [m.organization.pk for m in mandates(person) if m.position in DRAFTING_POSITIONS]
    until = timezone.localdate() + AHEAD
    rows = owed_by(own).filter(due_on__lte=until).select_related("agreement", "provision")
    for row in rows.order_by("due_on", "pk")[:MOST]:
        title = _("Kewajiban: %s") % row.provision.text[:120]
        yield _deadline(f"obligation-{row.pk}", row.due_on, title, row.agreement, row.agreement.stage_since)


def _reports(person: User) -> Iterator[Deadline]:
    """Reports that the person's villages owe for this year and the last and have not sent."""
    own = [m.organization for m in mandates(person) if m.position in DRAFTING_POSITIONS]
    for village in own:
        if village.kind == OrganizationKind.VILLAGE:
            yield from _reports_of(village)


def _reports_of(village: Organization) -> Iterator[Deadline]:
    regency, this_year = village.village.area.subdistrict.regency_id, timezone.localdate().year
    for year in (this_year - 1, this_year):
        rows = owing_of_year(Party.objects.filter(organization=village), year, regency=regency)
        rows = (
            rows.exclude(report_state=Standing.SENT).select_related("agreement").order_by("report_due", "pk")
        )
        for row in rows[:MOST]:
            title = _("%(report)s: %(title)s") % {
                "report": title_of(row.report_kind, row.report_close),
                "title": row.agreement.title,
            }
            key = f"report-{row.pk}-{row.report_kind}-{year}"
            yield _deadline(key, row.report_due, title, row.agreement, row.agreement.stage_since)


def _remains(person: User) -> Iterator[Deadline]:
    """What the person's parties still have to settle after the end of an agreement."""
    own = [m.organization.pk for m in mandates(person) if m.position in DRAFTING_POSITIONS]
    items = still_owed().filter(party__organization__in=own).select_related("agreement")
    for item in items.order_by("due_on", "pk")[:MOST]:
        title = _("Selesaikan: %s") % item.text[:120]
        yield _deadline(f"settlement-{item.pk}", item.due_on, title, item.agreement, item.added_at)


def _written_by(person: User):
    """Keys of the agreements of the parties for which the person works today."""
    own = [m.organization.pk for m in mandates(person) if m.position in DRAFTING_POSITIONS]
    return Agreement.objects.filter(parties__organization__in=own).order_by().values("pk")


def _deadline(
    key: str, day: dt.date | None, title: str, agreement: Agreement, since: dt.datetime
) -> Deadline:
    assert day is not None
    url = settings.PUBLIC_URL + reverse("agreements:desk-agreement", args=[agreement.ref])
    return Deadline(key, day, title, url, since)


def _file(found: list[Deadline]) -> bytes:
    calendar, host = Calendar(), urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    calendar.add("prodid", "-//Kerjasama//Portal kerja sama desa//ID")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Tenggat kerja sama desa"))
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", dt.timedelta(hours=6))
    for deadline in found:
        calendar.add_component(_event(deadline, host))
    return calendar.to_ical()


def _event(deadline: Deadline, host: str) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@{host}")
    event.add("dtstamp", deadline.since.astimezone(dt.UTC).replace(microsecond=0))
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + dt.timedelta(days=1))
    event.add("summary", deadline.title)
    event.add("description", deadline.url)
    event.add("url", deadline.url)
    event.add("transp", "TRANSPARENT")
    return event
