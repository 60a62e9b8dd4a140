"""Turns the checkout into a verdict: style, templates, imports, types, migrations, and the tests."""

import argparse
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from kerjasama.postgres import Cluster
from kerjasama.setup.places import ROOT, VAR
from kerjasama.setup.words import Trouble, explain, say

TOOLS = Path(sys.executable).parent


def templates() -> list[str]:
    """Answer our templates."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))


PARALLEL = ["--numprocesses", "auto", "--dist", "loadgroup"]
"""All cores at once: the suite is long enough to pay for a database per core."""


def steps(options: argparse.Namespace) -> list[list[str]]:
    """Answer the programs to run, the quick ones first."""
    if options.format:
        return [["ruff", "check", "--fix", "."], ["ruff", "format", "."], ["djade", *templates()]]
    found = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["djade", "--check", *templates()],
        ["lint-imports"],
    ]
    if options.quick:
        return found
    found += [["mypy"], ["python", "manage.py", "makemigrations", "--check", "--dry-run"]]
    return found + ([["python", "-m", "pytest", *PARALLEL, *options.words]] if options.tests else [])


def fails(command: list[str]) -> bool:
    """Run one program; its words are shown."""
    say(" ".join(command[:4]))
    tool, *words = command
    kept = {"PYTHONDONTWRITEBYTECODE": ""}  # each of the tests' many processes would compile everything anew
    environment = {**os.environ, **kept, "DJANGO_SETTINGS_MODULE": "kerjasama.settings.test"}
    return subprocess.call([TOOLS / tool, *words], cwd=ROOT, env=environment) != 0


def main() -> int:
    """Run all steps, also after one has failed; name those that have."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="style and imports only")
    parser.add_argument("--tests", action="store_true", help="the tests as well")
    parser.add_argument("--format", action="store_true", help="mend style instead of checking it")
    parser.add_argument("words", nargs="*", help="for pytest")
    options = parser.parse_args()
    private = not options.quick and not options.format and not os.environ.get("DATABASE_URL")
    cluster = Cluster(VAR / "test" / "postgres", throwaway=True)
    try:
        with cluster.used() if private else nullcontext():
            failed = [command for command in steps(options) if fails(command)]
    except Trouble as trouble:
        explain(trouble)
        return 1
    except KeyboardInterrupt:
        return 130
    for command in [] if options.format else failed:
        print(f"✗ {' '.join(command[:4])}", file=sys.stderr)
    return 1 if failed and not options.format else 0  # mending counts as failing for djade


if __name__ == "__main__":
    sys.exit(main())
