"""The district reads what was submitted, sees what changed, and decides once."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.terms import actions as terms
from agreements.drafting.writing import actions as writing
from agreements.record.access import may
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import open_round, send_back
from agreements.review.models import Outcome, Round
from agreements.review.remarks.actions import NewRemark, remark, resolve
from tests.agreements.factories import an_agreement, returned
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    SubdistrictFactory,
    UserFactory,
    agency,
    begun,
    member,
    officer,
    reviewer,
    signatory_of,
    submitted,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.models import Position, User

pytestmark = pytest.mark.django_db
QUEUE = "/tinjauan/"


@pytest.fixture
def agreement():
    return submitted(begun(village("Argopeni"), village("Pasir")))


@pytest.fixture
def desk(client, agreement):
    client.force_login(reviewer())
    return client


def url(name, agreement):
    return reverse(f"agreements:{name}", args=[agreement.ref])


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def first(agreement):
    return agreement.articles.order_by("ordinal").first()


def test_the_queue_is_for_the_reviewing_office(client, agreement):
    client.force_login(reviewer())
    assertContains(client.get(QUEUE), agreement.title)
    for person in (agreement.created_by, UserFactory()):
        client.force_login(person)
        assertContains(client.get(QUEUE), "petugas kecamatan dan kabupaten", status_code=403)


def test_another_regencys_office_sees_nothing(client, agreement):
    elsewhere = OfficeFactory(name="DPMD Lain", regency=RegencyFactory(code="33.04", name="Kabupaten Lain"))
    client.force_login(officer(elsewhere))
    assertNotContains(client.get(QUEUE), agreement.title)
    assert client.get(url("review", agreement)).status_code == 404


def test_the_longest_waiting_come_first_page_by_page(client, on_day):
    a, b = village("Argopeni"), village("Pasir")
    for day in range(1, 24):
        on_day(f"2027-01-{day:02}")
        submitted(begun(a, b, title=f"Kerja sama nomor {day:02}"))
    client.force_login(reviewer())
    page = client.get(QUEUE)
    assert [row.agreement.title[-2:] for row in page.context["rows"]] == [f"{n:02}" for n in range(1, 21)]
    assert page.context["rows"][0].days == 14  # working days since 1 January
    rest = client.get(QUEUE + page.context["next_url"])
    assert [row.agreement.title[-2:] for row in rest.context["rows"]] == ["21", "22", "23"]
    assert not rest.context["next_url"]


def test_the_queue_costs_the_same_for_few_and_many(desk, agreement, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(30) as used:
            desk.get(QUEUE)
        return len(used)

    queries()
    before = queries()
    for _i in range(4):
        submitted(begun(village(), village(), village()))
    assert queries() == before


@pytest.mark.parametrize(
    "after",
    [
        "",
        "x",
        "2027-01-01_1",
        "2027-13-45T00:00:00Z_1",
        "%00_1",
        "_",
        "2027-01-01T00:00:00%2B07:00_" + "9" * 30,
    ],
)
def test_any_place_in_the_queue_is_answered(desk, after):
    assert desk.get(f"{QUEUE}?setelah={after}").status_code == 200


def test_the_round_shows_text_provisions_and_the_way_to_remark_beside_each_place(desk, agreement):
    response = desk.get(url("review", agreement))
    assertContains(response, "MEMUTUSKAN")
    assertContains(response, "Delapan isi wajib")
    for key in [f"a{agreement.articles.get(ordinal=1).pk}", f"v{agreement.provisions.order_by('pk')[0].pk}"]:
        assertContains(response, f"?tempat={key}")
    assertContains(response, agreement.provisions.order_by("pk").first().text)
    assertContains(response, url("review-approve", agreement))


def test_others_concerned_read_but_do_not_decide(client, agreement):
    camat = OfficeFactory(
        name="Kecamatan Ayah", office_kind=OfficeKind.SUBDISTRICT, subdistrict=SubdistrictFactory()
    )
    reasons = {
        agreement.created_by: "Hanya dapat dilakukan oleh",
        member(camat, Position.SUBDISTRICT_HEAD): "Kantor Anda tidak sedang diminta memutuskan",
    }
    for person, reason in reasons.items():
        client.force_login(person)
        response = client.get(url("review", agreement))
        assertContains(response, reason)
        assertNotContains(response, "Beri catatan")
        assert client.post(url("send-back", agreement), {"whole": "x"}).status_code == 403
        assert client.get(url("review-approve", agreement)).status_code == 403
        assert client.post(url("approve", agreement)).status_code == 403
    assert fresh(agreement).stage == Stage.REVIEW


def test_strangers_find_nothing(client, agreement):
    client.force_login(signatory_of(village("Jauh")))
    for name in ("review", "review-approve"):
        assert client.get(url(name, agreement)).status_code == 404
    for name in ("send-back", "approve", "submit"):
        assert client.post(url(name, agreement)).status_code == 404
        assert client.get(url(name, agreement)).status_code == 405


def test_an_officer_who_is_party_leaves_it_to_a_colleague(client, agreement):
    both = reviewer()
    member(agreement.initiator, Position.COUNCIL, person=both)
    client.force_login(both)
    assertContains(client.get(url("review", agreement)), "petugas lain harus memutuskan")
    assert client.post(url("send-back", agreement), {"whole": "x"}).status_code == 403


def test_the_text_goes_back_with_remarks_at_their_articles(desk, agreement):
    article = first(agreement)
    officer_here = User.objects.get(pk=desk.session["_auth_user_id"])
    remark(agreement, by=officer_here, new=NewRemark("Perjelas istilahnya.", article))
    posted = {"whole": "Nilai belum sesuai.", "opinion": "Hampir siap."}
    assertRedirects(desk.post(url("send-back", agreement), posted), QUEUE)
    round_ = Round.objects.get()
    assert (round_.outcome, round_.opinion) == (Outcome.RETURNED, "Hampir siap.")
    assert [(r.article, r.text) for r in round_.remarks.order_by("pk")] == [
        (article, "Perjelas istilahnya."),
        (None, "Nilai belum sesuai."),
    ]
    assert fresh(agreement).stage == Stage.DRAFTING


def test_remarks_that_stand_open_are_enough_to_return_a_text(desk, agreement):
    officer_here = User.objects.get(pk=desk.session["_auth_user_id"])
    row = remark(agreement, by=officer_here, new=NewRemark("Perjelas istilahnya.", first(agreement)))
    resolve(row, by=officer_here)
    assertContains(desk.post(url("send-back", agreement), {}), "paling sedikit satu catatan")
    remark(agreement, by=officer_here, new=NewRemark("Sebutkan jumlahnya.", first(agreement)))
    assertRedirects(desk.post(url("send-back", agreement), {}), QUEUE)


def test_without_a_remark_nothing_goes_back(desk, agreement):
    response = desk.post(url("send-back", agreement), {"opinion": "Kurang.", "whole": "   "})
    assertContains(response, "paling sedikit satu catatan")
    assertContains(response, "Kurang.")
    assert fresh(agreement).stage == Stage.REVIEW


@pytest.mark.parametrize("text", ["x" * 6000, "nol \x00"])
def test_a_remark_that_cannot_be_kept_is_told_and_stays(desk, agreement, text):
    response = desk.post(url("send-back", agreement), {"whole": text})
    assert response.context["form"].errors
    assert fresh(agreement).stage == Stage.REVIEW


def test_a_remark_of_markup_stays_text(desk, agreement):
    desk.post(url("send-back", agreement), {"whole": "<b>tebal</b>"})
    desk.force_login(agreement.created_by)
    assertNotContains(desk.get(url("draft-edit", agreement)), "<b>tebal</b>")


def test_the_second_officer_is_told_who_decided_and_keeps_the_remarks(desk, agreement):
    colleague = officer(agency())
    send_back(agreement, by=colleague, remarks=[NewRemark("Sudah saya kembalikan.")])
    response = desk.post(url("send-back", agreement), {"whole": "Catatan saya sendiri."})
    assertContains(response, f"{colleague} ")
    assertContains(response, "mengembalikan naskah dengan catatan")
    assertContains(response, "Catatan saya sendiri.")
    assert Round.objects.count() == 1


def test_who_approves_second_is_told_who_returned_it(desk, agreement):
    colleague = officer(agency())
    send_back(agreement, by=colleague, remarks=[NewRemark("Perbaiki.")])
    response = desk.post(url("approve", agreement), follow=True)
    assertContains(response, "mengembalikan naskah dengan catatan")
    assertContains(response, str(colleague))


def test_approving_is_confirmed_first(desk, agreement):
    assertContains(desk.get(url("review-approve", agreement)), "tidak bisa dibatalkan")
    desk.post(url("approve", agreement), {"opinion": "Sesuai."})
    assert fresh(agreement).stage == Stage.SIGNING
    assert Round.objects.get().opinion == "Sesuai."


def test_what_changed_since_the_return_is_shown_in_words_too(desk):
    agreement = returned(begun())
    article = first(agreement)
    writing.save_article(
        article,
        by=agreement.created_by,
        edition=1,
        heading="",
        content=article.content,
        body="Sama sekali baru.",
    )
    terms.remove_provision(agreement.provisions.order_by("pk").first(), by=agreement.created_by)
    open_round(fresh(agreement), by=agreement.created_by)
    response = desk.get(url("review", agreement))
    assertContains(response, "2 bagian berubah")
    assertContains(response, '<ins><span class="visually-hidden">[ditambahkan: </span>')
    assertContains(response, '<del><span class="visually-hidden">[dihapus: </span>')
    assertContains(response, "Sebutkan lokasinya.")


def test_a_resubmission_without_change_says_so(desk):
    agreement = returned(begun())
    open_round(agreement, by=agreement.created_by)
    assertContains(desk.get(url("review", agreement)), "sama persis")


def test_a_decided_round_stays_to_be_read(desk):
    agreement = returned(begun())
    response = desk.get(url("review", agreement))
    assertContains(response, "sudah diputuskan")
    assertContains(response, "Sebutkan lokasinya.")


def test_a_draft_that_was_never_submitted_has_no_round(client):
    agreement = begun()
    client.force_login(agreement.created_by)
    assert client.get(url("review", agreement)).status_code == 404


def test_an_incomplete_text_cannot_be_sent(client):
    agreement = begun()
    agreement.articles.filter(content="dispute").delete()
    agency()
    client.force_login(agreement.created_by)
    response = client.post(url("submit", agreement), follow=True)
    assertContains(response, "Penyelesaian perselisihan")
    assert fresh(agreement).stage == Stage.DRAFTING


def test_without_an_office_in_the_regency_the_way_is_told(client):
    agreement = begun()
    client.force_login(agreement.created_by)
    assertContains(client.post(url("submit", agreement), follow=True), "DPMD kabupaten ini belum terdaftar")


def test_a_text_is_sent_once(client):
    agreement = begun()
    agency()
    client.force_login(agreement.created_by)
    client.post(url("submit", agreement))
    response = client.post(url("submit", agreement), follow=True)
    assertContains(response, "mengirim naskah untuk ditinjau")
    assert Round.objects.count() == 1


def test_without_a_head_nothing_is_approved(desk, agreement):
    party = agreement.parties.get(ordinal=2).organization
    party.memberships.update(ends_on=dt.date(2021, 1, 1))
    assert "Belum ada yang berwenang" in may(reviewer(), "approve", agreement).reason
    assertContains(desk.get(url("review", agreement)), "Belum ada yang berwenang menandatangani")


def test_nothing_is_reviewed_in_signing(desk):
    agreement = an_agreement(Stage.SIGNING)
    response = desk.get(url("review-approve", agreement), follow=True)
    assertRedirects(response, agreement.desk_url)
    assertContains(response, "membekukannya")


def test_the_round_tells_days_steps_and_money_but_no_account(client):
    draft = begun(village("Argopeni"), village("Pasir"))
    own = {"by": draft.created_by, "party": draft.parties.get(ordinal=1)}
    duty = terms.add_provision(draft, kind="obligation", text="menyetor iuran", due_rule="monthly", **own)
    steps = [{"measure": "warning", "after_days": None, "amount": None}]
    terms.add_provision(draft, kind="sanction", text="sanksi", breach_of=duty, steps=steps, **own)
    account = "0012-007654-53"
    terms.add_funding(draft, source="grant", year=2027, amount=7_000_000, account=account, **own)
    client.force_login(reviewer())
    response = client.get(url("review", submitted(draft)))
    for words in ("setiap bulan", "Bila melanggar: menyetor iuran", "teguran tertulis", "Rp\u00a07.000.000"):
        assertContains(response, words)
    assertNotContains(response, "007654")
