"""Sign sample documents and change files for the tests of PAdES."""

import io
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from agreements.signing.backends.local import LocalKey
from agreements.signing.crypto import pades, sealing
from agreements.signing.crypto.authority import Authority
from agreements.signing.crypto.pki import Identity
from agreements.signing.crypto.stamp import Stamp

URL = "https://contoh.id/verifikasi/7Q2M-K9XA-4T1C/"


def signed_by(
    authority: Authority, pdf: bytes, party: str, name: str = "Slamet Riyadi", **more: Any
) -> bytes:
    """The file with one more signature, by a fresh key and certificate of that name."""
    return really_signed_by(authority, pdf, party, name, **more).data


def really_signed_by(
    authority: Authority, pdf: bytes, party: str, name: str = "Slamet Riyadi", **more: Any
) -> pades.Signed:
    """The same with what is told of the signature's level and clock."""
    key = more.pop("key", None) or sealing.new_key()
    who = Identity(name, f"Kepala Desa {party}", f"Desa {party}")
    certificate = more.pop("certificate", None) or authority.issue(key.public_key(), who)
    stamp = Stamp(name, who.office, who.organization, URL)
    return pades.sign(
        pdf,
        field=f"ttd-{party}",
        key=LocalKey(key),
        certificate=certificate,
        authority=authority,
        stamp=stamp,
        **more,
    )


def appended(pdf: bytes, change: Callable[[Any], None]) -> bytes:
    """The file with an incremental update that does what `change` does to its writer."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    changed = io.BytesIO()
    writer.write(changed)
    return changed.getvalue()


def page_replaced(writer: Any) -> None:
    """Another content for the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)


def note_added(writer: Any) -> None:
    """A note laid over the first page."""
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject([generic.FloatObject(x) for x in (90, 90, 300, 300)]),
            pdf_name("/Contents"): generic.TextStringObject("Rp9"),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def data_swapped(writer: Any) -> None:
    """Another JSON inside."""
    carried = writer.root["/AF"][0]
    carried["/EF"][pdf_name("/F")] = writer.add_object(generic.StreamObject(stream_data=b'{"value":9}'))
    writer.update_container(carried)


def stamp_swapped(writer: Any) -> None:
    """Another picture in a signature block that is signed."""
    field = writer.root["/AcroForm"]["/Fields"][0]
    box = generic.ArrayObject([generic.FloatObject(x) for x in (0, 0, 10, 10)])
    shape = {"/Type": pdf_name("/XObject"), "/Subtype": pdf_name("/Form"), "/BBox": box}
    form = generic.StreamObject({pdf_name(k): v for k, v in shape.items()}, stream_data=b"0 0 9 9 re f")
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(form)})
    writer.update_container(field)


def language_changed(writer: Any) -> None:
    """Another entry in the catalogue."""
    writer.root[pdf_name("/Lang")] = generic.TextStringObject("en")
    writer.update_root()


def page_dropped(writer: Any) -> None:
    """One page less."""
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject(list(pages["/Kids"])[1:])
    pages[pdf_name("/Count")] = generic.NumberObject(int(pages["/Count"]) - 1)
    writer.update_container(pages)
