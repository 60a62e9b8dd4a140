"""docs/settings.md lists every variable that the code reads, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from kerjasama.setup.places import ROOT

OF_THE_SYSTEM = {"PATH", "DJANGO_ALLOW_ASYNC_UNSAFE"}
READERS = {"text", "required", "flag", "number", "listing", "get", "setdefault"}


def variables(path: Path) -> Iterator[str]:
    """Answer the names in env.text("X"), os.environ.get("X") and os.environ["X"]."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Call(
                func=ast.Attribute(attr=reader, value=holder), args=[ast.Constant(str(name)), *_]
            ) if reader in READERS and ast.unparse(holder) in {"env", "os.environ"}:
                yield name
            case ast.Subscript(value=holder, slice=ast.Constant(str(name))) if (
                ast.unparse(holder) == "os.environ"
            ):
                yield name


def test_every_variable_is_documented_and_every_documented_one_is_read() -> None:
    files = [
        path
        for part in ("demo", "kerjasama", "villages", "agreements", "deploy")
        for path in (ROOT / part).rglob("*.py")
    ]
    read = {name for path in [*files, ROOT / "manage.py"] for name in variables(path)} - OF_THE_SYSTEM
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert read == documented


def test_what_production_requires_is_marked() -> None:
    text = (ROOT / "docs/settings.md").read_text()
    marked = set(re.findall(r"^\| `([A-Z_]+)` \| \*\*wajib\*\*", text, re.MULTILINE))
    source = (ROOT / "kerjasama/settings/production.py").read_text()
    required = set(re.findall(r'env\.required\(\s*"([A-Z_]+)"', source)) | {"ALLOWED_HOSTS"}
    assert marked == required
