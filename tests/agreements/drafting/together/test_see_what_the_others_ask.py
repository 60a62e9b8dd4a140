"""The desk names what waits: an invitation, suggestions to decide, a text to agree to."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.drafting.queries import content_of
from agreements.drafting.together.consent import agree
from agreements.drafting.together.joining import join
from agreements.drafting.together.suggesting import suggest
from agreements.drafting.versions.actions import text_digest
from agreements.record.models import Agreement
from tests.factories import begun, member
from villages.people.models import Position

pytestmark = pytest.mark.django_db
DESK = reverse("agreements:desk")


def digest(agreement):
    return text_digest(content_of(Agreement.objects.get(pk=agreement.pk)))


def suggested(agreement, by, words="Lain."):
    article = agreement.articles.get(content="funding")
    return suggest(article, by=by, heading=article.heading, content=article.content, body=words)


def test_an_invitation_waits_until_it_is_answered(client, agreement, first, second):
    client.force_login(second)
    assertContains(client.get(DESK), "Desa Argopeni mengundang Anda")
    join(agreement, by=second)
    assertNotContains(client.get(DESK), "mengundang Anda")
    client.force_login(first)
    assertNotContains(client.get(DESK), "mengundang Anda")


def test_suggestions_wait_for_the_pen(client, agreement, first, second):
    suggested(agreement, second)
    client.force_login(first)
    page = client.get(DESK)
    assertContains(page, "1 usul pihak lain menunggu keputusan Anda.")
    assertContains(page, reverse("agreements:suggestions", args=[agreement.ref]))
    client.force_login(second)
    assertNotContains(client.get(DESK), "menunggu keputusan")


def test_a_text_to_which_the_other_side_agreed_waits_for_the_signatory(client, agreement, first, second):
    agree(agreement, by=second, seen=digest(agreement))
    client.force_login(member(agreement.initiator, Position.VILLAGE_SECRETARY))
    assertNotContains(client.get(DESK), "giliran pihak Anda")
    client.force_login(first)
    assertContains(client.get(DESK), "Desa Pasir sudah setuju dengan naskah versi 1; giliran pihak Anda.")
    agree(agreement, by=first, seen=digest(agreement))
    assertNotContains(client.get(DESK), "giliran pihak Anda")


def test_the_working_page_offers_to_join_and_to_agree(client, agreement, second):
    client.force_login(second)
    page = client.get(agreement.desk_url)
    for words in ("Ikut menyusun", "Tidak ikut menyusun", "Nyatakan setuju"):
        assertContains(page, words)
    join(agreement, by=second)
    assertNotContains(client.get(agreement.desk_url), ">Ikut menyusun<")


def test_a_desk_of_ten_drafts_takes_as_many_queries_as_one_of_two(
    client, agreement, first, second, count_queries
):
    client.force_login(first)
    organizations = [party.organization for party in agreement.parties.order_by("ordinal")]
    made = [agreement, begun(*organizations, by=first)]

    def spoken(drafts):
        for draft in drafts:
            suggested(draft, second)
            agree(draft, by=second, seen=digest(draft))

    spoken(made)
    few = count_queries(lambda: client.get(DESK))
    spoken([begun(*organizations, by=first) for _n in range(8)])
    assert count_queries(lambda: client.get(DESK)) == few
