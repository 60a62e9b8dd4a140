"""A published agreement -> the words with which people pass it on: citations, and a message for a chat.

Nothing here loads anything from others: the ways to share are plain links that open only when somebody follows them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.documents import words
from agreements.documents.wording import Wording
from agreements.publication.privacy.masking import mask
from agreements.record.models import Agreement

PORTAL = "Portal Kerja Sama Desa"
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


@dataclass(frozen=True)
class Citations:
    """The agreement as others cite it; in Indonesian, like the document itself."""

    legal: str
    """As regulations and decisions cite: name, numbers, title, day."""
    apa: str
    """In the manner of APA: who, year, title, kind, publisher, address."""
    bibtex: str
    """An entry for BibTeX, brackets and special signs escaped."""


@dataclass(frozen=True)
class Sharing:
    """The ways to send the agreement to somebody."""

    url: str
    """Its one lasting address."""
    message: str
    """A few lines for a chat: what, between whom, until when, where."""
    whatsapp: str
    telegram: str
    mail: str


def address(agreement: Agreement) -> str:
    """The whole address of its page."""
    return f"{settings.PUBLIC_URL}{agreement.get_absolute_url()}"


def citations(agreement: Agreement, wording: Wording, date: str) -> Citations:
    """Its citations, from the words of the covered text and the day on which it was made."""
    return Citations(_legal(wording, date), _apa(agreement, wording), _bibtex(agreement, wording))


def _legal(wording: Wording, date: str) -> str:
    """ "Peraturan Bersama Kepala Desa A Nomor 1 Tahun 2026 dan Kepala Desa B Nomor 3 Tahun 2026 tentang …"."""
    if wording.name == "Peraturan Bersama Kepala Desa":
        numbers = [f"{party.head} Nomor {party.number}" for party in wording.parties]
        named = f"Peraturan Bersama {words.listed(numbers)} tentang {wording.title}"
    else:
        between = words.listed([party.name for party in wording.parties])
        numbers = [f"Nomor {party.number}" for party in wording.parties]
        named = f"{wording.name} antara {between} {words.listed(numbers)} tentang {wording.title}"
    return f"{named}, tanggal {words.long_date(date)}."


def _apa(agreement: Agreement, wording: Wording) -> str:
    names = [party.name for party in wording.parties]
    who = names[0] if len(names) < 2 else f"{', '.join(names[:-1])}, & {names[-1]}"
    return f"{who}. ({wording.year}). {wording.title} [{wording.name}]. {PORTAL}. {address(agreement)}"


def _bibtex(agreement: Agreement, wording: Wording) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(party.name)}}}" for party in wording.parties),
        "title": f"{{{_tex(wording.title)}}}",
        "year": wording.year,
        "type": _tex(wording.name),
        "number": _tex("; ".join(party.number for party in wording.parties)),
        "publisher": PORTAL,
        "url": address(agreement),
        "langid": "indonesian",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{kerjasama:{agreement.ref},\n{lines}\n}}"


def _tex(text: str) -> str:
    """The text with the signs escaped that TeX reads as its own."""
    return re.sub(r"[\\~^#$%&_{}]", lambda sign: _TEX.get(sign[0], f"\\{sign[0]}"), text)


def sharing(agreement: Agreement, title: str, line: str) -> Sharing:
    """The ways to share it: its address, a message, and links that open somebody's chat or mail with it."""
    url = address(agreement)
    facts: Mapping[str, str] = {
        "title": title,
        "line": line,
        "day": date_format(agreement.ends_on, "j F Y"),
        "url": url,
    }
    message = mask(_("%(title)s\nAntara %(line)s, sampai %(day)s.") % facts) + f"\n{url}"
    return Sharing(
        url=url,
        message=message,
        whatsapp=f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}",
        telegram=f"https://t.me/share/url?{urlencode({'url': url, 'text': title}, quote_via=quote)}",
        mail=f"mailto:?{urlencode({'subject': title, 'body': message}, quote_via=quote)}",
    )
