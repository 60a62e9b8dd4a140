"""Turns an agreement in force into the way from room to room, and into what became of it in a few figures."""

from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.monitoring.showing.figures import carried_out, lines
from agreements.monitoring.showing.queries import brief
from agreements.publication.statistics.places import Place
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument

register = template.Library()

ROOMS = (
    ("obligations", _("Kewajiban")),
    ("activities", _("Kegiatan dan dana")),
    ("outcomes", _("Hasil")),
    ("body", _("BKAD")),
    ("reports", _("Laporan")),
    ("breaches", _("Pelanggaran")),
    ("disputes", _("Perselisihan")),
    ("changes", _("Perubahan")),
    ("ending", _("Pengakhiran")),
    ("voices-of", _("Suara warga")),
    ("practice", _("Praktik baik")),
)
"""The rooms in their order: the name of the address and what the way there says."""


@register.inclusion_tag("components/tabs.html")
def monitoring_rooms(agreement: Agreement, here: str) -> dict[str, Any]:
    """The rooms of this agreement as links, the one at hand marked; a joint body only where there is one to be."""
    tabs = []
    for name, label in ROOMS:
        if name == "body" and agreement.kind != "inter_village":
            continue
        if name == "practice" and agreement.stage != "ended":
            continue
        try:
            url = reverse(f"agreements:{name}", args=[agreement.ref])
        except NoReverseMatch:
            continue
        tabs.append((label, url, name == here))
    return {"tabs": tabs, "label": gettext("Pelaksanaan kerja sama")}


@register.inclusion_tag("agreements/monitoring/showing/_brief.html")
def what_became_of(agreement: Agreement) -> dict[str, Any]:
    """What became of a public agreement in a few figures, for its own page; nothing for an addendum."""
    if agreement.instrument == Instrument.ADDENDUM:
        return {"agreement": agreement, "brief": None}
    return {"agreement": agreement, "brief": brief(agreement)}


@register.inclusion_tag("agreements/monitoring/showing/_figures.html")
def how_carried_out(region: Place) -> dict[str, Any]:
    """How the agreements of a region are carried out and what citizens say of it, for its page of figures."""
    found = carried_out(region)
    return {"region": region, "found": found, "lines": lines(found)}
