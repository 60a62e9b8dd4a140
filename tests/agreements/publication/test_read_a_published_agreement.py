"""Read an agreement as a citizen: the page, the PDF, and nothing of it before it is announced."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.documents import store
from agreements.publication.actions import publish
from agreements.publication.queries import public_events
from agreements.record.stages import Stage
from agreements.signing.queries import document_of
from tests import factories
from tests.agreements.publication.conftest import PRIVATE

pytestmark = pytest.mark.django_db


def page(client: Client, agreement) -> str:
    response = client.get(agreement.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def pdf_url(agreement) -> str:
    return f"/kerja-sama/{agreement.ref}/dokumen.pdf"


def test_the_page_says_who_agreed_what_until_when(client, published):
    text = page(client, published)
    content = document_of(published)
    for wanted in (
        published.title,
        "Kerja sama ini berlaku dan mengikat para pihak.",
        "01 TAHUN",
        "Setiap pihak",
        "Memberi",
        "Mendapat",
        "Bila melanggar",
        'href="#bab-1"',
        'id="pasal-1"',
        "tidak tersertifikasi",
        f"/verifikasi/{content.verification_code}/",
        pdf_url(published),
    ):
        assert wanted in text
    for signature in content.signatures.all():
        assert f"<strong>{signature.name}</strong>, {signature.office}" in text


def test_nothing_private_is_in_any_public_byte(client, published):
    code = document_of(published).verification_code
    for url in ("/", "/kerja-sama/", published.get_absolute_url(), f"/verifikasi/{code}/", "/verifikasi/"):
        text = client.get(url).content.decode()
        assert not [secret for secret in PRIVATE if secret in text], url


def test_a_partner_keeps_its_numbers_to_itself(client, quick_paper):
    village, partner = factories.village(), factories.partner()
    agreement = factories.signed(
        factories.approved(factories.begun(village, partner, title="Pendampingan Nelayan"))
    )
    publish(agreement, by=agreement.created_by)
    text = page(client, agreement)
    assert f"/mitra/{partner.slug}/" in text
    assert not [secret for secret in PRIVATE if secret in text]


def test_the_timeline_names_persons_only_as_signatories_and_no_detours(client, quick_paper):
    one, other = factories.village(), factories.village()
    agreement = factories.approved(factories.begun(one, other))
    person = factories.signed_by(agreement, one)
    decliner = factories.signatory_of(other)
    factories.signing.decline(agreement, by=decliner, reason="Harga terlalu tinggi menurut Bu Rahma")
    agreement.refresh_from_db()
    agreement.__dict__.pop("_parties", None)
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    text = page(client, agreement)
    events = [event.sentence for event in public_events(agreement.journal.order_by("serial"))]
    assert "Bu Rahma" not in text
    assert sum("memulai rancangan" in event for event in events) == 1
    assert sum("menyetujui naskah" in event for event in events) == 1
    assert sum(f"{person.full_name} menandatangani" in event for event in events) == 1


def test_an_agreement_that_ended_says_why(client, published):
    factories.ended(published, ground="achieved", note="Berita acara nomor 4.")
    text = page(client, published)
    assert "tidak lagi mengikat. Alasannya: tujuan kerja sama telah tercapai." in text
    assert "Berita acara nomor 4" not in text


@pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.IN_FORCE, Stage.ENDED)])
def test_before_it_is_announced_the_page_is_nobodys(client, stage):
    village = factories.village()
    agreement = factories.listed(village, factories.village(), stage=stage)
    url = agreement.get_absolute_url()
    assert client.get(url).status_code == 404
    client.force_login(factories.signatory_of(village))
    assert client.get(url).status_code == 404
    client.force_login(factories.reviewer())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "ref", ["AAAAAAAA", "aaaa", "....", "%00AAAAAAA", "AAAAAAAAA", "ABCD%20EFG", "١٢٣٤٥٦٧٨"]
)
def test_a_reference_that_is_none_is_404(client, ref):
    for rest in ("", "dokumen.pdf"):
        assert client.get(f"/kerja-sama/{ref}/{rest}").status_code == 404


def test_lower_case_leads_to_the_one_address(client, published):
    response = client.get(f"/kerja-sama/{published.ref.lower()}/")
    assert response.status_code == 302 or published.ref == published.ref.lower()
    assert response["Location"] == published.get_absolute_url()


def test_reading_costs_few_queries_whatever_the_number_of_parties(client, quick_paper):
    counts = []
    for parties in (2, 4):
        villages = [factories.village() for _n in range(parties)]
        agreement = factories.signed(factories.approved(factories.begun(*villages)))
        publish(agreement, by=agreement.created_by)
        with CaptureQueriesContext(connection) as captured:
            page(Client(), agreement)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


def test_text_in_the_agreement_stays_text(client, quick_paper):
    agreement = factories.begun(title="Sampah <script>alert(1)</script> & Desa", summary="<b>tebal</b>")
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    text = page(client, agreement)
    assert "<script>alert" not in text
    assert "<b>tebal" not in text
    name = client.get(pdf_url(agreement))["Content-Disposition"]
    assert name == f'inline; filename="sampah-scriptalert1script-desa-{agreement.ref}.pdf"'


def test_anybody_downloads_the_signed_file_and_may_keep_it(client, published):
    document = document_of(published)
    response = client.get(pdf_url(published))
    assert response.getvalue() == store.get(document.sha256)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith('inline; filename="pengelolaan-sampah-bersama-')
    assert response["ETag"] == f'"{document.sha256}"'
    assert response["Cache-Control"] == "public, max-age=60"
    again = client.get(pdf_url(published), headers={"if-none-match": f'"{document.sha256}"'})
    assert (again.status_code, again.content) == (304, b"")


def test_before_it_is_announced_only_those_who_take_part_have_the_file(client, signed):
    url = pdf_url(signed)
    assert client.get(url).status_code == 404
    client.force_login(factories.signatory_of(factories.village()))
    assert client.get(url).status_code == 404
    client.force_login(signed.created_by)
    response = client.get(url)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    client.force_login(factories.reviewer())
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.REVIEW])
def test_there_is_no_file_before_signing(client, stage):
    village = factories.village()
    agreement = factories.listed(village, factories.village(), stage=stage)
    client.force_login(factories.signatory_of(village))
    assert client.get(pdf_url(agreement)).status_code == 404


def test_a_file_that_changed_on_disk_is_not_handed_out(client, published):
    document = document_of(published)
    path = store._path(document.sha256)
    path.write_bytes(path.read_bytes().replace(b"1.7", b"1.4"))
    response = client.get(pdf_url(published))
    assert response.status_code == 503
    assert "tidak lagi sama dengan yang ditandatangani" in response.content.decode()
    path.unlink()
    assert client.get(pdf_url(published)).status_code == 503
