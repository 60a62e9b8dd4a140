"""Turns the list of the demo's people into a short table for the terminal."""

import json
import shutil
from collections import Counter

COLUMNS = (("username", "nama pengguna"), ("password", "kata sandi"), ("passphrase", "frasa sandi"))
OF_EACH_OFFICE = 2


def print_logins(text: str) -> None:
    """Print some people of each office: with what they log in, and as whom; nothing when there is no demo."""
    people = json.loads(text or "[]")
    if not people:
        return
    shown = some_of_each(people)
    rows = [(*(str(person.get(key) or "–") for key, _ in COLUMNS), whom(person)) for person in shown]
    head = (*(label for _, label in COLUMNS), "sebagai (as)")
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(COLUMNS))]
    width = shutil.get_terminal_size((110, 24)).columns
    print("\n  Akun contoh (demo accounts)\n")
    for row in (head, *rows):
        line = "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=False))
        print(f"  {line}  {row[-1]}"[: max(width, 60)])
    if len(shown) < len(people):
        print(f"\n  Semua {len(people)} akun (all of them): .venv/bin/python manage.py demo_logins")


def some_of_each(people: list[dict[str, str]]) -> list[dict[str, str]]:
    """Answer the first people of each office."""
    seen: Counter[str] = Counter()
    shown = []
    for person in people:
        office = person.get("office") or ""
        seen[office] += 1
        if seen[office] <= OF_EACH_OFFICE:
            shown.append(person)
    return shown


def whom(person: dict[str, str]) -> str:
    """Answer the person's office and organization, or the role."""
    words = [person.get("office") or person.get("role") or "", person.get("organization") or ""]
    return ", ".join(word for word in words if word)
