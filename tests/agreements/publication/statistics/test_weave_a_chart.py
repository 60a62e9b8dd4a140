"""A chart says the amounts in proportion, fits any width, and weaves its scale over and under its bars."""

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from agreements.publication.statistics.charts import Chart, columns, rows, scale_end


def strips(chart: Chart, css: str) -> list[tuple[str, str]]:
    return [(rect.x, rect.width) for rect in chart.rects if rect.css == css]


def test_bars_are_as_long_as_their_amounts_on_an_even_scale() -> None:
    chart = rows([("Sampah", 8, "8"), ("Wisata", 3, "3"), ("Air", 0, "0")])
    assert [width for _x, width in strips(chart, "bar")] == ["100%", "37.5%", "0%"]
    assert [text.said for text in chart.texts if "tick" in text.css] == ["0", "4", "8"]


def test_threads_run_over_one_bar_and_under_the_next() -> None:
    chart = rows([("a", 8, "8"), ("b", 8, "8")])
    tops = [(rect.x, rect.y) for rect in chart.rects if rect.css == "over"]
    assert tops == [("25%", "22"), ("75%", "22"), ("50%", "66")]


def test_a_thread_never_runs_over_where_there_is_no_bar() -> None:
    assert strips(rows([("a", 100, "100"), ("b", 1, "1")]), "over") == [("25%", "4"), ("75%", "4")]


def test_coverage_has_a_scale_of_a_hundred_per_cent() -> None:
    chart = rows([("Ayah", 0.5, "50%")], end=1)
    assert strips(chart, "bar") == [("0", "50%")]
    assert [text.said for text in chart.texts if "tick" in text.css] == ["0%", "50%", "100%"]


def test_columns_show_the_last_years() -> None:
    chart = columns([(str(year), year - 2000, str(year - 2000)) for year in range(2010, 2027)])
    names = [text.said for text in chart.texts if "tick" in text.css]
    assert names == [str(year) for year in range(2019, 2027)]
    assert chart.shown == 8


@given(st.floats(min_value=0, max_value=1e15, allow_nan=False))
def test_a_scale_holds_its_largest_amount_and_wastes_little(largest: float) -> None:
    end = scale_end(largest)
    assert end >= largest
    assert end <= max(4, largest * 2.5)


@pytest.mark.parametrize("language", ["id", "en"])
def test_lengths_are_written_for_svg_in_every_language(language: str) -> None:
    chart = rows([("Kerja <b>sama</b>", 1, "1"), ("x" * 80, 3, "3")])
    with override(language):
        html = render_to_string(
            "agreements/publication/statistics/_chart.html", {"chart": chart, "title": "Uji"}
        )
    assert 'width="25%"' in html
    assert 'width="75%"' in html
    assert "Kerja &lt;b&gt;" in html
    assert "x" * 37 not in html
