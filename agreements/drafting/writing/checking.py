"""A draft -> the references in it that lead nowhere."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from agreements.documents.content import ContentError
from agreements.documents.numbering import Document
from agreements.drafting.findings import Finding
from agreements.drafting.queries import whole_document_of
from agreements.drafting.writing.citing import BROKEN, Chain, Cited, Path, chains, cited
from agreements.drafting.writing.following import places
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.storing import states_of
from agreements.record.models import Agreement

_RECITALS = 0
"""Stands for the considerations where the key of an article is asked."""


def references(agreement: Agreement) -> list[Finding]:
    """References to an article, ayat, huruf or angka that is not there; each blocks until it is mended.

    "Pasal 99" that may belong to a law whose name we do not recognise is a warning only.
    """
    try:
        document = whole_document_of(agreement)
    except ContentError:
        return []
    states = states_of(agreement)
    order = [state.key for state in states]
    known = _places(document)
    found: dict[str, Finding] = {}
    texts = [(state.key, f"{state.heading}\n{state.body}") for state in states]
    texts.append((_RECITALS, agreement.draft.considering))
    for key, text in texts:
        where = _("Pasal %d") % (order.index(key) + 1) if key else _("Pertimbangan")
        for line in text.splitlines():
            for chain in chains(line):
                for finding in _lost(chain, line, key, known, order, where):
                    found.setdefault(finding.message, finding)
    return list(found.values())


def _places(document: Document) -> dict[int, frozenset[Path]]:
    """The places of every article as it is printed, with the ayat that state what the parties agreed."""
    return {
        int(article.key.removeprefix("a")): frozenset(path for path, _block in places(article.blocks))
        for article in document.articles
        if article.key
    }


def _lost(
    chain: Chain,
    line: str,
    key: int,
    known: Mapping[int, frozenset[Path]],
    order: list[int],
    where: str,
) -> Iterator[Finding]:
    parts = [part for part in cited(chain, key) if not (chain.law and part.atom.kind == "pasal")]
    lost = [part.atom for part in parts if _leads_nowhere(part, known, len(order))]
    if not lost:
        return
    said = spoken(line[chain.atoms[0].start : chain.atoms[-1].end], order)
    sure = any(atom.kind != "pasal" or atom.value == 0 for atom in lost)
    after = line[chain.atoms[-1].end :].lstrip(' ,("“')
    words = {"where": where, "said": said}
    message = _("%(where)s merujuk “%(said)s”, yang tidak ada dalam naskah ini.") % words
    if not sure:
        more = _("Bila yang dimaksud peraturan lain, sebutkan namanya sesudah nomor pasal.")
        message = f"{message} {more}"
    place = f"passage:{key}" if key else "recitals"
    yield Finding(message, blocking=sure or not after[:1].isupper(), place=place)


def _leads_nowhere(part: Cited, known: Mapping[int, frozenset[Path]], count: int) -> bool:
    if part.atom.value == BROKEN or (part.owner == _RECITALS and part.head is None):
        return False
    if part.atom.kind == "pasal":
        return not 1 <= part.atom.value <= count
    if part.atom.kind == "token":
        return part.atom.value not in known
    if part.owner is None:
        return False
    return part.atom.value == 0 or (part.owner in known and part.path not in known[part.owner])
