"""Says in Indonesian and English what happens, and what to do when something does not work."""

import sys


class Trouble(Exception):
    """What stops us, said in both languages: what happened, and the step that helps."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(indonesian)
        self.indonesian = indonesian
        self.english = english


def say(indonesian: str, english: str = "") -> None:
    """Print one line of progress."""
    print(f"· {indonesian}" + (f"  ({english})" if english else ""), flush=True)


def explain(trouble: Trouble) -> None:
    """Print a trouble where errors are read."""
    sys.stdout.flush()
    print(f"\n✗ {trouble.indonesian}\n  {trouble.english}\n", file=sys.stderr, flush=True)
