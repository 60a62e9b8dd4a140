"""A draft is laid open to citizens: who may, for how long, what a rule asks, and what the report ends."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from agreements.drafting.actions import withdraw
from agreements.drafting.completeness import findings
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import breaks
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.review.actions import open_round
from agreements.review.consultation import actions, mailing
from agreements.review.consultation.models import CitizenComment, Consultation, Standing
from tests.factories import agency, begun, member, partner, reviewer, signatory_of, submitted, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


def asked(agreement, *, days=14, by=None, **more):
    today = timezone.localdate()
    given = {"summary": "Sampah diangkut bersama.", "opens_on": today} | more
    given.setdefault("closes_on", given["opens_on"] + dt.timedelta(days=days - 1))
    return actions.consult(agreement, by=by or agreement.created_by, **given)


def said(consultation, text="Kapan mulainya?", *, confirmed=True, **more):
    given = {"name": "Bu Tini", "name_is_shown": False, "email": "tini@surel.example"} | more
    comment = actions.say(consultation, text=text, **given)
    return actions.confirm(comment) if confirmed else comment


def rule(days=10, when=None, **more):
    facts = {"code": "consultation", "legal_basis": "Perda 9/2026", "starts_on": dt.date(2020, 1, 1)}
    return LocalRule.objects.create(value={"days": days, "when": when or {}}, **facts | more)


def message(agreement):
    found = [one for one in findings(Agreement.objects.get(pk=agreement.pk)) if one.place == "consultation"]
    assert all(one.blocking for one in found)
    return " ".join(f"{one.message} {one.legal_basis}" for one in found)


def test_the_text_that_citizens_read_is_kept(agreement):
    consultation = asked(agreement)
    article = agreement.articles.order_by("ordinal")[0]
    article.body = "Isi yang lain."
    article.save()
    kept = str(Consultation.objects.get(pk=consultation.pk).version.content)
    assert "Isi yang lain." not in kept
    entry = agreement.journal.get(code="consult")
    assert entry.on_behalf_of == agreement.initiator
    assert entry.details["closes_on"] == consultation.closes_on.isoformat()


def test_a_village_asks_and_its_partner_does_not():
    one, firm = village("Argopeni"), partner()
    contract = begun(one, firm)
    for person in (signatory_of(firm), reviewer(), member(one.organization, Position.COUNCIL)):
        answer = may(person, "consult", contract)
        assert not answer
        assert answer.because_of_who
        with pytest.raises(Refused):
            asked(contract, by=person)
    assert asked(contract, by=member(one.organization, Position.VILLAGE_SECRETARY)).pk


def test_one_at_a_time_and_only_while_the_text_is_drafted(agreement):
    asked(agreement)
    with pytest.raises(Refused, match="sedang berjalan"):
        asked(agreement)
    other = submitted(begun())
    with pytest.raises(Refused, match="tahap"):
        asked(other)


@pytest.mark.parametrize(
    ("start", "days", "field"),
    [(-1, 14, "opens_on"), (61, 14, "opens_on"), (0, 6, "closes_on"), (0, 91, "closes_on")],
)
def test_the_period_is_neither_past_nor_too_short_nor_too_long(agreement, start, days, field):
    with pytest.raises(ValidationError) as told:
        asked(agreement, days=days, opens_on=timezone.localdate() + dt.timedelta(days=start))
    assert set(told.value.message_dict) == {field}
    assert not agreement.consultations.exists()


@pytest.mark.parametrize(("start", "days"), [(0, 7), (60, 90)])
def test_the_ends_of_what_is_allowed_are_allowed(agreement, start, days):
    assert asked(agreement, days=days, opens_on=timezone.localdate() + dt.timedelta(days=start)).pk


def test_it_stands_where_its_days_say(agreement, on_day):
    on_day("2026-11-02")
    consultation = asked(agreement, opens_on=dt.date(2026, 11, 4), days=7)
    assert consultation.standing == Standing.COMING
    for day, standing in (("2026-11-04", "open"), ("2026-11-10", "open"), ("2026-11-11", "closed")):
        on_day(day)
        assert consultation.standing == standing
        assert consultation.is_open == (standing == "open")


def test_a_running_consultation_is_reported_before_the_text_is_submitted(agreement):
    agency()
    consultation = asked(agreement)
    assert "belum dilaporkan" in message(agreement)
    with pytest.raises(Refused, match="belum dilaporkan"):
        open_round(agreement, by=agreement.created_by)
    actions.close(consultation, by=agreement.created_by, report="Tidak ada pendapat.")
    assert message(agreement) == ""
    open_round(agreement, by=agreement.created_by)


def test_what_a_rule_asks_for_keeps_the_text_from_being_submitted(agreement, on_day):
    on_day("2026-11-02")
    rule(days=10)
    assert "paling sedikit 10 hari" in message(agreement)
    assert "Perda 9/2026" in message(agreement)
    with pytest.raises(ValidationError, match="paling sedikit 10 hari"):
        asked(agreement, days=9)
    consultation = asked(agreement, days=10)
    assert consultation.rule.legal_basis == "Perda 9/2026"
    on_day("2026-11-12")
    actions.close(consultation, by=agreement.created_by, report="Selesai.")
    assert consultation.days_open == 10
    assert message(agreement) == ""


def test_ended_early_it_counts_only_the_days_it_was_open(agreement, on_day):
    on_day("2026-11-02")
    rule(days=10)
    consultation = asked(agreement, days=10)
    on_day("2026-11-11")  # its last day
    consultation = actions.close(consultation, by=agreement.created_by, report="Selesai.")
    assert consultation.ended_early
    assert consultation.days_open == 9
    assert "paling sedikit 10 hari" in message(agreement)
    assert asked(agreement, days=10).pk


def test_ended_before_it_began_it_was_open_no_day(agreement):
    consultation = asked(agreement, opens_on=timezone.localdate() + dt.timedelta(days=5))
    assert actions.close(consultation, by=agreement.created_by, report="Batal.").days_open == 0


def test_a_rule_asks_only_when_its_condition_holds(agreement):
    rule(days=10, when={"value_from": 200_000_000})
    assert message(agreement) == ""
    Agreement.objects.filter(pk=agreement.pk).update(value=200_000_000)
    assert "10 hari" in message(agreement)


def test_of_several_rules_the_longest_counts(agreement):
    rule(days=10)
    rule(days=21, key="besar", legal_basis="Perbup 3/2026", when={"value_from": 1})
    assert "paling sedikit 21 hari" in message(agreement)
    assert "Perbup 3/2026" in message(agreement)


def test_a_rule_that_begins_during_the_review_does_not_touch_it(agreement, on_day):
    on_day("2026-11-02")
    submitted(agreement)
    on_day("2026-11-04")
    rule(starts_on=dt.date(2026, 11, 3))
    assert message(agreement) == ""
    assert "10 hari" in message(begun())


def test_the_report_waits_until_everything_is_checked_and_answered(agreement):
    consultation, head = asked(agreement), agreement.created_by
    comment = said(consultation)
    with pytest.raises(Refused, match=r"belum diperiksa \(1\)"):
        actions.close(consultation, by=head, report="Selesai.")
    actions.moderate(comment, by=head, shown=True)
    with pytest.raises(Refused, match=r"belum dijawab \(1\)"):
        actions.close(consultation, by=head, report="Selesai.")
    actions.moderate(comment, by=head, shown=True, answer="Bulan depan.")
    with pytest.raises(ValidationError) as told:
        actions.close(consultation, by=head, report="  ")
    assert set(told.value.message_dict) == {"report"}
    actions.close(consultation, by=head, report="Jadwal ditambahkan.")
    entry = agreement.journal.get(code="close_consultation")
    assert entry.details == {"said": 1, "shown": 1, "hidden": 0}
    assert not list(breaks([Agreement.objects.get(pk=agreement.pk)]))


def test_after_the_report_nothing_changes_and_nobody_is_known(agreement):
    consultation, head = asked(agreement), agreement.created_by
    silent, named = (
        said(consultation),
        said(consultation, "Setuju.", email="b@surel.example", name_is_shown=True),
    )
    late = said(consultation, "Nanti dulu.", confirmed=False, email="c@surel.example")
    for comment in (silent, named):
        actions.moderate(comment, by=head, shown=True, answer="Terima kasih.")
    actions.close(consultation, by=head, report="Selesai.")
    silent.refresh_from_db()
    named.refresh_from_db()
    assert (silent.email, silent.name, named.email, named.name) == ("", "", "", "Bu Tini")
    assert not CitizenComment.objects.filter(pk=late.pk).exists()
    with pytest.raises(Refused, match="tidak diubah lagi"):
        actions.moderate(named, by=head, shown=False, reason="Terlambat.")
    with pytest.raises(Refused, match="tidak sedang dibuka"):
        said(consultation, "Masih sempat?")
    with pytest.raises(Refused, match="sudah dilaporkan"):
        actions.close(consultation, by=head, report="Sekali lagi.")


def test_a_daily_command_forgets_what_is_not_needed(agreement, on_day):
    on_day("2026-11-02")
    consultation = asked(agreement)
    comment = said(consultation)
    said(consultation, "Tidak dikonfirmasi.", confirmed=False)
    withdraw(agreement, by=agreement.created_by, reason="Musyawarah menundanya.")
    assert Consultation.objects.get().standing == Standing.STOPPED
    on_day("2026-11-02", "10:00")
    call_command("forget_citizens")
    comment.refresh_from_db()
    assert (comment.email, comment.name) == ("", "")
    assert CitizenComment.objects.count() == 2
    on_day(dt.date(2026, 11, 2) + mailing.LASTS, "10:01")
    assert actions.forget_citizens() == (1, 0)
    assert actions.forget_citizens() == (0, 0)
    assert list(CitizenComment.objects.all()) == [comment]
