"""The work plan: planned by each party for itself, reported from the field, given up with a reason."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from agreements.monitoring.activities import actions
from agreements.monitoring.activities.guards import parties_for
from agreements.monitoring.activities.models import Activity, ProgressNote
from agreements.monitoring.activities.queries import progress_of, reached_by, work_on
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.stages import Stage
from tests.factories import listed, member, moved, signatory_of, village
from tests.support.papers import picture
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return listed(village("Argopeni").organization, village("Srati").organization)


@pytest.fixture
def parties(agreement):
    return list(agreement.parties.select_related("organization").order_by("ordinal"))


@pytest.fixture
def head(parties):
    return signatory_of(parties[0].organization)


@pytest.fixture
def plan(agreement, parties, head):
    def made(title="Membangun TPS", **more):
        days = {"starts_on": agreement.starts_on, "ends_on": agreement.starts_on + dt.timedelta(days=30)}
        return actions.plan(agreement, by=head, party=parties[0], title=title, **(days | more))

    return made


def noted(work, by, percent, *, on=None, reached=None, **more):
    day = on or timezone.localdate()
    return actions.report_progress(
        work, by=by, on=day, percent=percent, words="Jalan.", reached=reached, **more
    )


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def test_a_plan_is_written_on_a_page_and_read_by_everybody_concerned(client, agreement, parties, head):
    client.force_login(head)
    sent = {"party": parties[0].pk, "title": "Membangun TPS", "starts_on": agreement.starts_on.isoformat()}
    sent |= {"ends_on": agreement.ends_on.isoformat(), "budget": "12.500.000", "beneficiaries": "40"}
    answer = client.post(url("activity-add", agreement), sent)
    work = agreement.activities.get()
    assert answer["Location"] == url("activity", agreement, work.pk)
    assert (work.budget, work.beneficiaries, work.created_by) == (12_500_000, 40, head)
    assert agreement.journal.get(code="carry_out").details["title"] == "Membangun TPS"
    client.force_login(signatory_of(parties[1].organization))
    page = client.get(url("activities", agreement)).content.decode()
    assert "Membangun TPS" in page and "0 persen selesai" in page
    assert url("activity-progress", agreement, work.pk) not in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(client, agreement, parties, head):
    client.force_login(head)
    before = (agreement.starts_on - dt.timedelta(days=1)).isoformat()
    after = (agreement.ends_on + dt.timedelta(days=1)).isoformat()
    sent = {"party": parties[0].pk, "title": "Membangun TPS", "starts_on": before, "ends_on": after}
    answer = client.post(url("activity-add", agreement), sent)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"starts_on", "ends_on"}
    assert 'value="Membangun TPS"' in answer.content.decode()
    sent |= {"starts_on": agreement.ends_on.isoformat(), "ends_on": agreement.starts_on.isoformat()}
    answer = client.post(url("activity-add", agreement), sent)
    assert "tidak boleh sebelum" in str(answer.context["form"].errors)
    assert not Activity.objects.exists()


def test_each_party_plans_and_reports_for_itself(agreement, parties, plan):
    work, other = plan(), signatory_of(parties[1].organization)
    with pytest.raises(Refused, match="Hanya"):
        noted(work, other, 10)
    with pytest.raises(Refused, match="Hanya"):
        actions.plan(
            agreement,
            by=other,
            party=parties[0],
            title="Lain",
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
        )
    for verb in (actions.cancel,):
        with pytest.raises(Refused, match="Hanya"):
            verb(work, by=other, reason="Tidak perlu.")
    assert parties_for(other, agreement) == [parties[1]]


def test_for_a_party_without_anybody_in_the_portal_the_others_write():
    absent = village("Jladri", head=False)
    agreement = listed(village("Argopeni").organization, absent.organization)
    one, two = agreement.parties.order_by("ordinal")
    head = signatory_of(one.organization)
    assert parties_for(head, agreement) == [one, two]
    newcomer = member(two.organization, Position.VILLAGE_SECRETARY)
    assert parties_for(head, agreement) == [one]
    assert parties_for(newcomer, agreement) == [two]


def test_the_council_reads_and_does_not_write(agreement, parties, plan):
    work = plan()
    with pytest.raises(Refused) as refused:
        noted(work, member(parties[0].organization, Position.COUNCIL), 10)
    assert refused.value.answer.because_of_who


def test_progress_comes_with_pictures_and_words(client, agreement, head, plan):
    work = plan()
    client.force_login(head)
    page = client.get(url("activity-progress", agreement, work.pk))
    key = page.context["form"]["key"].value()
    sent = {
        "key": key,
        "on": timezone.localdate().isoformat(),
        "percent": "40",
        "words": "Fondasi jadi.",
        "reached": "12",
    }
    for _twice in range(2):
        answer = client.post(
            url("activity-progress", agreement, work.pk), sent | {"files": [picture(), picture()]}
        )
        assert answer["Location"] == url("activity", agreement, work.pk)
    work.refresh_from_db()
    assert (work.percent, work.reached) == (40, 12)
    assert ProgressNote.objects.count() == 1
    assert work.files.count() == 2
    assert list(agreement.journal.values_list("code", flat=True)) == ["carry_out", "add_file", "progress"]
    page = client.get(url("activity", agreement, work.pk)).content.decode()
    assert "Fondasi jadi." in page and page.count("/kecil/") == 2


def test_a_page_that_sends_by_itself_gets_the_address_to_go_to(client, agreement, head, plan):
    work = plan()
    client.force_login(head)
    sent = {
        "key": uuid.uuid4(),
        "on": timezone.localdate().isoformat(),
        "percent": "40",
        "words": "Fondasi jadi.",
    }
    answer = client.post(url("activity-progress", agreement, work.pk), sent, headers={"X-Outbox": "1"})
    assert answer.status_code == 204
    assert answer["X-Then"] == url("activity", agreement, work.pk)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"percent": "101"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"percent": ""}, "percent"),
        ({"words": " "}, "words"),
        ({"on": "2099-01-01"}, "on"),
        ({"key": "bukan kunci"}, "key"),
        ({"reached": "-4"}, "reached"),
    ],
)
def test_progress_that_cannot_be_is_refused(client, agreement, head, plan, change, field):
    work = plan()
    client.force_login(head)
    sent = {
        "key": uuid.uuid4(),
        "on": timezone.localdate().isoformat(),
        "percent": "40",
        "words": "Fondasi jadi.",
    }
    answer = client.post(url("activity-progress", agreement, work.pk), sent | change)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    assert not ProgressNote.objects.exists()


def test_a_bad_picture_keeps_the_note_back_too(client, agreement, head, plan):
    work = plan()
    client.force_login(head)
    sent = {
        "key": uuid.uuid4(),
        "on": timezone.localdate().isoformat(),
        "percent": "40",
        "words": "Fondasi jadi.",
    }
    bad = SimpleUploadedFile("foto.jpg", b"bukan foto")
    answer = client.post(url("activity-progress", agreement, work.pk), sent | {"files": [picture(), bad]})
    assert set(answer.context["form"].errors) == {"files"}
    assert "Fondasi jadi." in answer.content.decode()
    assert not ProgressNote.objects.exists() and not work.files.exists()


def test_a_note_that_arrives_late_changes_nothing_that_is_newer(head, plan):
    work, today = plan(), timezone.localdate()
    noted(work, head, 60, reached=30)
    noted(work, head, 20, on=today - dt.timedelta(days=9), reached=10)
    work.refresh_from_db()
    assert (work.percent, work.reached) == (60, 30)
    noted(work, head, 55)
    work.refresh_from_db()
    assert (work.percent, work.reached) == (55, 30), "nobody counted anew"


def test_nobody_uses_the_key_of_another_note(head, plan):
    key = uuid.uuid4()
    noted(plan(), head, 10, key=key)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        noted(plan("Lain"), head, 10, key=key)


def test_the_second_of_two_who_change_a_plan_is_told(client, agreement, head, plan):
    work = plan()
    client.force_login(head)
    sent = {
        "title": "TPS besar",
        "starts_on": work.starts_on.isoformat(),
        "ends_on": work.ends_on.isoformat(),
    }
    assert client.post(url("activity-edit", agreement, work.pk), sent | {"edition": "1"}).status_code == 302
    answer = client.post(
        url("activity-edit", agreement, work.pk), sent | {"title": "TPS kecil", "edition": "1"}
    )
    assert answer.status_code == 200 and "baru saja diubah" in answer.content.decode()
    work.refresh_from_db()
    assert (work.title, work.edition) == ("TPS besar", 2)


def test_work_given_up_stays_in_the_plan_and_takes_no_notes(client, agreement, head, plan):
    work = plan()
    client.force_login(head)
    assert client.post(url("activity-cancel", agreement, work.pk), {"reason": ""}).status_code == 200
    assert (
        client.post(url("activity-cancel", agreement, work.pk), {"reason": "Lahan tidak jadi."}).status_code
        == 302
    )
    work.refresh_from_db()
    assert work.cancelled_because == "Lahan tidak jadi."
    assert agreement.journal.get(code="cancel_activity").details["reason"] == "Lahan tidak jadi."
    with pytest.raises(Refused, match="sudah dibatalkan"):
        noted(work, head, 10)
    assert "Lahan tidak jadi." in client.get(url("activity", agreement, work.pk)).content.decode()


def test_what_is_finished_is_not_given_up(head, plan):
    work = plan()
    noted(work, head, 100)
    with pytest.raises(Refused, match="sudah selesai"):
        actions.cancel(work, by=head, reason="Salah.")


def test_after_the_end_what_was_done_is_written_down_and_nothing_new_is_planned(agreement, head, plan):
    work = plan()
    moved(agreement, Stage.ENDED)
    noted(work, head, 100)
    with pytest.raises(Refused, match="sudah berakhir"):
        plan("Lain")


def test_the_plan_adds_up():
    def row(percent, budget=None, **more):
        return Activity(percent=percent, budget=budget, **more)

    assert progress_of([]) is None
    assert progress_of([row(50), row(100)]) == 75
    assert progress_of([row(100, 3_000_000), row(0, 1_000_000)]) == 75
    assert progress_of([row(100, 3_000_000), row(0)]) == 50, "one without a budget: all weigh the same"
    assert progress_of([row(100, 0), row(0, 0)]) == 50
    assert progress_of([row(100), row(0, cancelled_at=timezone.now())]) == 100
    assert reached_by([row(0, reached=3), row(0), row(0, reached=4)]) == 7


@pytest.mark.parametrize(
    ("starts", "ends", "percent", "state"),
    [
        (1, 9, 0, "coming"),
        (1, 9, 5, "running"),
        (0, 0, 0, "running"),
        (-9, -1, 99, "late"),
        (-9, -1, 100, "finished"),
    ],
)
def test_the_state_of_work_is_computed(starts, ends, percent, state):
    today = dt.date(2026, 2, 28)
    days = {"starts_on": today + dt.timedelta(days=starts), "ends_on": today + dt.timedelta(days=ends)}
    work = work_on(Activity(percent=percent, **days), today)
    assert work.state == state and work.words and work.icon
    given_up = work_on(Activity(percent=percent, cancelled_at=timezone.now(), **days), today)
    assert given_up.state == "cancelled"


def test_a_long_plan_takes_as_many_queries_as_a_short_one(
    client, agreement, head, plan, django_assert_max_num_queries
):
    client.force_login(head)
    plan()
    with django_assert_max_num_queries(60) as short:
        client.get(url("activities", agreement))
    for number in range(8):
        plan(f"Kegiatan {number}")
    with django_assert_max_num_queries(len(short.captured_queries)):
        client.get(url("activities", agreement))


def test_the_history_says_which_work_and_how_far(agreement, head, plan):
    work = plan()
    noted(work, head, 40)
    actions.cancel(work, by=head, reason="Lahan tidak jadi.")
    told = [sentence(entry) for entry in agreement.journal.order_by("serial")]
    assert told[0].endswith("mencatat kegiatan: Membangun TPS.")
    assert told[1].endswith("mencatat kemajuan kegiatan: Membangun TPS (40 persen).")
    assert told[2].endswith("membatalkan kegiatan: Membangun TPS: Lahan tidak jadi.")


def test_where_it_is_tomorrow_already_todays_work_is_written_down(head, plan, monkeypatch):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    work = plan()
    with pytest.raises(ValidationError, match="belum tiba"):
        noted(work, head, 40, on=tomorrow)
    monkeypatch.setattr("agreements.monitoring.activities.actions.today_at", lambda agreement: tomorrow)
    assert noted(work, head, 40, on=tomorrow).pk


@pytest.mark.parametrize("room", ["activities", "funds", "outcomes"])
def test_an_addendum_leads_to_the_agreement_that_it_changes(client, agreement, parties, head, room):
    organizations = [party.organization for party in parties]
    addendum = listed(*organizations, instrument="addendum", parent=agreement, title="Adendum")
    client.force_login(head)
    page = client.get(url(room, addendum)).content.decode()
    assert (
        f'Ini adendum; pelaksanaannya dicatat pada perjanjian yang diubahnya: <a href="{url(room, agreement)}">'
        in page
    )
    assert "Ini adendum" not in client.get(url(room, agreement)).content.decode()
