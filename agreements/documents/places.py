"""The signers of a content -> checked places to sign, and the blocks at the end of the document that show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from agreements.documents import words
from agreements.documents.shapes import ContentError, items, line, mapping, one_of, whole_number
from agreements.documents.words import BLANK

CAPACITIES = ("party", "witness", "acknowledging")
METHODS = ("local", "bsre", "paper")
PAPERS = ("f4", "a4")
ACTING = ("Plt.", "Plh.", "Pj.", "Pjs.")
"""How the office of somebody begins who holds it for a time; any other who acts signs in the head's name (a.n.)."""
MAX_KEY = 12
MAX_BASIS = 600
_LONG_NAME, _LONG_NOTE, _NAME, _NOTE = 34, 50, 6, 4
"""Characters that surely fit on a line below a box, and how many millimetres such a line takes."""
_MOST_LINES = 13
MOST_BELOW = 1 + _MOST_LINES * (_NAME + _NOTE)


def check(content: Mapping[str, Any], *, draft: bool) -> None:
    """Hold sheet, places and the number of witnesses against their shape; a draft may still lack them.

    Every party must have a place, each under a key of its own. Raises ContentError with place and reason.
    """
    if draft and content.get("signers") is None:
        return
    one_of(content, "paper", PAPERS, "")
    ordinals = [party.get("ordinal") for party in content["parties"]]
    rows = items(content, "signers", "")
    keys: set[str] = set()
    for i, row in enumerate(rows):
        at = f"signers[{i}]."
        _check_row(mapping(row, at[:-1]), at, ordinals, draft)
        if not _is_key(row["key"]) or row["key"] in keys:
            raise ContentError(f"{at}key", _("Kunci tempat tanda tangan tidak sah atau berulang."))
        keys.add(row["key"])
    for party in content["parties"]:
        if not draft and not any(row["party"] == party["ordinal"] for row in rows):
            reason = _("Penanda tangan untuk %(who)s belum ada.") % {"who": party["name"]}
            raise ContentError("signers", reason)
    whole_number(content, "witnesses_needed", "", optional=False)
    if content["witnesses_needed"] > sum(row["capacity"] == "witness" for row in rows):
        raise ContentError(
            "witnesses_needed", _("Saksi yang disebut lebih sedikit daripada yang diperlukan.")
        )


def _check_row(row: Mapping[str, Any], at: str, ordinals: list[Any], draft: bool) -> None:
    line(row, "key", at, limit=MAX_KEY)
    one_of(row, "capacity", CAPACITIES, at)
    one_of(row, "party", tuple(ordinals) if row["capacity"] == "party" else (None,), at)
    if not draft and not str(row.get("name") or "").strip():
        raise ContentError(f"{at}name", _("Nama penanda tangan belum diisi."))
    for key in ("name", "office", "organization"):
        line(row, key, at, optional=True)
    line(row, "basis", at, optional=True, limit=MAX_BASIS)
    one_of(row, "acting", (True, False), at)
    one_of(row, "method", METHODS, at)
    whole_number(row, "group", at, optional=False)


def _is_key(key: str) -> bool:
    return key.isascii() and key.isalnum()


@dataclass(frozen=True)
class Block:
    """One place to sign as it is printed; dots where a draft does not say yet."""

    key: str
    """The key of the place; its signature field is "ttd-" and this key."""
    capacity: str
    """`party`, `witness` or `acknowledging`."""
    party: int | None
    """The ordinal of the party that is signed for; None for witnesses and who acknowledges."""
    designation: str
    """PIHAK KESATU and so on; empty for all others."""
    on_behalf: str
    """The office in whose name is signed, after "a.n."; empty where the signatory holds an office of their own."""
    prefix: str
    """ "Plt.", "Plh." or "Pj.", as it stands before the office; else empty."""
    office: str
    """The office, without that prefix; may be empty for a witness."""
    organization: str
    """For whom the person speaks, where the office does not say it."""
    name: str
    """Who signs."""
    basis: str
    """The decree or deed the power to sign rests on; may be empty."""
    acting: bool
    """True where the signatory acts for the head, or in the head's name."""

    @property
    def field(self) -> str:
        """The name of the signature field."""
        return f"ttd-{self.key}"

    @property
    def titled(self) -> str:
        """The office with its prefix, as a sentence names it."""
        return f"{self.prefix} {self.office}".strip()

    @property
    def described(self) -> str:
        """What a screen reader says of the field: who signs here, and as what."""
        return ", ".join(filter(None, (f"Tanda tangan {self.name}", self.titled, self.organization)))

    @property
    def note(self) -> str:
        """On what an acting signatory's power rests, as printed below the name."""
        return f"berdasarkan {self.basis}" if self.acting and self.basis else ""


@dataclass(frozen=True)
class Row:
    """Blocks that stand side by side and are never parted."""

    blocks: tuple[Block, ...]
    """One or two."""

    @property
    def below(self) -> int:
        """How many millimetres the names and what stands below them take: so all boxes of a row stand at one height."""
        return max(
            1 + _NAME * _lines(block.name, _LONG_NAME) + _NOTE * _lines(block.note, _LONG_NOTE)
            for block in self.blocks
        )


def _lines(text: str, width: int) -> int:
    return min(-(-len(text) // width), _MOST_LINES)


def of(content: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every place to sign, in order; where the content names none, one for each party."""
    heads = {party["ordinal"]: party for party in content["parties"]}
    rows = content.get("signers")
    if rows is None:
        rows = [_signatory(party) for party in content["parties"]]
    return tuple(_block(row, heads.get(row["party"])) for row in rows)


def _signatory(party: Mapping[str, Any]) -> dict[str, Any]:
    """The signatory that stands with a party, as a place to sign."""
    return {
        **(party.get("signatory") or {}),
        "key": party["key"],
        "capacity": "party",
        "party": party["ordinal"],
    }


def _block(row: Mapping[str, Any], party: Mapping[str, Any] | None) -> Block:
    office, acting = row.get("office") or "", bool(row.get("acting"))
    prefix = next((short for short in ACTING if office.startswith(f"{short} ")), "")
    return Block(
        key=row["key"],
        capacity=row["capacity"],
        party=row["party"],
        designation=party["designation"] if party else "",
        on_behalf=_head(party) if party and acting and not prefix else "",
        prefix=prefix,
        office=office.removeprefix(prefix).strip() or (BLANK if party else ""),
        organization=_beyond(party["name"] if party else row.get("organization") or "", office),
        name=row.get("name") or BLANK,
        basis=row.get("basis") or "",
        acting=acting,
    )


def _head(party: Mapping[str, Any]) -> str:
    """In whose name somebody signs who acts for a party without holding its head's office."""
    return f"Kepala {party['name']}" if party["kind"] == "village" else str(party["name"])


def _beyond(organization: str, office: str) -> str:
    """The organization, unless the office names it already: "Camat Ayah" speaks for "Kecamatan Ayah"."""
    said, place = office.casefold(), organization.casefold()
    return "" if place in said or (place.split() and place.split()[-1] in said) else organization


def in_rows(blocks: Iterable[Block]) -> tuple[Row, ...]:
    """Two by two, the last one alone where their number is odd; several signatories of one party stand together."""
    rows: list[Row] = []
    waiting: list[Block] = []
    for party, group in groupby(blocks, key=lambda block: block.party):
        mine = list(group)
        if party is not None and len(mine) > 1:
            rows += _pairs(waiting) + _pairs(mine)
            waiting = []
        else:
            waiting += mine
    return tuple(rows + _pairs(waiting))


def _pairs(blocks: list[Block]) -> list[Row]:
    return [Row(tuple(blocks[i : i + 2])) for i in range(0, len(blocks), 2)]


def witnesses_words(content: Mapping[str, Any]) -> str:
    """Says that fewer witnesses than named are enough: "sedikitnya 2 (dua) dari 3 (tiga) saksi"; else nothing."""
    named = sum(row["capacity"] == "witness" for row in content.get("signers") or ())
    needed = content.get("witnesses_needed")
    if not named or needed is None or needed >= named:
        return ""
    return f"sedikitnya {words.number_in_words(needed)} dari {words.number_in_words(named)} saksi"
