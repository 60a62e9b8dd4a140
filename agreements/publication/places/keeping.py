"""A page of a village, of a partner or of a list of them -> what it depends on, with the agreements it shows."""

from collections.abc import Callable
from typing import Any

from django.db.models import Max, QuerySet

from agreements.publication.caching import last_change, public_page
from villages.organizations.keeping import LISTS, PARTNER, VILLAGE, View
from villages.organizations.models import Organization, Partner, Village
from villages.people.access import signatories


def kept_until_told(page: str) -> Callable[[View], View]:
    """Keep it until the village or partner says something new of itself, its head changes, or any agreement does."""
    said = _SAID[page]

    def both(*args: Any, **kwargs: Any) -> str:
        return f"{said(*args, **kwargs)} {last_change()}"

    return public_page(both)


def _of_village(_request: Any, code: str) -> str:
    shown = Village.objects.filter(area=code).values_list(
        *("pk", "name", "standing", "standing_on", "address", "logo", "profile", "head_title"),
        *("latitude", "longitude", "area__name", "area__vanished"),
    )
    return _said(shown)


def _of_partner(_request: Any, slug: str) -> str:
    shown = Partner.objects.filter(slug=slug).values_list(
        *("pk", "name", "standing", "standing_on", "address", "logo", "partner_kind", "deed", "interests"),
        *("regency__name", "examiner__name"),
    )
    return _said(shown)


def _said(shown: QuerySet[Any, Any]) -> str:
    """What the organization says of itself, and who heads it today."""
    row = shown.order_by("pk").first()
    heads = signatories([Organization(pk=row[0])]) if row else {}
    told = [f"{head.person} {head.title} {head.acting}" for held in heads.values() for head in held[:1]]
    return f"{row} {told}"


def _of_lists(_request: Any) -> str:
    """Near enough: who was added last; a new name or standing is told within the moment that a page is kept."""
    return str(Organization.objects.aggregate(Max("pk"))["pk__max"])


_SAID: dict[str, Callable[..., str]] = {VILLAGE: _of_village, PARTNER: _of_partner, LISTS: _of_lists}
