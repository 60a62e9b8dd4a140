"""An addendum begins with everything that holds, and its text says only what was changed, inserted and taken out."""

import datetime as dt
import json
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.utils import timezone

from agreements.documents.content import check
from agreements.documents.numbering import number
from agreements.documents.outline import filled, plain
from agreements.drafting.completeness import findings
from agreements.drafting.models import Provision
from agreements.drafting.queries import amendments_of, content_of, document_of, state_of
from agreements.drafting.signatories.queries import as_content, places
from agreements.drafting.sources.actions import begin_addendum
from agreements.drafting.terms import actions as terms
from agreements.drafting.writing import actions as writing
from agreements.drafting.writing.references import token
from agreements.record.crossing import Refused, cross
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {
    "heading": "Bagi Hasil",
    "content": "other",
    "body": "(1) Hasil dibagi dua.\n(2) Pembagian setiap tahun.",
}


@pytest.fixture
def parent() -> Agreement:
    made = factories.begun(factories.village().organization, factories.partner().organization)
    order = [article.pk for article in made.articles.order_by("ordinal")]
    last = made.articles.order_by("-ordinal")[0]
    body = f"Penutup merujuk {token(order[2])}."
    type(last).objects.filter(pk=last.pk).update(body=body)
    return factories.moved(made, Stage.IN_FORCE)


def addendum_of(parent: Agreement, code: str = "addendum", **more: Any) -> Agreement:
    facts = {
        name: getattr(parent, name) for name in ("summary", "field", "topic", "purpose", "place", "value")
    }
    facts |= {"title": "Perubahan Pertama", "starts_on": timezone.localdate(), "ends_on": parent.ends_on}
    kind = factories.agreement_type(parent.kind, code=code)
    return begin_addendum(parent, by=parent.created_by, agreement_type=kind, **(facts | more))


def save(article: Any, body: str) -> None:
    article = type(article).objects.get(pk=article.pk)
    said = {"heading": article.heading, "content": article.content, "body": body}
    writing.save_article(article, by=article.agreement.created_by, edition=article.edition, **said)


def ops(agreement: Agreement) -> list[tuple[str, str]]:
    return [(one["op"], one["label"]) for one in amendments_of(agreement)[0]]


def texts(agreement: Agreement) -> list[str]:
    return [plain(article.blocks) for article in document_of(agreement).articles]


def test_it_begins_with_every_article_line_and_sum_of_the_parent(parent):
    made = addendum_of(parent)
    assert [a.amends.pk for a in made.articles.order_by("ordinal")] == [
        a.pk for a in parent.articles.order_by("ordinal")
    ]
    lines = made.provisions.order_by("party__ordinal", "ordinal")
    assert [line.amends.text for line in lines] == [line.text for line in lines]
    assert ops(made) == []
    assert "Belum ada yang diubah" in " ".join(one.message for one in findings(made))


def test_what_is_not_touched_stays_out_of_its_text(parent):
    made = addendum_of(parent)
    third = made.articles.order_by("ordinal")[2]
    save(third, "(1) Lingkup baru.\n(2) Termasuk kompos.")
    assert ops(made) == [("change", "3")]
    opening, changed, closing = texts(made)
    assert opening.endswith("yang selanjutnya disebut Perjanjian Induk.")
    assert changed.startswith(
        "Ketentuan Pasal 3 Perjanjian Induk diubah sehingga berbunyi sebagai berikut:\nPasal 3\n"
    )
    assert changed.endswith("(1) Lingkup baru.\n(2) Termasuk kompos.")
    assert "tetap berlaku" in closing
    content = content_of(made)
    assert content["provisions"] == []
    assert "funding" not in content


def test_an_inserted_article_gets_a_letter_and_moves_no_number(parent):
    made = addendum_of(parent)
    rows = list(made.articles.order_by("ordinal"))
    writing.add_article(made, by=made.created_by, after=rows[2], **NEW)
    assert ops(made) == [("insert", "3A")]
    inserted = texts(made)[1]
    assert inserted.startswith(
        "Di antara Pasal 3 dan Pasal 4 Perjanjian Induk disisipkan 1 (satu) pasal, yakni Pasal 3A"
    )
    assert inserted.endswith("(1) Hasil dibagi dua.\n(2) Pembagian setiap tahun.")
    labels = [one["label"] for chapter in state_of(made)["chapters"] for one in chapter["articles"]]
    assert labels[2:5] == ["3", "3A", "4"]


def test_what_is_taken_out_leaves_its_number_and_can_come_back(parent):
    made = addendum_of(parent)
    first = made.articles.order_by("ordinal")[0]
    writing.remove_article(first, by=made.created_by)
    assert ops(made) == [("repeal", "1")]
    assert texts(made)[1] == "Pasal 1 Perjanjian Induk dihapus."
    assert "Penutup merujuk Pasal 3." in [plain(a.blocks) for a in document_of(parent).articles]
    writing.undo(made, by=made.created_by)
    assert ops(made) == []
    writing.remove_article(first, by=made.created_by)
    writing.restore_article(first, by=made.created_by)
    assert ops(made) == []


def test_a_changed_line_restates_the_article_that_says_it(parent):
    made = addendum_of(parent)
    line = made.provisions.filter(kind="obligation").order_by("party__ordinal", "ordinal")[0]
    terms.save_provision(line, by=made.created_by, edition=line.edition, text="mengangkut sampah setiap hari")
    (one,) = amendments_of(made)[0]
    assert (one["op"], one["content"]) == ("change", "rights_obligations")
    assert "mengangkut sampah setiap hari" in one["body"]
    assert "mengangkut sampah setiap hari" not in one["before"]["body"]


def test_a_line_taken_out_is_marked_and_not_lost(parent):
    made = addendum_of(parent)
    line = made.provisions.filter(kind="obligation").order_by("party__ordinal", "ordinal")[0]
    terms.remove_provision(line, by=made.created_by)
    line = Provision.objects.get(pk=line.pk)
    assert line.repealed
    assert {one for one, _label in ops(made)} == {"change"}
    assert line.text not in "\n".join(texts(made))
    terms.restore_provision(line, by=made.created_by)
    assert ops(made) == []


def test_a_longer_term_changes_the_article_that_speaks_of_it(parent):
    term = parent.articles.get(content="term")
    type(term).objects.filter(pk=term.pk)
    made = addendum_of(parent, ends_on=parent.ends_on + dt.timedelta(days=365))
    body = "Kerja sama berlaku sampai dengan {{ berakhir }}."
    save(made.articles.get(content="term"), body)
    assert ops(made) == [("change", str(term.ordinal))]
    assert "berlaku sampai dengan" in texts(made)[1]
    assert state_of(made)["ends_on"] == made.ends_on.isoformat()


def test_the_second_begins_where_the_first_has_ended(parent):
    first = addendum_of(parent)
    rows = list(first.articles.order_by("ordinal"))
    writing.add_article(first, by=first.created_by, after=rows[0], **NEW)
    save(rows[2], "Isi baru.")
    with pytest.raises(Refused, match="adendum yang belum selesai"):
        addendum_of(parent)
    factories.moved(first, Stage.IN_FORCE)
    second = addendum_of(parent, title="Perubahan Kedua")
    assert second.draft.based_on == first
    assert ops(second) == []
    writing.remove_article(second.articles.order_by("ordinal")[1], by=second.created_by)
    save(second.articles.order_by("ordinal")[3], "Isi yang lebih baru.")
    assert ops(second) == [("repeal", "1A"), ("change", "3")]


def test_a_joint_regulation_is_changed_by_one_that_looks_like_it():
    parent = factories.moved(factories.begun(), Stage.IN_FORCE)
    made = addendum_of(parent, "regulation_amendment")
    save(made.articles.order_by("ordinal")[0], "Istilah baru.")
    document = document_of(made)
    assert document.joint_regulation
    assert document.wording.name == "Peraturan Bersama Kepala Desa"
    assert "Ketentuan Pasal 1 Peraturan Bersama Induk diubah" in texts(made)[1]


def test_an_addendum_given_up_makes_room_for_the_next(parent):
    first = addendum_of(parent)
    cross(first, "withdraw", by=first.created_by)
    assert addendum_of(parent).parent == parent


def test_the_page_shows_before_and_after_and_brings_back(client, parent):
    made = addendum_of(parent)
    client.force_login(made.created_by)
    address = f"/naskah/{made.ref}/perubahan/"
    assert "Belum ada yang diubah" in client.get(address).content.decode()
    rows = list(made.articles.order_by("ordinal"))
    save(rows[2], "Lingkup baru.")
    writing.remove_article(rows[0], by=made.created_by)
    line = made.provisions.filter(kind="limitation").first() or made.provisions.order_by("pk")[0]
    terms.remove_provision(line, by=made.created_by)
    text = client.get(address).content.decode()
    assert "Pasal 3 diubah" in text
    assert "<ins>" in text
    assert "Pasal 1 dihapus" in text
    assert "dihapus dengan adendum ini" in client.get(f"/naskah/{made.ref}/pasal/").content.decode()
    assert client.post(f"{address}pasal/{rows[0].pk}/kembalikan/")["Location"] == address
    assert client.post(f"{address}ketentuan/{line.pk}/kembalikan/")["Location"] == address
    assert ops(made) == [("change", "3")]


def test_only_an_addendum_has_that_page(client, parent):
    client.force_login(parent.created_by)
    assert client.get(f"/naskah/{parent.ref}/perubahan/").status_code == 404


def test_what_is_frozen_is_described_and_has_roman_numbers(parent):
    made = addendum_of(parent)
    rows = list(made.articles.order_by("ordinal"))
    writing.add_article(made, by=made.created_by, after=rows[2], **NEW)
    writing.remove_article(rows[0], by=made.created_by)
    content = filled({**content_of(made), **as_content(made, places(made))})
    check(content, draft=True)
    assert [one["op"] for one in content["amendments"]] == ["repeal", "insert"]
    shape = json.loads((settings.BASE_DIR / "docs" / "agreement.schema.json").read_text(encoding="utf-8"))
    part = {"$defs": shape["$defs"], "type": "array", "items": {"$ref": "#/$defs/amendment"}}
    assert list(jsonschema.Draft202012Validator(part).iter_errors(content["amendments"])) == []
    assert [article.label for article in number(content).articles] == [
        "Pasal I",
        "Pasal II",
        "Pasal III",
        "Pasal IV",
    ]
