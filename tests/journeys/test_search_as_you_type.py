"""Results follow the typing, suggestions are reached by the keys alone, and the way back leads back."""

import re
from typing import Any

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.journey


@transaction.atomic
def listed(*parties: Any, **facts: Any) -> None:
    factories.listed(*parties, **facts)


def test_results_suggestions_and_the_way_back(enter) -> None:
    argopeni, srati = factories.village("Argopeni"), factories.village("Srati")
    listed(argopeni, srati, title="Pengelolaan Sampah Pesisir")
    listed(srati, factories.partner("Universitas Bahari"), title="Pelatihan Nelayan", summary="Laut.")
    page = enter(None).page
    page.goto("/kerja-sama/")
    field = page.get_by_role("combobox", name="Cari kerja sama")
    field.press_sequentially("argop")
    suggested = page.get_by_role("option", name=re.compile("Argopeni"))
    expect(suggested).to_have_count(1)
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile(r"\?q=argop$"))
    expect(page.get_by_role("status").filter(has_text="1 kerja sama")).to_be_visible()
    expect(page.get_by_role("link", name="Pelatihan Nelayan")).to_have_count(0)
    expect(field).to_be_focused()

    field.press("ArrowDown")
    expect(suggested).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page).to_have_url(re.compile(rf"\?desa={re.escape(argopeni.area_id)}$"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?q=argop$"))
    expect(page.get_by_role("combobox", name="Cari kerja sama")).to_have_value("argop")
    expect(page.get_by_role("link", name="Pengelolaan Sampah Pesisir")).to_be_visible()


def test_narrowing_changes_the_list_in_place(enter) -> None:
    srati = factories.village("Srati")
    listed(factories.village("Argopeni"), srati, title="Pengelolaan Sampah Pesisir")
    listed(srati, factories.partner("Universitas Bahari"), title="Pelatihan Nelayan", topic="training")
    page = enter(None).page
    page.goto("/kerja-sama/")
    page.evaluate("document.body.dataset.same = 'yes'")
    facets = page.locator(".catalogue-facets")
    if not page.get_by_role("link", name=re.compile("Pelatihan 1")).is_visible():
        facets.locator("> summary").click()
    page.get_by_role("link", name=re.compile("Pelatihan 1")).click()
    expect(page).to_have_url(re.compile(r"\?topik=training$"))
    expect(page.get_by_role("link", name="Pengelolaan Sampah Pesisir")).to_have_count(0)
    expect(page.locator("#jumlah")).to_be_focused()
    expect(page.locator("body")).to_have_attribute("data-same", "yes")
    field = page.get_by_role("combobox", name="Cari kerja sama")
    field.fill("nelayan")
    expect(page).to_have_url(re.compile(r"\?q=nelayan&topik=training$"))
    page.get_by_role("link", name="Tanpa Pelatihan").click()
    expect(page).to_have_url(re.compile(r"\?q=nelayan$"))
