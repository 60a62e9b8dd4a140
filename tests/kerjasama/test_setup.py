"""Whatever a machine lacks is said in words that help, never as a traceback."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kerjasama.setup import packages, system
from kerjasama.setup.places import ROOT
from kerjasama.setup.words import Trouble

START = ROOT / "kerjasama" / "setup" / "start.py"


def test_the_first_program_is_understood_by_old_pythons() -> None:
    ast.parse(START.read_text(), feature_version=(3, 6))


def test_an_old_python_hands_over_to_a_newer_one_or_says_what_to_do(tmp_path: Path) -> None:
    program = f"""
import sys, runpy
sys.version_info = (3, 8, 0)
namespace = runpy.run_path({str(START)!r})
namespace["main"].__globals__.update(PLACES=[])
sys.exit(namespace["main"]())
"""
    alone = {"PATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", program], env=alone, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Python 3.8 terlalu tua" in done.stderr
    assert "Traceback" not in done.stderr


def test_set_up_needs_nothing_but_the_standard_library() -> None:
    ours = {"kerjasama"}
    for path in (ROOT / "kerjasama" / "setup").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in sys.stdlib_module_names | ours, f"{path.name}: {name}"
                assert name.split(".")[0] not in ours or name.startswith("kerjasama.setup"), (
                    f"{path.name}: {name}"
                )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("ERROR: Temporary failure in name resolution", "internet"),
        ("error: Failed to fetch: `…`", "internet"),
        ("OSError: [Errno 28] No space left on device", "Cakram penuh"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "bukan"),
        ("error: something else", "kata terakhir"),
    ],
)
def test_a_failed_installation_is_explained(words: str, answer: str) -> None:
    assert answer in packages.trouble_from(words).indonesian


def test_nothing_is_installed_when_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {name: packages.digest(ROOT / "requirements" / f"{name}.txt") for name in ("base", "test")}
    calls = []
    monkeypatch.setattr(packages, "fetch", lambda uv, path: calls.append(path.name))
    monkeypatch.setattr(packages, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(packages, "works", lambda: True)
    packages.install("test")
    assert packages.installed() == wanted
    packages.install("test")
    packages.install("base")
    assert calls == ["test.txt"]
    (tmp_path / "installed.json").write_text('{"base": "older"}')
    packages.install("base")
    assert calls == ["test.txt", "base.txt"]


def test_a_broken_environment_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "PYTHON", tmp_path / "bin" / "python")
    assert not packages.works()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(tmp_path / "gone")
    assert not packages.works()


@pytest.mark.parametrize(
    ("manager", "command"),
    [("apt-get", "apt-get install -y libpango"), ("dnf", "dnf install"), ("brew", "brew install pango")],
)
def test_the_one_missing_command_is_named(
    manager: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name == manager else None)
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    monkeypatch.setattr(system, "has_pango", lambda: False)
    with pytest.raises(Trouble) as caught:
        system.complete(for_tests=False)
    assert command in caught.value.indonesian
    assert ("sudo " in caught.value.indonesian) == (manager != "brew")


def test_a_system_that_has_all_is_left_alone() -> None:
    system.complete(for_tests=True)
