"""Those who take part keep an article back; what everybody gets follows: page, search, copy, verification."""

import json
import subprocess
from io import BytesIO
from unittest.mock import patch

import pikepdf
import pytest
from django.core.management import call_command

from agreements.documents import store
from agreements.documents.content import canonical
from agreements.documents.numbering import number
from agreements.documents.pdf import COPY
from agreements.documents.rendering.laying import Laid, laid_out
from agreements.publication.actions import publish
from agreements.publication.catalogue.models import Listing
from agreements.publication.privacy import copying
from agreements.publication.privacy.models import Exclusion, PublicCopy
from agreements.publication.privacy.queries import public_text
from agreements.record.models import Agreement
from agreements.signing.queries import document_of
from tests import factories
from villages.people.models import Position

pytestmark = pytest.mark.django_db

PHONE = "0812-7654-3210"
SECRET = "Ketentuan mengenai ruang lingkup untuk uji"
REASON = "Memuat rumus pengolahan milik mitra."


def url(agreement: Agreement, rest: str = "") -> str:
    return f"/kerja-sama/{agreement.ref}/{rest}"


def scope(agreement: Agreement) -> int:
    articles = number(json.loads(document_of(agreement).content)).articles
    return next(article.number for article in articles if article.content == "scope")


def sent(agreement: Agreement, **more) -> dict:
    return {"article": scope(agreement), "ground": "b", "reason": REASON} | more


def bare(content: dict, **_options) -> Laid:
    return Laid(b"%PDF-1.7\n" + canonical(content), pages=1)


def made(agreement: Agreement) -> PublicCopy:
    """The copy, made by the worker; on it stands the text alone."""
    copy = PublicCopy.objects.get(document=document_of(agreement))
    with patch("agreements.documents.rendering.actions.laid_out", bare):
        copying.make.call(copy.pk)
    copy.refresh_from_db()
    return copy


def text_in(data: bytes) -> str:
    """What a reader sees in a PDF, and what programs read of the text that it carries."""
    shown = subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    with pikepdf.open(BytesIO(data)) as pdf:
        return shown + pdf.attachments["perjanjian.json"].get_file().read_bytes().decode()


@pytest.fixture
def telling(quick_paper, db) -> Agreement:
    """Published, with a telephone number in one of its articles."""
    agreement = factories.begun()
    article = agreement.articles.order_by("pk").last()
    type(article).objects.filter(pk=article.pk).update(body=f"Surat dikirim ke kantor, telepon {PHONE}.")
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    return agreement


def test_an_excluded_article_is_gone_from_every_public_place_with_its_reason(client, published):
    assert SECRET in client.get(url(published)).content.decode()
    client.force_login(published.created_by)
    response = client.post(url(published, "dikecualikan/"), sent(published))
    assert response["Location"] == url(published, "dikecualikan/")
    client.logout()
    page = client.get(url(published)).content.decode()
    assert SECRET not in page
    assert page.count("Memuat rumus pengolahan milik mitra") == 1
    assert "article-kept-back" in page and "mengganggu hak kekayaan intelektual" in page
    assert SECRET not in Listing.objects.values_list("body", flat=True).get(pk=published.pk)
    code = document_of(published).verification_code
    assert SECRET not in client.get(f"/verifikasi/{code}/").content.decode()
    entry = published.journal.order_by("-serial").first()
    assert (entry.code, entry.details) == ("exclude", sent(published))


def test_the_page_of_exclusions_says_what_the_law_wants(client, published):
    client.force_login(factories.reviewer())
    page = client.get(url(published, "dikecualikan/")).content.decode()
    assert "umum membaca seluruh naskah" in page and "Pasal 17" in page
    for wrong in (sent(published, ground="z"), sent(published, reason=" "), sent(published, article=999)):
        assert client.post(url(published, "dikecualikan/"), wrong).status_code == 200
    assert not Exclusion.objects.exists()


def test_excluded_twice_is_refused_and_shown_again_on_demand(client, published):
    client.force_login(published.created_by)
    client.post(url(published, "dikecualikan/"), sent(published))
    again = client.post(url(published, "dikecualikan/"), sent(published), follow=True)
    assert "sudah dikecualikan" in again.content.decode()
    place = url(published, f"dikecualikan/{scope(published)}/buka/")
    assert "dapat dibaca siapa saja" in client.get(place).content.decode()
    client.post(place)
    assert not Exclusion.objects.exists()
    assert SECRET in client.get(url(published)).content.decode()
    assert published.journal.order_by("-serial").first().code == "disclose"
    assert client.get(place).status_code == 404


def test_who_has_no_say_keeps_nothing_back(client, published):
    assert client.post(url(published, "dikecualikan/"), sent(published)).status_code in (302, 404)
    client.force_login(factories.signatory_of(factories.village()))
    assert client.post(url(published, "dikecualikan/"), sent(published)).status_code == 404
    village = published.parties.get(ordinal=2).organization
    client.force_login(factories.member(village, Position.COUNCIL))
    assert client.post(url(published, "dikecualikan/"), sent(published)).status_code == 403
    assert not Exclusion.objects.exists()


def test_before_publication_the_page_of_publishing_says_what_is_kept_back(client, signed):
    client.force_login(signed.created_by)
    client.post(url(signed, "dikecualikan/"), sent(signed))
    assert not PublicCopy.objects.exists()
    page = client.get(url(signed, "umumkan/")).content.decode()
    assert f"Pasal {scope(signed)} dikecualikan" in page and url(signed, "dikecualikan/") in page
    client.post(url(signed, "umumkan/"))
    client.logout()
    assert SECRET not in client.get(url(signed)).content.decode()
    assert PublicCopy.objects.filter(document=document_of(signed)).exists()


def test_the_public_gets_a_copy_and_the_parties_the_signed_file(client, telling):
    document = document_of(telling)
    assert public_text(telling).covered == 1
    waiting = client.get(url(telling, "dokumen.pdf"))
    assert (waiting.status_code, waiting["Retry-After"]) == (503, "30")
    copy = made(telling)
    assert copy.state == PublicCopy.State.READY
    response = client.get(url(telling, "dokumen.pdf"))
    data = response.getvalue()
    assert PHONE not in data.decode() and "[disamarkan]" in data.decode()
    assert response["ETag"] == f'"{copy.sha256}"' and "Cookie" in response["Vary"]
    assert 'filename="salinan-' in response["Content-Disposition"]
    page = client.get(url(telling)).content.decode()
    assert "Salinan PDF" in page and "1 data pribadi disamarkan" in page and PHONE not in page
    client.force_login(telling.created_by)
    response = client.get(url(telling, "dokumen.pdf"))
    assert response.getvalue() == store.get(document.sha256)
    assert response["Cache-Control"] == "private, no-cache"
    client.force_login(factories.signatory_of(factories.village()))
    assert client.get(url(telling, "dokumen.pdf")).getvalue() == data


def test_a_copy_that_says_too_much_is_not_handed_out_while_the_new_one_is_made(client, telling):
    old = made(telling)
    client.force_login(telling.created_by)
    client.post(url(telling, "dikecualikan/"), sent(telling))
    client.logout()
    assert client.get(url(telling, "dokumen.pdf")).status_code == 503
    new = made(telling)
    assert new.sha256 != old.sha256
    assert SECRET not in client.get(url(telling, "dokumen.pdf")).getvalue().decode()


def test_the_copy_on_paper_says_that_it_is_one(telling):
    data = laid_out({**public_text(telling).content, COPY: True}, draft=False).data
    assert PHONE not in text_in(data) and b"/Sig" not in data
    assert "Salinan untuk umum" in text_in(data) and "[disamarkan]" in text_in(data)
    assert "Tanda tangan ada pada naskah asli" in text_in(data)


def test_a_text_without_anything_to_cover_has_no_copy(published):
    assert copying.arrange(published) is None
    assert not PublicCopy.objects.exists()


def test_the_copy_is_known_to_the_verification(client, telling):
    copy = made(telling)
    data = client.get(url(telling, "dokumen.pdf")).getvalue()
    file = BytesIO(data)
    file.name = "salinan.pdf"
    page = client.post("/verifikasi/", {"file": file}).content.decode()
    assert "salinan untuk umum" in page and copy.sha256 in page
    page = client.get(f"/verifikasi/{document_of(telling).verification_code}/").content.decode()
    assert "Berkas bertanda tangan disimpan para pihak" in page and PHONE not in page


def test_a_copy_that_was_replaced_is_no_forgery(client, telling):
    code = document_of(telling).verification_code.replace("-", r"\055")
    made(telling)
    data = (
        client.get(url(telling, "dokumen.pdf")).getvalue() + f"\n/Subject (Kode verifikasi {code})\n".encode()
    )
    store.put(data)
    file = BytesIO(data)
    file.name = "salinan.pdf"
    page = client.post("/verifikasi/", {"file": file}).content.decode()
    assert "sudah ada salinan yang lebih baru" in page and telling.title in page


def test_the_web_server_sends_the_file_where_it_can(client, published, settings):
    settings.SENDFILE_URL = "/berkas/"
    sha256 = document_of(published).sha256
    response = client.get(url(published, "dokumen.pdf"))
    assert response["X-Accel-Redirect"] == f"/berkas/documents/{sha256[:2]}/{sha256}.pdf"
    assert (response.content, response["ETag"]) == (b"", f'"{sha256}"')
    again = client.get(url(published, "dokumen.pdf"), headers={"if-none-match": f'"{sha256}"'})
    assert again.status_code == 304 and "X-Accel-Redirect" not in again
    store._path(sha256).write_bytes(b"%PDF-1.7 tampered")
    assert client.get(url(published, "dokumen.pdf")).status_code == 503


def test_after_an_update_the_missing_copies_are_asked_for_once_more(telling, published, capsys):
    PublicCopy.objects.all().delete()
    call_command("make_public_copies")
    assert "1 salinan untuk umum diminta" in capsys.readouterr().out
    assert made(telling).state == PublicCopy.State.READY
    call_command("make_public_copies")
    assert "0 salinan untuk umum diminta" in capsys.readouterr().out
