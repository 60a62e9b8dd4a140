"""Templates keep the strict content policy, are used, and find their files."""

import re
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders

from kerjasama.setup.places import ROOT
from tests.house.files import USED_ELSEWHERE, modules, name, templates

INLINE = re.compile(
    r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)", re.IGNORECASE
)
PAPER = {"templates/agreements/signing/stamp.html"}  # printed, never shown by a browser
BY_NAME = {"400.html", "403.html", "404.html", "413.html", "500.html"}


def test_no_script_or_style_stands_inside_a_page() -> None:
    found = [
        f"{name(path)}: {hit[0].strip()}"
        for path in templates()
        if not {"documents", "mail"} & set(path.parts) and name(path) not in PAPER
        for hit in INLINE.finditer(path.read_text())
    ]
    assert found == []


def packages_have(template: str) -> bool:
    """Whether the template replaces one of a package, which the package then uses."""
    for package in ("allauth", "django.contrib.admin", "django.forms", "crispy_bootstrap5", "debug"):
        spec = find_spec(package)
        for folder in spec.submodule_search_locations or [] if spec else []:
            places = [Path(folder) / "templates" / template, *Path(folder).glob(f"*/templates/{template}")]
            if any(place.exists() for place in places):
                return True
    return False


def test_every_template_is_used() -> None:
    texts = [path.read_text() for path in [*modules(), *templates()]]
    unused = []
    for path in templates():
        short = str(path).split("/templates/", 1)[-1]
        if short in BY_NAME or short in USED_ELSEWHERE or packages_have(short):
            continue
        if not any(f'"{short}"' in text or f"'{short}'" in text for text in texts):
            unused.append(short)
    assert unused == []


def test_every_file_that_a_page_names_is_collected() -> None:
    collected = set()
    for finder in get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None)
            collected.add(f"{prefix}/{path}" if prefix else path)
    named = {
        hit
        for path in templates()
        for hit in re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", path.read_text())
    }
    assert named - collected == set()


def test_of_packages_only_what_is_used_is_collected() -> None:
    sizes = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            if not path.startswith("admin/"):
                sizes[path] = Path(storage.path(path)).stat().st_size
    assert sum(sizes.values()) < 1_000_000, sorted(sizes.items(), key=lambda item: -item[1])[:5]


def test_no_asset_of_others_is_a_file_of_ours() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "static").rglob("*")
        if re.search(r"bootstrap|htmx|\.min\.|jquery|fontawesome|leaflet", path.name, re.IGNORECASE)
    ]
    assert found == []


IN_AN_ATTRIBUTE = re.compile(r"=\"(?:[^\"{]|\{%(?:[^%]|%(?!\}))*%\}|\{\{[^}]*\}\})*\"")
A_KEY = re.compile(r"\{\{ (?:[\w.]+\.)?(?:pk|\w+_id|edition|number|ordinal)(?<!auto_id) \}\}")


def test_keys_in_attributes_are_written_without_separators() -> None:
    """ "1.234" is how people read a number, and no key of anything."""
    found = [
        f"{path.relative_to(ROOT)}: {written.group()}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for attribute in IN_AN_ATTRIBUTE.finditer(path.read_text())
        for written in A_KEY.finditer(attribute.group())
    ]
    assert found == []
