"""How registers name parties ("Desa X (Kecamatan Y)", a region code, "PT Z") -> what is meant, piece by piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from villages.organizations.models import PartnerKind

_LEAD = re.compile(r"^(?:\(?\d{1,2}[.)]|[-•*])\s+")
_CODE = re.compile(r"^(\d\d)\.?(\d\d)\.?(\d\d)\.?(\d{4})\b[\s,:–-]*", re.ASCII)
_VILLAGE = re.compile(
    r"^(?:(?:pemerintah(?:an)?|kepala)\s+(?:desa|nagari|gampong|pekon|kalurahan|kampung)|pemdes|kades|desa|ds\.?|nagari"
    r"|gampong|pekon|kalurahan|kampung|negeri)\s+(?=\S)",
    re.IGNORECASE,
)
_KELURAHAN = re.compile(r"^(?:kelurahan|kel\.)\s+(?=\S)", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\(([^()]*)\)\s*$")
_REGENCY = re.compile(r"(?:^|[\s,]+)(kabupaten|kab\.?|kota)\s+([^,]+)$", re.IGNORECASE)
_SUBDISTRICT = re.compile(r"(?:^|[\s,]+)(?:kecamatan|kec\.?|distrik)\s+([^,]+)$", re.IGNORECASE)
_KINDS = (
    (PartnerKind.FIRM, r"pt|cv|ud|firma|fa|pd|perum|perusahaan|bank|toko"),
    (PartnerKind.COOPERATIVE, r"koperasi|ksp|kud|ksu|kopdes"),
    (PartnerKind.UNIVERSITY, r"universitas|univ|institut|politeknik|sekolah tinggi|akademi|stie|stkip|iain|uin|lppm"),
    (PartnerKind.NGO, r"yayasan|perkumpulan|lsm|lembaga swadaya|ormas|paguyuban|organisasi|gapoktan|kelompok"),
    (PartnerKind.VILLAGE_ENTERPRISE, r"bum ?desa|bum ?des|bumdes ?ma|bum desa bersama|badan usaha milik desa"),
    (PartnerKind.GOVERNMENT, r"dinas|badan|kementerian|kepolisian|polres|polsek|kodim|puskesmas|rsud|balai|kantor"),
    (PartnerKind.OTHER, r"mitra|lembaga|sekolah|smk|sma|smp|sd|rumah sakit|rs|klinik|gereja|pondok|komunitas"),
)  # fmt: skip
_PARTNER = [(kind, re.compile(rf"^(?:{words})\b[.:]?\s*\S", re.IGNORECASE)) for kind, words in _KINDS]
_TOLD = re.compile(r"^mitra\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """One party as a register names it."""

    text: str
    """As it stands there."""
    name: str
    """The bare name, without title and place."""
    code: str = ""
    """The region code, when it is named by that."""
    village: bool = False
    """Whether it is said to be a village."""
    kelurahan: bool = False
    """Whether it is said to be a kelurahan, which cannot be a party."""
    subdistrict: str = ""
    regency: str = ""
    """The regency's name with its word: "Kabupaten Kebumen", "Kota Magelang"."""
    partner_kind: str = ""
    """What kind of partner the name says it is; empty when it does not."""


def split(cells: Sequence[str]) -> list[str]:
    """The parties in these cells, in their order: each on a line of its own or behind a semicolon."""
    pieces = [piece for cell in cells for piece in re.split(r"[;\n]", cell)]
    cleaned = [" ".join(_LEAD.sub("", piece.strip()).split()) for piece in pieces]
    return [piece for piece in cleaned if piece and piece not in ("-", "–", "—")]


def read(text: str) -> Named:
    """What one party's text says of itself."""
    found = _CODE.match(text)
    if found:
        return Named(text, text, code=".".join(found.groups()), village=True)
    if _VILLAGE.match(text) and not _is_partner(text):
        return _placed(text, _VILLAGE.sub("", text), village=True)
    if _KELURAHAN.match(text):
        return Named(text, text, kelurahan=True)
    told = _TOLD.match(text)
    if told:
        return _placed(text, text[told.end() :], kind=_is_partner(text[told.end() :]) or PartnerKind.OTHER)
    return _placed(text, text, kind=_is_partner(text))


def _is_partner(text: str) -> str:
    return next((kind.value for kind, pattern in _PARTNER if pattern.match(text)), "")


def _placed(text: str, rest: str, *, village: bool = False, kind: str = "") -> Named:
    """Take the place off the end: in brackets, or behind "Kecamatan" and "Kabupaten"."""
    subdistrict = regency = ""
    bracket = _BRACKET.search(rest)
    if bracket:
        rest = rest[: bracket.start()]
        subdistrict, regency = _place(bracket[1], bare=True)
    tail_subdistrict, tail_regency, rest = _tail(rest) if not kind else ("", "", rest)
    return Named(
        text,
        rest.strip(" ,."),
        village=village,
        subdistrict=subdistrict or tail_subdistrict,
        regency=regency or tail_regency,
        partner_kind=kind,
    )


def _tail(text: str) -> tuple[str, str, str]:
    regency = _REGENCY.search(text)
    before = text[: regency.start()] if regency else text
    subdistrict = _SUBDISTRICT.search(before)
    rest = before[: subdistrict.start()] if subdistrict else before
    named = _word(regency[1], regency[2]) if regency else ""
    return (subdistrict[1].strip(" ,.") if subdistrict else ""), named, rest or text


def _place(text: str, *, bare: bool) -> tuple[str, str]:
    """Kecamatan and kabupaten in a bracket; a bracket with one plain name means the kecamatan."""
    subdistrict, regency, rest = _tail(text)
    if not subdistrict and not regency and bare:
        first, _comma, second = text.partition(",")
        return first.strip(), _word("kabupaten", second) if second.strip() else ""
    if not subdistrict and regency and rest.strip(" ,") and rest != text:
        subdistrict = rest.strip(" ,")
    return subdistrict, regency


def _word(word: str, name: str) -> str:
    return f"{'Kota' if word.lower() == 'kota' else 'Kabupaten'} {name.strip(' ,.')}"
