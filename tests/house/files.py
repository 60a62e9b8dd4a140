"""The files of the project, and the one list of exemptions from its habits."""

import ast
import subprocess
from functools import cache
from pathlib import Path

from kerjasama.setup.places import ROOT

FIRST_PARTY = {"demo", "kerjasama", "villages", "agreements"}

# path, or path:function -> why it may be larger than the rest. This list only ever shrinks.
LARGER: dict[str, str] = {}

# template -> who uses it in a way that no search finds
USED_ELSEWHERE: dict[str, str] = {}


@cache
def tracked() -> list[str]:
    """Every file that git knows or would take, as a path from the root."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return [path for path in listed if (ROOT / path).is_file()]


def modules(*, tests: bool = False) -> list[Path]:
    """Our Python without migrations; with or without the tests."""
    return [
        ROOT / path
        for path in tracked()
        if path.endswith(".py") and "/migrations/" not in path and path.startswith("tests/") == tests
    ]


def templates() -> list[Path]:
    return [ROOT / path for path in tracked() if path.endswith(".html") and not path.startswith("tests/")]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
