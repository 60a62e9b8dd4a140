"""What stands before and after the articles -> preface, preamble, conclusions and attachments of Akoma Ntoso."""

from xml.etree.ElementTree import Element

from agreements.documents.annexes import Annex
from agreements.documents.numbering import Document
from agreements.documents.places import Block as Place
from agreements.documents.wording import PartyWording
from agreements.publication.opendata.elements import add, after


def preface(parent: Element, document: Document) -> None:
    """What the document is, of whom, its numbers and what it is about."""
    wording, element = document.wording, add(parent, "preface")
    add(add(element, "p"), "docType", wording.name)
    if document.joint_regulation:
        add(element, "p", wording.heads)
    else:
        between = f"antara {wording.between}" + (f" dengan {wording.partners}" if wording.partners else "")
        add(element, "p", f"atas {wording.amends} {between}" if wording.amends else between)
    for party in wording.parties:
        who = party.name if document.joint_regulation else party.designation
        line = add(element, "p", f"{who}: Nomor ")
        add(line, "docNumber", party.number)
    title = add(add(element, "longTitle"), "p", "tentang ")
    add(title, "docTitle", wording.title)


def preamble(parent: Element, document: Document) -> None:
    """The grounds of a joint regulation; the opening, the parties and the grounds of what parties agree."""
    element = add(parent, "preamble")
    if document.joint_regulation:
        add(add(element, "formula", name="invocation"), "p", "Dengan rahmat Tuhan Yang Maha Esa")
        _grounds(element, document, "Menimbang:", "Mengingat:")
        said = f"Menetapkan: {document.wording.name} tentang {document.wording.title}."
        enacting = add(element, "formula", name="enacting")
        add(enacting, "p", "Memutuskan:")
        add(enacting, "p", said)
        return
    _opening(element, document)
    _grounds(element, document, "PARA PIHAK menerangkan hal-hal sebagai berikut:", "Dengan mengingat:")
    wording = document.wording
    agreed = f"PARA PIHAK sepakat {wording.resolved} {wording.name} tentang {wording.title} dengan ketentuan"
    enacting = add(element, "formula", name="enacting")
    add(enacting, "p", f"Berdasarkan hal-hal tersebut di atas, {agreed} sebagai berikut:")


def _opening(parent: Element, document: Document) -> None:
    wording = document.wording
    day = f"Pada {wording.opening_day}, bertempat di {wording.place}"
    add(parent, "p", f"{day}, kami yang bertanda tangan di bawah ini:")
    parties = add(parent, "blockList", eId="preamble__list_1")
    for place, party in enumerate(wording.parties, 1):
        item = add(parties, "item", eId=f"preamble__list_1__item_{place}")
        add(item, "num", f"{place}.")
        add(item, "p", _party(party))
    add(parent, "p", f"{wording.designations} secara bersama-sama disebut PARA PIHAK.")


def _party(party: PartyWording) -> str:
    """The party with who signs for it, as the text introduces it."""
    signers = " dan ".join(_signer(signer) for signer in party.signers)
    together = "bersama-sama " if len(party.signers) > 1 else ""
    acting = f"{together}bertindak untuk dan atas nama {party.full_name}, berkedudukan di {party.seat}"
    return ", ".join(filter(None, (signers, acting, f"selanjutnya disebut {party.designation}")))


def _signer(signer: Place) -> str:
    titled = signer.titled + (f" atas nama {signer.on_behalf}" if signer.on_behalf else "")
    basis = f"berdasarkan {signer.basis}" if signer.basis else ""
    return ", ".join(filter(None, (signer.name, titled, basis)))


def _grounds(parent: Element, document: Document, considering: str, in_view_of: str) -> None:
    for tag, item, name, intro, blocks in (
        ("recitals", "recital", "rec", considering, document.considering),
        ("citations", "citation", "cit", in_view_of, document.in_view_of),
    ):
        if not blocks:
            continue
        element = add(parent, tag, eId=f"{name}s")
        add(add(element, "intro"), "p", intro)
        for block in blocks:
            one = add(element, item, eId=f"{name}s__{name}_{block.marker.strip('.')}")
            add(one, "num", block.marker)
            add(one, "p", block.text)


def conclusions(parent: Element, document: Document) -> None:
    """Where and when it was made, and the places at which it is signed; who signed them is told by the verification."""
    wording, element = document.wording, add(parent, "conclusions")
    if document.joint_regulation:
        add(element, "p", f"Ditetapkan di {wording.place} pada tanggal {wording.day}.")
    else:
        copies = f"sebanyak {wording.copies} rangkap untuk {wording.designations}"
        add(element, "p", f"Setiap salinan {wording.itself} ini, {copies}, {wording.force}.")
    for heading, places in (
        ("", wording.signers),
        ("Saksi", wording.witnesses),
        ("Mengetahui", wording.acknowledging),
    ):
        for place in places:
            line = add(element, "p", f"{heading}: " if heading else "")
            office = ", ".join(filter(None, (place.designation, place.titled, place.organization)))
            signature = add(line, "signature", place.name)
            if office:
                after(signature, f", {office}")


def annex(parent: Element, found: Annex, number: int) -> None:
    """The table of one annex, with the sentence that says which article it restates."""
    restates = f"Menyusun kembali ketentuan {found.article}"
    add(parent, "p", f"{restates}; apabila berbeda, yang berlaku ialah bunyi {found.article}.")
    table = add(parent, "table", eId=f"att_{number}__table_1")
    head = add(table, "tr")
    for column in found.columns:
        add(add(head, "th"), "p", column.heading)
    for cells in found.rows:
        row = add(table, "tr")
        for _column, cell in cells:
            add(add(row, "td"), "p", f"{cell.text} {cell.small}".strip())
    for said, total in found.totals:
        row = add(table, "tr")
        add(add(row, "th", colspan=str(found.before_sum)), "p", said)
        add(add(row, "td"), "p", total)
    if found.in_words:
        add(add(add(table, "tr"), "td", colspan=str(len(found.columns))), "p", found.in_words)
