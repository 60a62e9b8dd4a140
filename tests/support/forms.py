"""A page's HTML -> its forms, with what a browser would send: tests fill in what is there, not what they remember."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

TYPED = {"text", "textarea", "email", "search", "url", "tel", "number", "password", "date", "hidden"}


@dataclass
class Field:
    """One field of a form."""

    name: str
    kind: str
    """The input's type, or `textarea`, or `select`."""
    value: str = ""
    options: list[str] = field(default_factory=list)
    """What a select or a group of radio buttons offers."""
    chosen: list[str] = field(default_factory=list)
    """What is chosen of the options, or the value of a ticked box."""


@dataclass
class PageForm:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, Field]

    def data(self, **typed: Any) -> dict[str, Any]:
        """What the browser sends: everything as shown, and over it what was typed."""
        sent: dict[str, Any] = {}
        for name, one in self.fields.items():
            if one.kind in TYPED and name != "csrfmiddlewaretoken":
                sent[name] = one.value
            elif one.chosen:
                sent[name] = one.chosen[0] if len(one.chosen) == 1 else one.chosen
        return sent | typed


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}
        self.open: PageForm | None = None
        self.loose: list[tuple[str, Field]] = []
        self.area: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PageForm(
                urljoin(self.address, given.get("action", "")), given.get("method", "get").lower(), {}
            )
            self.forms.append(self.open)
            self.by_id[given.get("id", "")] = self.open
        elif tag == "option" and self.select is not None:
            self._option(given)
        elif tag in ("input", "textarea", "select") and given.get("name"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        new = Field(given["name"], kind, given.get("value", ""))
        if kind in ("checkbox", "radio"):
            new.options = [given.get("value", "on")]
            new.chosen = new.options[:] if "checked" in given else []
        if tag == "textarea":
            self.area = new
        if tag == "select":
            self.select = new
        if "form" in given:
            self.loose.append((given["form"], new))
        elif self.open is not None:
            self._keep(self.open, new)

    def _keep(self, form: PageForm, new: Field) -> None:
        known = form.fields.get(new.name)
        if known and new.kind in ("checkbox", "radio", "hidden"):
            known.options += new.options
            known.chosen += new.chosen
            if new.kind == "hidden":  # one name several times: all of its values are sent
                known.kind, known.chosen = "several", [*(known.chosen or [known.value]), new.value]
        else:
            form.fields[new.name] = new

    def _option(self, given: dict[str, str]) -> None:
        assert self.select is not None
        value = given.get("value", "")
        self.select.options.append(value)
        if "selected" in given or (len(self.select.options) == 1 and not self.select.chosen):
            self.select.chosen = [value]

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea" and self.area is not None:
            self.area.value = self.area.value.removeprefix("\n")  # a browser drops the first line break
            self.area = None
        elif tag == "select":
            self.select = None


def forms_in(page: str, address: str) -> list[PageForm]:
    """The forms of the page at that address, in their order."""
    reader = _Reader(address)
    reader.feed(page)
    for key, one in reader.loose:
        if key in reader.by_id:
            reader._keep(reader.by_id[key], one)
    return reader.forms
