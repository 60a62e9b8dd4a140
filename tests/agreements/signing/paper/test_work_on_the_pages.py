"""On the pages a scan is uploaded, compared side by side and decided; nobody else sees the ink."""

import hashlib

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.desk.parts import waiting_for
from agreements.desk.working import verbs
from agreements.documents import store
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.models import Signature
from agreements.signing.paper import actions
from agreements.signing.paper.models import PaperCopy
from tests.agreements.signing.paper.conftest import Signing, blank, photo, upload
from tests.factories import OfficeFactory, begun, member, partner, reviewer, signatory_of, village
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_pages")]


def url(name, signing, *more):
    return reverse(f"agreements:{name}", args=[signing.agreement.ref, *more])


def drawn(copy):
    actions.draw.call(copy.pk)
    return copy


def test_from_upload_to_signature(client, signing):
    client.force_login(signing.secretary)
    assertContains(client.get(url("paper", signing)), "Unggah pindaian")
    typed = {
        "places": ["p1", "p2"],
        "signed_on": timezone.localdate(signing.document.frozen_at).isoformat(),
        "scan": [upload(photo(), "1.jpg"), upload(photo(size=(61, 90)), "2.jpg")],
    }
    assertContains(client.get(url("paper-lodge", signing)), signing.place("p1").name)
    assertRedirects(client.post(url("paper-lodge", signing), typed), url("paper", signing))
    copy = drawn(PaperCopy.objects.get())
    assertNotContains(client.get(url("paper", signing)), "Cocokkan</a>")

    client.force_login(signing.registrar)
    assertContains(client.get(url("paper", signing)), url("paper-compare", signing, copy.pk))
    page = client.get(url("paper-compare", signing, copy.pk))
    assertContains(page, "Halaman 1 dari 2")
    assertContains(page, url("paper-picture", signing, copy.pk, "pindaian", 1))
    for number in (1, 2):
        response = client.post(url("paper-tick", signing, copy.pk, number), {"alike": "yes"})
    page = client.get(response.headers["Location"])
    assertContains(page, url("paper-confirm", signing, copy.pk))
    assertContains(client.get(url("paper-confirm", signing, copy.pk)), "Sahkan tanda tangan basah?")
    client.post(url("paper-confirm", signing, copy.pk))
    assert Signature.objects.filter(method="paper").count() == 2
    signing.agreement.refresh_from_db()
    assert signing.agreement.stage == Stage.PUBLICATION
    assertContains(client.get(url("paper", signing)), "Cocok")


def test_a_page_may_be_taken_back(client, signing):
    copy = signing.compared(signing.lodge("p1"))
    client.force_login(signing.registrar)
    response = client.post(url("paper-tick", signing, copy.pk, 2), {"alike": "no"})
    assert response.headers["Location"].endswith("?halaman=2")
    assertNotContains(client.get(response.headers["Location"]), url("paper-confirm", signing, copy.pk))


def test_pages_that_differ_in_number_can_only_be_refused(client, signing):
    copy = drawn(signing.compared(signing.lodge("p1", pages=1)))
    client.force_login(signing.registrar)
    page = client.get(url("paper-compare", signing, copy.pk) + "?halaman=2")
    assertContains(page, "Dokumen 2 halaman, pindaian 1 halaman")
    assertContains(page, "Tidak ada halaman ini pada pindaian")
    assertNotContains(page, url("paper-confirm", signing, copy.pk))
    assertContains(
        client.post(url("paper-refuse", signing, copy.pk), {"reason": ""}),
        "tidak boleh kosong",
        status_code=200,
    )
    response = client.post(url("paper-refuse", signing, copy.pk), {"reason": "Halaman 2 tidak ada."})
    assertRedirects(response, url("paper", signing))
    assertContains(client.get(url("paper", signing)), "Halaman 2 tidak ada.")


def test_without_poppler_both_files_can_be_opened(client, signing, monkeypatch):
    monkeypatch.setattr("agreements.documents.pages.can_draw", lambda: False)
    copy = drawn(signing.lodge("p1"))
    client.force_login(signing.registrar)
    page = client.get(url("paper-compare", signing, copy.pk))
    assertContains(page, "tidak tersedia di portal ini")
    assertContains(page, url("paper-scan", signing, copy.pk))
    assertNotContains(page, "<img")


def test_pictures_swept_away_are_drawn_again(client, signing, monkeypatch):
    copy = signing.lodge("p1")
    asked = []
    monkeypatch.setattr(actions.draw.__class__, "enqueue", lambda task, *args: asked.append(args))
    client.force_login(signing.registrar)
    assertContains(client.get(url("paper-compare", signing, copy.pk)), "sedang disiapkan")
    client.post(url("paper-draw", signing, copy.pk))
    assert asked == [(copy.pk,)]


def test_what_was_wrong_with_the_upload_stands_beside_its_field(client, signing):
    client.force_login(signing.secretary)
    day = timezone.localdate(signing.document.frozen_at).isoformat()
    typed = {"places": ["p1"], "signed_on": day, "scan": [upload(b"<html>")]}
    page = client.post(url("paper-lodge", signing), typed)
    assertContains(page, "bukan PDF, JPEG, atau PNG")
    assertContains(page, f'value="{day}"')
    page = client.post(url("paper-lodge", signing), {"signed_on": ""})
    assert set(page.context["form"].errors) == {"places", "signed_on", "scan"}


def test_only_the_parties_and_the_registrar_see_ink(client, signing):
    copy = drawn(signing.lodge("p1"))
    legal = OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL)
    people = {
        signing.secretary: 200,
        signing.place("p2").person: 200,
        signing.registrar: 200,
        member(signing.agreement.initiator, Position.COUNCIL): 403,
        member(legal, Position.LEGAL_OFFICER): 403,
        signatory_of(village("Jauh")): 404,
    }
    for person, status in people.items():
        client.force_login(person)
        for name in ("paper-scan", "paper"):
            address = url(name, signing, *([copy.pk] if name == "paper-scan" else []))
            assert client.get(address).status_code == status, (person, name)
    client.logout()
    assert client.get(url("paper-scan", signing, copy.pk)).status_code == 302


def test_a_scan_is_for_keeping_and_stays_out_of_caches(client, signing):
    copy = signing.lodge("p1")
    client.force_login(signing.registrar)
    response = client.get(url("paper-scan", signing, copy.pk))
    assert hashlib.sha256(response.content).hexdigest() == copy.sha256
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in response.headers["Cache-Control"]


def test_pictures_are_for_who_compares(client, signing):
    copy = drawn(signing.lodge("p1"))
    client.force_login(signing.registrar)
    for side in ("dokumen", "pindaian"):
        response = client.get(url("paper-picture", signing, copy.pk, side, 2))
        assert response.headers["Content-Type"] == "image/jpeg"
        assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    for side, number in (("dokumen", 3), ("lain", 1), ("pindaian", 0)):
        assert client.get(url("paper-picture", signing, copy.pk, side, number)).status_code == 404
    client.force_login(signing.secretary)
    assert client.get(url("paper-picture", signing, copy.pk, "pindaian", 1)).status_code == 403


def test_the_scan_of_another_agreement_is_not_found(client, signing):
    copy = signing.lodge("p1")
    other = Signing(village("Buayan"), village("Rogodono"))
    for person in (other.secretary, other.registrar):
        client.force_login(person)
        for name in ("paper-scan", "paper-compare"):
            assert client.get(url(name, other, copy.pk)).status_code == 404


def test_a_scan_waits_on_the_desk_of_the_registrar_who_did_not_upload_it(signing):
    def waits_for(person):
        return Agreement.objects.filter(waiting_for(person)).exists()

    assert not waits_for(signing.registrar)
    signing.lodge("p1")
    assert waits_for(signing.registrar)
    other = member(OfficeFactory(name="DPMD lain", regency__code="33.04"), Position.AGENCY_OFFICER)
    assert not waits_for(other)
    uploaded = Signing(village("Buayan"), village("Rogodono"))
    mine = reviewer()
    uploaded.lodge("p1", by=mine)
    assert not Agreement.objects.filter(waiting_for(mine), pk=uploaded.agreement.pk).exists()


def test_verbs_stand_on_the_working_page_only_where_they_mean_something(signing):
    def codes(person, agreement):
        return {verb.code for verb in verbs(agreement, person)}

    assert "lodge_paper" in codes(signing.secretary, signing.agreement)
    assert "record_stamp" not in codes(signing.secretary, signing.agreement)
    assert "compare_paper" not in codes(signing.registrar, signing.agreement)
    signing.lodge("p1")
    assert "compare_paper" in codes(signing.registrar, signing.agreement)
    contract = Signing(village("Buayan"), partner("Universitas Bahari"))
    assert "record_stamp" in codes(contract.secretary, contract.agreement)


def test_a_draft_has_no_paper(client, two_pages):
    agreement = begun()
    client.force_login(agreement.created_by)
    assert client.get(reverse("agreements:paper", args=[agreement.ref])).status_code == 404
    response = client.get(reverse("agreements:paper-lodge", args=[agreement.ref]))
    assertRedirects(response, agreement.desk_url, fetch_redirect_response=False)


def test_a_scan_whose_file_is_gone_is_not_found(client, signing, monkeypatch):
    copy = signing.lodge("p1", data=blank(2) + b"% gone")
    store._path(copy.sha256, actions.SHELF).unlink()
    client.force_login(signing.registrar)
    assert client.get(url("paper-scan", signing, copy.pk)).status_code == 404
    actions.draw.call(copy.pk)
    assertContains(client.get(url("paper-compare", signing, copy.pk)), "sedang disiapkan")


def test_where_the_documents_file_is_gone_the_officer_is_told_and_may_still_refuse(client, signing):
    copy = signing.lodge("p1", data=blank(2))
    store._path(signing.document.base_sha256).unlink()
    client.force_login(signing.registrar)
    told = client.get(url("paper-compare", signing, copy.pk), follow=True)
    assertContains(told, "Berkas dokumen di portal hilang atau rusak")
    assertContains(client.post(url("paper-confirm", signing, copy.pk), follow=True), "hilang atau rusak")
    assert not Signature.objects.exists()
    assert client.get(url("paper-refuse", signing, copy.pk)).status_code == 200
