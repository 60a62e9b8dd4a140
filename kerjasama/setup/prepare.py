"""Turns a fresh checkout into one that can run (packages, system libraries), then runs a program."""

import os
import sys

from kerjasama.setup.packages import install
from kerjasama.setup.places import ROOT, VENV
from kerjasama.setup.system import complete
from kerjasama.setup.words import Trouble, explain


def main(words: list[str]) -> int:
    """Prepare for running (`base`) or testing (`test`), then become the program that the others name."""
    kind, *program = words
    try:
        install(kind)
        complete(for_tests=kind == "test")
    except Trouble as trouble:
        explain(trouble)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        explain(from_system(error))
        return 1
    if program:
        os.chdir(ROOT)
        python = str(VENV / "bin" / "python")
        sys.stdout.flush()
        os.execv(python, [python, *program])
    return 0


def from_system(error: OSError) -> Trouble:
    """Turn the system's refusal into what to do."""
    return Trouble(
        f"Sistem menolak: {error}. Pastikan folder ini milik Anda dan cakram tidak penuh, lalu ulangi.",
        "The system refused, see above. Make sure that this folder is yours and the disk is not full.",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
