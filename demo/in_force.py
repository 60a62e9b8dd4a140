"""What the story's people do once their agreement is in force: keep promises, work, pay, measure, report, warn, speak.

Promises are kept by rule, so that the story names only what is unusual: each obligation is reported done on the working
day before it falls due and confirmed by another party two days later, unless `late` says when it was done instead.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import time_machine
from django.utils import timezone

from agreements.monitoring.activities import actions as activities
from agreements.monitoring.activities import bookkeeping
from agreements.monitoring.bodies import actions as bodies
from agreements.monitoring.breaches import actions as breaches
from agreements.monitoring.obligations import actions as obligations
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.outcomes import actions as outcomes
from agreements.monitoring.practices import actions as practices
from agreements.monitoring.reports import actions as reports
from agreements.monitoring.reports.figures import figures
from agreements.monitoring.voices import actions as voices
from agreements.publication.privacy import actions as privacy
from agreements.publication.privacy.queries import articles_of
from agreements.record.models import Agreement, Party
from agreements.record.workdays import is_workday
from demo.cast import Cast
from villages.people.access import signatories
from villages.people.models import User

VERBS = (
    "exclude",
    *(
        "form_body",
        "carry_out",
        "progress",
        "move_money",
        "set_indicator",
        "measure",
        "sign_report",
        "read_report",
    ),
    *("claim_breach", "answer_breach", "sanction", "meet_sanction", "close_breach"),
    *("receive_voice", "hear_voice", "answer_voice", "ask_practice", "agree_practice"),
)
"""Each writes one entry of that code in the journal."""
_AT = dt.time(10, 15)
_CONFIRMED_AFTER = 2


def take(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    """Take one step of the story."""
    _STEPS[step["verb"]](agreement, by, step, cast)


# Promises


def keep_promises(agreement: Agreement, story: dict[str, Any], cast: Cast, until: dt.datetime) -> None:
    """Let the parties keep what falls due before that moment, in the order of the days on which they do it."""
    for moment, act in sorted(_deeds(agreement, story, cast), key=lambda deed: deed[0]):
        if moment < until:
            with time_machine.travel(moment, tick=True):
                act()


def _deeds(
    agreement: Agreement, story: dict[str, Any], cast: Cast
) -> Iterator[tuple[dt.datetime, Callable[[], Any]]]:
    late = {
        (cast.organizations[row["party"]].pk, row["due"]): row.get("done") for row in story.get("late", [])
    }
    rows = agreement.occurrences.filter(state__in=(Occurrence.State.PLANNED, Occurrence.State.DONE))
    for row in rows.select_related("party__organization").order_by("due_on", "pk"):
        usual = _workday(row.due_on - dt.timedelta(days=1), -1)
        day = late.get((row.party.organization_id, row.due_on), usual)
        if day is None:
            continue
        day = max(day, timezone.localdate(agreement.stage_since))
        if row.state == Occurrence.State.PLANNED:
            yield _moment(day), _proof(row, day)
        yield _moment(_workday(day + dt.timedelta(days=_CONFIRMED_AFTER), 1)), _consent(row)


def _proof(row: Occurrence, day: dt.date) -> Callable[[], Any]:
    def act() -> None:
        obligations.prove(
            row, by=_head(row.party), done_on=day, note="Dilaksanakan; buktinya disimpan di kantor Desa."
        )

    return act


def _consent(row: Occurrence) -> Callable[[], Any]:
    def act() -> None:
        row.refresh_from_db()
        if row.state == Occurrence.State.DONE:
            others = row.agreement.parties.exclude(pk=row.party_id).order_by("ordinal")
            obligations.affirm(row, by=_head(others[0]))

    return act


def _head(party: Party) -> User:
    """Whoever could sign for the party on the day at hand."""
    return signatories([party.organization])[party.organization_id][0].person


def _workday(day: dt.date, step: int) -> dt.date:
    while not is_workday(day):
        day += dt.timedelta(days=step)
    return day


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, _AT))


# Steps


def _party(agreement: Agreement, step: dict[str, Any], cast: Cast, key: str = "party") -> Party:
    return agreement.parties.get(organization=cast.organizations[step[key]])


def _exclude(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    """The first article of that content is kept from the public."""
    number = next(one.number for one in articles_of(agreement) if one.content == step["content"])
    privacy.exclude(agreement, by=by, article=number, ground=step["ground"], reason=step["reason"])


def _form_body(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    names = ("name", "decree_number", "decree_on", "seat", "starts_on", "ends_on", "duties")
    body = bodies.form_body(agreement, by=by, **{name: step[name] for name in names if name in step})
    for row in step["members"]:
        key = cast.organizations[row["organization"]].pk
        facts = {name: value for name, value in row.items() if name != "organization"}
        bodies.add_member(body, by=by, organization_id=key, starts_on=body.starts_on, **facts)


def _carry_out(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    names = (
        "title",
        "description",
        "place",
        "responsible",
        "starts_on",
        "ends_on",
        "budget",
        "beneficiaries",
    )
    facts = {name: step[name] for name in names if name in step}
    activities.plan(agreement, by=by, party=_party(agreement, step, cast), **facts)


def _progress(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    activity = agreement.activities.get(title=step["activity"])
    said = {name: step[name] for name in ("percent", "words", "reached") if name in step}
    activities.report_progress(activity, by=by, on=timezone.localdate(), **said)


def _move_money(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    party = _party(agreement, step, cast)
    funding = party.funding.filter(year=step["year"]).first() if "year" in step else None
    facts = {name: step[name] for name in ("direction", "amount", "note") if name in step}
    bookkeeping.book(agreement, by=by, party=party, on=timezone.localdate(), funding=funding, **facts)


def _set_indicator(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    names = ("code", "name", "unit", "benefit", "baseline_on", "target_on", "source")
    facts = {name: step[name] for name in names if name in step}
    facts |= {name: Decimal(str(step[name])) for name in ("baseline", "target")}
    outcomes.set_indicator(agreement, by=by, **facts)


def _measure(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    indicator = agreement.indicators.order_by("pk")[step.get("nth", 1) - 1]
    value = Decimal(str(step["value"]))
    outcomes.measure(indicator, by=by, on=timezone.localdate(), value=value, note=step.get("note", ""))


def _sign_report(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    """Begun, written and signed off by the head at one sitting."""
    key = cast.organizations[step["party"]].pk
    facts = {"kind": step["kind"], "starts_on": step["starts_on"].isoformat(), "organization": key}
    report = reports.begin(agreement, by=by, **facts)
    texts = {
        name: step[name] for name in ("done", "results", "assets", "problems", "follow_up") if name in step
    }
    report = reports.write(report, by=by, edition=report.edition, **texts)
    report.figures = figures(agreement, report.starts_on, report.ends_on)
    reports.sign(report, by=by, seen=reports.mark_of(report))


def _read_report(agreement: Agreement, by: User, _step: dict[str, Any], _cast: Cast) -> None:
    reports.read(agreement.reports.order_by("-pk")[0], by=by)


def _claim_breach(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    rows = agreement.occurrences.filter(party=_party(agreement, step, cast), due_on=step["due"])
    occurrence = rows.order_by("pk")[0]
    breaches.claim(
        agreement, by=by, provision=occurrence.provision, story=step["story"], occurrence=occurrence
    )


def _answer_breach(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    breaches.answer(agreement.breaches.order_by("-pk")[0], by=by, answer=step["answer"])


def _sanction(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    case = agreement.breaches.order_by("-pk")[0]
    breaches.take_step(case, by=by, ordinal=step.get("ordinal", 1), remark=step.get("remark", ""))


def _meet_sanction(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    taken = agreement.breaches.order_by("-pk")[0].steps.order_by("-ordinal")[0]
    breaches.meet(taken, by=by, met_on=timezone.localdate(), note=step.get("note", ""))


def _close_breach(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    breaches.close(agreement.breaches.order_by("-pk")[0], by=by, kept=True, outcome=step["outcome"])


def _receive_voice(agreement: Agreement, _by: User, step: dict[str, Any], _cast: Cast) -> None:
    """A citizen of the story, who has no account, speaks and follows the letter's link."""
    said = {"kind": step["kind"], "text": step["text"], "email": "warga@contoh.example"}
    voices.confirm(voices.say(agreement, **said))


def _hear_voice(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    party = _party(agreement, step, cast) if "party" in step else None
    voices.moderate(agreement.voices.order_by("-pk")[0], by=by, shown=True, party=party)


def _answer_voice(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    voices.answer(agreement.voices.order_by("-pk")[0], by=by, text=step["answer"])


def _ask_practice(agreement: Agreement, by: User, step: dict[str, Any], _cast: Cast) -> None:
    texts = {name: step[name] for name in ("title", "worked", "failed", "advice")}
    practice = practices.write(agreement, by=by, edition=0, **texts)
    practices.ask_parties(practice, by=by, edition=practice.edition)


def _agree_practice(agreement: Agreement, by: User, _step: dict[str, Any], _cast: Cast) -> None:
    practice = agreement.practice
    practices.answer(practice, by=by, edition=practice.edition, agrees=True)


_STEPS: dict[str, Callable[[Agreement, User, dict[str, Any], Cast], None]] = {
    "exclude": _exclude,
    "form_body": _form_body,
    "carry_out": _carry_out,
    "progress": _progress,
    "move_money": _move_money,
    "set_indicator": _set_indicator,
    "measure": _measure,
    "sign_report": _sign_report,
    "read_report": _read_report,
    "claim_breach": _claim_breach,
    "answer_breach": _answer_breach,
    "sanction": _sanction,
    "meet_sanction": _meet_sanction,
    "close_breach": _close_breach,
    "receive_voice": _receive_voice,
    "hear_voice": _hear_voice,
    "answer_voice": _answer_voice,
    "ask_practice": _ask_practice,
    "agree_practice": _agree_practice,
}
