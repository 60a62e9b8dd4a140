"""Parties join a draft or stay out in words, hand on the pen, and the other side only suggests."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import set_parties, update_details
from agreements.drafting.completeness import findings
from agreements.drafting.guards import may_write_for, may_write_text, pen_of
from agreements.drafting.models import Asset, Funding
from agreements.drafting.together.joining import hand_over, join, stay_out, takers_of
from agreements.drafting.together.models import Participation
from agreements.drafting.together.suggesting import suggest
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.models import Agreement
from tests.factories import signatory_of, village

pytestmark = pytest.mark.django_db


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def other(agreement):
    return agreement.parties.get(ordinal=2)


def test_an_invitation_names_who_invites_and_is_answered_with_one_press(client, agreement, second):
    client.force_login(second)
    page = client.get(url("draft-edit", agreement))
    assertContains(page, "Desa Argopeni mengundang Anda")
    response = client.post(url("join", agreement), follow=True)
    assertContains(response, "ikut menyusun naskah ini")
    assertNotContains(response, "mengundang Anda")
    assert other(agreement).participation.state == "joined"
    assert not may(second, "join", fresh(agreement))


def test_a_refusal_is_read_by_all_and_stands_in_the_way(client, agreement, first, second):
    client.force_login(second)
    client.post(url("stay-out", agreement), {"reason": "Anggaran kami belum ada."})
    found = [finding for finding in findings(fresh(agreement)) if finding.blocking]
    assert [finding.place for finding in found] == ["parties"]
    assert "Anggaran kami belum ada." in found[0].message
    assert "Ganti atau keluarkan pihak ini" in found[0].message
    assert not may(first, "open_round", fresh(agreement))
    client.force_login(first)
    assertContains(client.get(url("draft-edit", agreement)), "Anggaran kami belum ada.")


def test_a_refusal_needs_words(client, agreement, second):
    client.force_login(second)
    assertContains(client.post(url("stay-out", agreement), {"reason": " "}), "tidak boleh kosong")
    with pytest.raises(ValidationError):
        stay_out(agreement, by=second, reason=" ")
    assert not Participation.objects.exists()


def test_who_refused_may_change_their_mind(agreement, first, second):
    stay_out(agreement, by=second, reason="Belum sempat.")
    join(agreement, by=second)
    assert may(first, "open_round", fresh(agreement))
    assert [entry.code for entry in agreement.journal.order_by("serial")] == ["begin", "stay_out", "join"]


def test_a_refusal_is_told_in_the_history(agreement, second):
    stay_out(agreement, by=second, reason="Belum sempat.")
    assert sentence(agreement.journal.get(code="stay_out")).endswith("menolak ikut menyusun: Belum sempat.")


def test_the_secretary_does_not_refuse_for_the_village(agreement, seconds_secretary):
    with pytest.raises(Refused) as refused:
        stay_out(agreement, by=seconds_secretary, reason="Tidak.")
    assert refused.value.answer.because_of_who


def test_the_initiator_withdraws_instead(agreement, first):
    answer = may(first, "stay_out", agreement)
    assert not answer
    assert "tarik rancangan" in answer.reason
    assert not may(first, "join", agreement)


def test_an_open_invitation_is_a_warning_only(agreement):
    found = [f for f in findings(agreement) if f.place == "join"]
    assert [f.blocking for f in found] == [False]
    assert "Desa Pasir" in found[0].message


def test_who_suggests_has_joined(agreement, seconds_secretary):
    article = agreement.articles.order_by("ordinal")[0]
    suggest(article, by=seconds_secretary, heading="Lain", content=article.content, body=article.body)
    assert other(agreement).participation.state == "joined"
    assert agreement.journal.filter(code="join").count() == 1


def test_only_the_pen_writes_the_common_text(agreement, first, second):
    assert may_write_text(first, agreement)
    assert not may_write_text(second, agreement)
    with pytest.raises(Refused):
        update_details(agreement, by=second, edition=agreement.edition, title="Judul yang lain sama sekali")


def test_the_pen_goes_to_who_has_joined_and_comes_back(client, agreement, first, second):
    with pytest.raises(Refused):
        hand_over(agreement, by=first, to=other(agreement).organization)
    join(agreement, by=second)
    client.force_login(first)
    assertContains(client.get(url("hand-over", agreement)), "Desa Pasir")
    client.post(url("hand-over", agreement), {"to": other(agreement).organization_id})
    now = fresh(agreement)
    assert pen_of(now) == other(now).organization
    assert may_write_text(second, now)
    assert not may_write_text(first, now)
    assert "menyerahkan pena naskah kepada Desa Pasir" in sentence(agreement.journal.get(code="hand_over"))
    assert takers_of(first, now) == [now.parties.get(ordinal=1)], "the initiator takes it back"
    hand_over(now, by=first, to=now.initiator)
    assert pen_of(fresh(agreement)) == now.initiator


def test_with_nobody_to_take_it_the_page_of_the_pen_says_so(client, agreement, first):
    client.force_login(first)
    assertContains(client.get(url("hand-over", agreement)), "belum dapat diserahkan")


def test_the_pen_cannot_be_taken_by_the_other_side(agreement, second):
    join(agreement, by=second)
    with pytest.raises(Refused) as refused:
        hand_over(agreement, by=second, to=other(agreement).organization)
    assert refused.value.answer.because_of_who


def test_a_pen_that_refuses_goes_back_to_the_initiator(agreement, first, second):
    join(agreement, by=second)
    hand_over(agreement, by=first, to=other(agreement).organization)
    stay_out(agreement, by=second, reason="Tidak jadi.")
    assert pen_of(fresh(agreement)) == agreement.initiator


def test_rows_of_a_party_are_its_own_once_it_has_joined(agreement, first, second):
    assert may_write_for(first, agreement, other(agreement))
    join(agreement, by=second)
    assert not may_write_for(first, agreement, other(agreement))
    assert may_write_for(second, agreement, other(agreement))
    assert not may_write_for(second, agreement, agreement.parties.get(ordinal=1)), "the initiator has joined"
    hand_over(agreement, by=first, to=other(agreement).organization)
    now = fresh(agreement)
    assert not may_write_for(second, now, now.parties.get(ordinal=1)), "also for who holds the pen"


def test_a_party_that_leaves_takes_its_rows_its_answer_and_the_pen_along(agreement, first, second):
    third, leaving = village("Jintung"), other(agreement)
    Funding.objects.create(agreement=agreement, party=leaving, source="village_budget", year=2027, amount=5)
    Asset.objects.create(agreement=agreement, party=leaving, kind="land", description="Tanah kas desa")
    join(agreement, by=second)
    hand_over(agreement, by=first, to=leaving.organization)
    set_parties(
        agreement,
        by=second,
        edition=fresh(agreement).edition,
        organizations=[agreement.initiator, third.organization],
    )
    now = fresh(agreement)
    assert pen_of(now) == agreement.initiator
    assert not Funding.objects.exists()
    assert not Asset.objects.exists()
    assert not Participation.objects.exists()


def test_a_pen_for_nobody_is_refused_on_the_form(client, agreement, first, second):
    join(agreement, by=second)
    client.force_login(first)
    stranger = signatory_of(village("Jintung"))
    response = client.post(url("hand-over", agreement), {"to": stranger.pk + 10_000})
    assertContains(response, "yang perlu diperbaiki")


def test_joining_leads_to_the_draft(client, agreement, second):
    client.force_login(second)
    assertRedirects(
        client.post(url("join", agreement)),
        url("draft-edit", agreement) + "#bersama",
        fetch_redirect_response=False,
    )
