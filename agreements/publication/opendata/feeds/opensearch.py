"""The catalogue's search -> the description by which a browser offers it beside its own (OpenSearch 1.1)."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.publication.opendata.elements import add, root, written

CONTENT_TYPE = "application/opensearchdescription+xml"


def description() -> bytes:
    """How to ask the catalogue, as a page and as a feed."""
    outer = root("OpenSearchDescription", "http://a9.com/-/spec/opensearch/1.1/")
    add(outer, "ShortName", _("Kerja sama desa")[:16])
    add(outer, "Description", _("Cari perjanjian kerja sama desa yang sudah diumumkan."))
    add(outer, "InputEncoding", "UTF-8")
    icon = settings.PUBLIC_URL + static("img/mark.svg")
    add(outer, "Image", icon, width="16", height="16", type="image/svg+xml")
    for kind, name in (("text/html", "agreements:catalogue"), ("application/atom+xml", "agreements:feed")):
        template = f"{settings.PUBLIC_URL}{reverse(name)}?q={{searchTerms}}"
        add(outer, "Url", type=kind, method="get", template=template)
    itself = settings.PUBLIC_URL + reverse("agreements:opensearch")
    add(outer, "Url", type=CONTENT_TYPE, rel="self", template=itself)
    return written(outer)
