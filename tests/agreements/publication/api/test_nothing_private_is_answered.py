"""What the public does not read is in no answer either: covered data, excluded articles, accounts, contacts."""

import pgtrigger
import pytest
from django.test import Client

from agreements.publication.actions import publish
from agreements.publication.catalogue.listing import keep_listing
from agreements.publication.privacy.models import Exclusion
from agreements.record.models import Agreement
from tests import factories
from tests.agreements.publication.conftest import PRIVATE

pytestmark = pytest.mark.django_db
PLANTED = ("0812-3344-5566", "rahasia.sekali@surel.example", "3305011708800004", "0123-01-998877-50-1")
KEPT_BACK = "resep pandan warisan keluarga"


@pytest.fixture
def public(quick_paper: None) -> Agreement:
    """In force, with private words in an article, a provision and its money, and one article kept back."""
    firm = factories.partner("CV Pandan Wangi")
    agreement = factories.begun(factories.village("Argopeni"), firm)
    phone, mail, number, account = PLANTED
    first, second = agreement.articles.order_by("ordinal")[:2]
    first.body = f"Wakil dengan NIK {number} dihubungi di {phone} atau {mail}; rekening nomor {account}."
    second.body = f"Rahasia dagang: {KEPT_BACK}."
    first.save(), second.save()
    party = agreement.parties.order_by("ordinal")[0]
    agreement.provisions.create(party=party, ordinal=90, kind="obligation", text=f"melapor ke {phone}")
    agreement.funding.create(party=party, source="partner", year=2026, amount=5, account=account)
    publish(factories.signed(factories.approved(agreement)), by=agreement.created_by)
    Exclusion.objects.create(
        agreement=agreement,
        article=2,
        ground="b",
        reason="Rahasia dagang mitra.",
        decided_by=agreement.created_by,
    )
    with pgtrigger.ignore():
        keep_listing(agreement)
    return agreement


def test_no_answer_tells_what_a_page_would_not(client: Client, public: Agreement) -> None:
    party = public.parties.order_by("ordinal")[1].organization.partner
    addresses = [f"kerja-sama/{public.ref}/", f"mitra/{party.slug}/"]
    addresses += [f"{name}/" for name in ("kerja-sama", "pihak", "ketentuan", "desa", "mitra", "statistik")]
    for address in addresses:
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200
        text = answer.content.decode()
        found = [word for word in (*PLANTED, KEPT_BACK, *PRIVATE, party.legal_number) if word in text]
        assert not found, address


def test_what_is_kept_back_is_named_with_its_reason(client: Client, public: Agreement) -> None:
    found = client.get(f"/api/v1/kerja-sama/{public.ref}/").json()
    articles = [one for chapter in found["text"]["chapters"] for one in chapter["articles"]]
    assert [one["number"] for one in articles if one["excluded"]] == [2]
    assert found["exclusions"] == [{"article": 2, "ground": "b", "reason": "Rahasia dagang mitra."}]
    assert found["covered"] >= 4
    assert found["provisions"] and found["funding"][0]["amount"]


def test_an_agreement_signed_elsewhere_has_no_text_and_says_so(client: Client) -> None:
    made = factories.listed(factories.village().organization, factories.village().organization)
    found = client.get(f"/api/v1/kerja-sama/{made.ref}/").json()
    assert (found["text"], found["provisions"], found["document_url"]) == (None, [], None)
    assert len(found["parties"]) == 2
