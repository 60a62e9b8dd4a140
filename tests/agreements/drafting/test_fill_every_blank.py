"""A draft with dots in it is not ready: what still waits for words is named with its article."""

import pytest

from agreements.drafting.blanks import unfilled
from agreements.drafting.completeness import findings
from agreements.drafting.models import Article
from tests.factories import begun

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun()


def write(agreement, body):
    article = agreement.articles.order_by("ordinal")[2]
    Article.objects.filter(pk=article.pk).update(body=body)
    return article


def test_a_complete_draft_has_no_blank(agreement):
    assert unfilled(agreement) == []


@pytest.mark.parametrize("dots", ["…………", "… …", "......", "______"])
def test_dots_block_and_lead_to_their_article(agreement, dots):
    article = write(agreement, f"(1) Iuran sebesar Rp {dots} setiap bulan.")
    (found,) = unfilled(agreement)
    assert found.blocking
    assert found.message.startswith("Pasal 3 masih memuat titik-titik")
    assert found.place == f"passage:{article.pk}"
    assert found in findings(agreement)


@pytest.mark.parametrize("text", ["dan seterusnya ...", "pukul 08.00…", "www.desa.example", "a_b"])
def test_ordinary_writing_is_no_blank(agreement, text):
    write(agreement, text)
    assert unfilled(agreement) == []


def test_what_the_particulars_leave_open_is_a_warning(agreement):
    write(agreement, "Nilai kerja sama sebesar {{ nilai }}.")
    assert unfilled(agreement) == []
    agreement.value = None
    agreement.save(update_fields=["value"])
    (found,) = unfilled(agreement)
    assert not found.blocking
    assert "{{ nilai }}" in found.message
