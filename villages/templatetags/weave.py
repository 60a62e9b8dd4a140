"""Turns dates, money, counts and icon names into what a reader sees, the same way on every page."""

from datetime import date, datetime
from functools import cache

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

register = template.Library()

# Flat strokes on a grid of 24; drawn for this portal. The name says what it means, not what it looks like.
ICONS = {
    "add": "M12 4v16M4 12h16",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "attachment": "M8 12V7a4 4 0 0 1 8 0v9a3 3 0 0 1-6 0V8",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 19a2 2 0 0 0 4 0M12 3v2",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "check": "M4 13l5 5L20 6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l4 2",
    "copy": "M9 9h11v11H9zM15 9V4H4v11h5",
    "danger": "M8 3h8l5 5v8l-5 5H8l-5-5V8zM9 9l6 6M15 9l-6 6",
    "drafting": "M4 5h16M4 10h16M4 15h9M4 20h5",
    "edit": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "document": "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
    "down": "M5 9l7 7 7-7",
    "download": "M12 4v11M7 11l5 5 5-5M4 20h16",
    "draft": "M4 5h16M4 10h16M4 15h9M4 20h5",
    "ended": "M5 5h14v14H5zM9 9h6v6H9z",
    "in_force": "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8 12l3 3 5-6",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v6M12 7v1",
    "key": "M8 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 12h9v4M17 12v3",
    "language": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM3 12h18M12 3c-5 5-5 13 0 18 5-5 5-13 0-18z",
    "link": "M10 14a4 4 0 0 1 0-6l3-3a4 4 0 0 1 6 6l-2 2M14 10a4 4 0 0 1 0 6l-3 3a4 4 0 0 1-6-6l2-2",
    "lock": "M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4M12 15v2",
    "mail": "M3 5h18v14H3zM3 6l9 7 9-7",
    "partner": "M4 21V8h9v13M13 12h7v9M3 21h18M7 12h3M7 16h3M16 16h1",
    "people": "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3 20a6 7 0 0 1 12 0M16 5a3 3 0 0 1 0 6M18 14a5 5 0 0 1 3 6",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21v-1a8 6 0 0 1 16 0v1",
    "publication": "M4 10v4h4l9 5V5l-9 5zM8 14v5h3M20 10v4",
    "rejected": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9 9l6 6M15 9l-6 6",
    "remove": "M6 6l12 12M18 6L6 18",
    "review": "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l6 6M7 10l2 2 4-4",
    "search": "M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l6 6",
    "send": "M3 12l18-8-7 17-3-7zM11 14l10-10",
    "signing": "M3 21h18M6 17l1-5 9-9 4 4-9 9zM13 6l4 4",
    "success": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM8 12l3 3 5-6",
    "up": "M5 15l7-7 7 7",
    "upload": "M12 16V5M7 9l5-5 5 5M4 20h16",
    "village": "M3 12l9-8 9 8M5 10v10h14V10M10 20v-6h4v6",
    "warning": "M12 3l10 18H2zM12 10v5M12 17v1",
    "withdrawn": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 6l12 12",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of our own small pictures; it decorates a word and is silent to a screen reader."""
    return _drawn(name)


@cache
def _drawn(name: str) -> SafeString:
    """The picture, made once: a page draws some of them many times."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day as 22 November 2026, in the portal's time zone; nothing for no day."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(value, "j F Y")


@register.filter
def moment(value: datetime | None) -> str:
    """Write a day and an hour as 22 November 2026, 14.05."""
    if not value:
        return ""
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return date_format(value, "j F Y, H.i")


@register.filter
def rupiah(value: int | str | None) -> str:
    """Write money as Rp 12.500.000 with a space that does not break; nothing for no amount."""
    if value is None or value == "":
        return ""
    return "Rp\u00a0" + f"{int(value):,}".replace(",", ".")


@register.filter
def in_words(count: int, cap: int = 10_000) -> str:
    """Say how many there are as people do: tidak ada, 12, or (above the cap) lebih dari 10.000."""
    if not count:
        return gettext("tidak ada")
    if count > cap:
        return gettext("lebih dari %(number)s") % {"number": number_format(cap, use_l10n=True)}
    return number_format(count, use_l10n=True)


@register.simple_tag
def mark() -> SafeString:
    """Draw the mark: two pairs of strips woven over and under; the colours come from the style sheet."""
    return mark_safe(
        '<svg class="emblem" viewBox="2 2 28 28" aria-hidden="true" focusable="false">'
        '<path class="emblem-warp" d="M6 2h8v15H6zM6 27h8v3H6zM18 2h8v3h-8zM18 15h8v15h-8z"/>'
        '<path class="emblem-weft" d="M2 6h3v8H2zM15 6h15v8H15zM2 18h15v8H2zM27 18h3v8h-3z"/></svg>'
    )
