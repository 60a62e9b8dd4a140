"""Numbers -> names of people and partners, made of common parts; whoever is really called so is not meant."""

import tomllib
from pathlib import Path
from random import Random

_PARTS = {
    part: words.split()
    for part, words in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}
PARTNERS = {
    "firm": (("PT {} {}", "CV {} {}"), "Direktur", 34),
    "cooperative": (("Koperasi {} {}", "Koperasi Serba Usaha {} {}"), "Ketua", 22),
    "ngo": (("Yayasan {} {}", "Perkumpulan {} {}"), "Ketua", 14),
    "university": (("Universitas {} {}", "Politeknik {} {}"), "Rektor", 8),
    "village_enterprise": (("BUM Desa {} {}", "BUM Desa Bersama {} {}"), "Direktur", 14),
    "government": (("Balai {} {}", "Dinas {} {}"), "Kepala", 4),
    "other": (("Lembaga {} {}", "Paguyuban {} {}"), "Ketua", 4),
}
"""Kinds of partners: how they are named, the office of who speaks for them, and how many in a hundred there are."""


def person(chance: Random) -> str:
    """A full name of two or three parts."""
    middle = f" {chance.choice(_PARTS['first'])}" if chance.random() < 0.3 else ""
    return f"{chance.choice(_PARTS['first'])}{middle} {chance.choice(_PARTS['last'])}"


def partner(chance: Random, kind: str, seat: str) -> str:
    """A partner's name; some bear the name of their seat."""
    pattern = chance.choice(PARTNERS[kind][0])
    second = seat if chance.random() < 0.35 else chance.choice(_PARTS["sounds"])
    return pattern.format(chance.choice(_PARTS["sounds"]), second)
