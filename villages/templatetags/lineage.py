"""Turns a village into the sentences that tell what it was called, whom it carries on and who carries it on."""

from typing import Any

from django import template
from django.db.models import CharField, F, Value
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from villages.organizations.lineage.models import PastName, Succession
from villages.organizations.models import Organization

register = template.Library()


@register.simple_tag
def lineage_of(organization: Organization) -> list[tuple[str, str, str]]:
    """Each a sentence, a name that leads further and its address, empty where there is nowhere to go; one query."""
    merger, split = Succession.Kind.MERGER.value, Succession.Kind.SPLIT.value
    words = {
        ("name", ""): _("Dahulu %(name)s, kode %(code)s, sampai %(day)s."),
        ("after", merger): _("Sejak %(day)s bergabung menjadi:"),
        ("after", split): _("Pada %(day)s dimekarkan; desa baru:"),
        ("before", merger): _("Sejak %(day)s meneruskan:"),
        ("before", split): _("Pada %(day)s dimekarkan dari:"),
    }
    told = []
    for what, kind, name, code, day in sorted(_rows(organization), key=lambda row: (row[4], *row[:4])):
        sentence = words[what, kind] % {"name": name, "code": code, "day": date_format(day, "j F Y")}
        there = ("", "") if what == "name" else (name, reverse("villages:village", args=[code]))
        told.append((sentence, *there))
    return told


def _rows(organization: Organization) -> list[tuple[Any, ...]]:
    names = PastName.objects.filter(organization=organization).order_by()
    after = Succession.objects.filter(predecessor=organization).order_by()
    before = Succession.objects.filter(successor=organization).order_by()
    said = names.values_list(_text("name"), _text(""), F("name"), F("code"), F("until"))
    heirs = after.values_list(
        _text("after"), F("kind"), F("successor__name"), F("successor__village__area_id"), F("on")
    )
    origins = before.values_list(
        _text("before"), F("kind"), F("predecessor__name"), F("predecessor__village__area_id"), F("on")
    )
    return list(said.union(heirs, origins))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())
