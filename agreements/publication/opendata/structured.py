"""Agreements, villages, partners and data sets -> schema.org descriptions, as search engines read them (JSON-LD).

A joint regulation is `Legislation`, what parties agree a `DigitalDocument`, a village a `GovernmentOrganization`. Only
what the page itself shows is said: listings and names of offices, never a person.
"""

from typing import Any

from django.conf import settings

from agreements.drafting.elsewhere.models import ElsewhereNumber
from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.dictionary import LICENCE
from agreements.publication.opendata.feeds.dcat import media_type
from agreements.publication.opendata.files import downloadable
from agreements.publication.opendata.formats import in_json
from agreements.publication.opendata.queries import Offered
from agreements.publication.opendata.rows import address
from agreements.publication.privacy.masking import mask
from agreements.record.models import RegisterEntry
from agreements.record.stages import Stage
from agreements.record.vocabulary import Instrument
from villages.organizations.models import Partner, PartnerKind, Village

CONTEXT = "https://schema.org"
_FORCE = {Stage.IN_FORCE: "InForce", Stage.ENDED: "NotInForce"}
_KIND_OF: dict[str, str] = {
    PartnerKind.FIRM: "Corporation",
    PartnerKind.COOPERATIVE: "Organization",
    PartnerKind.NGO: "NGO",
    PartnerKind.UNIVERSITY: "CollegeOrUniversity",
    PartnerKind.GOVERNMENT: "GovernmentOrganization",
}


def agreement(found: Listing) -> dict[str, Any]:
    """A public agreement; two queries, for its numbers and for its file."""
    url = address("agreements:agreement", found.ref)
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": url,
        "url": url,
        "name": mask(found.title),
        "abstract": mask(found.summary),
        "inLanguage": "id",
        "about": str(found.get_topic_display()),
        "datePublished": in_json(found.published_at),
        "dateModified": in_json(found.changed_at),
        "temporalCoverage": f"{found.starts_on.isoformat()}/{found.ends_on.isoformat()}",
        "spatialCoverage": _places(found),
        "isAccessibleForFree": True,
        "license": LICENCE,
        "publisher": _portal(),
        "identifier": [found.ref, *_numbers(found)],
        "encoding": _files(found),
    }
    parties = [_party(party) for party in found.parties]
    if found.instrument == Instrument.JOINT_REGULATION:
        described |= {
            "@type": "Legislation",
            "legislationType": str(found.get_instrument_display()),
            "legislationIdentifier": "; ".join(_numbers_of(described)) or found.ref,
            "legislationPassedBy": parties,
            "legislationLegalForce": f"{CONTEXT}/{_FORCE.get(Stage(found.stage), 'InForce')}",
            "legislationJurisdiction": described["spatialCoverage"],
        }
    else:
        described |= {
            "@type": "DigitalDocument",
            "additionalType": str(found.get_instrument_display()),
            "creator": parties,
            "creativeWorkStatus": str(found.get_stage_display()),
        }
    return _said(described)


def _numbers_of(described: dict[str, Any]) -> list[str]:
    return list(described["identifier"][1:])


def _numbers(found: Listing) -> list[str]:
    """The numbers in the parties' registers, in the order of the parties."""
    model = ElsewhereNumber if found.signed_elsewhere else RegisterEntry
    rows = model.objects.filter(agreement=found.pk).order_by("pk")
    numbers = dict(rows.values_list("organization", "number"))
    known = [numbers[party["id"]] for party in found.parties if party["id"] in numbers]
    return list(dict.fromkeys(mask(number) for number in known))


def _files(found: Listing) -> list[dict[str, Any]]:
    files = []
    if downloadable([found]):
        files.append(_file(address("agreements:document", found.ref), "application/pdf"))
    if not found.signed_elsewhere:
        files.append(_file(address("agreements:akoma-ntoso", found.ref), "application/akn+xml"))
    return files


def _file(url: str, media: str) -> dict[str, Any]:
    return {"@type": "MediaObject", "contentUrl": url, "encodingFormat": media}


def _places(found: Listing) -> list[dict[str, Any]]:
    """Where its villages are, by name and place."""
    names = [f"{p['name']}, {p['place']}" for p in found.parties if p["kind"] == "village" and p.get("place")]
    return [{"@type": "AdministrativeArea", "name": mask(name)} for name in names]


def _party(party: dict[str, Any]) -> dict[str, Any]:
    village = party["kind"] == "village"
    name = "villages:village" if village else "villages:partner"
    kind = (
        "GovernmentOrganization" if village else _KIND_OF.get(party.get("partner_kind") or "", "Organization")
    )
    return _said(
        {
            "@type": kind,
            "name": mask(party["name"]),
            "url": address(name, party["key"]) if party.get("key") else "",
            "location": mask(party.get("place") or ""),
        }
    )


def _portal() -> dict[str, Any]:
    return {"@type": "Organization", "name": "Portal Kerja Sama Desa", "url": f"{settings.PUBLIC_URL}/"}


def village(found: Village) -> dict[str, Any]:
    """A village as an office of the public, with the code by which the ministry knows it."""
    area, url = found.area, address("villages:village", found.area_id)
    described = {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": url,
        "url": url,
        "name": mask(found.name),
        "identifier": found.area_id,
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": mask(f"{found.name}, {area.place}"),
            **_geo(area.latitude, area.longitude),
        },
    }
    return _said(described)


def _geo(latitude: Any, longitude: Any) -> dict[str, Any]:
    if latitude is None or longitude is None:
        return {}
    at = {"@type": "GeoCoordinates", "latitude": float(latitude), "longitude": float(longitude)}
    return {"geo": at}


def partner(found: Partner) -> dict[str, Any]:
    """A partner as an organization with its seat; never with its numbers or who answers for it."""
    url = address("villages:partner", found.slug)
    return {
        "@context": CONTEXT,
        "@type": _KIND_OF.get(found.partner_kind, "Organization"),
        "@id": url,
        "url": url,
        "name": mask(found.name),
        "location": found.regency.name,
    }


def datasets(offered: list[Offered]) -> dict[str, Any]:
    """The data sets with their files."""
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": address("agreements:data"),
        "name": "Data terbuka kerja sama desa",
        "license": LICENCE,
        "publisher": _portal(),
        "dataset": [_dataset(one) for one in offered],
    }


def _dataset(one: Offered) -> dict[str, Any]:
    described = {
        "@type": "Dataset",
        "@id": f"{address('agreements:data')}#{one.dataset.name}",
        "url": f"{address('agreements:data')}#{one.dataset.name}",
        "name": str(one.dataset.title),
        "description": str(one.dataset.description),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": _portal(),
        "dateModified": in_json(one.made_at) if one.made_at else "",
        "variableMeasured": [column.code for column in one.dataset.columns],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address("agreements:data-file", file.name),
                "encodingFormat": media_type(file.dump),
                "contentSize": str(file.dump.size),
                "sha256": file.dump.sha256,
            }
            for file in one.files
        ],
    }
    return _said(described)


def _said(described: dict[str, Any]) -> dict[str, Any]:
    """The description without what is not known."""
    return {name: value for name, value in described.items() if value not in ("", [], None)}
