"""The content of an agreement -> the set phrases around its articles: title, parties, opening, dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agreements.documents import places, words
from agreements.documents.content import is_regulation
from agreements.documents.words import BLANK

NAMES = {
    "joint_regulation": "Peraturan Bersama Kepala Desa",
    "contract": "Perjanjian Kerja Sama",
    "memorandum": "Nota Kesepahaman",
    "charter": "Piagam Kelompok Kerja",
    "addendum": "Addendum",
}
"""What a document of each instrument is called."""
_ITSELF = {"joint_regulation": "Peraturan Bersama", "contract": "Perjanjian", "charter": "Piagam"}
_NOT_BINDING = ("memorandum", "charter")
_RESOLVED = {
    "contract": "mengikatkan diri dalam",
    "memorandum": "menyatakan kesepahaman dalam",
    "charter": "membentuk kelompok kerja berdasarkan",
    "addendum": "mengubah Perjanjian Induk dengan",
}
_ON_ONE_LINE, _ALL_NAMED = 36, 4
"""How long a name may be to stay on one line of a title, and how many parties are named one by one."""


@dataclass(frozen=True)
class PartyWording:
    """How the document speaks of one party; dots where a draft does not say yet."""

    key: str
    """The party's key; its signature field is named after it."""
    designation: str
    """PIHAK KESATU and so on."""
    village: bool
    """True for a village, false for a partner."""
    name: str
    """The name people use: "Desa Argopeni"."""
    full_name: str
    """In whose name is signed: "Pemerintah Desa Argopeni"."""
    seat: str
    """Where it has its seat."""
    number: str
    """The party's own number of the document."""
    signers: tuple[places.Block, ...]
    """Who signs for the party, in order; more than one where several must."""
    head: str
    """The office that lays a joint regulation down: "Kepala Desa Argopeni"."""


@dataclass(frozen=True)
class Wording:
    """The set phrases of one document, in Indonesian."""

    name: str
    """What the document is: "Peraturan Bersama Kepala Desa", "Perjanjian Kerja Sama", "Nota Kesepahaman" and so on."""
    itself: str
    """How its text speaks of it: "Perjanjian"."""
    amends: str
    """In an addendum, the agreement it changes, with its title and numbers; else empty."""
    force: str
    """What its copies are worth: the same force in law, or in a statement of intent only the same words."""
    resolved: str
    """What the parties agree to do in it: "mengikatkan diri dalam"; empty in a joint regulation."""
    title: str
    """What it is about, after TENTANG."""
    place: str
    """Where it is made."""
    day: str
    """The day in figures and month: "21 November 2026"."""
    opening_day: str
    """The day as a contract opens, in words."""
    year: str
    """The year of the document."""
    parties: tuple[PartyWording, ...]
    """In order."""
    heads: str
    """All heads of village, listed."""
    authors: str
    """Who lays the document down, on one line: the heads of village, or all parties by the names in which is signed."""
    designations: str
    """All designations, listed; of many the first and the last."""
    between: str
    """In a contract, those named after ANTARA."""
    partners: str
    """In a contract, those named after DENGAN; empty in a charter, which has no other side."""
    copies: str
    """How many copies, in figures and words: one for each party."""
    number: str
    """The first number, and how many more there are: for the head of each page."""
    signers: tuple[places.Block, ...]
    """Every place to sign for a party, in order."""
    witnesses: tuple[places.Block, ...]
    """The witnesses' places."""
    witnesses_needed: str
    """How many of the witnesses are enough, in words; empty where all must sign."""
    acknowledging: tuple[places.Block, ...]
    """The places of officials who acknowledge."""


def cited(instrument: str, title: str, numbers: Sequence[str]) -> str:
    """An agreement as another one names it: "Perjanjian Kerja Sama tentang … Nomor … dan Nomor …", each number once."""
    each = dict.fromkeys(numbers)
    named = words.listed([f"Nomor {number}" for number in each]) or f"Nomor {BLANK}"
    return f"{NAMES[instrument]} tentang {title} {named}"


def wording(content: Mapping[str, Any]) -> Wording:
    """Word everything that stands around the articles; what a draft lacks is shown as dots."""
    blocks = places.of(content)
    parties = tuple(_party(party, blocks) for party in content["parties"])
    instrument = "joint_regulation" if is_regulation(content) else content["instrument"]
    between, partners = _sides(parties, instrument)
    more = f" dan {len(parties) - 1} nomor lain" if len(parties) > 1 else ""
    on = content.get("date")
    return Wording(
        name=NAMES[instrument],
        itself=_ITSELF.get(instrument, NAMES[instrument]),
        amends=(content.get("parent") or BLANK) if instrument == "addendum" else "",
        force="sama bunyinya" if instrument in _NOT_BINDING else "mempunyai kekuatan hukum yang sama",
        resolved=_RESOLVED.get(instrument, ""),
        title=content.get("title") or BLANK,
        place=content.get("place") or BLANK,
        day=words.long_date(on) if on else BLANK,
        opening_day=words.opening_date(on) if on else f"hari ini, {BLANK}",
        year=str(words.day(on).year) if on else BLANK,
        parties=parties,
        heads=words.listed([_whole(p.head) for p in parties]),
        authors=words.listed([p.head if instrument == "joint_regulation" else p.full_name for p in parties]),
        designations=_designations(parties),
        between=words.listed([_whole(name) for name in between]),
        partners=words.listed([_whole(name) for name in partners]),
        copies=words.number_in_words(max(len(parties), 1)),
        number=f"Nomor {parties[0].number if parties else BLANK}{more}",
        signers=tuple(block for block in blocks if block.capacity == "party"),
        witnesses=tuple(block for block in blocks if block.capacity == "witness"),
        witnesses_needed=places.witnesses_words(content),
        acknowledging=tuple(block for block in blocks if block.capacity == "acknowledging"),
    )


def _whole(name: str) -> str:
    """The name with spaces at which no line is broken, unless it is long."""
    return name.replace(" ", "\xa0") if len(name) <= _ON_ONE_LINE else name


def _designations(parties: tuple[PartyWording, ...]) -> str:
    """ "PIHAK KESATU dan PIHAK KEDUA"; of more than four "PIHAK KESATU sampai dengan PIHAK KEDELAPAN"."""
    if len(parties) > _ALL_NAMED:
        return f"{parties[0].designation} sampai dengan {parties[-1].designation}"
    return words.listed([p.designation for p in parties])


def _sides(parties: tuple[PartyWording, ...], instrument: str) -> tuple[list[str], list[str]]:
    """Who stands after ANTARA and who after DENGAN; among parties of one kind the last stands alone."""
    villages = [p.full_name for p in parties if p.village]
    others = [p.full_name for p in parties if not p.village]
    if villages and others:
        return villages, others
    everyone = villages or others
    return (everyone, []) if instrument == "charter" else (everyone[:-1], everyone[-1:])


def _party(party: Mapping[str, Any], blocks: tuple[places.Block, ...]) -> PartyWording:
    signers = tuple(block for block in blocks if block.party == party["ordinal"])
    own = next((b.office for b in signers[:1] if not b.acting and b.office != BLANK), "")
    return PartyWording(
        key=party["key"],
        designation=party["designation"],
        village=party["kind"] == "village",
        name=party["name"],
        full_name=party.get("legal_name") or party["name"],
        seat=party.get("seat") or BLANK,
        number=party.get("number") or BLANK,
        signers=signers,
        head=own or f"Kepala {party['name']}",
    )
