"""The matrix -> every form of the portal with somebody who may send it, and the ways to see what an answer has done."""

from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote_plus

from django.apps import apps
from django.db import connection
from django.http import HttpResponse
from django.utils.html import escape

from tests.permissions.asking import asked, form_of, typed_into
from tests.permissions.expected import ROWS, Row
from tests.support.forms import Field, PageForm, forms_in
from tests.support.world import ROLES, World

WRITTEN = {"text", "textarea", "email", "search", "url", "tel", "number", "date"}
"""Kinds of fields whose content comes back when a form is shown again."""
UNCOUNTED = {"django_session", "kerjasama_cache", "agreements_passphrasetries"}


def who(row: Row) -> str:
    """The first person who gets furthest with it; a stranger where it is about getting in."""
    if row.name.startswith("account_") and row.words[0] == "form":
        return "stranger"
    furthest = ("back", "form", "ok", "refused")
    return next(ROLES[row.words.index(word)] for word in furthest if word in row.words)


NEWCOMER = Row("villages:invitation", "POST", "", ("form", *[""] * 12))
"""Somebody without an account opens an invitation."""


def _sent() -> list[Row]:
    found: dict[str, Row] = {}
    for row in ROWS:
        if row.method == "POST" and {"back", "form"} & set(row.words) and not row.name.startswith("mfa_"):
            found.setdefault(row.name, row)
    for row in ROWS:  # what is nowhere taken as things stand takes no bad input either
        if row.method == "POST" and "refused" in row.words:
            found.setdefault(row.name, row)
    sign = next(r for r in ROWS if (r.name, r.method, r.stage) == ("agreements:sign", "POST", "signing"))
    review = next(
        r for r in ROWS if (r.name, r.method, r.stage) == ("agreements:send-back", "POST", "review")
    )
    return [*(found | {sign.name: sign, review.name: review}).values(), NEWCOMER]


SENT = _sent()
"""One row for every address that takes a POST, at a stage at which somebody may send it."""
READ = [row for row in ROWS if row.method == "GET" and "ok" in row.words]
"""Every page that somebody sees."""


@dataclass
class Sending:
    """One form on one page, with sound content, ready to be spoilt."""

    world: World
    row: Row

    def __post_init__(self) -> None:
        self.role = who(self.row)
        self.address = self.world.url(self.row.name, self.row.stage)
        if self.row == NEWCOMER:
            self.role, self.address = (
                "stranger",
                self.address.replace(self.world.token, self.world.newcomers_token),
            )
        self.form = self._shown_once()

    def _shown_once(self) -> PageForm | None:
        """The form, whose page is asked for once in this world: every test finds the world as it was made."""
        known: dict[Row, PageForm | None] = vars(self.world).setdefault("forms_shown", {})
        if self.row not in known:
            found = None if self.row == NEWCOMER else form_of(self.world, self.row)
            known[self.row] = found or self._elsewhere()
        return known[self.row]

    def _elsewhere(self) -> PageForm | None:
        """The form that stands on another page and posts here."""
        pages = {
            "agreements:send-back": "agreements:review",
            "agreements:approve": "agreements:review-approve",
        }
        page = pages.get(self.row.name)
        if page is None and self.row != NEWCOMER:
            return None
        address = self.world.url(page, self.row.stage) if page else self.address
        html = self.world.client(self.role).get(address).content.decode()
        return next(f for f in forms_in(html, address) if (f.method, f.action) == ("post", self.address))

    def data(self) -> dict[str, Any]:
        """Sound content."""
        return typed_into(self.world, self.row.name, self.form)

    def texts(self) -> list[str]:
        """Names of all fields that take text, hidden ones included."""
        kinds = {name: field.kind for name, field in self.form.fields.items()} if self.form else {}
        named = [name for name, kind in kinds.items() if kind in WRITTEN | {"password", "hidden"}]
        return [name for name in named if name != "csrfmiddlewaretoken"] or [
            name for name, value in self.data().items() if isinstance(value, str)
        ]

    def files(self) -> list[Field]:
        """The fields that take a file."""
        return [field for field in self.form.fields.values() if field.kind == "file"] if self.form else []

    def post(self, **changes: Any) -> HttpResponse:
        """Send it, with these fields changed."""
        return self.world.client(self.role).post(self.address, self.data() | changes)

    def post_raw(self, raw: dict[str, str]) -> HttpResponse:
        """Send it with some fields' values given as they stand in the body, percent signs and all."""
        given = {k: v if isinstance(v, list) else [v] for k, v in self.data().items() if k not in raw}
        pairs = [f"{quote_plus(k)}={quote_plus(str(v))}" for k, values in given.items() for v in values]
        body = "&".join(pairs + [f"{name}={value}" for name, value in raw.items()])
        kind = "application/x-www-form-urlencoded"
        return self.world.client(self.role).generic("POST", self.address, body, content_type=kind)

    def get(self, **query: Any) -> HttpResponse:
        """The page itself."""
        return self.world.client(self.role).get(self.address, asked(self.world, self.row.name) | query)


def rows_of_everything() -> dict[str, int]:
    """How many rows every table has; asked thousands of times, and planned once: planning takes far longer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_prepared_statements WHERE name = 'rows_of_everything'")
        if cursor.rowcount == 0:
            counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in tables())
            cursor.execute(f"PREPARE rows_of_everything AS SELECT {counts}")
        cursor.execute("EXECUTE rows_of_everything")
        return dict(zip(tables(), cursor.fetchone(), strict=True))


@cache
def tables() -> list[str]:
    """Every table of the portal's rows, but for what may change at any time."""
    return sorted({m._meta.db_table for m in apps.get_models(include_auto_created=True)} - UNCOUNTED)


def errors_in(response: HttpResponse) -> dict[str, list[str]]:
    """What the forms of the answer complain about, by field."""
    found: dict[str, list[str]] = {}
    for layer in response.context or []:
        for key in ("form", "code_form", "file_form"):
            form = layer.get(key) if hasattr(layer, "get") else None
            if form is not None and getattr(form, "is_bound", False):
                found |= form.errors.get_json_data() if hasattr(form, "errors") else {}
        told = layer.get("problem") if hasattr(layer, "get") else None
        if told and escape(told) in response.content.decode():
            found |= {"__all__": [{"message": str(told)}]}  # said beside the button, not by the form
    return found


def shown_again(response: HttpResponse, address: str) -> dict[str, str]:
    """What stands in the text fields of the forms of the answer."""
    forms = forms_in(response.content.decode(), address)
    return {
        name: f.value
        for form in forms
        if form.method == "post"
        for name, f in form.fields.items()
        if f.kind in WRITTEN
    }
