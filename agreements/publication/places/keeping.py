"""A page of a village, of a partner or of a list of them -> what it depends on, with the agreements it shows."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import Max

from agreements.publication.caching import last_change, moment, public_page
from villages.organizations.keeping import LISTS, PARTNER, VILLAGE, View
from villages.organizations.models import Organization
from villages.people.access import today
from villages.people.models import SIGNING_POSITIONS


def kept_until_told(page: str) -> Callable[[View], View]:
    """Keep it until the village or partner says something new of itself, its head changes, or an agreement of its."""
    return public_page(_SAID[page])


def last_agreed(organization: Organization) -> str:
    """How many public agreements it has and when one of them last said something new; one query.

    Names of neighbours and where they lie drift slowly: they are looked up anew every `MOMENT`, like whole pages.
    """
    with connection.cursor() as cursor:
        cursor.execute(_AGREED, [organization.pk])
        count, changed = cursor.fetchone()
    return f"{organization.pk} {count} {changed} {moment()}"


_AGREED = (
    "SELECT count(*), max(changed_at) FROM agreements_listing WHERE organizations @> ARRAY[%s]::bigint[]"
)
_TOLD = """
SELECT organization.id, organization::text, own::text, place::text,
  (SELECT string_agg(held::text || person.full_name, ' ' ORDER BY held.id)
    FROM villages_membership AS held JOIN villages_user AS person ON person.id = held.person_id
    WHERE held.organization_id = organization.id AND held.position = ANY(%s)),
  (SELECT string_agg(acting::text || person.full_name, ' ' ORDER BY acting.id)
    FROM villages_delegation AS acting JOIN villages_user AS person ON person.id = acting.person_id
    WHERE acting.organization_id = organization.id)
FROM {own} AS own JOIN villages_organization AS organization ON organization.id = own.organization_id
  JOIN {place} AS place ON place.code = own.{lies}
WHERE own.{key} = %s
"""
"""All that an organization says of itself, and who may sign for it and since when. Written out, since asked of the
models it would cost more than a kept page."""
_VILLAGE = _TOLD.format(own="villages_village", place="villages_villagearea", lies="area_id", key="area_id")
_PARTNER = _TOLD.format(own="villages_partner", place="villages_regency", lies="regency_id", key="slug")


def _of_village(_request: Any, code: str) -> str:
    return _told(_VILLAGE, code)


def _of_partner(_request: Any, slug: str) -> str:
    return _told(_PARTNER, slug)


def _told(sql: str, key: str) -> str:
    """What its page says today, and what it agreed; names of those who carry it on may drift for a moment."""
    with connection.cursor() as cursor:
        cursor.execute(sql, [[str(position) for position in SIGNING_POSITIONS], key])
        row = cursor.fetchone()
    return f"{today()} {row} {last_agreed(Organization(pk=row[0]))}" if row else "-"


def _of_lists(_request: Any) -> str:
    """Near enough: who was added last; a new name or standing is told within the moment that a page is kept."""
    return f"{Organization.objects.aggregate(Max('pk'))['pk__max']} {last_change()}"


_SAID: dict[str, Callable[..., str]] = {VILLAGE: _of_village, PARTNER: _of_partner, LISTS: _of_lists}
