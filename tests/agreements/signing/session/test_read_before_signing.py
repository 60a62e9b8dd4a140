"""A signatory's page: what they sign, on which mandate, what changed since they last looked, and the whole text."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.drafting.queries import content_of
from agreements.drafting.signatories.models import PlannedSigner
from agreements.drafting.together.consent import agree
from agreements.drafting.versions.actions import text_digest
from agreements.record.crossing import Refused
from agreements.record.vocabulary import Capacity
from agreements.signing.actions import decline
from agreements.signing.queries import document_of
from agreements.signing.session.actions import mark_read
from agreements.signing.session.models import Reading
from tests.factories import (
    agency,
    approved,
    begun,
    certified,
    member,
    reviewer,
    signatory_of,
    village,
)
from villages.people.models import Delegation, Membership, Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def ready():
    """An agreement of two villages with its PDF made."""
    return approved(begun())


def sides(agreement):
    return [signatory_of(party.organization) for party in agreement.parties.order_by("ordinal")]


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(person, agreement):
    return browser(person).get(reverse("agreements:sign", args=[agreement.ref]))


def text(response) -> str:
    return " ".join(response.content.decode().split())


def changed(agreement, words: str):
    """The agreement declined, one article written anew, and approved again."""
    decline(agreement, by=sides(agreement)[1], reason="Iurannya belum benar")
    article = agreement.articles.filter(content="scope").order_by("ordinal")[0]
    article.body = f"{article.body}\n{words}"
    article.save()
    return approved(agreement, by=reviewer())


def test_the_page_has_four_blocks_in_order(ready):
    person = sides(ready)[0]
    shown = text(page_of(person, ready))
    blocks = ["Anda menandatangani", "Yang berubah sejak terakhir Anda baca", "Naskah", "Tanda tangan"]
    places = [shown.index(f">{block}</h2>") for block in blocks]
    assert places == sorted(places)
    assert "Sekarang giliran Anda" in shown
    assert "tidak tersertifikasi" in shown
    assert "Pasal 1" in shown


def test_who_reads_for_the_first_time_is_told_so(ready):
    assert "pertama kali" in text(page_of(sides(ready)[0], ready))


def test_opening_the_page_notes_nothing(ready):
    page_of(sides(ready)[0], ready)
    assert not Reading.objects.exists()


def test_the_button_at_the_end_notes_that_the_text_was_read(ready):
    person = sides(ready)[0]
    address = reverse("agreements:sign-read", args=[ready.ref])
    for _twice in range(2):
        response = browser(person).post(address, {"seen": document_of(ready).content_digest})
        assert response.headers["Location"].endswith("#tanda-tangan")
    assert Reading.objects.get().person == person
    assert "Anda sudah membaca naskah ini pada" in text(page_of(person, ready))


def test_scrolling_to_the_end_notes_it_without_leaving_the_page(ready):
    person = sides(ready)[0]
    address = reverse("agreements:sign-read", args=[ready.ref])
    seen = {"seen": document_of(ready).content_digest}
    response = browser(person).post(address, seen, headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert Reading.objects.exists()


def test_a_text_frozen_meanwhile_is_not_noted_as_read(ready):
    with pytest.raises(Refused, match="sudah diganti"):
        mark_read(ready, by=sides(ready)[0], seen="0" * 64)


def test_who_has_no_place_in_the_text_notes_nothing(ready):
    with pytest.raises(Refused) as refusal:
        mark_read(ready, by=reviewer(), seen=document_of(ready).content_digest)
    assert refusal.value.answer.because_of_who


def test_after_a_change_only_what_changed_since_the_last_reading_is_shown(ready):
    person = sides(ready)[0]
    mark_read(ready, by=person, seen=document_of(ready).content_digest)
    again = changed(ready, "Sampah dari pasar juga diangkut.")
    shown = page_of(person, again).context["since"]
    assert "versi 1" in shown.earlier
    assert shown.why == "Iurannya belum benar"
    assert ["".join(str(line) for line in change.lines) for change in shown.changes if "pasar" in str(change)]
    assert {change.section for change in shown.changes} == {"articles"}
    html = text(page_of(person, again))
    assert "Naskah terdahulu dibatalkan: Iurannya belum benar" in html
    assert "<ins>" in html


def test_who_read_the_new_text_too_is_told_that_nothing_changed_since(ready):
    person = sides(ready)[0]
    mark_read(ready, by=person, seen=document_of(ready).content_digest)
    again = changed(ready, "Sampah dari pasar juga diangkut.")
    mark_read(again, by=person, seen=document_of(again).content_digest)
    html = text(page_of(person, again))
    assert "Sejak itu tidak ada yang berubah" in html
    assert '<details class="redline">' in html


def test_who_only_agreed_to_the_draft_sees_what_changed_since():
    agreement = begun()
    person = sides(agreement)[0]
    agree(agreement, by=person, seen=text_digest(content_of(agreement)))
    article = agreement.articles.filter(content="scope").order_by("ordinal")[0]
    article.body = f"{article.body}\nSampah dari pasar juga diangkut."
    article.save()
    shown = page_of(person, approved(agreement)).context["since"]
    assert "rancangan versi 1" in shown.earlier
    assert "articles" in {change.section for change in shown.changes}


def test_freezing_alone_is_no_change_of_what_was_agreed():
    agreement = begun()
    person = sides(agreement)[0]
    agree(agreement, by=person, seen=text_digest(content_of(agreement)))
    shown = page_of(person, approved(agreement)).context["since"]
    assert [change.place for change in shown.changes] == []


def test_others_see_who_signs_and_the_text_but_no_form(ready):
    html = text(page_of(reviewer(), ready))
    assert ">Penanda tangan</h2>" in html
    assert "Frasa sandi tanda tangan" not in html
    assert "sudah-dibaca" not in html


def acting(organization, *, until: dt.date):
    person = member(organization, Position.VILLAGE_SECRETARY)
    Delegation.objects.create(
        person=person,
        organization=organization,
        acting_kind="plt",
        legal_basis="Permendagri 82/2015 Pasal 9",
        starts_on=timezone.localdate(),
        ends_on=until,
        decree_number="141/9/KEP/2026",
        decree_on=timezone.localdate(),
    )
    return person


def test_a_delegation_is_shown_with_its_legal_basis():
    organization = village("Srati", head=False).organization
    person = acting(organization, until=timezone.localdate() + dt.timedelta(days=90))
    agreement = approved(begun(organization, village("Pasir"), by=person))
    html = text(page_of(person, agreement))
    assert "Permendagri 82/2015 Pasal 9" in html
    assert "Pelaksana Tugas (Plt.)" in html
    assert "141/9/KEP/2026" in html


def test_a_delegation_that_ended_yesterday_gives_no_form_today(time_machine):
    organization = village("Srati", head=False).organization
    person = acting(organization, until=timezone.localdate() + dt.timedelta(days=5))
    agreement = approved(begun(organization, village("Pasir"), by=person))
    certified(person, organization)
    address = reverse("agreements:sign", args=[agreement.ref])
    assert "Frasa sandi tanda tangan" in text(browser(person).get(address))
    time_machine.move_to(timezone.now() + dt.timedelta(days=6))
    client = browser(person)
    assert "Frasa sandi tanda tangan" not in text(client.get(address))
    sent = {"seen": document_of(agreement).content_digest, "consent": "on", "passphrase": "apa saja di sini"}
    assert client.post(address, sent).status_code == 403
    assert not document_of(agreement).signatures.exists()


def test_a_head_whose_term_ended_finds_no_agreement(ready):
    person = sides(ready)[0]
    Membership.objects.filter(person=person).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert page_of(person, ready).status_code == 404


def test_a_witness_reads_and_is_told_as_what_they_sign():
    agreement = begun()
    person = member(agency(), Position.AGENCY_OFFICER)
    PlannedSigner.objects.create(
        agreement=agreement,
        ordinal=1,
        capacity=Capacity.WITNESS,
        person=person,
        organization=person.memberships.get().organization,
    )
    shown = page_of(person, approved(agreement))
    html = text(shown)
    assert "Anda menandatangani" in html and "(Saksi)" in html
    assert "sebagai saksi" in str(shown.context["form"]["consent"].label)
