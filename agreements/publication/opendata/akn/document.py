"""The public text of an agreement -> Akoma Ntoso 3.0 (OASIS LegalDocML), made from the same tree as page and PDF.

A joint regulation is an `act`; what parties agree is a `doc`. Personal data are covered and excluded articles say so,
for the text is the public one. The tables after the text come as attachments.
"""

import datetime as dt
from xml.etree.ElementTree import Element

from agreements.documents.numbering import number
from agreements.publication.opendata.akn.around import annex, conclusions, preamble, preface
from agreements.publication.opendata.akn.articles import chapters
from agreements.publication.opendata.akn.meta import Known, meta
from agreements.publication.opendata.elements import add, root, written
from agreements.publication.privacy.queries import PublicText

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
CONTENT_TYPE = "application/akn+xml"


def akoma_ntoso(text: PublicText, published_on: dt.date) -> bytes:
    """The whole text as XML; `published_on` is when everybody could read it."""
    document = number(text.content)
    known = Known(text, document, published_on)
    outer = root("akomaNtoso", NAMESPACE)
    name = document.wording.name.lower().replace(" ", "-")
    tag = "act" if document.joint_regulation else "doc"
    element = add(outer, tag, name=name, contains="originalVersion")
    meta(element, known)
    preface(element, document)
    preamble(element, document)
    chapters(add(element, "body" if document.joint_regulation else "mainBody"), document.chapters)
    conclusions(element, document)
    if document.annexes:
        _attachments(add(element, "attachments"), known)
    return written(outer)


def _attachments(parent: Element, known: Known) -> None:
    for place, found in enumerate(known.document.annexes, 1):
        element = add(parent, "attachment", eId=f"att_{place}")
        add(element, "num", found.label)
        add(element, "heading", found.heading)
        inner = add(element, "doc", name="lampiran")
        meta(inner, known, f"!att_{place}")
        annex(add(inner, "mainBody"), found, place)
