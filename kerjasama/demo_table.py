"""Turns the list of the demo's people into a table for the terminal."""

import json
import shutil

COLUMNS = (("username", "nama pengguna"), ("password", "kata sandi"), ("passphrase", "frasa sandi"))


def print_logins(text: str) -> None:
    """Print who may log in, with what, and as whom; nothing when there is no demo."""
    people = json.loads(text or "[]")
    if not people:
        return
    rows = [(*(str(person.get(key) or "–") for key, _ in COLUMNS), whom(person)) for person in people]
    head = (*(label for _, label in COLUMNS), "sebagai (as)")
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head) - 1)]
    width = shutil.get_terminal_size((110, 24)).columns
    print("\n  Data contoh: masuk sebagai … (demo: log in as …)\n")
    for row in (head, *rows):
        line = "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=False))
        print(f"  {line}  {row[-1]}"[: max(width, 60)])


def whom(person: dict[str, str]) -> str:
    """Answer the person's office and organization, or the role."""
    words = [person.get("office") or person.get("role") or "", person.get("organization") or ""]
    return ", ".join(word for word in words if word)
