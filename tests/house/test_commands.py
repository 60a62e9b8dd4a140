"""What README and `make help` promise can be called."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from kerjasama.setup.places import ROOT
from kerjasama.setup.targets import targets

MAKEFILE = targets((ROOT / "Makefile").read_text())
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "deploy" / "README.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_in_the_documents_exist(path: Path) -> None:
    text = path.read_text()
    assert set(re.findall(r"\bmake ([a-z][a-z-]+)", text)) - {"sure"} <= set(MAKEFILE)
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= set(get_commands())


def test_make_help_lists_the_targets_from_their_own_comments() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert {"run", "test", "lint", "bench", "demo-reset", "check", "lock", "messages", "format"} <= set(
        MAKEFILE
    )
    for target, comment in MAKEFILE.items():
        assert re.search(rf"make {target} +{re.escape(comment)}", done.stdout)


def test_every_target_has_its_comment() -> None:
    text = (ROOT / "Makefile").read_text()
    assert set(re.findall(r"^([a-z][a-z-]*):(?! export)", text, re.MULTILINE)) == set(MAKEFILE)


def test_programs_that_the_makefile_names_exist() -> None:
    for module in re.findall(r"-m (kerjasama[\w.]+)", (ROOT / "Makefile").read_text()):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module
    for command in re.findall(r"manage\.py (\w+)", (ROOT / "Makefile").read_text()):
        assert command in get_commands()
