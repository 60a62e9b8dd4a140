"""Check a document by its code or by the file: genuine, outdated, changed, void, unknown; and nothing kept of it."""

import json

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.documents import store
from agreements.publication.actions import publish
from agreements.publication.verifying import tasks
from agreements.publication.verifying import views as checking
from agreements.signing.models import FrozenDocument, Revision
from agreements.signing.queries import document_of
from agreements.signing.turns import note_revision
from tests import factories

pytestmark = pytest.mark.django_db
VERIFY = "/verifikasi/"


@pytest.fixture(autouse=True)
def nothing_from_before(db):
    checking.cache.clear()
    for path in left():
        path.unlink()


def drop(client: Client, data: bytes, name: str = "naskah.pdf"):
    return client.post(VERIFY, {"file": SimpleUploadedFile(name, data, "application/pdf")})


def word(response) -> str:
    assert response.status_code == 200
    return response.context["verdict"].word


def work(client: Client, response):
    """Let the worker do what a check has left for it, and read the page that follows."""
    waiting = client.get(response["Location"])
    assert "Berkas sedang diperiksa" in waiting.content.decode()
    key = response["Location"].strip("/").split("/")[-1]
    result = tasks.check.get_result(key).db_result
    _run(result)
    return client.get(response["Location"])


def _run(row) -> None:
    row.claim("uji")
    row.set_successful(tasks.check.call(*row.args_kwargs["args"]))


def left() -> list:
    return list(tasks.folder().iterdir())


def bytes_of(document: FrozenDocument) -> bytes:
    return store.get(document.sha256)


def test_the_current_file_is_genuine_and_leads_to_its_page(client, published):
    document = document_of(published)
    response = drop(client, bytes_of(document))
    assert word(response) == "Asli dan utuh"
    assert f"/verifikasi/{document.verification_code}/" in response.content.decode()
    assert published.title in response.content.decode()
    assert left() == []


def test_an_earlier_state_is_not_the_newest_and_says_whose_signature_is_missing(client, published):
    document = document_of(published)
    first, second = document.signatures.order_by("ordinal")
    response = drop(client, store.get(first.sha256))
    assert word(response) == "Bukan yang terbaru"
    text = response.content.decode()
    assert f"{second.name}, {second.office}" in text
    assert f"tanda tangan {first.name}" not in text
    unsigned = drop(client, store.get(document.base_sha256))
    assert word(unsigned) == "Bukan yang terbaru"
    assert len(unsigned.context["verdict"].missing) == 2


@pytest.mark.parametrize("place", [8, -3])
def test_a_changed_byte_is_seen(client, published, place):
    data = bytearray(bytes_of(document_of(published)))
    data[place] ^= 1
    done = work(client, drop(client, bytes(data)))
    assert word(done) == "Berubah"
    assert "sudah diubah" in done.context["verdict"].sentence


def test_something_added_at_the_end_is_seen(client, published):
    done = work(client, drop(client, bytes_of(document_of(published)) + b"\n% more"))
    assert word(done) == "Berubah"
    assert "Ada 7 bita tambahan" in done.content.decode()


def test_a_copy_of_what_is_not_announced_names_nobody(client, signed):
    document = document_of(signed)
    done = work(client, drop(client, bytes_of(document) + b"\n% more"))
    assert word(done) == "Berubah"
    text = done.content.decode()
    assert signed.title not in text
    assert not [row.name for row in document.signatures.all() if row.name in text]


def test_asking_sets_no_cookie_and_needs_none(published):
    stranger = Client(enforce_csrf_checks=True)
    code = document_of(published).verification_code
    answers = [
        stranger.get(VERIFY),
        drop(stranger, bytes_of(document_of(published))),
        stranger.post(VERIFY, {"code": code}),
        stranger.get(f"{VERIFY}{code}/"),
        stranger.get(f"{VERIFY}AAAA-BBBB-CCCC/"),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 302, 200, 404]
    assert not [answer for answer in answers if answer.cookies]
    assert not stranger.cookies
    assert not Session.objects.exists()


def test_a_page_without_cookies_still_changes_the_language():
    stranger = Client(enforce_csrf_checks=True)
    answer = stranger.post("/bahasa/", {"language": "en", "next": VERIFY})
    assert (answer.status_code, answer["Location"]) == (302, VERIFY)


def test_an_ended_agreement_and_its_addenda_are_named(client, published):
    document = document_of(published)
    parties = [party.organization for party in published.parties.all()]
    addendum = factories.listed(
        *parties,
        title="Adendum Tarif",
        instrument="addendum",
        parent=published,
        starts_on=published.starts_on,
    )
    factories.listed(
        *parties, title="Adendum Rahasia", instrument="addendum", parent=published, stage="drafting"
    )
    for answer in (drop(client, bytes_of(document)), client.get(f"{VERIFY}{document.verification_code}/")):
        text = answer.content.decode()
        assert "diubah oleh adendum" in text
        assert addendum.get_absolute_url() in text
        assert "Adendum Rahasia" not in text
    factories.moved(published, "ended")
    assert "sudah berakhir" in drop(client, bytes_of(document)).content.decode()


def test_an_earlier_copy_with_all_signatures_stays_genuine(client, published):
    """The portal adds a time stamp for the archive once a year."""
    document = document_of(published)
    before = bytes_of(document)
    note_revision(document, before + b"archived\n%%EOF\n", Revision.Kind.ARCHIVE, time_source="local")
    answer = drop(client, before)
    assert word(answer) == "Asli dan utuh"
    assert "cap waktu arsip" in answer.content.decode()
    assert "cap waktu arsip" not in drop(client, bytes_of(document)).content.decode()


def test_a_voided_document_is_void_by_code_and_by_file_and_leads_to_the_living_one(client, quick_paper):
    one, other = factories.village(), factories.village()
    agreement = factories.approved(factories.begun(one, other))
    old = document_of(agreement)
    factories.signing.decline(agreement, by=factories.signatory_of(other), reason="Ada yang keliru.")
    text = client.get(f"/verifikasi/{old.verification_code}/").content.decode()
    assert "Tidak berlaku" in text
    assert agreement.title not in text
    assert "Ada yang keliru" not in text
    agreement.refresh_from_db()
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    new = document_of(agreement)
    page = client.get(f"/verifikasi/{old.verification_code}/").content.decode()
    assert "Tidak berlaku" in page
    assert f"/verifikasi/{new.verification_code}/" in page
    assert word(drop(client, store.get(old.sha256))) == "Tidak berlaku"
    assert word(drop(client, store.get(new.sha256))) == "Asli dan utuh"


def test_before_it_is_announced_a_code_says_only_where_it_stands(client, signed):
    document = document_of(signed)
    response = client.get(f"/verifikasi/{document.verification_code}/")
    text = response.content.decode()
    assert "Belum diumumkan" in text
    private = [signed.title, signed.ref, document.sha256]
    private += [party["name"] for party in json.loads(document.content)["parties"]]
    private += [signature.name for signature in document.signatures.all()]
    assert not [secret for secret in private if secret in text]
    checked = drop(client, bytes_of(document))
    assert word(checked) == "Asli dan utuh"
    private.remove(document.sha256)  # whoever asks has the file
    assert not [secret for secret in private if secret in checked.content.decode()]
    earlier = drop(client, store.get(document.base_sha256))
    assert earlier.context["verdict"].missing == ()


def test_while_it_is_being_signed_a_code_says_that_it_is_not_complete(client, quick_paper):
    agreement = factories.approved(factories.begun())
    response = client.get(f"/verifikasi/{document_of(agreement).verification_code}/")
    text = response.content.decode()
    assert "Belum lengkap" in text
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text


def test_a_published_code_tells_who_signed_when_and_how(client, published):
    document = document_of(published)
    response = client.get(f"/verifikasi/{document.verification_code}/")
    text = response.content.decode()
    assert "X-Robots-Tag" not in response
    assert f'<link rel="canonical" href="http://testserver{published.get_absolute_url()}">' in text
    assert document.sha256 in text
    assert "tidak tersertifikasi" in text
    for signature in document.signatures.select_related("certificate"):
        assert signature.name in text
        assert signature.certificate.serial in text


def test_a_code_is_taken_as_people_type_it(client, published):
    code = document_of(published).verification_code
    plain = code.replace("-", "")
    misread = plain.lower().replace("0", "o").replace("1", "l")
    for typed in (code.lower(), plain, plain.lower(), misread, f" {code} "):
        response = client.post(VERIFY, {"code": typed})
        assert response["Location"] == f"/verifikasi/{code}/"
    assert client.get(f"/verifikasi/{plain.lower()}/")["Location"] == f"/verifikasi/{code}/"


@pytest.mark.parametrize(
    "code", ["AAAA-BBBB-CCCC", "x", pytest.param("a" * 200, id="long"), "%00", "<b>", "٤٤٤٤٤٤٤٤٤٤٤٤"]
)
def test_an_unknown_code_is_404_with_help(client, code):
    response = client.get(f"/verifikasi/{code}/")
    assert response.status_code == 404
    assert "Kode tidak dikenal" in response.content.decode()
    assert "<b>" not in response.content.decode()


@pytest.mark.parametrize(
    "typed", ["", "abc", pytest.param("a" * 10_000, id="long"), "\x00", "!!!!-!!!!-!!!!"]
)
def test_a_code_that_is_none_comes_back_with_words(client, typed):
    response = client.post(VERIFY, {"code": typed})
    assert response.status_code == 400
    assert "error" in response.content.decode() or "perlu diperbaiki" in response.content.decode()


def test_what_is_no_pdf_is_answered_at_once(client):
    assert word(drop(client, b"MZ\x90\x00" + b"x" * 100, "naskah.pdf")) == "Tidak terbaca"
    assert left() == []


@pytest.mark.parametrize("form", [{}, {"file": ""}, {"file": "a text, not a file"}])
def test_no_file_at_all_comes_back_with_words(client, form):
    assert client.post(VERIFY, form).status_code == 400


def test_an_empty_and_an_enormous_file_come_back_with_words(client, monkeypatch):
    assert drop(client, b"").status_code == 400
    monkeypatch.setattr("agreements.publication.verifying.forms.MAX_BYTES", 100)
    assert drop(client, b"%PDF-" + b"x" * 100).status_code == 400


def test_a_foreign_file_is_read_by_the_worker_and_then_gone(client):
    factories.made_authority()
    response = drop(client, b"%PDF-1.7\nnot really a pdf\n%%EOF\n")
    assert response.status_code == 302
    assert len(left()) == 1
    done = work(client, response)
    assert word(done) == "Tidak terbaca"
    assert left() == []


def test_when_the_worker_fails_the_reader_is_asked_to_try_again(client):
    response = drop(client, b"%PDF-1.7\nx")
    key = response["Location"].strip("/").split("/")[-1]
    tasks.check.get_result(key).db_result.set_failed(ValueError("x"))
    assert word(client.get(response["Location"])) == "Belum diperiksa"


def test_a_strange_progress_address_is_404(client):
    assert client.get("/verifikasi/periksa/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert client.get("/verifikasi/periksa/x/").status_code == 404


def test_who_asks_too_often_waits(client, monkeypatch):
    monkeypatch.setitem(checking.MOST_TRIES, "file", 3)
    answers = [drop(client, b"no pdf").status_code for _n in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert drop(other, b"no pdf").status_code == 200


def test_a_full_waiting_room_refuses_and_old_files_leave_it(client, monkeypatch):
    monkeypatch.setattr(tasks, "MOST_WAITING", 1)
    assert drop(client, b"%PDF-1.7\n1").status_code == 302
    assert drop(client, b"%PDF-1.7\n2").status_code == 503
    monkeypatch.setattr(tasks, "KEPT_SECONDS", -(10**10))  # the disk has a clock of its own
    assert drop(client, b"%PDF-1.7\n3").status_code == 302
    assert len(left()) == 1
    left()[0].unlink()
