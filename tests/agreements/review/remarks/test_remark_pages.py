"""The pages of remarks: choose a place, write, answer in just that place, see what changed, resolve, open again."""

import re

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Provision
from agreements.record.models import Agreement
from agreements.record.vocabulary import ProvisionKind
from agreements.review.actions import open_round, send_back
from agreements.review.models import Remark, Reply
from agreements.review.remarks.actions import NewRemark, remark, resolve, say
from agreements.review.remarks.answering import answer_article, answer_detail
from agreements.review.remarks.places import Place, groups_of, mark, place_named, text_at
from tests.factories import begun, partner, reviewer, signatory_of, submitted, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return submitted(begun(village("Argopeni"), village("Pasir")))


@pytest.fixture
def officer(agreement):
    return reviewer()


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def head(agreement, ordinal=1):
    return signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def article(agreement, ordinal=2):
    return agreement.articles.get(ordinal=ordinal)


def line_of(agreement, ordinal, kind=ProvisionKind.OBLIGATION):
    return agreement.provisions.filter(party__ordinal=ordinal, kind=kind).order_by("ordinal")[0]


def written(agreement, officer, **more):
    return remark(agreement, by=officer, new=NewRemark("Perjelas siapa mengangkut.", **more))


def hidden(page):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))


def test_an_officer_chooses_a_place_and_proposes_its_wording(desk, agreement):
    one = article(agreement)
    page = desk.get(url("remark-add", agreement))
    assertContains(page, f"?tempat=a{one.pk}")
    address = url("remark-add", agreement) + f"?tempat=a{one.pk}"
    form = desk.get(address)
    assertContains(form, one.body)
    typed = {"tempat": f"a{one.pk}", "weight": "must", "text": "Sebut harinya.", "proposal": "Tiap Senin."}
    sent = desk.post(address, typed)
    row = Remark.objects.get()
    assertRedirects(sent, url("remarks", agreement) + f"#catatan-{row.pk}")
    assert (row.article, row.weight, row.proposal) == (one, "must", "Tiap Senin.")
    assert row.place.startswith("Pasal 2 ")
    assertContains(desk.get(url("remarks", agreement)), "Tiap Senin.")
    assertContains(desk.get(url("review", agreement)), "Sebut harinya.")


def test_a_wording_left_as_it_stands_proposes_nothing(desk, agreement):
    one = article(agreement)
    given = {"weight": "question", "text": "Mengapa?", "proposal": one.body + "\r\n"}
    desk.post(url("remark-add", agreement) + f"?tempat=a{one.pk}", given)
    assert Remark.objects.get().proposal == ""


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("value", "200.000.000", "200000000"),
        ("value", "150.000.000", ""),
        ("ends_on", "2099-12-31", "2099-12-31"),
        ("burdens_community_or_assets", "True", "True"),
        ("burdens_community_or_assets", "", ""),
        ("place", "Balai Desa", "Balai Desa"),
        ("topic", "health", "health"),
    ],
)
def test_a_particular_is_proposed_in_its_own_field(desk, agreement, name, typed, kept):
    given = {"weight": "suggestion", "text": "Sesuaikan.", "proposal": typed}
    address = url("remark-add", agreement) + f"?tempat={name}"
    assert desk.get(address).status_code == 200
    assert desk.post(address, given).status_code == 302
    row = Remark.objects.get()
    assert (row.detail, row.proposal) == (name, kept)
    assert bool(desk.get(url("remarks", agreement)).context["remarks"].items[0].proposal) == bool(kept)


@pytest.mark.parametrize(
    "key", ["a0", "v999999999", "x1", "a", "purpose ", "signed_elsewhere", "a" + "9" * 40, "a²"]
)
def test_a_place_that_the_text_does_not_have_is_not_found(desk, agreement, key):
    assert desk.get(url("remark-add", agreement), {"tempat": key}).status_code == 404


def test_every_place_of_the_text_can_be_named(agreement):
    keys = [key for group in groups_of(agreement) for key, _label in group.places]
    assert len(keys) == agreement.articles.count() + agreement.provisions.count() + 11
    assert [place_named(agreement, key).key for key in keys] == keys


def test_a_contract_with_a_partner_has_no_purpose_to_remark():
    contract = begun(village("Argopeni"), partner())
    assert place_named(contract, "purpose") is None
    assert place_named(contract, "") == Place()


def test_the_parties_working_page_leads_to_the_place(client, agreement, officer):
    row = written(agreement, officer, article=article(agreement))
    client.force_login(head(agreement))
    work = client.get(agreement.desk_url)
    assertContains(work, url("remark", agreement, row.pk))
    say(row, by=head(agreement), text="Sebentar.")
    assertNotContains(client.get(agreement.desk_url), url("remark", agreement, row.pk))


def test_an_answer_changes_the_article_and_is_shown_woven(client, agreement, officer):
    row = written(agreement, officer, article=article(agreement))
    client.force_login(head(agreement))
    page = client.get(url("remark", agreement, row.pk))
    typed = hidden(page) | {"heading": article(agreement).heading, "body": "Tiap Senin.", "note": "Sudah."}
    sent = client.post(url("remark", agreement, row.pk), typed)
    assertRedirects(sent, url("remarks", agreement) + f"#catatan-{row.pk}")
    assert article(agreement).body == "Tiap Senin."
    seen = client.get(url("remarks", agreement)).content.decode()
    assert re.search(r"<ins>.*Tiap Senin\.", seen)
    assert "<del>" in seen


def test_the_other_party_gets_no_field_but_a_word(client, agreement, officer):
    row = written(agreement, officer, article=article(agreement))
    client.force_login(head(agreement, 2))
    page = client.get(url("remark", agreement, row.pk))
    assertNotContains(page, 'name="body"')
    client.post(url("remark", agreement, row.pk), {"note": "Kami setuju.", "body": "Diam-diam."})
    assert Reply.objects.get().text == "Kami setuju."
    assert article(agreement).body != "Diam-diam."


def test_who_is_slower_sees_both_texts_and_saves_them_together(client, agreement, officer):
    lines = ["(1) Sampah diangkut.", "(2) Truk dipakai bersama.", "(3) Biaya dibagi."]
    row, by = written(agreement, officer, article=article(agreement)), head(agreement)
    one = article(agreement)
    given = {"by": by, "heading": one.heading}
    answer_article(row, edition=one.edition, body="\n".join(lines), **given)
    client.force_login(by)
    page = client.get(url("remark", agreement, row.pk))
    answer_article(row, edition=2, body="\n".join([*lines[:2], "(3) Biaya dibagi rata."]), **given)
    mine = "\n".join(["(1) Sampah diangkut tiap Senin.", *lines[1:]])
    typed = hidden(page) | {"heading": one.heading, "body": mine, "note": "Baik."}
    clash = client.post(url("remark", agreement, row.pk), typed)
    assertContains(clash, "Orang lain mengubah pasal ini")
    assertContains(clash, "dibagi rata")
    assert "tiap Senin" not in article(agreement).body
    client.post(url("remark", agreement, row.pk), typed | {"merged": "3"})
    assert "tiap Senin" in article(agreement).body
    assert "dibagi rata" in article(agreement).body


def test_a_line_has_the_form_of_its_kind(client, agreement, officer):
    line = line_of(agreement, 2)
    row = written(agreement, officer, provision=line)
    client.force_login(head(agreement, 2))
    page = client.get(url("remark", agreement, row.pk))
    assertContains(page, 'name="evidence"')
    typed = hidden(page) | {"text": "menyediakan dua truk", "amount": "5.000.000", "evidence": "foto"}
    client.post(url("remark", agreement, row.pk), typed)
    line.refresh_from_db()
    assert (line.text, line.amount, line.evidence) == ("menyediakan dua truk", 5_000_000, "foto")
    late = client.post(url("remark", agreement, row.pk), typed | {"text": "menyediakan lahan"})
    assertContains(late, "menyediakan dua truk")
    assert Provision.objects.get(pk=line.pk).text == "menyediakan dua truk"


def test_a_particular_has_its_one_field_and_keeps_what_was_shown(client, agreement, officer):
    row = written(agreement, officer, detail="place")
    by = head(agreement)
    client.force_login(by)
    page = client.get(url("remark", agreement, row.pk))
    assertNotContains(page, 'name="title"')
    seen = mark(text_at(agreement, Place(detail="place")))
    answer_detail(row, by=by, seen=seen, value="Pendopo")
    late = client.post(url("remark", agreement, row.pk), hidden(page) | {"place": "Pasar"})
    assertContains(late, "Pendopo")
    client.post(url("remark", agreement, row.pk), hidden(late) | {"place": "Pasar"})
    assert Agreement.objects.get(pk=agreement.pk).place == "Pasar"


def test_a_last_day_before_the_first_is_said_beside_the_field(client, agreement, officer):
    row = written(agreement, officer, detail="ends_on")
    client.force_login(head(agreement))
    page = client.get(url("remark", agreement, row.pk))
    wrong = client.post(url("remark", agreement, row.pk), hidden(page) | {"ends_on": "2001-01-01"})
    assertContains(wrong, "tidak boleh sebelum")
    assert not Reply.objects.exists()


def test_an_officer_resolves_opens_again_and_speaks(desk, agreement, officer):
    row = written(agreement, officer)
    desk.post(url("remark-resolve", agreement, row.pk))
    assertContains(desk.get(url("remarks", agreement)), "Buka lagi")
    desk.post(url("remark-reopen", agreement, row.pk))
    desk.post(url("remark", agreement, row.pk), {"note": "Masih kurang."})
    row.refresh_from_db()
    assert (row.resolved_at, row.answered_at) == (None, None)
    assert row.replies.get().organization.office == row.step.office


def test_what_was_typed_for_a_remark_that_closed_meanwhile_is_kept(client, agreement, officer):
    row = written(agreement, officer, article=article(agreement))
    client.force_login(head(agreement))
    page = client.get(url("remark", agreement, row.pk))
    resolve(row, by=officer)
    typed = hidden(page) | {"heading": "", "body": "Sampah diangkut tiap hari Senin pagi."}
    late = client.post(url("remark", agreement, row.pk), typed)
    assertContains(late, "tiap hari Senin pagi", status_code=409)
    assertContains(late, "sudah dinyatakan selesai", status_code=409)


def test_a_proposal_that_does_not_fit_says_why(client, agreement, officer):
    row = written(agreement, officer, detail="ends_on", proposal="2001-01-01")
    client.force_login(head(agreement))
    page = client.get(url("remark", agreement, row.pk))
    sent = client.post(
        url("remark-take", agreement, row.pk), {"seen": page.context["item"].seen}, follow=True
    )
    assert [str(m) for m in sent.context["messages"]]
    assert Agreement.objects.get(pk=agreement.pk).ends_on == agreement.ends_on


def test_earlier_rounds_can_be_read(client, agreement, officer):
    send_back(agreement, by=officer, remarks=[NewRemark("Perjelas pasal pertama.")])
    open_round(agreement, by=head(agreement))
    client.force_login(head(agreement, 2))
    assertNotContains(client.get(url("remarks", agreement)), "Perjelas pasal pertama.")
    assertContains(client.get(url("remarks", agreement), {"putaran": "1"}), "Perjelas pasal pertama.")
    for wrong in ("3", "x", "-1"):
        assert client.get(url("remarks", agreement), {"putaran": wrong}).status_code == 404


def test_strangers_to_the_agreement_find_nothing(client, agreement, officer):
    row = written(agreement, officer)
    client.force_login(signatory_of(village("Jladri").organization))
    for address in (url("remarks", agreement), url("remark", agreement, row.pk)):
        assert client.get(address).status_code == 404
    other = submitted(begun(village("Karangduwur"), village("Srati")))
    client.force_login(head(other))
    assert client.get(url("remark", other, row.pk)).status_code == 404


def test_an_article_is_not_emptied_by_an_answer(client, agreement, officer):
    row = written(agreement, officer, article=article(agreement))
    client.force_login(head(agreement))
    page = client.get(url("remark", agreement, row.pk))
    empty = client.post(url("remark", agreement, row.pk), hidden(page) | {"body": "", "note": "Kami hapus."})
    assert "body" in empty.context["form"].errors
    assert not Reply.objects.exists()
