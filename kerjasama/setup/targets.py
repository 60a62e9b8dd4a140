"""Turns the comments of a Makefile into the list that `make help` shows."""

import re
import sys
from pathlib import Path


def targets(text: str) -> dict[str, str]:
    """Answer each target with its `##` comment."""
    return dict(re.findall(r"^([a-z][a-z-]*):[^#\n]*## (.+)$", text, re.MULTILINE))


def main(path: str) -> None:
    """Print the list."""
    found = targets(Path(path).read_text())
    width = max(map(len, found)) + 2
    for name, comment in found.items():
        print(f"  make {name:<{width}}{comment}")


if __name__ == "__main__":
    main(*sys.argv[1:])
