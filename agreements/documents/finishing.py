"""A PDF as WeasyPrint lays it out -> one that is PDF/A and PDF/UA at once, with signature fields."""

import re
from typing import Any

from agreements.documents.reading_order import marked, number, pages, put_markers_first, resolved

ACCESSIBLE = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF>"""
"""XMP that states PDF/UA-1, with the extension schema that PDF/A asks for."""


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: one plain RDF block, tags that say all, and checkboxes turned into signature fields."""
    _merge_metadata(pdf)
    _name_files_once(pdf)
    _unwrap_forms(pdf)
    _set_margins_apart(pdf)
    _drop_empty_items(pdf)
    _say_what_headers_head(pdf)
    put_markers_first(pdf)
    if form := pdf.catalog.get("AcroForm"):
        for key in ("NeedAppearances", "DR"):
            form.pop(key, None)
        _signature_fields(pdf)


def _merge_metadata(pdf: Any) -> None:
    """WeasyPrint writes further metadata as a second RDF block; readers want a single one, and to find it unpacked."""
    metadata = resolved(pdf, pdf.catalog["Metadata"])
    metadata.stream = [re.sub(rb"</rdf:RDF>\s*<rdf:RDF[^>]*>", b"", part) for part in metadata.stream]
    metadata.compress = False


def _name_files_once(pdf: Any) -> None:
    """WeasyPrint names the embedded file twice among the document's associated files."""
    if files := pdf.catalog.get("AF"):
        files[:] = dict.fromkeys(files)


def _unwrap_forms(pdf: Any) -> None:
    """A Form element's single child stands alone, else later signatures make the earlier look suspicious."""
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Form":
            child = item.get("K")
            if isinstance(child, list) and len(child) == 1:
                item["K"] = child[0]


def _signature_fields(pdf: Any) -> None:
    """Turn each checkbox widget into a signature field: tagged by WeasyPrint, so PDF/UA holds."""
    import pydyf

    shape = {"Type": "/XObject", "Subtype": "/Form", "BBox": pydyf.Array([0, 0, 1, 1])}
    blank = pydyf.Stream([], pydyf.Dictionary(shape))
    pdf.add_object(blank)
    for item in pdf.objects:
        is_widget = isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Widget"
        if not is_widget or item.get("FT") != "/Btn":
            continue
        item["FT"] = "/Sig"
        for key in ("V", "AS", "MK", "Border", "Ff"):
            item.pop(key, None)
        item["F"] = 132  # printed, locked
        item["AP"] = pydyf.Dictionary({"N": blank.reference})
        x1, y1, x2, y2 = item["Rect"]
        item["Rect"] = pydyf.Array([min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)])


def _drop_empty_items(pdf: Any) -> None:
    """An item of which only the list below it goes on, on the next page, leaves no empty item there."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/L":
            item["K"][:] = [child for child in item["K"] if resolved(pdf, child).get("K") != []]


def _say_what_headers_head(pdf: Any) -> None:
    """A header cell names its scope: its column at the top of a table, its row elsewhere."""
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("S") == "/TH":
            rows = resolved(pdf, resolved(pdf, item["P"])["P"])
            item["A"]["Scope"] = "/Column" if rows["S"] == "/THead" else "/Row"


def _set_margins_apart(pdf: Any) -> None:
    """Mark heads and feet of pages as decoration: they are tagged but hang in no tree, and repeat on every page."""
    tree = resolved(pdf, pdf.catalog["StructTreeRoot"])
    numbers = resolved(pdf, tree["ParentTree"])["Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    known = _hanging(pdf, tree)
    for page in pages(pdf):
        elements = parents[page["StructParents"]]
        loose = {i for i, element in enumerate(elements) if number(element) not in known}
        _mark_as_decoration(resolved(pdf, page["Contents"]).stream, loose)
        for i in loose:
            elements[i] = "null"


def _mark_as_decoration(stream: list[Any], loose: set[int]) -> None:
    for sequence, i in list(marked(stream)):
        if sequence in loose:
            stream[i - 2], stream[i - 1] = b"/Artifact", b"<</Type /Pagination>>"


def _hanging(pdf: Any, tree: Any) -> set[int]:
    """The numbers of all elements that hang in the structure tree."""
    found: set[int] = set()
    waiting = list(tree["K"])
    while waiting:
        child = waiting.pop()
        if isinstance(child, bytes) and number(child) not in found:
            found.add(number(child))
            below = resolved(pdf, child).get("K", [])
            waiting += below if isinstance(below, list) else [below]
    return found
