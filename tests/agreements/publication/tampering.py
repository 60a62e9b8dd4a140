"""Everything that somebody may do to a signed file, each as a function from the real one to the manipulated one."""

import io
import re
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
from asn1crypto import cms
from django.utils import timezone

from agreements.signing.backends.local import LocalKey
from agreements.signing.certificates.actions import open_key, the_authority
from agreements.signing.crypto import authority as authorities
from agreements.signing.crypto import pades, pki, sealing
from agreements.signing.crypto.pki import Identity
from agreements.signing.crypto.stamp import Stamp
from tests import factories
from tests.agreements.publication.five import Five
from tests.agreements.signing import pades_help as update

Change = Callable[[Five], bytes]


def rewritten(change: Callable[[pikepdf.Pdf], None], data: bytes, **how: Any) -> bytes:
    """The file opened by another program, changed and written anew."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(written, **how)
    return written.getvalue()


def updated(change: Callable[[Any], None]) -> Change:
    """The file with an incremental update at its end."""
    return lambda five: update.appended(five.file, change)


# Pages


def flipped_in_text(five: Five) -> bytes:
    with pikepdf.open(io.BytesIO(five.file)) as pdf:
        raw = pdf.pages[1].obj.Contents.read_raw_bytes()
    place = five.file.index(raw) + len(raw) // 2
    return five.file[:place] + bytes([five.file[place] ^ 1]) + five.file[place + 1 :]


def page_inserted(writer: Any) -> None:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.writer import PageObject

    blank = generic.ArrayObject(generic.FloatObject(x) for x in (0, 0, 612, 935))
    contents = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.insert_page(PageObject(contents=contents, media_box=blank), 0)


def pages_swapped(writer: Any) -> None:
    pages = writer.root["/Pages"]
    kids = list(pages["/Kids"])
    kids[0], kids[1] = kids[1], kids[0]
    pages["/Kids"] = type(pages["/Kids"])(kids)
    writer.update_container(pages)


def flattened(five: Five) -> bytes:
    """Every page as a picture."""
    pictures = pikepdf.new()
    with pikepdf.open(io.BytesIO(five.file)) as pdf:
        for _page in pdf.pages:
            pictures.add_blank_page(page_size=(612, 935))
            page = pictures.pages[-1]
            grey = pikepdf.Stream(pictures, b"\x80" * 100)
            grey.Type, grey.Subtype, grey.Width, grey.Height = (
                pikepdf.Name.XObject,
                pikepdf.Name.Image,
                10,
                10,
            )
            grey.ColorSpace, grey.BitsPerComponent = pikepdf.Name.DeviceGray, 8
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=grey))
            page.Contents = pikepdf.Stream(pictures, b"q 612 0 0 935 0 0 cm /Im Do Q")
    written = io.BytesIO()
    pictures.save(written)
    return written.getvalue()


# What the file carries and says


def file_renamed(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    carried = writer.root["/AF"][0]
    for key in ("/F", "/UF"):
        carried[generic.pdf_name(key)] = generic.pdf_string("kontrak.json")
    writer.update_container(carried)


def file_added(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["bayar.html"] = pikepdf.AttachedFileSpec(pdf, b"<h1>Bayar</h1>", filename="bayar.html")


def info_changed(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    info = writer.trailer["/Info"]
    info[generic.pdf_name("/Title")] = generic.pdf_string("Perjanjian Jual Beli")
    writer.update_container(info)


def xmp_changed(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    text = writer.root["/Metadata"].data.replace(b"Pengelolaan", b"Penghapusan")
    writer.root["/Metadata"] = writer.add_object(generic.StreamObject(stream_data=text))
    writer.update_root()


def without_code(five: Five) -> bytes:
    return five.file.replace(b"Kode verifikasi", b"Xode verifikasi")


def script_added(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    action = {"/S": generic.pdf_name("/JavaScript"), "/JS": generic.pdf_string("app.alert('x')")}
    named = {generic.pdf_name(key): value for key, value in action.items()}
    writer.root[generic.pdf_name("/OpenAction")] = generic.DictionaryObject(named)
    writer.update_root()


# Signatures


def _value(five: Five, number: int) -> tuple[int, bytes]:
    """Where the contents of the signature of that number stand, and what they are (without the padding)."""
    found = list(re.finditer(rb"/Contents\s*<([0-9a-fA-F]{400,})>", five.file))[number]
    held = bytes.fromhex(found[1].decode())
    return found.start(1), held[: len(cms.ContentInfo.load(held).dump())]


def _with_contents(five: Five, number: int, contents: bytes) -> bytes:
    start, _held = _value(five, number)
    end = five.file.index(b">", start)
    return five.file[:start] + contents.hex().encode().ljust(end - start, b"0") + five.file[end:]


def foreign_contents(five: Five) -> bytes:
    found = re.search(rb"/Contents\s*<([0-9a-fA-F]{400,})>", five.other)
    assert found
    held = bytes.fromhex(found[1].decode())
    return _with_contents(five, 4, cms.ContentInfo.load(held).dump())


def certificate_swapped(five: Five) -> bytes:
    """Another certificate of ours where the signer's was."""
    info = cms.ContentInfo.load(_value(five, 4)[1])
    stranger = cms.ContentInfo.load(_value(five, 1)[1])["content"]["certificates"][0].chosen
    signed = info["content"]
    signed["certificates"] = [stranger, *[one.chosen for one in signed["certificates"]][1:]]
    named = {"issuer": stranger.issuer, "serial_number": stranger.serial_number}
    signed["signer_infos"][0]["sid"] = cms.SignerIdentifier("issuer_and_serial_number", named)
    return _with_contents(five, 4, info.dump(force=True))


def stamp_removed(five: Five) -> bytes:
    info = cms.ContentInfo.load(_value(five, 4)[1])
    info["content"]["signer_infos"][0]["unsigned_attrs"] = cms.CMSAttributes([])
    return _with_contents(five, 4, info.dump(force=True))


def stamp_swapped(five: Five) -> bytes:
    """The time stamp of somebody else's signature."""
    info = cms.ContentInfo.load(_value(five, 4)[1])
    earlier = cms.ContentInfo.load(_value(five, 0)[1])["content"]["signer_infos"][0]["unsigned_attrs"]
    info["content"]["signer_infos"][0]["unsigned_attrs"] = earlier
    return _with_contents(five, 4, info.dump(force=True))


def reach_altered(five: Five) -> bytes:
    """The last signature says that it covers less."""
    found = list(re.finditer(rb"/ByteRange\s*\[\s*0 (\d+) (\d+) (\d+)", five.file))[-1]
    less = str(int(found[3]) - 100).encode().rjust(len(found[3]), b"0")
    return five.file[: found.start(3)] + less + five.file[found.end(3) :]


def field_removed(writer: Any) -> None:
    form = writer.root["/AcroForm"]
    form["/Fields"] = type(form["/Fields"])(list(form["/Fields"])[:-1])
    writer.update_container(form)


def evidence_removed(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    del writer.root[generic.pdf_name("/DSS")]
    writer.update_root()


def signed_anew(five: Five, **more: Any) -> bytes:
    """The last place signed outside the portal, on the copy that four have signed."""
    key = sealing.new_key()
    who = Identity(five.names[4].partition(",")[0], "Kepala Desa", "Desa Kalibening4")
    ca = more.pop("ca", None) or the_authority()
    certificate = more.pop("certificate", None) or ca.issue(key.public_key(), who)
    stamp = Stamp(who.name, who.office, who.organization, "https://contoh.id/")
    facts = {"field": "ttd-p5", "certificate": certificate, "authority": ca, "stamp": stamp}
    return pades.sign(five.states[4], key=LocalKey(key), **facts, **more).data


def bare_signature(five: Five, key: Any, certificate: Any) -> bytes:
    """The last place signed by another program, which asks nobody whether the certificate is good."""
    from cryptography.hazmat.primitives import serialization
    from pyhanko.keys import load_private_key_from_pemder_data
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from agreements.signing.crypto.forms import asn1

    pem = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    chain = SimpleCertificateStore()
    chain.register_multiple([asn1(the_authority().intermediate), asn1(the_authority().root)])
    signer = signers.SimpleSigner(asn1(certificate), load_private_key_from_pemder_data(pem, None), chain)
    told = signers.PdfSignatureMetadata(
        field_name="ttd-p5", subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    signed = io.BytesIO()
    writer = IncrementalPdfFileWriter(io.BytesIO(five.states[4]))
    signers.sign_pdf(writer, told, signer, existing_fields_only=True, output=signed)
    return signed.getvalue()


def with_expired_certificate(five: Five) -> bytes:
    key, now = sealing.new_key(), datetime.now(UTC)
    who = Identity(five.names[4].partition(",")[0], "Kepala Desa", "Desa Kalibening4")
    issued = the_authority().issue(key.public_key(), who, until=now - timedelta(seconds=1))
    return bare_signature(five, key, issued)


def with_revoked_certificate(five: Five) -> bytes:
    """The last signatory's own key, whose certificate has been revoked since."""
    place = five.document.signers.get(key="p5")
    certificate, key = open_key(place.person, place.organization, factories.PASSPHRASE)
    certificate.revoked_at = timezone.now() - timedelta(seconds=2)
    certificate.save(update_fields=["revoked_at"])
    return bare_signature(five, key, pki.from_pem(certificate.pem))


def imitated(five: Five) -> bytes:
    """The blank signed five times by an authority that calls itself like ours."""
    with tempfile.TemporaryDirectory() as folder:
        ca = authorities.create(Path(folder) / "tiruan", "sandi palsu")
        return _signed_by_all(five, ca)


def _signed_by_all(five: Five, ca: authorities.Authority) -> bytes:
    data = five.states[0]
    for number, name in enumerate(five.names, start=1):
        key = sealing.new_key()
        person, _comma, office = name.partition(", ")
        who = Identity(person, office, f"Desa Kalibening{number - 1}")
        facts = {"certificate": ca.issue(key.public_key(), who), "authority": ca}
        stamp = Stamp(who.name, who.office, who.organization, "https://contoh.id/")
        data = pades.sign(data, field=f"ttd-p{number}", key=LocalKey(key), stamp=stamp, **facts).data
    return data


# The file as a whole


def older_shown(five: Five) -> bytes:
    """All bytes are there, but the end points back to the state with three signatures."""
    place = five.states[3].rindex(b"startxref")
    return five.file + five.states[3][place:]


def tail_of_other(five: Five) -> bytes:
    """The last revision of another document behind ours."""
    return five.file + five.other[five.other.rindex(b"%%EOF", 0, len(five.other) - 10) :]


def cut_inside(five: Five) -> bytes:
    return five.file[: len(five.file) * 2 // 3]


def nothing(_pdf: Any) -> None:
    """Change nothing."""


def empty_update(writer: Any) -> None:
    """The catalogue once more, as it was."""
    writer.update_root()


def note_removed(writer: Any) -> None:
    """The links and fields of the first page that has any."""
    from pyhanko.pdf_utils import generic

    page = next(kid.get_object() for kid in writer.root["/Pages"]["/Kids"] if "/Annots" in kid.get_object())
    fields = [note for note in page["/Annots"] if note.get_object().get("/FT") == "/Sig"]
    page[generic.pdf_name("/Annots")] = generic.ArrayObject(fields)
    writer.update_container(page)


def closing_removed(writer: Any) -> None:
    """The word of the first signature that only signatures may follow."""
    from pyhanko.pdf_utils import generic

    del writer.root[generic.pdf_name("/Perms")]
    writer.update_root()


def reprinted(five: Five) -> bytes:
    """The blank written anew: the same text without signatures."""
    return rewritten(nothing, five.states[0], deterministic_id=True)
