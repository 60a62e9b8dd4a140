"""A copy taken apart, and ours -> every difference that somebody has made, by its name."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher

from agreements.publication.verifying.anatomy import Anatomy
from agreements.publication.verifying.faults import Fault
from agreements.publication.verifying.sealed import Made
from agreements.signing.crypto.reports import SignatureReport

DATA = "perjanjian.json"


@dataclass(frozen=True)
class Ours:
    """What the portal keeps of the document that a copy is compared with."""

    nearest: Anatomy
    """The state of the file from which the copy was made, as far as its bytes tell; else the current one."""
    current: Anatomy
    """The file as it is now, with every signature."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Whose place each signature field is."""
    issuer: str = ""
    """The name of the portal's own issuer (DER, hexadecimal)."""


def differences(
    theirs: Anatomy, ours: Ours, judged: Mapping[str, SignatureReport], data: bytes
) -> list[Fault]:
    """Every manipulation of the copy `theirs` (its bytes: `data`); `judged` are its signatures as they were validated.

    Empty when all parts are the same, whatever the bytes are.
    """
    if theirs.is_encrypted and not theirs.pages:
        return [Fault("locked")]
    faults = [*_pages(theirs, ours.nearest), *_notes(theirs, ours.nearest), *_carried(theirs, ours.nearest)]
    faults += _said(theirs, ours.nearest)
    faults += _Signatures(theirs, ours, judged, data).faults()
    if theirs.is_encrypted:
        faults.append(Fault("encrypted"))
    return faults


def _pages(theirs: Anatomy, ours: Anatomy) -> list[Fault]:
    if theirs.pages == ours.pages:
        return []
    if sorted(theirs.pages) == sorted(ours.pages):
        return [Fault("pages_moved")]
    changed: list[int] = []
    removed: list[int] = []
    added: list[int] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, ours.pages, theirs.pages, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(a2 - a1, b2 - b1)
        changed += range(a1 + 1, a1 + both + 1)
        removed += range(a1 + both + 1, a2 + 1)
        added += range(b1 + both + 1, b2 + 1)
    found = (("page_changed", changed), ("page_removed", removed), ("page_added", added))
    return [Fault(code, tuple(map(str, pages))) for code, pages in found if pages]


def _notes(theirs: Anatomy, ours: Anatomy) -> list[Fault]:
    """Only where page stands against the same page: else the pages themselves are named."""
    both = list(enumerate(zip(theirs.notes, ours.notes, strict=False), start=1))
    same = [page for page in both if theirs.pages[page[0] - 1] == ours.pages[page[0] - 1]]
    added = [str(n) for n, (new, old) in same if set(new) - set(old) and not set(old) - set(new)]
    changed = [str(n) for n, (new, old) in same if set(old) - set(new)]
    return [Fault(code, tuple(on)) for code, on in (("note_added", added), ("note_changed", changed)) if on]


def _carried(theirs: Anatomy, ours: Anatomy) -> list[Fault]:
    """The data of the text inside the file, and other files that somebody put beside it."""
    data, faults = ours.files.get(DATA), []
    moved = [name for name, digest in theirs.files.items() if digest == data and name != DATA]
    if moved and DATA not in theirs.files:
        faults.append(Fault("data_renamed", (moved[0],)))
    elif data and DATA not in theirs.files:
        faults.append(Fault("data_removed"))
    elif theirs.files.get(DATA) != data:
        faults.append(Fault("data_changed"))
    others = tuple(name for name in theirs.files if name not in ours.files and name not in moved)
    return [*faults, Fault("file_added", others)] if others else faults


def _said(theirs: Anatomy, ours: Anatomy) -> list[Fault]:
    """What the file says of itself, and what it does."""
    faults = []
    if info := _unlike(theirs.info, ours.info):
        faults.append(Fault("info_changed", info))
    if theirs.xmp != ours.xmp:
        faults.append(Fault("xmp_changed"))
    if catalog := _unlike(theirs.catalog, ours.catalog):
        faults.append(Fault("setting_changed", catalog))
    if theirs.has_script and not ours.has_script:
        faults.append(Fault("script_added"))
    return faults


def _unlike(theirs: Mapping[str, str], ours: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted(key for key in {*theirs, *ours} if theirs.get(key) != ours.get(key)))[:20]


class _Signatures:
    """The signatures of a copy against ours: faults are gathered by code, with everybody whom they concern."""

    def __init__(
        self, theirs: Anatomy, ours: Ours, judged: Mapping[str, SignatureReport], data: bytes
    ) -> None:
        self.theirs, self.ours, self.judged, self.data = theirs, ours, judged, data.lower()
        self.found: dict[str, list[str]] = {}

    def faults(self) -> list[Fault]:
        for place, made in self.ours.current.signatures.items():
            name = self.ours.names.get(place, made.name)
            if made.kind == "/DocTimeStamp":
                self._archive(place, made)
            elif place in self.theirs.signatures:
                self._given(place, made, name)
            else:
                self._note(self._how_missing(place, made), name)
        for place, made in self.theirs.signatures.items():
            if place not in self.ours.current.signatures and made.kind != "/DocTimeStamp":
                self._note("signature_added", made.name)
                self._certificate(place, made, made.name)
        whole = [Fault(code) for code, wrong in self._in_general() if wrong]
        return [*(Fault(code, (), tuple(who)) for code, who in self.found.items()), *whole]

    def _note(self, code: str, name: str) -> None:
        self.found.setdefault(code, []).append(name)

    def _given(self, place: str, made: Made, name: str) -> None:
        """A place that is signed in both."""
        theirs = self.theirs.signatures[place]
        if theirs.contents == made.contents:
            self._same(theirs, made, name)
        elif theirs.value == made.value:
            self._note(_inside(theirs, made), name)
        else:
            self._note(self._how_replaced(place), name)
            self._certificate(place, theirs, name)
            return
        if self.theirs.stamps.get(place) != self.ours.current.stamps.get(place):
            self._note("stamp_changed", name)

    def _same(self, theirs: Made, made: Made, name: str) -> None:
        if theirs.reach != made.reach and self._is_resaved():
            self._note("signature_broken", name)
        elif theirs.reach != made.reach:
            self._note("reach_changed", name)
        elif theirs.covered != made.covered:
            self._note("signature_broken", name)

    def _is_resaved(self) -> bool:
        """Every signature says that it covers something else: a program has written the whole file anew."""
        both = self.theirs.signatures.keys() & self.ours.current.signatures.keys()
        return len(both) > 1 and all(
            self.theirs.signatures[one].reach != self.ours.current.signatures[one].reach for one in both
        )

    def _how_missing(self, place: str, made: Made) -> str:
        if made.value.encode() not in self.data:
            return "signature_missing"
        return "signature_hidden" if place in self.theirs.fields else "signature_removed"

    def _how_replaced(self, place: str) -> str:
        report = self.judged.get(place)
        if report is None or not report.valid:
            return "signature_forged"
        return "signature_replaced" if report.intact else "signature_foreign"

    def _certificate(self, place: str, made: Made, name: str) -> None:
        """What is wrong with the certificate behind a signature that the portal has not made."""
        report = self.judged.get(place)
        if report is None or report.trusted:
            problems = report.problems if report else ()
            if "revoked" in problems:
                self._note("certificate_revoked", name)
        elif "revoked" in report.problems:
            self._note("certificate_revoked", name)
        elif _is_outside(made, report.signed_at) and made.issuer == self.ours.issuer:
            self._note("certificate_expired", name)
        elif "untrusted" in report.problems:
            imitated = made.issuer == self.ours.issuer
            self._note("certificate_imitated" if imitated else "certificate_unknown", name)

    def _archive(self, place: str, made: Made) -> None:
        """A time stamp over the whole file: earlier copies lack it, but nobody changes it."""
        theirs = self.theirs.signatures.get(place)
        known = place in self.ours.nearest.signatures
        if known and (theirs is None or theirs.contents != made.contents):
            self.found.setdefault("archive_changed", [])

    def _in_general(self) -> Iterable[tuple[str, bool]]:
        opened = self.ours.nearest.is_closed and not self.theirs.is_closed
        yield "closing_removed", opened and bool(self.theirs.signatures)
        lost = self.ours.nearest.evidence - self.theirs.evidence
        complete = self.theirs.signatures.keys() >= self.ours.nearest.signatures.keys()
        yield "evidence_removed", bool(lost) and complete


def _inside(theirs: Made, made: Made) -> str:
    """What was changed in a signature whose value is still the same."""
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("certificate_swapped", lambda: theirs.certificate != made.certificate),
        ("time_removed", lambda: not theirs.stamp and bool(made.stamp)),
        ("time_swapped", lambda: theirs.stamp != made.stamp),
    )
    return next((code for code, wrong in checks if wrong()), "signature_edited")


def _is_outside(made: Made, moment: datetime | None) -> bool:
    """Whether the certificate was not valid at that moment; without a proven one, now."""
    begins, ends = (datetime.fromisoformat(end) if end else None for end in made.valid)
    at = moment or datetime.now(ends.tzinfo if ends else None)
    return bool(begins and ends and not begins <= at <= ends)
