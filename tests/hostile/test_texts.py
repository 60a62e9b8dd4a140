"""Whatever somebody writes into any field of any form: an answer, an explanation, and nothing half-written."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from tests.hostile.forms import SENT, WRITTEN, Sending, errors_in, rows_of_everything, shown_again
from tests.permissions.expected import Row
from tests.support.world import World, undone, word

pytestmark = pytest.mark.django_db
HTML = "\"'><script>alert(1)</script><i onerror=x>"
HUGE = "Kata " * 1_000_000
LONG = "Kata " * 60_000
"""Longer than any field, and quicker to send than five megabytes."""
FORMS = [
    row for row in SENT if row.name not in ("account_logout", "agreements:submit", "villages:demo-login")
]
each_form = pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


def answered(sending: Sending, response: HttpResponse, before: dict[str, int], what: str) -> str:
    """The word for the answer, after looking that nothing broke and nothing was half-written."""
    told = f"{sending.row.name}: {what}"
    assert response.status_code < 500, told
    became = word(response)
    if became != "back":
        assert rows_of_everything() == before, f"{told} left something behind"
        assert became in {"form", "refused", "400", "403", "404", "409", "413"}, f"{told} -> {became}"
    return became


@each_form
def test_html_comes_back_as_text(world: World, row: Row) -> None:
    sending, before = Sending(world, row), rows_of_everything()
    for name in sending.texts():
        with undone():
            response = sending.post(**{name: HTML})
            if answered(sending, response, before, f"HTML in {name}") == "form":
                assert b"<script>alert" not in response.content
                assert b"<i onerror" not in response.content
                assert_kept(sending, response, {name: HTML})


def assert_kept(sending: Sending, response: HttpResponse, typed: dict[str, str]) -> None:
    """What was typed stands in the form again, and the form says what is wrong."""
    errors = errors_in(response)
    assert errors, f"{sending.row.name}: sent back without a word"
    again = shown_again(response, sending.address)
    fields = sending.form.fields if sending.form else {}
    for name, value in (sending.data() | typed).items():
        if name in again and name in fields and fields[name].kind in WRITTEN and isinstance(value, str):
            assert again[name].split() == value.split(), f"{sending.row.name}: {name} was not kept"


@each_form
def test_what_is_too_long_is_refused_beside_the_field(world: World, row: Row) -> None:
    """Five megabytes in the first field, three hundred thousand letters in each of the others."""
    sending, before = Sending(world, row), rows_of_everything()
    for place, name in enumerate(sending.texts()[:6]):
        with undone():
            response = sending.post(**{name: LONG if place else HUGE})
            became = answered(sending, response, before, f"far too much in {name}")
            assert became != "back" or name not in stored(sending), f"{row.name} took all of {name}"


def stored(sending: Sending) -> set[str]:
    """The fields whose whole content is kept."""
    fields = set(sending.form.fields) if sending.form else set()
    return fields - {"next", "seen", "edition", "order", "attempt", "language"}


ODD = {
    "a zero byte": "a%00b",
    "half a surrogate": "a%ED%A0%80b",
    "no Unicode at all": "%FF%FE%C0%AF",
    "a direction turned around": "a%E2%80%AEb",
    "signs that no one sees": "%E2%80%8B%EF%BB%BF%E2%80%8B",
    "accents without end": "a" + "%CC%81" * 200,
    "beyond the plane": "%F0%9F%8F%98%F4%8F%BF%BF",
    "a bell and an escape": "a%07%1B[31m",
    "nothing but blanks": "%20%09%0D%0A%20",
    "a list": "x&{name}=y",
}


ALONE = ("a zero byte", "half a surrogate")
"""What is tried field by field, the other fields being sound."""


@each_form
def test_odd_signs_break_nothing(world: World, row: Row) -> None:
    sending, before = Sending(world, row), rows_of_everything()
    names = sending.texts()
    for what, raw in ODD.items():
        for some in [[name] for name in names] if what in ALONE else [names]:
            with undone():
                response = sending.post_raw({name: raw.replace("{name}", name) for name in some})
                answered(sending, response, before, f"{what} in {some}")


@each_form
def test_what_a_list_does_not_offer_is_refused(world: World, row: Row) -> None:
    sending, before = Sending(world, row), rows_of_everything()
    choices = [
        f.name
        for f in (sending.form.fields.values() if sending.form else [])
        if f.kind in ("select", "radio")
    ]
    for name in choices:
        for value in ("zzz", "-1", "99999999999999999999", "\0"):
            with undone():
                response = sending.post(**{name: value})
                assert answered(sending, response, before, f"{value!r} for {name}") != "back"
                assert name in errors_in(response) or response.status_code == 404


@each_form
def test_an_empty_form_says_what_is_missing(world: World, row: Row) -> None:
    sending, before = Sending(world, row), rows_of_everything()
    with undone():
        response = world.client(sending.role).post(sending.address, {"csrfmiddlewaretoken": "x"})
        became = answered(sending, response, before, "nothing at all")
        if became == "form":
            assert errors_in(response), f"{row.name}: sent back without a word"


@each_form
def test_sent_twice_it_is_done_once(world: World, row: Row) -> None:
    """A second click: done once more where that is meant, else refused; never broken."""
    sending = Sending(world, row)
    with undone():
        data = sending.data()
        first = word(world.client(sending.role).post(sending.address, data))
        before = rows_of_everything()
        for value in data.values():
            if hasattr(value, "seek"):
                value.seek(0)
        second = world.client(sending.role).post(sending.address, data)
        assert second.status_code < 500
        if first == "back" and word(second) != "back":
            assert rows_of_everything() == before
