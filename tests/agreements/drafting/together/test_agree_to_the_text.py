"""A party agrees to exactly the text it saw; what changes afterwards does not change what it agreed to."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.drafting.actions import Stale
from agreements.drafting.completeness import findings
from agreements.drafting.queries import content_of
from agreements.drafting.together.consent import agree, disagree
from agreements.drafting.together.joining import join, stay_out
from agreements.drafting.together.models import Consent
from agreements.drafting.together.queries import standings
from agreements.drafting.types.models import AgreementType
from agreements.drafting.versions.actions import text_digest
from agreements.drafting.versions.models import Version
from agreements.drafting.writing.actions import save_article
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests.factories import member, submitted
from villages.people.models import Delegation, Position

pytestmark = pytest.mark.django_db


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def digest(agreement):
    return text_digest(content_of(fresh(agreement)))


def change(agreement, by, words="Dana dibagi rata."):
    article = agreement.articles.get(content="funding")
    return save_article(
        article, by=by, edition=article.edition, heading=article.heading, content=article.content, body=words
    )


def stand(agreement, ordinal):
    return next(s for s in standings(fresh(agreement)) if s.party.ordinal == ordinal)


def warnings(agreement, place="together"):
    return [f for f in findings(fresh(agreement)) if f.place == place]


def test_who_agrees_keeps_the_text_and_has_joined(agreement, second):
    [consent] = agree(agreement, by=second, seen=digest(agreement))
    assert (consent.version.number, consent.version.occasion, consent.version.digest) == (
        1, "agreed", digest(agreement),
    )  # fmt: skip
    standing = stand(agreement, 2)
    assert standing.agreed
    assert standing.joined
    assert agree(agreement, by=second, seen=digest(agreement)) == [consent], "once is enough"


def test_who_agrees_to_a_text_that_has_changed_is_shown_what_changed(client, agreement, first, second):
    cache.clear()
    client.force_login(second)
    page = client.get(url("agree", agreement))
    assertContains(page, "Setuju dengan naskah ini")
    seen = page.context["seen"]
    change(agreement, first)
    response = client.post(url("agree", agreement), {"seen": seen})
    assertContains(response, "Naskah berubah sejak Anda membacanya")
    assertContains(response, "<ins>")
    assertContains(response, "Dana dibagi rata.")
    assert not Consent.objects.exists()
    assert not Version.objects.exists()
    with pytest.raises(Stale):
        agree(agreement, by=second, seen=seen)
    client.post(url("agree", agreement), {"seen": response.context["seen"]})
    assert stand(agreement, 2).agreed


@pytest.mark.parametrize("seen", ["", "x", "0" * 65])
def test_a_made_up_digest_is_a_bad_request(client, agreement, second, seen):
    client.force_login(second)
    assert client.post(url("agree", agreement), {"seen": seen}).status_code == 400


def test_agreement_stays_with_the_text_that_was_seen(client, agreement, first, second):
    agree(agreement, by=second, seen=digest(agreement))
    change(agreement, first)
    standing = stand(agreement, 2)
    assert not standing.agreed
    assert standing.consent.agreed
    client.force_login(first)
    page = client.get(url("draft-edit", agreement))
    assertContains(page, "naskah berubah sesudahnya")
    assertContains(page, url("redline", agreement, 1, "kini"))


def test_going_back_to_the_same_words_is_agreed_again(agreement, first, second):
    was = agreement.articles.get(content="funding").body
    agree(agreement, by=second, seen=digest(agreement))
    change(agreement, first)
    change(agreement, first, was)
    assert stand(agreement, 2).agreed


def test_not_yet_has_a_reason_that_all_read(client, agreement, first, second):
    client.force_login(second)
    assertContains(client.post(url("disagree", agreement), {"reason": ""}), "tidak boleh kosong")
    client.post(url("disagree", agreement), {"reason": "Bagian kami terlalu kecil."})
    client.force_login(first)
    assertContains(client.get(url("draft-edit", agreement)), "Bagian kami terlalu kecil.")
    with pytest.raises(ValidationError):
        disagree(agreement, by=second, reason=" ")


def test_agreement_can_be_taken_back_in_words(agreement, second):
    agree(agreement, by=second, seen=digest(agreement))
    disagree(agreement, by=second, reason="Ternyata belum.")
    assert not stand(agreement, 2).agreed
    assert Consent.objects.count() == 2


def test_a_word_once_given_stays_in_the_database(agreement, second):
    [consent] = agree(agreement, by=second, seen=digest(agreement))
    with pytest.raises(InternalError), transaction.atomic():
        Consent.objects.filter(pk=consent.pk).update(agreed=False)


def test_only_signatories_agree(agreement, seconds_secretary):
    with pytest.raises(Refused) as refused:
        agree(agreement, by=seconds_secretary, seen=digest(agreement))
    assert refused.value.answer.because_of_who


def test_nobody_agrees_to_a_text_under_review(agreement, second):
    submitted(agreement)
    assert not may(second, "agree", fresh(agreement))


def test_who_heads_two_villages_agrees_for_both(agreement, first):
    two = agreement.parties.get(ordinal=2).organization
    Delegation.objects.create(
        person=first, organization=two, acting_kind="plt", legal_basis="Keputusan Bupati",
        starts_on="2020-01-01", ends_on="2035-01-01", decree_number="2", decree_on="2019-12-01",
    )  # fmt: skip
    assert len(agree(agreement, by=first, seen=digest(agreement))) == 2


def test_who_refused_and_then_agrees_has_joined(agreement, second):
    stay_out(agreement, by=second, reason="Belum sempat.")
    agree(agreement, by=second, seen=digest(agreement))
    assert stand(agreement, 2).joined


def test_a_simple_draft_is_not_nagged(agreement, first, second):
    assert warnings(agreement) == []
    join(agreement, by=second)
    [one] = warnings(agreement)
    assert not one.blocking
    assert one.message.endswith("Desa Argopeni, Desa Pasir.")
    agree(agreement, by=second, seen=digest(agreement))
    assert warnings(agreement)[0].message.endswith(": Desa Argopeni.")
    agree(agreement, by=first, seen=digest(agreement))
    assert warnings(agreement) == []


def test_where_the_type_says_so_all_agree_before_it_is_sent(agreement, first, second):
    AgreementType.objects.update(parties_agree_first=True)
    assert [f.blocking for f in warnings(agreement)] == [True]
    agree(agreement, by=second, seen=digest(agreement))
    assert not may(first, "open_round", fresh(agreement))
    agree(agreement, by=first, seen=digest(agreement))
    assert may(first, "open_round", fresh(agreement))
    change(agreement, first)
    assert not may(first, "open_round", fresh(agreement))


def test_the_page_says_what_became_of_it_without_a_text_that_can_be_set(client, agreement, first):
    change(agreement, first, "{{ tidak.ada }}")
    client.force_login(first)
    assertNotContains(client.get(url("agree", agreement)), 'name="seen"')


def test_the_secretary_sees_who_agreed(client, agreement, second):
    agree(agreement, by=second, seen=digest(agreement))
    client.force_login(member(agreement.initiator, Position.VILLAGE_SECRETARY))
    page = client.get(url("draft-edit", agreement))
    assertContains(page, "etuju dengan naskah yang sekarang, versi 1")
    assertNotContains(page, "Nyatakan setuju")
