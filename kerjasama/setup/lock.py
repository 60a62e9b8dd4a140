"""Turns requirements/*.in into pinned versions with digests, naming neither a registry nor a path."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "requirements"
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url"]
OPTIONS += ["--no-emit-find-links", "--quiet", "--no-header"]


def main() -> int:
    """Lock the larger file first, and the smaller one to the same versions."""
    uv = shutil.which("uv")
    if not uv:
        print("✗ `make lock` memerlukan uv: pip install uv  (needs uv)", file=sys.stderr)
        return 1
    for name, words in (("test", ["--upgrade"]), ("base", ["--constraint", "test.txt"])):
        command = [uv, "pip", "compile", *OPTIONS, *words, f"{name}.in", "-o", f"{name}.txt"]
        if subprocess.call(command, cwd=FOLDER):
            return 1
        found = re.search(
            r"https?://|file://|--(?:extra-)?index-url|--find-links", (FOLDER / f"{name}.txt").read_text()
        )
        if found:
            print(f"✗ {name}.txt menyebut {found[0]} (names a registry)", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
