"""The next round begins with the list of what the last one left open, each with the place as it was called then."""

import pytest
from django.test import Client

from agreements.drafting.models import Article
from agreements.review.actions import open_round, send_back
from agreements.review.remarks.actions import NewRemark, remark, resolve
from agreements.review.remarks.carrying import carried
from tests.agreements.review.offices import fresh, the_round
from tests.factories import begun, reviewer, signatory_of, submitted, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    """Returned with a remark on the whole, one on the second article, one on the third that was settled."""
    found, officer = submitted(begun(village("Argopeni"), village("Pasir"))), reviewer()
    second, third = found.articles.order_by("ordinal")[1:3]
    remark(found, by=officer, new=NewRemark("Sebut harinya.", article=second, weight="suggestion"))
    settled = remark(found, by=officer, new=NewRemark("Sudah jelas kemudian.", article=third))
    resolve(settled, by=officer)
    send_back(found, by=officer, remarks=[NewRemark("Perjelas seluruhnya.")])
    return fresh(found)


def again(agreement):
    head = signatory_of(agreement.parties.get(ordinal=1).organization)
    return open_round(agreement, by=head)


def test_only_what_was_left_open_comes_along_with_its_old_place(agreement):
    first = the_round(agreement)
    assert carried(agreement, first) == []
    second = agreement.articles.order_by("ordinal")[1]
    Article.objects.filter(pk=second.pk).update(heading="Waktu Buka")
    found = carried(agreement, again(agreement))
    assert [item.row.text for item in found] == ["Sebut harinya.", "Perjelas seluruhnya."]
    article, whole = found
    assert article.was.startswith("Pasal 2 ") and article.was != article.now == "Pasal 2 Waktu Buka"
    assert (article.key, article.gone) == (f"a{second.pk}", False)
    assert (whole.was, whole.now, whole.key, whole.gone) == ("", "", "", False)
    assert {item.office for item in found} == {first.office.name}


def test_a_place_that_has_gone_is_said_to_have_gone(agreement):
    second = agreement.articles.order_by("ordinal")[1]
    remarks = the_round(agreement).remarks
    was = remarks.get(article=second).place
    second.delete()
    article, _whole = carried(agreement, again(agreement))
    assert (article.was, article.now, article.key, article.gone) == (was, "", "", True)


def test_the_page_lists_them_and_the_officer_may_ask_again_at_the_place(agreement):
    second = agreement.articles.order_by("ordinal")[1]
    again(agreement)
    client = Client()
    client.force_login(reviewer())
    page = client.get(f"/tinjauan/{agreement.ref}/").content.decode()
    part = page.partition('id="terbawa"')[2].partition("</section>")[0]
    assert "Sebut harinya." in part and "Perjelas seluruhnya." in part
    assert "Sudah jelas kemudian." not in part
    assert f"?tempat=a{second.pk}" in part
    client.force_login(signatory_of(agreement.parties.get(ordinal=2).organization))
    page = client.get(f"/tinjauan/{agreement.ref}/").content.decode()
    part = page.partition('id="terbawa"')[2].partition("</section>")[0]
    assert "Sebut harinya." in part
    assert "tempat=" not in part, "only an office writes remarks"


def test_in_the_third_round_only_the_second_is_remembered(agreement):
    again(agreement)
    send_back(agreement, by=reviewer(), remarks=[NewRemark("Masih kurang.")])
    found = carried(agreement, again(fresh(agreement)))
    assert [item.row.text for item in found] == ["Masih kurang."]


def test_in_the_text_every_right_and_obligation_leads_to_its_own_remarks(agreement):
    again(agreement)
    line, other = agreement.provisions.order_by("pk")[:2]
    remark(agreement, by=reviewer(), new=NewRemark("Sampai kapan?", provision=line))
    client = Client()
    client.force_login(reviewer())
    page = client.get(f"/tinjauan/{agreement.ref}/").content.decode()
    text = page.partition('id="naskah"')[2].partition('id="ketentuan"')[0]
    told, following = text.partition(f'id="ketentuan-v{line.pk}"')[2], f'id="ketentuan-v{other.pk}"'
    assert "Sampai kapan?" in told.partition("</li>")[0]
    assert f"?tempat=v{other.pk}" in text.partition(following)[2].partition("</li>")[0]
