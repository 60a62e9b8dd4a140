"""Turns agreements, villages, partners and data sets into what programs read in the head of their pages."""

import json
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agreements.publication.catalogue.models import Listing
from agreements.publication.filters import Catalogue
from agreements.publication.opendata import structured
from agreements.publication.opendata.queries import Offered
from agreements.record.models import Agreement
from villages.organizations.models import Partner, Village

register = template.Library()
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(described: dict[str, Any]) -> SafeString:
    """The description as a block of data, in which no text can end the block."""
    data = json.dumps(described, ensure_ascii=False, separators=(",", ":")).translate(_HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(data))


@register.simple_tag
def structured_data(agreement: Agreement) -> SafeString:
    """The agreement for search engines; nothing for one that is not public."""
    listing = Listing.objects.filter(pk=agreement.pk).first()
    return as_script(structured.agreement(listing)) if listing else SafeString("")


@register.simple_tag
def structured_village(village: Village) -> SafeString:
    """The village for search engines."""
    return as_script(structured.village(village))


@register.simple_tag
def structured_partner(partner: Partner) -> SafeString:
    """The partner for search engines."""
    return as_script(structured.partner(partner))


@register.simple_tag
def structured_data_page(offered: list[Offered]) -> SafeString:
    """The data sets for search engines that look for data."""
    return as_script(structured.datasets(offered))


@register.simple_tag
def canonical(url: str) -> SafeString:
    """For search engines: the page to find instead of this one, which shows or asks the same in another way.

    Robots may read each such page, as RFC 6596 has it; what is an answer to one reader only says "noindex" instead.
    """
    return format_html('<link rel="canonical" href="{}{}">', settings.PUBLIC_URL, url)


@register.simple_tag(takes_context=True)
def feed_url(context: Context) -> str:
    """The Atom feed of the question in the address of this page."""
    asked = context["request"].GET
    questions = {name: asked[name] for name in Catalogue.base_filters if asked.get(name) and name != "urut"}
    address = reverse("agreements:feed")
    return f"{address}?{urlencode(questions)}" if questions else address
