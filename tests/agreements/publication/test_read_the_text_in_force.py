"""Everybody reads which text holds on a day: as it was signed, and as each addendum left it."""

import datetime as dt
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from agreements.documents.rendering.laying import Laid, laid_out
from agreements.drafting.queries import content_of
from agreements.drafting.sources.actions import begin_addendum
from agreements.drafting.together.consent import agree
from agreements.drafting.versions.actions import text_digest
from agreements.drafting.writing import actions as writing
from agreements.publication.models import Publication
from agreements.publication.privacy.models import Exclusion
from agreements.publication.telling.holding import text_on
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.queries import document_of
from tests import factories
from villages.organizations.models import Organization
from villages.people.lineage.actions import rename, succeed

pytestmark = pytest.mark.django_db
SECRET = "0812-3456-7890"


@pytest.fixture(autouse=True)
def one_paper():
    """The PDF is not looked at here: it is laid out once."""
    made: list[Laid] = []

    def once(content: dict[str, Any], **how: Any) -> Laid:
        made.append(made[0] if made else laid_out(content, **how))
        return made[-1]

    with patch("agreements.documents.rendering.actions.laid_out", once):
        yield


def announced(agreement: Agreement) -> Agreement:
    for party in agreement.parties.order_by("ordinal"):
        head = factories.signatory_of(party.organization)
        agree(agreement, by=head, seen=text_digest(content_of(agreement)))
    factories.approved(agreement, render=False)
    factories.moved(agreement, Stage.IN_FORCE)
    document, by = document_of(agreement), agreement.created_by
    Publication.objects.create(agreement=agreement, document=document, published_by=by)
    return agreement


@pytest.fixture
def parent() -> Agreement:
    return announced(factories.begun())


def addendum(parent: Agreement, body: str, **more: Any) -> Agreement:
    facts = {
        name: getattr(parent, name) for name in ("summary", "field", "topic", "purpose", "place", "value")
    }
    facts |= {
        "title": "Perubahan Lingkup Sampah",
        "starts_on": timezone.localdate(),
        "ends_on": parent.ends_on,
    }
    kind = factories.agreement_type(parent.kind, code="regulation_amendment")
    made = begin_addendum(parent, by=parent.created_by, agreement_type=kind, **(facts | more))
    third = made.articles.order_by("ordinal")[2]
    said = {"heading": third.heading, "content": third.content, "body": body}
    writing.save_article(third, by=made.created_by, edition=third.edition, **said)
    return made


def page(client: Any, agreement: Agreement, **asked: str) -> str:
    response = client.get(f"/kerja-sama/{agreement.ref}/naskah-berlaku/", asked)
    assert response.status_code == 200
    return response.content.decode()


def test_without_an_addendum_it_reads_as_it_was_signed(client, parent):
    text = page(client, parent)
    assert "belum ada adendum" in text
    assert "Pasal 3" in text


def test_it_reads_as_the_addendum_left_it_and_says_which(client, parent):
    made = announced(addendum(parent, f"Lingkup baru, hubungi {SECRET}."))
    text = page(client, parent)
    assert "Lingkup baru" in text
    assert "Diubah dengan: Perubahan Lingkup Sampah" in text
    assert SECRET not in text
    assert made.get_absolute_url() in text
    before = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    assert "Lingkup baru" not in page(client, parent, tanggal=before)
    whole = client.get(parent.get_absolute_url()).content.decode()
    assert f"/kerja-sama/{parent.ref}/naskah-berlaku/" in whole


def test_a_draft_of_an_addendum_changes_nothing_yet(client, parent):
    addendum(parent, "Lingkup baru.")
    assert "Lingkup baru" not in page(client, parent)


def test_one_that_holds_later_is_not_read_before(parent):
    later = timezone.localdate() + dt.timedelta(days=30)
    announced(addendum(parent, "Lingkup baru.", starts_on=later))
    today, then = text_on(parent, timezone.localdate()), text_on(parent, later)
    assert today is not None
    assert then is not None
    assert (today.sources, then.sources[0].holds_from) == ((), later)
    assert today.days == (parent.starts_on, later)


def test_an_excluded_article_of_the_addendum_is_not_told_here_either(client, parent):
    made = announced(addendum(parent, "Resep rahasia."))
    reason = "Memuat resep milik mitra."
    Exclusion.objects.create(agreement=made, article=2, ground="b", reason=reason, decided_by=made.created_by)
    text = page(client, parent)
    assert "Resep rahasia" not in text
    assert "dikecualikan dari informasi publik" in text


def test_a_day_that_is_none_is_said_and_today_shown(client, parent):
    response = client.get(f"/kerja-sama/{parent.ref}/naskah-berlaku/", {"tanggal": "besok"})
    assert response.status_code == 400
    assert "Tanggal itu tidak dikenal" in response.content.decode()


def test_more_addenda_ask_no_more_questions(parent, django_assert_max_num_queries):
    announced(addendum(parent, "Satu."))
    with django_assert_max_num_queries(8):
        text_on(Agreement.objects.get(pk=parent.pk), timezone.localdate())
    announced(addendum(parent, "Dua."))
    with django_assert_max_num_queries(8):
        held = text_on(Agreement.objects.get(pk=parent.pk), timezone.localdate())
    assert held is not None
    assert len(held.sources) == 2


def test_the_page_says_what_the_parties_were_called_and_who_carries_them_on(client, parent):
    officer, new = factories.reviewer(), factories.village("Argosari")
    first, second = (party.organization for party in parent.parties.order_by("ordinal"))
    day, before = timezone.localdate(), document_of(parent).content
    rename(first, by=officer, name="Desa Argo Mulyo", on=day, legal_basis="Perda 3/2026")
    successor = Organization.objects.get(pk=new.pk)
    succeed(second, by=officer, successor=successor, kind="merger", on=day, legal_basis="Perda 4/2026")
    text = client.get(parent.get_absolute_url()).content.decode()
    assert f"Desa Argo Mulyo dahulu bernama {first.name}" in text
    assert f"{second.name} bergabung menjadi Desa Argosari" in text
    assert document_of(parent).content == before
    code = document_of(parent).verification_code
    assert client.get(f"/verifikasi/{code}/").status_code == 200
