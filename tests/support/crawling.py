"""The public part as a stranger walks it: every link of every page, feed and data file, and what it answered."""

import gzip
import io
import json
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pikepdf
import pymupdf
from django.conf import settings
from django.test import Client

QUESTIONS = 12
"""How many different questions of one page are followed: facets multiply without end."""
_ADDRESS = re.compile(rb"https?://[^\s\"'<>\\)]+")


class _Links(HTMLParser):
    """Collects whatever a browser might load or a reader might follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.leading: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.anchors.update(value for name, value in named.items() if name in ("id", "name"))
        if tag == "form" and named.get("method", "get").lower() == "get":
            self.found.append(named.get("action", ""))
        if tag == "a" and "nofollow" not in named.get("rel", ""):
            self.leading.append(named.get("href", ""))
        self.found += [named[name] for name in ("href", "src", "xlink:href", "data-hx-get") if name in named]


@dataclass
class Walk:
    """Where the walk led."""

    answers: dict[str, bytes] = field(default_factory=dict)
    """Address -> the body, streams read to their end, packed files unpacked beside."""
    broken: list[str] = field(default_factory=list)
    """Links that lead nowhere: "address (found on …): status"."""
    cookies: list[str] = field(default_factory=list)
    """Addresses whose answers set a cookie."""
    leading: set[str] = field(default_factory=set)
    """The links of pages that robots are asked to follow."""
    asked: Counter = field(default_factory=Counter)


def walk(client: Client, *starts: str, most: int = 3_000) -> Walk:
    """Follow every link from the starts on; addresses outside the portal are left alone."""
    found, waiting, known = Walk(), [(start, "") for start in starts], set(starts)
    while waiting and len(found.answers) < most:
        address, origin = waiting.pop(0)
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if "html" in response.headers.get("Content-Type", ""):
            found.leading |= {within(link, address) for link in leading(body)}
        headers = repr(sorted(response.headers.items())).encode()
        found.answers[address] = headers + b"\n" + body
        if response.cookies:
            found.cookies.append(address)
        if response.status_code >= 400:
            found.broken.append(f"{address} (on {origin}): {response.status_code}")
        here = [response.headers["Location"]] if response.has_header("Location") else []
        for link in here + links(response.headers.get("Content-Type", ""), body):
            target = within(link, address)
            if target and target not in known and _worth(target, found):
                known.add(target)
                waiting.append((target, address))
    return found


def leading(body: bytes) -> list[str]:
    """Where the links of a page lead, to other pages, that do not say "nofollow"."""
    page = _Links()
    page.feed(body.decode())
    return [link for link in page.leading if not link.startswith("#")]


def links(kind: str, body: bytes) -> list[str]:
    """What a page, a feed or a data file points at."""
    if "html" in kind:
        page = _Links()
        page.feed(body.decode())
        return page.found
    if "xml" in kind or "json" in kind:
        return [address.decode() for address in _ADDRESS.findall(body)]
    return []


def within(link: str, here: str) -> str:
    """The path and question of a link inside the portal, else nothing."""
    whole = urlsplit(urljoin(f"{settings.PUBLIC_URL}{here}", link))
    ours = {urlsplit(settings.PUBLIC_URL).netloc, "testserver"}
    if whole.scheme not in ("http", "https") or whole.netloc not in ours or whole.path.startswith("/static/"):
        return ""
    return f"{whole.path}?{whole.query}" if whole.query else whole.path


def _worth(target: str, found: Walk) -> bool:
    path, _sign, question = target.partition("?")
    found.asked[path] += bool(question)
    return not question or found.asked[path] <= QUESTIONS


def unpacked(body: bytes) -> bytes:
    """The bytes, and after them what they hold in packed form: text and files of a PDF, members of an archive."""
    content = body.partition(b"\n")[2]
    if (
        content.startswith(b"%PDF") and b"/Root" in content
    ):  # a stand-in of some tests is no more than its head
        return body + _of_pdf(content)
    if content.startswith(b"\x1f\x8b"):
        return body + gzip.decompress(content)
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return body + b"\n".join(archive.read(name) for name in archive.namelist())
    return body


def _of_pdf(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        files = b"\n".join(pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments)
    with pymupdf.open(stream=data, filetype="pdf") as document:
        text = "\n".join(page.get_text() for page in document)
        about = json.dumps(document.metadata)
    return f"{text}\n{about}".encode() + files
