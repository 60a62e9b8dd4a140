"""Feed other programs: JDIHN, Atom, DCAT, schema.org, sitemaps, robots.txt and OpenSearch, each by its own rules."""

import datetime as dt
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import etree

from agreements.publication import caching
from agreements.publication.opendata import dumping, rows
from agreements.publication.opendata.datasets import AGREEMENTS, DATASETS
from agreements.publication.opendata.feeds import atom, jdih, sitemap
from agreements.publication.privacy.models import PublicCopy
from agreements.record.models import Agreement
from agreements.signing.queries import document_of
from tests import factories
from tests.agreements.publication.conftest import PRIVATE

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"m": sitemap.NAMESPACE}
FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d")
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ADDRESSES = (
    *("/data/jdih.json", "/umpan.atom", "/data/katalog.jsonld", "/data/kamus.json", "/data/SHA256SUMS"),
    *("/sitemap.xml", "/sitemap-umum.xml", "/robots.txt", "/opensearch.xml", "/data/", "/data/kamus/"),
)


@pytest.fixture(autouse=True)
def in_one_moment(monkeypatch: Any) -> None:
    """No page is built anew between two questions of a test."""
    monkeypatch.setattr(caching, "MOMENT", 10**9)


def some(number: int, **details: Any) -> list[Agreement]:
    village, other = factories.village("Argopeni"), factories.village("Srati")
    return [
        factories.listed(village, other, title=f"Kerja Sama Nomor {i} Bersama", **details)
        for i in range(number)
    ]


def documents(client: Client, url: str = "/data/jdih.json") -> tuple[list[dict[str, str]], str]:
    response = client.get(url)
    assert response.status_code == 200
    link = re.fullmatch(r'<http://testserver(.+)>; rel="next"', response.headers.get("Link", ""))
    return json.loads(response.content), link[1] if link else ""


def test_jdihn_reads_texts_and_dates_and_no_null(client: Client, published: Agreement) -> None:
    factories.listed(factories.village(), factories.partner("CV Pandan"), summary="")
    found, following = documents(client)
    assert (len(found), following) == (2, "")
    for document in found:
        assert all(isinstance(value, str) and value for value in document.values()), document
        assert FULL_DATE.fullmatch(document["tanggal_pengundangan"])
        assert document["tahun_pengundangan"] == document["tanggal_pengundangan"][:4]
        assert DATE_TIME.fullmatch(document["lastUpdated"])
        assert (document["operasi"], document["display"]) == ("4", "1")
    regulation, contract = found
    assert regulation["idData"] == published.ref
    assert regulation["jenis"] == "PERATURAN BERSAMA KEPALA DESA"
    assert regulation["singkatanJenis"] == "PERMAKADES"
    assert regulation["judul"] == f"Peraturan Bersama Kepala Desa tentang {published.title}"
    assert regulation["noPeraturan"].split("; ") == list(
        published.numbers.order_by("pk").values_list("number", flat=True)
    )
    assert FULL_DATE.fullmatch(regulation["tanggal_penetapan"])
    assert client.get(urlsplit(regulation["urlDownload"]).path).headers["Content-Type"] == "application/pdf"
    assert client.get(urlsplit(regulation["urlDetailPeraturan"]).path).status_code == 200
    assert (contract["singkatanJenis"], contract["urlDownload"]) == ("PKS", "-")
    assert not [secret for secret in PRIVATE if secret in json.dumps(found)]


def test_no_feed_names_a_copy_that_is_still_being_made(client: Client, published: Agreement) -> None:
    copy = PublicCopy.objects.create(document=document_of(published))
    for state, there in (("queued", False), ("failed", False), ("ready", True)):
        PublicCopy.objects.filter(pk=copy.pk).update(state=state)
        pdf = f"/kerja-sama/{published.ref}/dokumen.pdf"
        told = shown("structured_data agreement", agreement=published)
        for text in (
            json.dumps(documents(client)[0]),
            client.get("/umpan.atom").content.decode(),
            json.dumps(told),
        ):
            assert (pdf in text) == there, state
        assert (pdf in next(rows.agreements())["document_url"]) == there


def test_jdihn_hears_that_an_agreement_ended(client: Client, published: Agreement) -> None:
    assert documents(client)[0][0]["status"] == "Berlaku"
    factories.ended(published, ground="achieved", note="Berita acara nomor 4.")
    assert documents(client)[0][0]["status"] == "Tidak Berlaku"


def test_jdihn_gets_every_document_once_page_by_page(client: Client, monkeypatch: Any) -> None:
    refs = [agreement.ref for agreement in some(5)]
    monkeypatch.setattr(jdih, "PAGE", 2)
    seen, url, pages = [], "/data/jdih.json", 0
    while url:
        page, url = documents(client, url)
        seen += [document["idData"] for document in page]
        pages += 1
    assert (sorted(seen), pages) == (sorted(refs), 3)


def test_a_page_for_jdihn_costs_the_same_whatever_its_length(client: Client) -> None:
    counted = []
    for more in (1, 6):
        some(more)
        with CaptureQueriesContext(connection) as queries:
            documents(client)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 8


def feed(client: Client, url: str) -> etree._Element:
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == atom.CONTENT_TYPE
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return etree.fromstring(response.content)


def entries(tree: etree._Element) -> list[str]:
    return tree.xpath("//a:entry/a:title/text()", namespaces=ATOM)


def links(tree: etree._Element, rel: str) -> list[str]:
    return tree.xpath(f"/a:feed/a:link[@rel='{rel}']/@href", namespaces=ATOM)


def test_a_search_has_its_own_feed(client: Client) -> None:
    village = factories.village("Argopeni")
    factories.listed(village, factories.village(), title="Pengelolaan Sampah Bersama", topic="waste")
    factories.listed(village, factories.village(), title="Ronda Malam Bersama", topic="security_patrol")
    assert entries(feed(client, "/umpan.atom")) == ["Ronda Malam Bersama", "Pengelolaan Sampah Bersama"]
    tree = feed(client, f"/umpan.atom?topik=waste&desa={village.area_id}&urut=nilai&lain=1")
    assert entries(tree) == ["Pengelolaan Sampah Bersama"]
    (itself,), (page,) = links(tree, "self"), links(tree, "alternate")
    assert parse_qs(urlsplit(itself).query) == {"topik": ["waste"], "desa": [village.area_id]}
    assert urlsplit(page).path == "/kerja-sama/"
    assert client.get(f"{urlsplit(page).path}?{urlsplit(page).query}").status_code == 200
    assert entries(feed(client, "/umpan.atom?q=ronda")) == ["Ronda Malam Bersama"]
    assert entries(feed(client, "/umpan.atom?q=tidakadayangbegini")) == []


def test_a_feed_has_what_the_standard_asks_for(client: Client, published: Agreement) -> None:
    for url in ("/umpan.atom", "/umpan.atom?q=tidakadayangbegini"):
        tree = feed(client, url)
        for element in (tree, *tree.xpath("//a:entry", namespaces=ATOM)):
            for name in ("id", "title", "updated"):
                assert len(element.findall(f"a:{name}", ATOM)) == 1, name
            assert DATE_TIME.fullmatch(element.findtext("a:updated", namespaces=ATOM))
            assert element.findall("a:author/a:name", ATOM)
    tree = feed(client, "/umpan.atom")
    (entry,) = tree.xpath("//a:entry", namespaces=ATOM)
    (enclosure,) = entry.xpath("a:link[@rel='enclosure']", namespaces=ATOM)
    assert client.get(urlsplit(enclosure.get("href")).path).headers["Content-Type"] == enclosure.get("type")
    text = etree.tostring(tree, encoding="unicode")
    assert not [secret for secret in PRIVATE if secret in text]


def test_a_long_feed_goes_on_in_further_pages(client: Client, monkeypatch: Any) -> None:
    titles = [agreement.title for agreement in some(5)][::-1]
    monkeypatch.setattr(atom, "PAGE", 2)
    seen, url = [], "/umpan.atom?jenis=inter_village"
    while url:
        tree = feed(client, url)
        seen += entries(tree)
        url = next((f"{urlsplit(u).path}?{urlsplit(u).query}" for u in links(tree, "next")), "")
        assert not url or "jenis=inter_village" in url
    assert seen == titles


def test_the_catalogue_of_data_names_every_file(client: Client, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    some(1)
    before = client.get("/data/katalog.jsonld")
    assert before.headers["Content-Type"] == "application/ld+json"
    assert all(not dataset["dcat:distribution"] for dataset in before.json()["dcat:dataset"])
    dumping.make(AGREEMENTS)
    found = client.get("/data/katalog.jsonld").json()
    assert found["@type"] == "dcat:Catalog"
    assert [one["dct:identifier"] for one in found["dcat:dataset"]] == [one.name for one in DATASETS]
    files = found["dcat:dataset"][0]["dcat:distribution"]
    assert len(files) == 3
    for file in files:
        path = urlsplit(file["dcat:downloadURL"]["@id"]).path
        data = b"".join(client.get(path).streaming_content)
        assert str(len(data)) == file["dcat:byteSize"]["@value"]
        checksum = file["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert checksum == dumping.hashlib.sha256(data).hexdigest()
    names = set(re.findall(r'"(\w+):\w+"', json.dumps(found)))
    assert names - {"http", "https"} <= set(found["@context"])


def shown(tag: str, **context: Any) -> Any:
    request = RequestFactory().get("/kerja-sama/?q=air&urut=nilai&lain=1")
    text = Template("{% load open_data %}{% " + tag + " %}").render(Context({"request": request, **context}))
    script = re.fullmatch(r'<script type="application/ld\+json">(.+)</script>', text)
    return json.loads(script[1]) if script else text


def test_search_engines_read_regulations_as_legislation(published: Agreement) -> None:
    found = shown("structured_data agreement", agreement=published)
    assert (found["@context"], found["@type"]) == ("https://schema.org", "Legislation")
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert [party["@type"] for party in found["legislationPassedBy"]] == ["GovernmentOrganization"] * 2
    assert found["temporalCoverage"] == f"{published.starts_on}/{published.ends_on}"
    assert {file["encodingFormat"] for file in found["encoding"]} == {
        "application/pdf",
        "application/akn+xml",
    }
    assert not [secret for secret in PRIVATE if secret in json.dumps(found)]


def test_search_engines_read_contracts_as_documents() -> None:
    firm = factories.partner("</script><b>CV Pandan", partner_kind="firm")
    listed = factories.listed(factories.village(), firm, title="Jual <b>Gula</b> & Aren")
    found = shown("structured_data agreement", agreement=listed)
    assert found["@type"] == "DigitalDocument"
    assert [party["@type"] for party in found["creator"]] == ["GovernmentOrganization", "Corporation"]
    assert found["name"] == "Jual <b>Gula</b> & Aren"
    assert found["creator"][1]["name"] == "</script><b>CV Pandan"


def test_search_engines_learn_nothing_of_what_is_not_public(signed: Agreement) -> None:
    assert shown("structured_data agreement", agreement=signed) == ""


def test_villages_partners_and_data_describe_themselves(client: Client) -> None:
    village, firm = (
        factories.village("Argopeni"),
        factories.partner("Koperasi Laut", partner_kind="cooperative"),
    )
    assert shown("structured_village village", village=village)["identifier"] == village.area_id
    described = shown("structured_partner partner", partner=firm)
    assert (described["@type"], described["name"]) == ("Organization", "Koperasi Laut")
    assert not [secret for secret in PRIVATE if secret in json.dumps(described)]
    text = client.get("/data/").content.decode()
    script = re.search(r'<script type="application/ld\+json">(.+?)</script>', text)
    assert [one["@type"] for one in json.loads(script[1])["dataset"]] == ["Dataset"] * len(DATASETS)


def test_a_feed_of_the_same_question_is_named_in_the_page() -> None:
    assert shown("feed_url") == "/umpan.atom?q=air"


def located(client: Client, url: str) -> list[str]:
    response = client.get(url)
    assert response.status_code == 200, url
    tree = etree.fromstring(response.content)
    for text in tree.xpath("//m:lastmod/text()", namespaces=MAP):
        assert dt.datetime.fromisoformat(text) <= dt.datetime.now(dt.UTC)
    return [urlsplit(where).path for where in tree.xpath("//m:loc/text()", namespaces=MAP)]


def test_the_sitemap_knows_every_public_page_and_all_of_them_open(client: Client, monkeypatch: Any) -> None:
    cache.clear()
    monkeypatch.setattr(sitemap, "SPAN", 2)
    village, firm = factories.village("Argopeni"), factories.partner("CV Pandan")
    refs = {factories.listed(village, firm).ref for _i in range(5)}
    parts = located(client, "/sitemap.xml")
    assert len(parts) == len(set(parts))
    pages = [page for part in parts for page in located(client, part)]
    assert len(pages) == len(set(pages))
    assert {page.split("/")[2] for page in pages if re.fullmatch(r"/kerja-sama/\w{8}/", page)} == refs
    assert village.get_absolute_url() in pages
    assert firm.get_absolute_url() in pages
    without_text = {f"/kerja-sama/{ref}/" for ref in refs}
    assert [page for page in set(pages) - without_text if client.get(page).status_code != 200] == []


def test_a_published_agreement_opens_from_the_sitemap(client: Client, published: Agreement) -> None:
    cache.clear()
    pages = [page for part in located(client, "/sitemap.xml") for page in located(client, part)]
    assert published.get_absolute_url() in pages
    assert client.get(published.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "name", ["lain", "desa-", "desa-99", "kerja-sama-x", "mitra-999999999999", "umum-1", "-", "%00"]
)
def test_a_part_that_the_sitemap_does_not_have_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_robots_find_the_sitemap_and_may_read_every_public_page(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    closed = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert "/meja/" in closed
    pages = ("/kerja-sama/K7M2Q9XA/", "/kerja-sama/?q=air", "/ikuti/?apa=kerja-sama", "/saran/?q=ai")
    assert not [path for path in closed if path == "/" or any(page.startswith(path) for page in pages)]


def test_pages_that_ask_or_show_the_same_in_another_way_name_the_page_to_find(
    client: Client, published: Agreement
) -> None:
    page = published.get_absolute_url()
    named = {
        "/kerja-sama/": "/kerja-sama/",
        "/kerja-sama/?q=air&urut=berakhir": "/kerja-sama/",
        "/saran/?q=ai": "/kerja-sama/",
        f"/ikuti/?apa=agreement&sasaran={published.ref}": page,
        "/ikuti/?apa=search&sasaran=q%3Dair": "/kerja-sama/",
        f"{page}pasal/1/bandingkan/": page,
        f"{page}naskah-berlaku/?tanggal=2026-12-31": f"{page}naskah-berlaku/",
        f"{page}suara/sampaikan/": f"{page}suara/",
    }
    for address, wanted in named.items():
        text = client.get(address).content.decode()
        assert f'<link rel="canonical" href="http://testserver{wanted}">' in text, address
        assert "noindex" not in text, address


def test_robots_are_not_led_into_endless_combinations(client: Client) -> None:
    some(3)
    text = client.get("/kerja-sama/?q=kerja").content.decode()
    combined = [tag for tag in re.findall(r"<a [^>]*>", text) if "&amp;" in tag and "/kerja-sama/?" in tag]
    assert combined
    assert [tag for tag in combined if 'rel="nofollow"' not in tag and "/ikuti/" not in tag] == []


def test_a_browser_can_search_here(client: Client) -> None:
    tree = etree.fromstring(client.get("/opensearch.xml").content)
    short = tree.findtext("{*}ShortName")
    assert 0 < len(short) <= 16
    for url in tree.findall("{*}Url"):
        address = urlsplit(url.get("template").replace("{searchTerms}", "air+bersih"))
        response = client.get(f"{address.path}?{address.query}")
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(url.get("type"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_stranger_may_keep_it_and_is_given_no_cookie(client: Client, address: str) -> None:
    some(1)
    response = client.get(address)
    assert (response.status_code, bool(response.cookies)) == (200, False)
    assert "public" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(address).status_code == 405


BAD = (
    "\0",
    "%",
    "a" * 10_000,
    "9" * 17 + "-1",
    "1-" + "9" * 18,
    "-1",
    "٣-٣",
    "\ud800".encode("utf-8", "surrogatepass"),
)


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_a_bad_question_is_answered_in_words_or_with_nothing(client: Client, bad: Any) -> None:
    some(1)
    for address, name in (("/data/jdih.json", "sesudah"), ("/umpan.atom", "sesudah"), ("/umpan.atom", "q")):
        assert client.get(address, {name: bad}).status_code in (200, 400), (address, name)
    for name in ("topik", "desa", "mitra", "tahun", "berakhir", "wilayah"):
        assert client.get("/umpan.atom", {name: bad}).status_code in (200, 400), name
