"""An official helps at the desk: declared before, answered by the signatory, and recorded with the signature."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.signing.models import Signature
from agreements.signing.queries import document_of
from agreements.signing.session.actions import assist, end_assistance
from agreements.signing.session.models import Assistance
from tests.factories import PASSPHRASE, approved, begun, certified, member, reviewer, signatory_of, signed_by
from villages.people.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def ready():
    return approved(begun())


def organization(agreement, ordinal=1):
    return agreement.parties.get(ordinal=ordinal).organization


@pytest.fixture
def head(ready):
    return certified(signatory_of(organization(ready)), organization(ready))


@pytest.fixture
def secretary(ready):
    return member(organization(ready), Position.VILLAGE_SECRETARY)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sign(person, agreement, **more):
    sent = {"seen": document_of(agreement).content_digest, "consent": "on", "passphrase": PASSPHRASE}
    return browser(person).post(reverse("agreements:sign", args=[agreement.ref]), sent | more)


def test_the_signatory_is_told_who_helps_and_must_answer(ready, head, secretary):
    assist(ready, by=secretary, key="p1", kind="both")
    html = browser(head).get(reverse("agreements:sign", args=[ready.ref])).content.decode()
    assert f"Anda didampingi {secretary.full_name}" in html
    assert "Nyatakan apakah Anda didampingi" in sign(head, ready).content.decode()
    assert not Signature.objects.exists()


def test_yes_stands_with_the_signature_and_in_the_journal(ready, head, secretary):
    made = assist(ready, by=secretary, key="p1", kind="reading")
    assert sign(head, ready, assisted="ya").status_code == 302
    assert Signature.objects.get().assistance == made
    told = sentence(ready.journal.get(code="sign"))
    assert f"didampingi {secretary.full_name}, Sekretaris Desa" in told
    assert head.full_name in sentence(ready.journal.get(code="assist"))


def test_no_ends_the_help_and_stands_in_the_journal(ready, head, secretary):
    assist(ready, by=secretary, key="p1", kind="reading")
    assert sign(head, ready, assisted="sendiri").status_code == 302
    assert Signature.objects.get().assistance is None
    assert Assistance.objects.get().withdrawn_at
    entry = ready.journal.get(code="assist_not")
    assert entry.actor == head
    assert entry.details["official"] == secretary.full_name


def test_a_wrong_passphrase_ends_no_help(ready, head, secretary):
    assist(ready, by=secretary, key="p1", kind="reading")
    sign(head, ready, assisted="sendiri", passphrase="salah sekali ini")
    assert Assistance.objects.get().withdrawn_at is None


def test_without_declared_help_nobody_is_asked(ready, head):
    assert (
        "didampingi" not in browser(head).get(reverse("agreements:sign", args=[ready.ref])).content.decode()
    )
    assert sign(head, ready, assisted="ya").status_code == 302
    assert Signature.objects.get().assistance is None


def test_the_helper_takes_it_back(ready, head, secretary):
    assist(ready, by=secretary, key="p1", kind="device")
    address = reverse("agreements:sign-assist-end", args=[ready.ref, "p1"])
    assert browser(secretary).post(address).status_code == 302
    assert Assistance.objects.get().withdrawn_at
    with pytest.raises(Refused, match="Tidak ada pendampingan"):
        end_assistance(ready, by=secretary, key="p1")
    assert assist(ready, by=secretary, key="p1", kind="device")


def test_somebody_else_cannot_take_it_back(ready, secretary):
    assist(ready, by=secretary, key="p1", kind="device")
    with pytest.raises(Refused) as refusal:
        end_assistance(ready, by=reviewer(), key="p1")
    assert refusal.value.answer.because_of_who


def test_the_district_helps_whom_it_likes_the_parties_only_their_own(ready, secretary):
    with pytest.raises(Refused, match="Hanya perangkat"):
        assist(ready, by=secretary, key="p2", kind="reading")
    assert assist(ready, by=reviewer(), key="p2", kind="reading").office.startswith("Petugas DPMD")


def test_nobody_helps_themselves_nor_where_somebody_helps_already(ready, head, secretary):
    with pytest.raises(Refused, match="Anda sendiri"):
        assist(ready, by=head, key="p1", kind="reading")
    assist(ready, by=secretary, key="p1", kind="reading")
    with pytest.raises(Refused, match="sudah tercatat mendampingi"):
        assist(ready, by=reviewer(), key="p1", kind="reading")


def test_after_the_signature_there_is_nothing_to_help_with(ready, secretary):
    signed_by(ready, organization(ready))
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        assist(ready, by=secretary, key="p1", kind="reading")


def test_the_page_offers_only_those_whom_one_may_help(ready, head, secretary):
    page = browser(secretary).get(reverse("agreements:sign-assist", args=[ready.ref]))
    assert [signer.key for signer in page.context["places"]] == ["p1"]
    sent = {"place": "p1", "kind": "both", "note": "Mata kurang awas."}
    assert browser(secretary).post(page.request["PATH_INFO"], sent).status_code == 302
    html = browser(secretary).get(page.request["PATH_INFO"]).content.decode()
    assert f"Anda mendampingi {head.full_name}" in html
    sent["place"] = "p2"
    assert browser(secretary).post(page.request["PATH_INFO"], sent).status_code == 200
    assert Assistance.objects.count() == 1


def test_the_database_knows_one_helper_at_a_time(ready, secretary):
    made = assist(ready, by=secretary, key="p1", kind="reading")
    with pytest.raises(IntegrityError), transaction.atomic():
        Assistance.objects.create(signer=made.signer, official=secretary, office="x", help="reading")
