"""A draft -> the places in its articles where dots still wait for words."""

import re

from django.utils.translation import gettext as _

from agreements.documents.outline import placeholders, values
from agreements.documents.words import BLANK
from agreements.drafting.findings import Finding
from agreements.drafting.queries import text_of
from agreements.record.models import Agreement

_DOTS = re.compile(r"(?:…\s?){2,}|\.{4,}|_{4,}")


def unfilled(agreement: Agreement) -> list[Finding]:
    """Dots or lines that somebody meant to fill, which block; and what the particulars leave open, a warning.

    A reference whose article is gone reads as dots too, but `writing.checking` reports that one.
    """
    content = text_of(agreement)
    known = values(content)
    found = []
    articles = [article for chapter in content["chapters"] for article in chapter["articles"]]
    for number, article in enumerate(articles, start=1):
        place = f"passage:{article['key'].removeprefix('a')}"
        if _DOTS.search(article["body"]):
            message = _("Pasal %d masih memuat titik-titik; isi atau hapus dahulu.") % number
            found.append(Finding(message, place=place))
        empty = [name for name in placeholders(article["body"]) if known.get(name) == BLANK]
        if empty and not empty[0].startswith("pasal."):
            words = _("Pasal %(number)d memakai isian {{ %(name)s }} yang belum ada isinya.")
            found.append(Finding(words % {"number": number, "name": empty[0]}, blocking=False, place=place))
    return found
