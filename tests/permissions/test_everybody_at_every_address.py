"""Every address answers every person as the matrix says, and what is denied writes nothing."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from agreements.desk.near import fits, groups
from agreements.record.access import concerning, has_part
from agreements.record.models import Agreement
from tests.permissions.asking import asked, form_of, typed_into
from tests.permissions.expected import ROWS, Row
from tests.support.forms import PageForm
from tests.support.reading import refuse_writes
from tests.support.world import ROLES, World, undone, word

pytestmark = pytest.mark.django_db
DENIED = {"login", "404", "403", "405", "refused", "form"}
COUNTS_TRIES = {"agreements:sign", "account_login", "account_reset_password"}
"""Addresses that note a try although they deny it."""


@pytest.fixture(autouse=True)
def plain_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand times the pages "not found" and "not allowed" need not be drawn."""

    def plain(status: int) -> Callable[..., HttpResponse]:
        return lambda *args, **kwargs: HttpResponse(status=status)

    for status in (403, 404):
        monkeypatch.setattr(f"kerjasama.urls.handler{status}", plain(status), raising=False)
    monkeypatch.setattr("agreements.record.pages.render", plain(403))


def ask(world: World, row: Row, role: str, address: str, form: PageForm | None) -> str:
    """Do it as that person, then let it not have happened."""
    if not row.words[ROLES.index(role)]:
        return ""
    cache.clear()  # nobody has tried too often
    client = world.client(role)
    if row.method == "GET":
        return word(client.get(address, asked(world, row.name)))
    data = typed_into(world, row.name, form)
    denied = row.words[ROLES.index(role)] in DENIED and row.name not in COUNTS_TRIES
    with undone():
        if not denied:
            return word(client.post(address, data))
        with connection.execute_wrapper(refuse_writes):
            return word(client.post(address, data))


BY_ADDRESS: dict[str, list[Row]] = {}
for one in ROWS:
    BY_ADDRESS.setdefault(one.name, []).append(one)


@pytest.mark.parametrize("name", BY_ADDRESS)
def test_everybody_gets_what_the_matrix_says(world: World, name: str) -> None:
    """Each method at each stage by each person; one wrong answer hides no other."""
    assert not [told for row in BY_ADDRESS[name] for told in differing(world, row)]


def differing(world: World, row: Row) -> list[str]:
    """Who gets something else than the matrix says, in words."""
    with undone():  # what showing the form has remembered is forgotten before the next row
        address, form = world.url(row.name, row.stage), form_of(world, row)
        found = [(role, ask(world, row, role, address, form)) for role in ROLES]
    return [
        f"{row}: {role}: {got} instead of {want}"
        for (role, got), want in zip(found, row.words, strict=True)
        if got != want and want
    ]


def test_a_page_a_desk_and_a_list_know_the_same_agreements(world: World) -> None:
    """Three ways to the same rule: by one agreement's parties, by parts of a desk, by a question for all at once."""
    every = list(Agreement.objects.order_by("pk"))
    known = 0
    for role, person in world.people.items():
        user = person or AnonymousUser()
        by_list = set(concerning(user).values_list("pk", flat=True))
        by_page = {agreement.pk for agreement in every if has_part(user, agreement)}
        desk = Agreement.objects.filter(fits(groups(person))) if person else Agreement.objects.none()
        assert by_list == by_page == set(desk.values_list("pk", flat=True)), role
        known += len(by_list)
    assert known > len(every), "nobody has a part in anything"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_without_that_method_says_so(world: World, method: str) -> None:
    other = "POST" if method == "GET" else "GET"
    only = {
        r.name: r for r in ROWS if r.method == other and not r.name.startswith(("account_", "mfa_", "admin:"))
    }
    for name in {r.name for r in ROWS if r.method == method}:
        only.pop(name, None)
    found = {}
    for row in only.values():
        with undone():
            client = world.client("head1")
            send = client.get if method == "GET" else client.post
            found[row.name] = word(send(world.url(row.name, row.stage)))
    wrong = {name: got for name, got in found.items() if got != "405"}
    assert not wrong


def names(resolver: URLResolver, namespace: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern, namespace + inner)
        else:
            yield f"{namespace}{pattern.name or pattern.pattern}"


def test_every_address_stands_in_the_matrix_and_nothing_else() -> None:
    known = {name for name in names(get_resolver()) if not name.startswith("admin:")} | {"admin:index"}
    written = {row.name for row in ROWS}
    assert not known - written, "addresses that the matrix does not know"
    assert not written - known, "rows of the matrix without an address"


def test_a_form_of_another_site_is_refused(world: World) -> None:
    for name, stage in [
        ("agreements:submit", "drafting"),
        ("agreements:sign", "signing"),
    ]:
        client = world.client("head1", enforce_csrf_checks=True)
        assert client.post(world.url(name, stage)).status_code == 403
    page = client.get("/meja/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    with undone():
        address = world.url("agreements:submit", "drafting")
        assert word(client.post(address, {"csrfmiddlewaretoken": token})) == "back"


def test_nobody_speaks_with_a_made_up_session() -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    assert word(client.get("/meja/")) == "login"
