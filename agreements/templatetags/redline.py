"""A woven line -> words that say what came in and what went out, to the eye, on paper and to a screen reader."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.drafting.versions.pages import links
from agreements.drafting.versions.weaving import Line, Piece
from agreements.record.models import Agreement

register = template.Library()
_TAGS = {"added": "ins", "removed": "del"}


@register.filter
def woven(line: Line) -> SafeString:
    """The line with what came in underlined and what went out struck, each also told in words nobody sees."""
    return mark_safe(" ".join(map(_piece, line.pieces)))


@register.filter
def woven_lines(lines: Sequence[Line]) -> SafeString:
    """Each line as a paragraph, set in as far as its number asks for."""
    return mark_safe("\n".join(f'<p class="{line.kind}">{woven(line)}</p>' for line in lines))


def _piece(piece: Piece) -> SafeString:
    if piece.kind == "same":
        return escape(piece.text)
    begins = _("ditambahkan:") if piece.kind == "added" else _("dihapus:")
    language = get_language() or "id"
    return format_html(
        '<{tag}><span class="visually-hidden"{lang}>[{begins} </span>{text}'
        '<span class="visually-hidden"{lang}> {ends}]</span></{tag}>',
        tag=_TAGS[piece.kind],
        lang="" if language == "id" else format_html(' lang="{}"', language),  # the text around is Indonesian
        begins=begins,
        text=piece.text,
        ends=_("akhir perubahan"),
    )


@register.simple_tag
def since_links(user: Any, agreement: Agreement) -> list[tuple[str, str]]:
    """What changed since the user's party agreed, and since the last review: label and address."""
    return links(user, agreement)
