"""Whose yearly extract somebody may take: their own village's, or of a village that their office looks after."""

from django.db.models import Q
from django.utils.translation import gettext as _

from villages.organizations.models import OfficeKind, OrganizationKind, Village
from villages.people.access import Answer, Mandate, Refused, mandates
from villages.people.models import User


def looked_after(held: list[Mandate]) -> list[int]:
    """Keys of the villages that the offices of these mandates look after: a kecamatan its own, else the regency's."""
    reach = Q(pk__in=[])
    for mandate in held:
        if mandate.organization.kind != OrganizationKind.OFFICE:
            continue
        office = mandate.organization.office
        if office.office_kind == OfficeKind.SUBDISTRICT:
            reach |= Q(area__subdistrict=office.subdistrict_id)
        else:
            reach |= Q(area__subdistrict__regency=office.regency_id)
    return list(Village.objects.filter(reach).order_by("pk").values_list("pk", flat=True))


def villages_for(user: User) -> list[Village]:
    """The villages whose extract this person may take, their own first. Raises Refused for who has none."""
    held = mandates(user)
    own = [m.organization.pk for m in held if m.organization.kind == OrganizationKind.VILLAGE]
    found = Village.objects.filter(pk__in=[*own, *looked_after(held)])
    rows = list(found.select_related("area__subdistrict__regency").order_by("area_id"))
    if not rows:
        words = _("Ekstrak LPPD untuk perangkat desa, kecamatan, dan kabupaten.")
        raise Refused(Answer(False, words, because_of_who=True))
    return sorted(rows, key=lambda village: village.pk not in own)
