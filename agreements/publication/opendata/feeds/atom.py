"""The answer to a search of the catalogue -> an Atom feed (RFC 4287), newest first, with further pages (RFC 5005)."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.publication.catalogue.models import Listing
from agreements.publication.catalogue.paging import Page
from agreements.publication.opendata.elements import Element, add, root, written
from agreements.publication.opendata.files import downloadable
from agreements.publication.opendata.formats import in_json
from agreements.publication.opendata.rows import address
from agreements.publication.privacy.masking import mask

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
PAGE = 50
_EMPTY_SINCE = "1970-01-01T00:00:00Z"


def feed(page: Page, asked: Mapping[str, str], key: str, language: str) -> bytes:
    """The page as a feed; `asked` are the questions of the address, `key` where this page begins."""
    outer = root("feed", "http://www.w3.org/2005/Atom")
    outer.set("xml:lang", language)
    add(outer, "id", _url("agreements:feed", asked))
    add(outer, "title", _title(asked))
    add(outer, "subtitle", _("Kerja sama desa yang diumumkan, terbaru lebih dahulu."))
    changed = [in_json(row.changed_at) for row in page.rows]
    add(outer, "updated", max(changed, default=_EMPTY_SINCE))
    add(add(outer, "author"), "name", _("Portal Kerja Sama Desa"))
    add(outer, "icon", settings.PUBLIC_URL + static("img/mark.svg"))
    add(outer, "rights", "CC BY 4.0")
    here = {**asked, "sesudah": key} if key else asked
    _link(outer, "self", _url("agreements:feed", here), "application/atom+xml")
    _link(outer, "alternate", _url("agreements:catalogue", asked), "text/html")
    if key:
        _link(outer, "first", _url("agreements:feed", asked), "application/atom+xml")
    if page.next_key:
        following = {**asked, "sesudah": page.next_key}
        _link(outer, "next", _url("agreements:feed", following), "application/atom+xml")
    files = downloadable(page.rows)
    for row in page.rows:
        _entry(outer, row, has_file=row.pk in files)
    return written(outer)


def _title(asked: Mapping[str, str]) -> str:
    if asked.get("q"):
        return _("Kerja sama desa: “%(words)s”") % {"words": asked["q"]}
    return _("Kerja sama desa")


def _url(name: str, asked: Mapping[str, str]) -> str:
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{settings.PUBLIC_URL}{reverse(name)}{query}"


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    add(parent, "link", rel=rel, href=href, type=kind)


def _entry(parent: Element, row: Listing, *, has_file: bool) -> None:
    element, url = add(parent, "entry"), address("agreements:agreement", row.ref)
    add(element, "id", url)
    add(element, "title", mask(row.title))
    add(element, "updated", in_json(row.changed_at))
    add(element, "published", in_json(row.published_at))
    _link(element, "alternate", url, "text/html")
    if has_file:
        _link(element, "enclosure", address("agreements:document", row.ref), "application/pdf")
    for party in row.parties:
        name = f"{party['name']}, {party['place']}" if party.get("place") else party["name"]
        add(add(element, "author"), "name", mask(name))
    for scheme, term, label in (
        ("topic", row.topic, row.get_topic_display()),
        ("stage", row.stage, row.get_stage_display()),
        ("kind", row.kind, row.get_kind_display()),
    ):
        known = address("agreements:data-dictionary") + f"#kerja-sama-{scheme}"
        add(element, "category", scheme=known, term=term, label=str(label))
    add(element, "summary", mask(row.summary) or mask(row.title), type="text")
