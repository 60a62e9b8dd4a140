#!/usr/bin/env python3
"""The first program of all: finds a Python that is new enough and has it prepare and run the others.

    python3 kerjasama/setup/start.py base|test PROGRAM [WORDS…]

It runs under any Python 3 that a system may have, so its language is that of Python 3.6.
"""

import os
import runpy
import subprocess
import sys

OLDEST = (3, 11)
NAMES = ["python3.13", "python3.12", "python3.11", "python3.14", "python3"]
PLACES = ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"]


def newer_python():
    """Answer the path of a Python that is new enough and really runs, or ""."""
    folders = os.environ.get("PATH", "").split(os.pathsep) + PLACES
    for name in NAMES:
        for folder in folders:
            path = os.path.join(folder, name)  # noqa: PTH118
            if not os.access(path, os.X_OK):
                continue
            question = "import sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST,)  # noqa: UP031
            if subprocess.call([path, "-c", question], stderr=subprocess.DEVNULL) == 0:
                return path
    return ""


def main():
    """Go on under a good Python, or say what to do."""
    if sys.version_info[:2] < OLDEST:
        path = newer_python()
        if path:
            os.execv(path, [path, *sys.argv])
        sys.stderr.write(
            "\n✗ Python %d.%d terlalu tua; portal ini memerlukan Python 3.11 atau lebih baru.\n"  # noqa: UP031
            "  Pasang dahulu (apt install python3.11; brew install python) atau make run PYTHON=/…/python3\n"
            "  Python %d.%d is too old; the portal needs 3.11 or newer: install it, or name it as above.\n\n"
            % (sys.version_info[:2] * 2)
        )
        return 1
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    sys.path[0] = root
    runpy.run_module("kerjasama.setup.prepare", run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main())
