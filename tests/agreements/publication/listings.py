"""Listings made directly, for tests of what is read from them: figures need many and no texts."""

import datetime as dt
from typing import Any

from django.utils import timezone

from agreements.publication.catalogue.models import Listing
from agreements.record.stages import Stage
from tests import factories
from villages.organizations.models import Partner, Village


def listing(*organizations: Village | Partner, **facts: Any) -> Listing:
    """The listing of a new agreement between them; `facts` are fields of the listing."""
    agreement = factories.listed(
        *(one.organization for one in organizations), stage=facts.get("stage", Stage.IN_FORCE)
    )
    places: set[str] = set()
    for one in organizations:
        if isinstance(one, Village):
            code = one.area_id
            places |= {code[:2], code[:5], code[:8], code}
    starts_on = facts.get("starts_on", dt.date(2026, 1, 1))
    now = timezone.now()
    row: dict[str, Any] = {
        "ref": agreement.ref,
        "kind": agreement.kind,
        "instrument": agreement.instrument,
        "form": agreement.form,
        "field": agreement.field,
        "topic": agreement.topic,
        "stage": agreement.stage,
        "stage_since": agreement.stage_since,
        "published_at": now,
        "starts_on": starts_on,
        "ends_on": dt.date(2026, 12, 31),
        "year": starts_on.year,
        "value": None,
        "title": agreement.title,
        "summary": agreement.summary,
        "names": ", ".join(one.name for one in organizations),
        "organizations": [one.pk for one in organizations],
        "places": sorted(places),
        "partner_kinds": sorted({one.partner_kind for one in organizations if isinstance(one, Partner)}),
        "changed_at": now,
    }
    return Listing.objects.update_or_create(agreement=agreement, defaults=row | facts)[0]
