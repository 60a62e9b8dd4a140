"""Habits that a linter does not know."""

import ast
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from kerjasama.setup.places import ROOT
from tests.house.files import FIRST_PARTY, modules, name, tracked, tree


def test_the_later_may_look_back_and_the_earlier_never_looks_forward() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_import_of_ours_hides_in_a_function() -> None:
    hidden = [
        f"{name(path)}:{inner.lineno} {inner.module}"
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom) and (inner.module or "").split(".")[0] in FIRST_PARTY
    ]
    assert hidden == []


def test_only_models_guards_actions_and_queries_cross_packages() -> None:
    """Another package's views, forms and urls are its own affair."""
    crossing = []
    for path in modules():
        package = path.relative_to(ROOT).parts[:-1]
        if len(package) < 2 or package[0] == "kerjasama" or package[1] == "management":
            continue
        for node in ast.walk(tree(path)):
            target = (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else [""]
            private = target[0] in FIRST_PARTY and target[-1] in {"views", "forms", "urls"}
            if private and tuple(target[:2]) != package[:2]:
                crossing.append(f"{name(path)} imports {'.'.join(target)}")
    assert crossing == []


def test_every_module_tells_in_its_docstring_what_it_is() -> None:
    silent = [
        name(path)
        for path in modules()
        if len(path.read_text().splitlines()) > 5 and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def test_views_begin_from_what_the_user_may_see() -> None:
    all_of_them = re.compile(r"\bAgreement\.objects\.(all|get|filter)\(|get_object_or_404\(Agreement\b")
    found = [
        f"{name(path)}: {hit[0]}"
        for path in modules()
        if path.name == "views.py" or path.parent.name == "views"
        for hit in all_of_them.finditer(path.read_text())
    ]
    assert found == []


def test_actions_never_see_a_request() -> None:
    found = [
        name(path)
        for path in modules()
        if path.name == "actions.py" and re.search(r"\brequest\b|\bHttpRequest\b", path.read_text())
    ]
    assert found == []


def test_nothing_is_left_to_do() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    found = [name(path) for path in modules() if unfinished.search(path.read_text())]
    assert found == []


def test_no_file_names_a_machine_or_a_registry() -> None:
    place = str(ROOT.parent) + "/"
    words = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "/root" + "/", "/home" + "/"]
    words += [place] if len(ROOT.parts) > 2 else []
    found = [
        f"{path}: {word}"
        for path in tracked()
        if (ROOT / path).stat().st_size < 2_000_000
        for text in [(ROOT / path).read_text(errors="ignore")]
        for word in words
        if word in text
    ]
    assert found == []


def test_requirements_are_pinned_by_digest_and_name_no_address() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        text = path.read_text()
        assert not re.search(r"https?://|file://|--(extra-)?index-url|--find-links", text), path.name
        pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==", text, re.MULTILINE)
        assert len(pins) > 20
        assert text.count("--hash=sha256:") >= len(pins)


def test_the_smaller_requirements_are_part_of_the_larger() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text()
        return set(re.findall(r"^([a-z0-9][\w.-]*(?:\[[\w,-]+\])?==[\w.+-]+)", text, re.MULTILINE))

    assert pins("base.txt") <= pins("test.txt")


@pytest.mark.django_db
def test_every_model_has_its_migration() -> None:
    words = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=words)
    except SystemExit:
        pytest.fail(words.getvalue())
