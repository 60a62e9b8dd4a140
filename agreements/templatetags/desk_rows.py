"""One row of a desk -> its HTML, for the templates of desks and lists."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from agreements.desk.drawing import Words, draw, said
from agreements.desk.queries import Row

register = template.Library()


@register.simple_tag
def desk_row(row: Row, mine: bool, choosing: Any) -> SafeString:
    """Draw the row; `mine` when it waits for the reader, `choosing` when several may be dealt with at once."""
    return draw(said(row, mine=bool(mine), choosing=bool(choosing)))


@register.simple_tag
def desk_words(words: Words) -> SafeString:
    """Draw the row that says this."""
    return draw(words)
