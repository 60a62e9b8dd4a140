"""Public agreements -> the documents that the national network of legal documentation (JDIHN) harvests.

The fields are those of the network's integration standard (Permenkumham 8/2019) under the names that its members
publish: every value is a text, "-" where there is nothing, dates as RFC 3339 writes them.
"""

from collections.abc import Collection, Sequence
from typing import Any

from django.utils import translation
from django.utils.timezone import localtime

from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.files import downloadable
from agreements.publication.opendata.formats import in_json
from agreements.publication.opendata.numbers import numbers_of
from agreements.publication.opendata.rows import address
from agreements.publication.privacy.masking import mask
from agreements.record.stages import Stage
from agreements.record.vocabulary import Instrument
from agreements.signing.models import FrozenDocument

PAGE = 100
NOTHING = "-"
_SHORT = {
    Instrument.JOINT_REGULATION: "PERMAKADES",
    Instrument.CONTRACT: "PKS",
    Instrument.MEMORANDUM: "NK",
    Instrument.CHARTER: "PIAGAM",
    Instrument.ADDENDUM: "ADENDUM",
}


def documents(listings: Sequence[Listing]) -> list[dict[str, str]]:
    """The listings as the network reads them; five queries for all."""
    keys = [found.pk for found in listings]
    numbers, settled, files = numbers_of(keys), _settled_on(keys), downloadable(listings)
    with translation.override("id"):
        return [
            _document(found, numbers[found.pk], settled.get(found.pk, NOTHING)) | _file(found, files)
            for found in listings
        ]


def _settled_on(keys: Sequence[int]) -> dict[int, str]:
    """The day that stands in each text: that of its freezing, or of its signing elsewhere."""
    records = ElsewhereRecord.objects.filter(agreement__in=keys).order_by("pk")
    found = {key: day.isoformat() for key, day in records.values_list("agreement", "signed_on")}
    living = FrozenDocument.objects.filter(agreement__in=keys, voided_at__isnull=True).order_by("pk")
    for key, moment in living.values_list("agreement", "frozen_at"):
        found[key] = localtime(moment).date().isoformat()
    return found


def _document(found: Listing, numbers: dict[int, str], settled_on: str) -> dict[str, str]:
    public_on = localtime(found.published_at).date()
    regulation = found.instrument == Instrument.JOINT_REGULATION
    said: dict[str, Any] = {
        "idData": found.ref,
        "tahun_pengundangan": str(public_on.year),
        "tanggal_pengundangan": public_on.isoformat(),
        "tanggal_penetapan": settled_on,
        "jenis": str(found.get_instrument_display()).upper(),
        "singkatanJenis": _SHORT[Instrument(found.instrument)],
        "noPeraturan": "; ".join(numbers[p["id"]] for p in found.parties if p["id"] in numbers),
        "judul": mask(f"{found.get_instrument_display()} tentang {found.title}"),
        "noPanggil": "",
        "tempatTerbit": mask(_first_place(found)),
        "penerbit": "",
        "deskripsiFisik": "",
        "sumber": "Berita Desa" if regulation else "",
        "subjek": str(found.get_topic_display()),
        "isbn": "",
        "status": "Berlaku" if found.stage == Stage.IN_FORCE else "Tidak Berlaku",
        "bahasa": "Indonesia",
        "bidangHukum": str(found.get_field_display()),
        "teuBadan": mask("; ".join(_author(party) for party in found.parties)),
        "nomorIndukBuku": "",
        "abstrak": mask(found.summary),
        "urlDetailPeraturan": address("agreements:agreement", found.ref),
        "operasi": "4",
        "display": "1",
        "lastUpdated": in_json(found.changed_at),
    }
    said["urlAbstrak"] = said["urlDetailPeraturan"]
    return {name: str(value) or NOTHING for name, value in said.items()}


def _file(found: Listing, files: Collection[int]) -> dict[str, str]:
    if found.pk not in files:
        return {"fileDownload": NOTHING, "urlDownload": NOTHING}
    url = address("agreements:document", found.ref)
    return {"fileDownload": f"{found.ref}.pdf", "urlDownload": url}


def _author(party: dict[str, Any]) -> str:
    """The body that laid it down, with its place: names are no keys."""
    return f"{party['name']}, {party['place']}" if party.get("place") else str(party["name"])


def _first_place(found: Listing) -> str:
    """The regency of the first village: "Kabupaten Kebumen"."""
    places = (str(p["place"]) for p in found.parties if p["kind"] == "village" and p.get("place"))
    return next(places, "").rpartition(", ")[2]
