"""What a document is as work, expression and file (FRBR) -> the `meta` of Akoma Ntoso.

The work is the agreement; the expression is its text in Indonesian as it was frozen on its day; the manifestation is
the XML. Names follow the Akoma Ntoso naming convention: /akn/id/act/joint-regulation/2026-11-22/K7M2Q9XA.
"""

import datetime as dt
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from django.conf import settings

from agreements.documents.numbering import Document
from agreements.publication.opendata.elements import add
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.queries import PublicText

PORTAL = "#portal"
_LANGUAGE = "ind"


@dataclass(frozen=True)
class Known:
    """What the names and dates of one document are made from."""

    text: PublicText
    document: Document
    published_on: dt.date
    """When everybody could read it."""

    @property
    def day(self) -> str:
        """The day of the document, as 2026-11-22."""
        return str(self.document.content["date"])

    @property
    def work(self) -> str:
        """The name of the agreement, whatever its text or file."""
        kind = "act" if self.document.joint_regulation else "doc"
        instrument = str(self.document.content["instrument"]).replace("_", "-")
        return f"/akn/id/{kind}/{instrument}/{self.day}/{self.document.content['ref']}"

    @property
    def expression(self) -> str:
        """The name of its text in Indonesian as of that day."""
        return f"{self.work}/{_LANGUAGE}@{self.day}"


def meta(parent: Element, known: Known, component: str = "!main") -> None:
    """The metadata of the document, or of one component of it."""
    element = add(parent, "meta")
    _identification(element, known, component)
    if component != "!main":
        return
    name = "Portal Kerja Sama Desa"
    add(element, "publication", date=known.published_on.isoformat(), name=name, showAs=name)
    content = known.document.content
    subjects = add(element, "classification", source=PORTAL)
    for place, words in enumerate((content["field"], content["topic"]), 1):
        facts = {"value": words, "showAs": words, "dictionary": "#vocabulary"}
        add(subjects, "keyword", eId=f"keyword_{place}", **facts)
    events = add(element, "lifecycle", source=PORTAL)
    add(events, "eventRef", eId="event_1", date=known.day, source="#original", type="generation")
    _references(element, known)
    _proprietary(element, known)


def _identification(parent: Element, known: Known, component: str) -> None:
    element = add(parent, "identification", source=PORTAL)
    for tag, uri, ending in (
        ("FRBRWork", known.work, ""),
        ("FRBRExpression", known.expression, ""),
        ("FRBRManifestation", known.expression, ".akn.xml"),
    ):
        level = add(element, tag)
        add(level, "FRBRthis", value=f"{uri}/{component}{ending}")
        add(level, "FRBRuri", value=f"{uri}{ending}")
        add(level, "FRBRdate", date=known.day, name="Generation")
        _authors(level, known, tag)
        _LEVELS[tag](level, known)


def _authors(level: Element, known: Known, tag: str) -> None:
    if tag == "FRBRManifestation":
        add(level, "FRBRauthor", href=PORTAL, as_="#publisher")
        return
    for party in known.document.content["parties"]:
        add(level, "FRBRauthor", href=f"#party-{party['ordinal']}", as_="#author")


def _work(level: Element, known: Known) -> None:
    content = known.document.content
    add(level, "FRBRcountry", value="id")
    add(level, "FRBRsubtype", value=str(content["instrument"]).replace("_", "-"))
    for party in content["parties"]:
        if party.get("number"):
            add(level, "FRBRnumber", value=party["number"])
    add(level, "FRBRname", value=f"{known.document.wording.name} tentang {known.document.wording.title}")
    add(level, "FRBRprescriptive", value=str(known.document.joint_regulation).lower())
    add(level, "FRBRauthoritative", value="false")


def _expression(level: Element, known: Known) -> None:
    add(level, "FRBRversionNumber", value=str(known.text.document.version))
    add(level, "FRBRauthoritative", value="false")
    add(level, "FRBRlanguage", language=_LANGUAGE)


def _manifestation(level: Element, known: Known) -> None:
    add(level, "FRBRformat", value="application/akn+xml")


_LEVELS = {"FRBRWork": _work, "FRBRExpression": _expression, "FRBRManifestation": _manifestation}


def _references(parent: Element, known: Known) -> None:
    element = add(parent, "references", source=PORTAL)
    add(element, "original", eId="original", href=known.work, showAs=known.document.wording.title)
    for tag, name, href, shown in (
        ("TLCOrganization", "portal", "/ontology/organization/id/portal", "Portal Kerja Sama Desa"),
        *(
            ("TLCOrganization", f"party-{n}", f"/ontology/organization/id/{known.work}/{n}", p["name"])
            for n, p in enumerate(known.document.content["parties"], 1)
        ),
        ("TLCConcept", "vocabulary", "/ontology/concept/id/vocabulary", "Bidang dan topik kerja sama desa"),
        ("TLCRole", "author", "/ontology/role/id/author", "Pihak"),
        ("TLCRole", "publisher", "/ontology/role/id/publisher", "Penerbit"),
    ):
        add(element, tag, eId=name, href=href.replace("//", "/"), showAs=shown)


def _proprietary(parent: Element, known: Known) -> None:
    """How the signed file is checked, and whether this text leaves something out (UU 14/2008 art. 17)."""
    element = add(parent, "proprietary", source=PORTAL)
    document, code = known.text.document, known.document.content["verification"]
    facts = {"code": code["code"], "href": code["url"], "sha256": document.sha256}
    ours = {"xmlns:k": f"{settings.PUBLIC_URL}/data/kamus/"}
    add(element, "k:verification", **ours, **facts)
    left_out = add(element, "k:public", **ours, altered=str(known.text.altered).lower())
    for exclusion in known.text.exclusions:
        add(
            left_out,
            "k:excluded",
            mask(exclusion.reason),
            article=str(exclusion.article),
            ground=exclusion.ground,
        )
