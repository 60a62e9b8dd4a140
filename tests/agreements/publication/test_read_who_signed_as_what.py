"""Anybody reads who signed as what: kind, clock, mandate, help, paper; and nothing else of the person."""

import datetime as dt

import pgtrigger
import pytest
from django.utils import timezone

from agreements.documents import store
from agreements.signing.models import Signature
from agreements.signing.paper.models import PaperCopy
from agreements.signing.queries import document_of
from agreements.signing.session.models import Assistance
from tests import factories
from villages.people.models import Delegation

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(published) -> Signature:
    """The first village's signature on a published agreement."""
    return document_of(published).signatures.select_related("signer").get(ordinal=1)


def told(client, published) -> str:
    """What the public page and the page of the code say, which must be the same."""
    code = document_of(published).verification_code
    pages = [client.get(at).content.decode() for at in (published.get_absolute_url(), f"/verifikasi/{code}/")]
    found = [page.split('<ul class="signed">')[1].split("</section>")[0] for page in pages]
    assert found[0].split("</ul>")[0] == found[1].split("</ul>")[0]
    return found[0]


def now_says(signature: Signature, **facts) -> None:
    """The same signature given in another way."""
    with pgtrigger.ignore("agreements.Signature:signature_stays"):
        Signature.objects.filter(pk=signature.pk).update(**facts)


def test_a_portal_signature_is_called_uncertified_and_names_its_clock(client, published, first):
    text = told(client, published)
    assert first.name in text
    assert f"untuk {first.signer.organization}" in text
    assert "tidak tersertifikasi (sertifikat dari portal ini)" in text
    assert "cap waktu dari portal sendiri" in text
    assert "PAdES B-LT" in text
    assert first.certificate.serial in text


def test_a_certified_signature_is_called_so_with_its_issuer(client, published, first):
    facts = {"field": "Signature1", "issuer": "BSrE G1", "serial": "4f2a", "subject": "CN=X"}
    now_says(first, method="bsre", certificate=None, provider=facts)
    text = told(client, published)
    assert "Tanda tangan elektronik tersertifikasi (BSrE)" in text
    assert "BSrE G1" in text
    assert "4f2a" in text
    assert "bobot pembuktiannya lebih ringan" in text  # the other one is not certified


def test_ink_is_called_ink_and_names_who_compared_the_scan(client, published, first):
    officer, today = factories.reviewer(), timezone.now()
    scan = PaperCopy.objects.create(
        document=first.document,
        signed_on=today.date(),
        sha256=store.put(b"%PDF-scan", shelf="scans"),
        size=9,
        page_count=1,
        uploaded_by=officer,
        state="confirmed",
        decided_by=officer,
        decided_at=today,
    )
    now_says(first, method="paper", certificate=None, level="", paper_copy=scan)
    text = told(client, published)
    assert "Tanda tangan basah di atas kertas" in text
    assert f"dicocokkan dengan naskah oleh petugas {officer.full_name}" in text
    assert scan.sha256 in text


def test_who_acts_for_somebody_names_the_basis(client, published, first):
    today = timezone.localdate()
    delegation = Delegation.objects.create(
        person=first.person,
        organization=first.signer.organization,
        acting_kind="plh",
        legal_basis="Keputusan Camat Nomor 7 Tahun 2026",
        starts_on=today,
        ends_on=today + dt.timedelta(days=5),
        decree_number="7/2026",
        decree_on=today,
    )
    now_says(first, acting=True, delegation=delegation)
    assert "berdasarkan Keputusan Camat Nomor 7 Tahun 2026" in told(client, published)


def test_help_at_the_desk_is_told_with_who_helped(client, published, first):
    official = factories.reviewer()
    helped = Assistance.objects.create(
        signer=first.signer, official=official, office="Petugas DPMD", help="device", note="Sakit mata."
    )
    now_says(first, assistance=helped)
    text = told(client, published)
    assert f"Didampingi {official.full_name}, Petugas DPMD (mengoperasikan perangkat)" in text
    assert "Sakit mata" not in text


def test_nothing_private_is_told(client, published, first):
    text = told(client, published)
    assert first.person.email not in text
    assert first.person.username not in text


@pytest.mark.parametrize(
    ("state", "word"),
    [("waiting", "Belum diperiksa"), ("confirmed", "Asli dan utuh"), ("refused", "Tidak berlaku")],
)
def test_a_scan_is_known_by_its_digest(client, published, first, state, word):
    from agreements.publication.verifying.known import known_file

    officer = factories.reviewer()
    digest = store.put(b"%PDF-scan-" + state.encode(), shelf="scans")
    PaperCopy.objects.create(
        document=first.document,
        signed_on=timezone.localdate(),
        sha256=digest,
        size=9,
        page_count=1,
        uploaded_by=officer,
        state=state,
        decided_by=officer,
        decided_at=timezone.now(),
    )
    assert known_file(digest).word == word
