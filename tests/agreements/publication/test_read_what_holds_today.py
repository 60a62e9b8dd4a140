"""A published agreement among its relatives: what changed it, what it changes, what came before; how to pass it on."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone

from agreements.publication.actions import publish
from agreements.publication.privacy.models import Exclusion
from agreements.publication.telling.passing_on import _tex
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument
from tests import factories

pytestmark = pytest.mark.django_db


def announced(changes: Agreement | None = None, **details) -> Agreement:
    """Published; with `changes` as an addendum to that one."""
    agreement = related(factories.begun(**details), changes) if changes else factories.begun(**details)
    factories.signed(factories.approved(agreement))
    publish(agreement, by=agreement.created_by)
    return agreement


def related(agreement: Agreement, parent: Agreement) -> Agreement:
    Agreement.objects.filter(pk=agreement.pk).update(parent=parent, instrument=Instrument.ADDENDUM)
    agreement.refresh_from_db()
    return agreement


def page(agreement: Agreement) -> str:
    response = Client().get(agreement.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_alone_the_text_holds_as_it_was_signed(published):
    assert "belum ada yang mengubahnya" in page(published)


def test_an_addendum_in_force_is_named_first_and_leads_back(published, quick_paper):
    addendum = announced(published, title="Perubahan Tarif Sampah")
    related(factories.begun(title="Rancangan Rahasia"), published)
    text = page(published)
    assert "sebagaimana diubah oleh 1 adendum" in text and "today-changed" in text
    assert f'href="{addendum.get_absolute_url()}">Perubahan Tarif Sampah' in text
    assert "Rancangan Rahasia" not in text
    assert "Naskah ini adendum; ia mengubah:" in page(addendum)
    factories.ended(addendum, ground="achieved", note="Selesai.")
    text = page(published)
    assert "belum ada yang mengubahnya" in text and "adendum yang sudah berakhir" in text


def test_a_page_kept_by_everybody_is_built_anew_when_a_relative_comes(client, published, quick_paper):
    before = client.get(published.get_absolute_url())
    etag = {"if-none-match": before["ETag"]}
    assert client.get(published.get_absolute_url(), headers=etag).status_code == 304
    announced(published, title="Perubahan Tarif Sampah")
    assert client.get(published.get_absolute_url(), headers=etag).status_code == 200


@pytest.mark.parametrize(
    ("days", "words"),
    [(30, "mulai berlaku pada"), (0, "belum ada yang mengubahnya"), (-10, "belum ada yang")],
)
def test_it_says_when_it_begins(quick_paper, days, words):
    assert words in page(announced(starts_on=timezone.localdate() + dt.timedelta(days=days)))


def test_the_recorded_end_is_told(published):
    factories.ended(published, ground="achieved", note="Selesai.")
    assert "tidak berlaku lagi" in page(published)


def test_an_end_that_nobody_recorded_is_told(published, on_day):
    on_day(published.ends_on + dt.timedelta(days=1))
    assert "berakhirnya belum dicatat" in page(published)


def test_it_can_be_cited_and_sent_without_anybodys_scripts(published, settings):
    text = page(published)
    address = f"{settings.PUBLIC_URL}{published.get_absolute_url()}"
    assert f"@misc{{kerjasama:{published.ref}," in text and "langid = {indonesian}" in text
    assert f'value="{address}"' in text
    assert "Peraturan Bersama Kepala Desa" in text and "01 Tahun" in text.replace("TAHUN", "Tahun")
    assert 'href="https://wa.me/?text=' in text and 'href="mailto:?subject=' in text
    assert not re.findall(r'(?:src|data-src)="https?://', text)
    assert _tex("50% & {a}_b\\") == r"50\% \& \{a\}\_b\textbackslash{}"


def test_every_article_has_its_own_link_and_its_comparison(published):
    text = page(published)
    numbers = re.findall(r'id="pasal-(\d+)"', text)
    assert numbers and numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert all(f'href="#pasal-{n}"' in text for n in numbers)
    assert f'href="/kerja-sama/{published.ref}/pasal/1/bandingkan/"' in text


def test_others_of_the_topic_are_compared_and_what_they_keep_back_is_not(client, published, quick_paper):
    other = factories.begun(title="Sampah Pesisir")
    first = other.articles.order_by("pk").first()
    type(first).objects.filter(pk=first.pk).update(body="Ketentuan mengenai persampahan laut untuk warga.")
    factories.signed(factories.approved(other))
    publish(other, by=other.created_by)
    url = f"/kerja-sama/{published.ref}/pasal/1/bandingkan/"
    text = client.get(url).content.decode()
    assert "Sampah Pesisir" in text and "<ins>" in text and "persampahan" in text
    assert f'href="{other.get_absolute_url()}#pasal-1"' in text
    Exclusion.objects.create(
        agreement=other, article=1, ground="b", reason="Rahasia.", decided_by=other.created_by
    )
    text = Client(headers={"x-forwarded-for": "1.1.1.1"}).get(f"{url}?lagi").content.decode()
    assert "persampahan" not in text and "Belum ada perjanjian lain" in text


def test_the_same_words_are_counted_and_another_topic_fills_up(client, published, quick_paper):
    announced(title="Pasar Ikan", topic="village_market")
    text = client.get(f"/kerja-sama/{published.ref}/pasal/1/bandingkan/").content.decode()
    assert "1 perjanjian lain memakai kata-kata yang sama persis" in text and "Pasar Ikan" not in text


def test_comparing_costs_the_same_whatever_the_number_of_others(
    published, quick_paper, django_assert_max_num_queries
):
    announced(title="Sampah Pesisir")
    with django_assert_max_num_queries(10):
        assert Client().get(f"/kerja-sama/{published.ref}/pasal/1/bandingkan/").status_code == 200


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999"])
def test_an_article_that_is_none_is_404(client, published, number):
    assert client.get(f"/kerja-sama/{published.ref}/pasal/{number}/bandingkan/").status_code == 404
