"""What is kept between visits is never older than its words; a large district's figures say when they were counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agreements.desk.dashboard import queries as dashboard
from agreements.desk.dashboard.guards import district_of
from agreements.desk.drawing import draw, said
from agreements.desk.lists import queries as lists
from agreements.desk.parts import part_of_desk
from agreements.desk.queries import rows
from tests import factories

pytestmark = pytest.mark.django_db


def row_of(person):
    (row,) = rows(part_of_desk(person).page().rows, person)
    return row


def test_a_row_is_drawn_anew_as_soon_as_a_word_of_it_changes(pair):
    agreement = factories.begun(*pair, title="Pasar Bersama")
    first = draw(said(row_of(agreement.created_by), mine=True, choosing=False))
    assert draw(said(row_of(agreement.created_by), mine=True, choosing=False)) is first
    type(agreement).objects.filter(pk=agreement.pk).update(title="Pasar <b>Baru</b>")
    again = draw(said(row_of(agreement.created_by), mine=True, choosing=False))
    assert "Pasar &lt;b&gt;Baru" in again and "Pasar Bersama" not in again
    factories.submitted(agreement)
    assert "Menunggu keputusan" in draw(said(row_of(agreement.created_by), mine=False, choosing=False))


def test_a_row_is_kept_for_each_language(pair):
    agreement = factories.begun(*pair)
    with translation.override("id"):
        indonesian = draw(said(row_of(agreement.created_by), mine=True, choosing=True))
    with translation.override("en"):
        english = draw(said(row_of(agreement.created_by), mine=True, choosing=True))
    assert "sejak" in indonesian and "sejak" not in english


def test_figures_that_took_long_are_kept_for_the_next_officer_of_the_place(pair, monkeypatch):
    factories.submitted(factories.begun(*pair))
    here, colleague = district_of(factories.reviewer()), district_of(factories.reviewer())
    monkeypatch.setattr(dashboard, "LONG_WORK", -1)
    first = dashboard.figures(here)
    factories.submitted(factories.begun(*pair))
    with CaptureQueriesContext(connection) as asked:
        kept = dashboard.figures(colleague)
    assert kept == first and not asked.captured_queries
    with translation.override("en"):
        assert dashboard.figures(here).counted_at > first.counted_at


def test_figures_that_are_counted_quickly_are_never_old(pair, monkeypatch):
    monkeypatch.setattr(dashboard, "LONG_WORK", 3600)
    here = district_of(factories.reviewer())
    for number in (1, 2):
        factories.submitted(factories.begun(*pair))
        waiting = dashboard.figures(here).tables[0]
        assert [line[-2] for line in waiting.lines] == [number]


def test_a_word_that_names_many_is_still_found_with_the_others(pair, monkeypatch):
    """Beyond a number of agreements the parties are asked for instead of the keys; both find the same."""
    person = factories.begun(*pair, title="Pasar Bersama").created_by
    factories.begun(*pair, by=person, title="Jalan Usaha Tani")

    def found(words):
        asked = lists.asked_by(person, {"q": words})
        assert asked.is_valid()
        return {agreement.title for agreement in lists.narrowed(person, asked).page().rows}

    few = [found(words) for words in ("Semondo", "pasar semondo", "Semondoo jalan", "entahlah")]
    assert few == [{"Pasar Bersama", "Jalan Usaha Tani"}, {"Pasar Bersama"}, {"Jalan Usaha Tani"}, set()]
    monkeypatch.setattr("agreements.desk.lists.searching._FEW", 0)
    assert [found(words) for words in ("Semondo", "pasar semondo", "Semondoo jalan", "entahlah")] == few
