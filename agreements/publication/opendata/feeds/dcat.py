"""The data sets and their files -> a DCAT 3 catalogue (W3C) in JSON-LD, as data portals harvest it."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from agreements.publication.opendata.datasets import DATASETS, Dataset
from agreements.publication.opendata.dictionary import LICENCE
from agreements.publication.opendata.dumping import name_of
from agreements.publication.opendata.formats import in_json
from agreements.publication.opendata.models import Dump
from agreements.publication.opendata.rows import address

CONTENT_TYPE = "application/ld+json"
_IANA = "https://www.iana.org/assignments/media-types/"
_EU = "http://publications.europa.eu/resource/authority/"
MEDIA = {
    Dump.Format.CSV: ("text/csv", "application/gzip"),
    Dump.Format.JSON_LINES: ("application/jsonl", "application/gzip"),
    Dump.Format.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ""),
}
"""Of each format its media type, and how it is packed."""
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(dumps: Iterable[Dump]) -> dict[str, Any]:
    """The whole catalogue, in Indonesian; a data set whose files are not made yet has no distribution."""
    files = list(dumps)
    with translation.override("id"):
        itself = address("agreements:data")
        return {
            "@context": _CONTEXT,
            "@id": address("agreements:data-catalogue"),
            "@type": "dcat:Catalog",
            "dct:title": _said(_("Data terbuka kerja sama desa")),
            "dct:description": _said(_("Semua data kerja sama desa yang sudah diumumkan.")),
            "dct:publisher": _publisher(),
            "dct:language": {"@id": f"{_EU}language/IND"},
            "dct:license": {"@id": LICENCE},
            "dct:spatial": {"@id": f"{_EU}country/IDN"},
            "foaf:homepage": {"@id": itself},
            "dcat:dataset": [_dataset(dataset, files) for dataset in DATASETS],
            "dcat:service": [_service()],
        }


def _said(text: Any) -> dict[str, str]:
    return {"@value": str(text), "@language": "id"}


def _moment(value: Any) -> dict[str, str]:
    return {"@value": in_json(value), "@type": "xsd:dateTime"}


def _publisher() -> dict[str, Any]:
    return {
        "@type": "foaf:Agent",
        "foaf:name": "Portal Kerja Sama Desa",
        "foaf:homepage": {"@id": address("agreements:home")},
    }


def _dataset(dataset: Dataset, dumps: list[Dump]) -> dict[str, Any]:
    own = [dump for dump in dumps if dump.dataset == dataset.code]
    found: dict[str, Any] = {
        "@id": f"{address('agreements:data')}#{dataset.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _said(dataset.title),
        "dct:description": _said(dataset.description),
        "dcat:keyword": [_said(_("kerja sama desa")), _said(_("desa")), _said(dataset.title)],
        "dcat:landingPage": {"@id": address("agreements:data")},
        "dct:license": {"@id": LICENCE},
        "dct:accessRights": {"@id": f"{_EU}access-right/PUBLIC"},
        "dct:accrualPeriodicity": {"@id": f"{_EU}frequency/DAILY"},
        "dct:publisher": _publisher(),
        "dct:conformsTo": {"@id": address("agreements:data-schema")},
        "dcat:distribution": [_distribution(dump) for dump in own],
    }
    if own:
        found["dct:modified"] = _moment(max(dump.made_at for dump in own))
    return found


def _distribution(dump: Dump) -> dict[str, Any]:
    name = name_of(dump)
    url = address("agreements:data-file", name)
    media, packed = MEDIA[Dump.Format(dump.format)]
    found: dict[str, Any] = {
        "@id": f"{url}#{dump.sha256}",
        "@type": "dcat:Distribution",
        "dct:title": _said(name),
        "dcat:downloadURL": {"@id": url},
        "dcat:accessURL": {"@id": address("agreements:data")},
        "dcat:mediaType": {"@id": _IANA + media},
        "dcat:byteSize": {"@value": str(dump.size), "@type": "xsd:nonNegativeInteger"},
        "dct:modified": _moment(dump.made_at),
        "dct:license": {"@id": LICENCE},
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
            "spdx:checksumValue": {"@value": dump.sha256, "@type": "xsd:hexBinary"},
        },
    }
    if packed:
        found["dcat:compressFormat"] = {"@id": _IANA + packed}
    return found


def _service() -> dict[str, Any]:
    """The interface for programs, which serves the same data sets."""
    return {
        "@id": address("agreements:api-root"),
        "@type": "dcat:DataService",
        "dct:title": _said(_("API kerja sama desa")),
        "dcat:endpointURL": {"@id": address("agreements:api-root")},
        "dcat:endpointDescription": {"@id": address("agreements:api-schema")},
        "dcat:landingPage": {"@id": address("agreements:api")},
        "dct:license": {"@id": LICENCE},
        "dcat:servesDataset": [{"@id": f"{address('agreements:data')}#{d.name}"} for d in DATASETS],
    }


def media_type(dump: Dump) -> str:
    """What the file holds once it is unpacked."""
    return MEDIA[Dump.Format(dump.format)][0]
