"""A piece of a template -> its HTML, drawn once for each language and whatever it says that it depends on.

`{% kept %}…{% endkept %}` is drawn once for all pages, `{% kept listing.ref listing.changed_at %}…{% endkept %}` anew
whenever a key changes. What is kept serves everybody, so it sees nobody: inside, the reader, their request and their
messages do not exist. A process keeps the pieces asked for last; one that is dropped is only drawn again.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any

from django import template
from django.template import Context
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_LETTERS = 12_000_000
"""How much text a process keeps; with its keys some thirty megabytes at most."""
_NOBODY = dict.fromkeys(
    ("request", "user", "perms", "messages", "csrf_token", "support", "unread_notices", "here")
)
"""What a kept piece does not see: everything that differs from reader to reader."""


class Pieces:
    """The pieces asked for last, up to `MOST_LETTERS`."""

    def __init__(self) -> None:
        self._found: OrderedDict[Any, SafeString] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def get(self, key: Any) -> SafeString | None:
        """The piece, if it is kept."""
        with self._lock:
            text = self._found.get(key)
            if text is not None:
                self._found.move_to_end(key)
            return text

    def keep(self, key: Any, text: SafeString) -> None:
        """Keep it, and forget those not asked for longest where there is no more room."""
        with self._lock:
            self._letters += len(text) - len(self._found.pop(key, ""))
            self._found[key] = text
            while self._letters > MOST_LETTERS:
                self._letters -= len(self._found.popitem(last=False)[1])

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()
            self._letters = 0


pieces = Pieces()


class Kept(template.Node):
    """One such piece; the node itself stands in the key, so that two pieces are never taken for each other."""

    def __init__(self, nodelist: NodeList, keys: list[FilterExpression]) -> None:
        self.nodelist, self.keys = nodelist, keys

    def render(self, context: Context) -> SafeString:
        """The kept text, or it is drawn now."""
        key = (self, get_language(), *(one.resolve(context) for one in self.keys))
        text = pieces.get(key)
        if text is None:
            with context.push(**_NOBODY):
                text = self.nodelist.render(context)
            pieces.keep(key, text)
        return text


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """Read the tag; what differs from page to page or from reader to reader cannot stand inside."""
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    if any(nodelist.get_nodes_by_type(kind) for kind in (BlockNode, CsrfTokenNode)):
        raise template.TemplateSyntaxError("kept: neither a block nor a token can be kept")
    return Kept(nodelist, keys)
