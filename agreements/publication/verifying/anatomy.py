"""A PDF of any origin -> its parts, each as a digest that does not depend on how the file is written."""

import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from agreements.publication.verifying.sealed import UNREADABLE, Made, digest, taken_apart, whole

# It tells of every flaw of a file, in the file's own words.
logging.getLogger("pikepdf._core").setLevel(logging.ERROR)

MOST_PAGES = 500
_CODE = re.compile(rb"[Vv]erifikasi[ /]([0-9A-HJKMNP-TV-Z]{4}(?:(?:-|\\055)[0-9A-HJKMNP-TV-Z]{4}){2})")
"""A verification code as our documents carry it: in their description and in the link behind the QR."""
_PLACES = {"/Parent", "/P", "/Pg", "/StructParent", "/StructParents"}
_PACKING = {"/Length", "/Filter", "/DecodeParms", "/DL"}
_UNDIGESTED = _PLACES | _PACKING
"""Entries that say where something hangs or how it is packed, not what it is."""
_PARTS = {"/Pages", "/AF", "/Names", "/AcroForm", "/DSS", "/Metadata", "/OpenAction", "/AA"}
_TOLD_APART = _PARTS | {"/Type", "/Version", "/Extensions", "/Perms"}
"""Entries of the catalogue that are looked at by themselves, or that signing changes."""
_ABOUT_XMP = re.compile(rb"xmlns|rdf:(about|parseType)|x:xmptk|xmp:(Modify|Metadata)Date|pdf:Producer")
_DEEPEST = 200
_TOUCHED = ("/ModDate", "/Producer")
"""Every program that writes a file changes these."""


@dataclass(frozen=True)
class Anatomy:
    """The parts of a file."""

    pages: tuple[str, ...] = ()
    """What each page shows."""
    notes: tuple[tuple[str, ...], ...] = ()
    """What lies over each page: links, notes, form fields; without signature fields."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Every file that it carries: name and digest."""
    info: Mapping[str, str] = field(default_factory=dict)
    """Title, author, code and the like."""
    xmp: str = ""
    """The metadata, without dates and programs."""
    catalog: Mapping[str, str] = field(default_factory=dict)
    """What else it says of itself: language, outline, structure for screen readers."""
    has_script: bool = False
    """It does something by itself when it is opened."""
    is_closed: bool = False
    """The first signature's word that only signatures may follow."""
    fields: frozenset[str] = frozenset()
    """Its signature fields, empty or not."""
    stamps: Mapping[str, str] = field(default_factory=dict)
    """What is drawn in each signature field."""
    signatures: Mapping[str, Made] = field(default_factory=dict)
    """Its signatures and time stamps by field."""
    evidence: frozenset[str] = frozenset()
    """Certificates and revocation lists that it carries."""
    is_encrypted: bool = False
    is_pictures: bool = False
    """Every page is a picture, as a scanner makes it."""
    codes: tuple[str, ...] = ()
    """Verification codes that it names."""


def codes_in(data: bytes) -> tuple[str, ...]:
    """The verification codes that stand in plain sight in these bytes."""
    found = (match.decode().replace(r"\055", "-") for match in _CODE.findall(data))
    return tuple(dict.fromkeys(found))[:20]


def anatomy(data: bytes) -> Anatomy | None:
    """Take the file apart; None where it cannot be read as a PDF at all. Parts that break say so in their digest."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return _Dissection(pdf, data).all()
    except pikepdf.PasswordError:
        return Anatomy(is_encrypted=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (a hostile file may break the reader in any way)
        return None


class _Dissection:
    """One file being taken apart; remembers the digest of every object that it has met."""

    def __init__(self, pdf: Any, data: bytes) -> None:
        self.pdf, self.data, self.root = pdf, data, pdf.Root
        self.pages = [page.obj for page in pdf.pages[:MOST_PAGES]]
        self.known: dict[tuple[int, int], str] = {}

    def all(self) -> Anatomy:
        fields = _or(lambda: dict(_fields(self.root.AcroForm.Fields)), {})
        info = _or(lambda: {str(key): str(value) for key, value in self.pdf.docinfo.items()}, {})
        xmp = _or(self._xmp, b"")
        seen = b"\n".join([self.data, xmp, *(v.encode() for v in info.values()), *_or(self._links, [])])
        signed = {name: widget.V for name, widget in fields.items() if "/V" in widget}
        kept = {key: self._part(value) for key, value in self.root.items() if key not in _TOLD_APART}
        return Anatomy(
            pages=tuple(_or(lambda page=page: self._page(page), UNREADABLE) for page in self.pages),
            notes=tuple(_or(lambda page=page: self._notes(page), (UNREADABLE,)) for page in self.pages),
            files=_or(self._files, {}),
            info={key: value for key, value in info.items() if key not in _TOUCHED},
            xmp=_plain(xmp),
            catalog=kept | {"/Dests": _or(lambda: self._part(self.root.Names.Dests), "")},
            has_script=_or(self._has_script, False),
            is_closed=_or(lambda: "/DocMDP" in self.root.Perms, False),
            fields=frozenset(fields),
            stamps={name: self._part(widget.get("/AP")) for name, widget in fields.items()},
            signatures={name: taken_apart(value, self.data) for name, value in signed.items()},
            evidence=_or(self._evidence, frozenset()),
            is_encrypted=self.pdf.is_encrypted,
            is_pictures=_or(self._is_pictures, False),
            codes=codes_in(seen),
        )

    def _xmp(self) -> bytes:
        return bytes(self.root.Metadata.read_bytes())

    def _page(self, page: Any) -> str:
        skipped = {*_UNDIGESTED, "/Tabs", "/Annots", "/Contents"}
        told = [f"{key}={self._part(page[key])}" for key in sorted(page.keys()) if key not in skipped]
        contents = page.get("/Contents", ())
        drawn = [_unpacked(part) for part in ([contents] if _is(contents, "stream") else contents)]
        return digest("\n".join(told).encode() + b"\n".join(drawn))

    def _notes(self, page: Any) -> tuple[str, ...]:
        return tuple(
            sorted(self._part(note) for note in page.get("/Annots", ()) if note.get("/FT") != "/Sig")
        )

    def _links(self) -> list[bytes]:
        notes = [note for page in self.pages for note in page.get("/Annots", ())]
        return [str(note.A.get("/URI", "")).encode() for note in notes if "/A" in note]

    def _files(self) -> dict[str, str]:
        found: dict[str, str] = {}
        held = [
            *self.root.get("/AF", ()),
            *self.root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", ()),
        ]
        for about in held:
            if _is(about, "dictionary"):
                name = str(about.get("/UF", about.get("/F", "")))[:200]
                found[name] = _or(lambda about=about: whole(about.EF.F.read_bytes()), UNREADABLE)
        return found

    def _has_script(self) -> bool:
        named = "/JavaScript" in self.root.get("/Names", {})
        return named or any(
            key in part for part in (self.root, *self.pages) for key in ("/AA", "/OpenAction")
        )

    def _evidence(self) -> frozenset[str]:
        store = self.root.DSS
        held = [part for key in ("/Certs", "/CRLs", "/OCSPs") for part in store.get(key, ())]
        return frozenset(digest(part.read_bytes()) for part in held)

    def _is_pictures(self) -> bool:
        """No page has a letter on it, and each has a picture."""
        for page in self.pages:
            resources = page.get("/Resources", {})
            drawn = [item.get("/Subtype") for item in dict(resources.get("/XObject", {})).values()]
            if resources.get("/Font") or "/Image" not in drawn:
                return False
        return bool(self.pages)

    def _part(self, value: Any, depth: int = 0) -> str:
        """The digest of any object, following references, however the objects are numbered and packed."""
        if depth > _DEEPEST:
            return "deep"
        key = value.objgen if getattr(value, "is_indirect", False) else None
        if key is None:
            return _or(lambda: self._digested(value, depth), UNREADABLE)
        if key not in self.known:
            self.known[key] = "within itself"
            self.known[key] = _or(lambda: self._digested(value, depth), UNREADABLE)
        return self.known[key]

    def _digested(self, value: Any, depth: int) -> str:
        if _is(value, "dictionary") or _is(value, "stream"):
            if value.get("/Type") == "/Page" or value.get("/FT") == "/Sig":
                return "told apart"
            keys = sorted(key for key in value.keys() if key not in _UNDIGESTED)  # noqa: SIM118 (no Python dict)
            parts = [f"{key}={self._part(value[key], depth + 1)}" for key in keys]
            return digest(
                "\n".join(parts).encode() + b"\0" + (_unpacked(value) if _is(value, "stream") else b"")
            )
        if _is(value, "array"):
            return digest("\n".join(self._part(one, depth + 1) for one in value).encode())
        return digest(bytes(value) if _is(value, "string") else str(value).encode())


def _is(value: Any, kind: str) -> bool:
    """Whether a value in a PDF is of that kind."""
    return getattr(getattr(value, "_type_code", None), "name", "") == kind


def _unpacked(stream: Any) -> bytes:
    """A stream's bytes; as they are where they cannot be unpacked (pictures, damage)."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _fields(items: Any, above: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every signature field below these, by its full name."""
    for item in items:
        name = ".".join(filter(None, (above, str(item.get("/T", "")))))[:200]
        if item.get("/FT") == "/Sig":
            yield name, item
        elif "/Kids" in item and depth < 10:
            yield from _fields(item.Kids, name, depth + 1)


def _plain(xmp: bytes) -> str:
    """What metadata say, however they are written; without names of programs and dates of change."""
    touched = rb"<\?.*?\?>|<(xmp:ModifyDate|xmp:MetadataDate|pdf:Producer)>.*?</\1>"
    text = re.sub(touched, b"", xmp, flags=re.DOTALL)
    said = {
        value for name, value in re.findall(rb"([\w:]+)=\"([^\"]*)\"", text) if not _ABOUT_XMP.match(name)
    }
    said |= {value.strip() for value in re.findall(rb">([^<>]+)<", text)}
    return digest(b"\n".join(sorted(said - {b""})))


def _or(ask: Any, otherwise: Any) -> Any:
    """What can be read, or `otherwise` where the file breaks the reader."""
    try:
        return ask()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (as above)
        return otherwise
