"""The village checks, answers and reports on its own pages; reviewers read the outcome beside the text."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.record.crossing import Refused
from agreements.review.consultation import actions, queries
from agreements.review.consultation.models import CitizenComment
from tests.agreements.review.consultation.test_ask_citizens import asked, said
from tests.factories import UserFactory, begun, member, partner, reviewer, signatory_of, submitted, village
from villages.people.models import Position
from villages.people.support import actions as support
from villages.people.support.acting import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def desk(client, agreement):
    client.force_login(agreement.created_by)
    return client


def work(agreement, more=""):
    return f"/naskah/{agreement.ref}/konsultasi/{more}"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_a_village_asks_answers_and_reports_on_its_pages(desk, agreement):
    form = desk.get(work(agreement, "buka/")).context["form"]
    desk.post(work(agreement, "buka/"), {name: form.initial[name] for name in form.fields})
    consultation = agreement.consultations.get()
    assert consultation.days_open == 14
    comment = said(consultation)
    waiting = desk.get(work(agreement)).content.decode()
    assert "Kapan mulainya?" in waiting
    assert "Answer(" not in waiting
    again = desk.post(work(agreement, f"{comment.pk}/"), {"shown": "no", "reason": " "})
    assert "reason" in again.context["form"].errors
    desk.post(work(agreement, f"{comment.pk}/"), {"shown": "yes", "answer": "Bulan depan."})
    assert "Kapan mulainya?" not in desk.get(work(agreement)).content.decode()
    assert "Bulan depan." in desk.get(work(agreement, "?semua=ya")).content.decode()
    desk.post(work(agreement, "lapor/"), {"report": "Jadwal ditambahkan."})
    assert agreement.consultations.get().report == "Jadwal ditambahkan."
    public = Client().get(f"/konsultasi/{agreement.ref}/").content.decode()
    assert "Jadwal ditambahkan." in public
    assert "diakhiri lebih awal" in public


def test_each_village_may_answer_and_nobody_else():
    one, two, firm = village("Argopeni"), village("Srati"), partner()
    agreement = begun(one, two, firm)
    comment = said(asked(agreement))
    for person in (signatory_of(firm), member(one.organization, Position.COUNCIL), reviewer()):
        with pytest.raises(Refused) as told:
            actions.moderate(comment, by=person, shown=True)
        assert told.value.answer.because_of_who
        with pytest.raises(Refused):
            actions.close(comment.consultation, by=person, report="Selesai.")
    actions.moderate(comment, by=signatory_of(two.organization), shown=True, answer="Bulan depan.")
    assert CitizenComment.objects.get().answered_by == signatory_of(two.organization)


def test_an_administrator_who_helps_neither_judges_citizens_nor_reports(agreement):
    comment, head = said(asked(agreement)), agreement.created_by
    admin = UserFactory(is_staff=True, is_superuser=True)
    session = support.begin(head, by=admin, reason="Diminta lewat telepon.", minutes=15)
    with acting(session):
        with pytest.raises(Refused) as told:
            actions.moderate(comment, by=head, shown=False, reason="Kasar.")
        assert "orangnya sendiri" in told.value.answer.reason
        with pytest.raises(Refused):
            actions.close(comment.consultation, by=head, report="Selesai.")
    actions.moderate(comment, by=head, shown=True, answer="Bulan depan.")


def test_what_nobody_has_confirmed_is_not_read_and_not_shown(desk, agreement):
    comment = said(asked(agreement), confirmed=False)
    assert "Kapan mulainya?" not in desk.get(work(agreement, "?semua=ya")).content.decode()
    assert desk.get(work(agreement, f"{comment.pk}/")).status_code == 404
    with pytest.raises(Refused, match="belum dikonfirmasi"):
        actions.moderate(comment, by=agreement.created_by, shown=True)


def test_an_opinion_on_another_draft_has_no_page_here(desk, agreement):
    asked(agreement)
    other = said(asked(begun()))
    assert desk.get(work(agreement, f"{other.pk}/")).status_code == 404


def test_hidden_without_a_reason_is_impossible(agreement):
    comment = said(asked(agreement))
    with pytest.raises(ValidationError) as told:
        actions.moderate(comment, by=agreement.created_by, shown=False, reason=" ")
    assert set(told.value.message_dict) == {"reason"}
    comment.refresh_from_db()
    assert comment.state == "waiting"


def test_reviewers_read_the_outcome_beside_the_text(agreement):
    consultation, head = asked(agreement), agreement.created_by
    actions.moderate(said(consultation, "Menuduh orang."), by=head, shown=False, reason="Tuduhan.")
    actions.close(consultation, by=head, report="Tidak ada yang berubah.")
    submitted(agreement)
    officer = signed_in(reviewer())
    page = officer.get(f"/tinjauan/{agreement.ref}/").content.decode()
    assert "Tidak ada yang berubah." in page
    assert "1 masuk: 0 ditampilkan, 1 tidak ditampilkan" in page
    assert "naskah berubah sejak itu" not in page
    working = officer.get(work(agreement)).content.decode()
    assert "Menuduh orang." in working  # the district sees what was hidden, and why
    assert "Tuduhan." in working


def test_reviewers_see_what_changed_after_citizens_read_it(agreement):
    consultation = asked(agreement)
    actions.close(consultation, by=agreement.created_by, report="Pasal pertama diperjelas.")
    article = agreement.articles.order_by("ordinal")[0]
    article.body = "Isi yang diperjelas karena pendapat warga."
    article.save()
    submitted(agreement)
    officer = signed_in(reviewer())
    assert "naskah berubah sejak itu" in officer.get(f"/tinjauan/{agreement.ref}/").content.decode()
    assert "diperjelas" in officer.get(work(agreement)).content.decode()


def test_a_round_without_consultation_says_nothing_of_it(agreement):
    submitted(agreement)
    assert 'id="konsultasi"' not in signed_in(reviewer()).get(f"/tinjauan/{agreement.ref}/").content.decode()


def many(consultation, count):
    row = said(consultation)
    actions.moderate(row, by=consultation.opened_by, shown=True, answer="Ya.")
    facts = {
        "consultation": consultation,
        "state": "shown",
        "confirmed_at": row.confirmed_at,
        "answer": "Ya.",
    }
    CitizenComment.objects.bulk_create(
        CitizenComment(name=f"Warga {n}", text=f"Pendapat {n}.", token_digest=f"{row.pk + n:064}", **facts)
        for n in range(count)
    )


def test_a_hundred_opinions_cost_as_many_queries_as_ten(agreement):
    counted = []
    consultation = asked(agreement)
    for more in (9, 81):  # 81 and the first nine
        many(consultation, more)
        for path in ("", "pendapat/"):
            with CaptureQueriesContext(
                connection,
            ) as asked_for:
                assert Client().get(f"/konsultasi/{agreement.ref}/{path}").status_code == 200
            counted.append(len(asked_for))
    assert counted[:2] == counted[2:]


def test_page_after_page_shows_every_opinion_once(agreement):
    consultation = asked(agreement)
    many(consultation, 44)
    found, address = [], f"/konsultasi/{agreement.ref}/pendapat/"
    while address:
        page = Client().get(address)
        found += [comment.pk for group in page.context["groups"] for comment in group.comments]
        next_url = page.context["next_url"]
        address = f"/konsultasi/{agreement.ref}/pendapat/{next_url}" if next_url else ""
    assert sorted(found) == found
    assert len(found) == 45


def test_lists_tell_what_is_open_and_what_came_of_the_rest(agreement):
    asked(agreement)
    for _turn in range(queries.PAGE + 2):
        actions.close(asked(over := begun()), by=over.created_by, report="Selesai.")
    first = Client().get("/konsultasi/")
    assert [line.consultation.agreement for line in first.context["open_now"]] == [agreement]
    assert len(first.context["past"]) == queries.PAGE
    second = Client().get(f"/konsultasi/{first.context['next_url']}")
    assert len(second.context["past"]) == 2
    assert Client().get("/konsultasi/?sesudah=9999-99-99_x").status_code == 200
