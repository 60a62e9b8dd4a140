"""The rules of the field, broken by hand-made requests: refused in words, and nothing half-written."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from agreements.record.models import Agreement
from agreements.signing.models import Signature
from agreements.signing.queries import document_of
from tests import factories as make
from tests.factories import PASSPHRASE
from tests.hostile.forms import SENT, Sending, errors_in, rows_of_everything
from tests.permissions.typed import TYPED
from tests.support.world import World, undone, word
from villages.organizations.models import Standing, Village
from villages.people.models import Membership
from villages.regions.models import AreaKind

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


def sending(world: World, name: str) -> Sending:
    return Sending(world, next(row for row in SENT if row.name == name))


def refused(response: HttpResponse, before: dict[str, int], *fields: str) -> None:
    """It was refused, beside these fields if named, and nothing was written."""
    assert word(response) in ("form", "refused"), word(response)
    assert set(fields) <= set(errors_in(response))
    assert rows_of_everything() == before


# Parties


def parties(world: World, kind: str) -> list[str]:
    """Keys of parties that cannot cooperate."""
    one, two = world.village1.area_id, world.village2.area_id
    town = make.VillageAreaFactory(code="33.05.01.1001", name="Panjer", kind=AreaKind.KELURAHAN)
    waiting = make.village("Menunggu", standing=Standing.PENDING)
    return {
        "a party twice": [one, two, two],
        "an agreement with itself": [one, one],
        "alone": [one],
        "nobody": [],
        "a kelurahan": [one, town.code],
        "a village that does not use the portal": [one, world.unclaimed.code],
        "a village not confirmed": [one, waiting.area_id],
        "a partner among villages": [one, world.other_partner.slug],
        "an office": [one, str(world.agency.pk)],
        "others without oneself": [two, world.village3.area_id],
        "one that does not exist": [one, "99.99.99.2999"],
        "not even a code": [one, "' OR 1=1 --", "\0"],
        "more than a document holds": [one, *(f"33.05.01.{2100 + n}" for n in range(400))],
    }[kind]


KINDS = (
    "a party twice", "an agreement with itself", "alone", "nobody", "a kelurahan", "an office",
    "a village that does not use the portal", "a village not confirmed", "a partner among villages",
    "others without oneself", "one that does not exist", "not even a code", "more than a document holds",
)  # fmt: skip


TOLD = {
    "a party twice": "satu kali",
    "an agreement with itself": "satu kali",
    "a kelurahan": "Kelurahan tidak dapat menjadi pihak",
    "a village that does not use the portal": "belum terdaftar di portal",
    "a village not confirmed": "Belum dikonfirmasi",
    "others without oneself": "Salah satu pihak harus",
}
"""What the refusal says, where somebody could really mean it."""


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_begins_among_parties_that_cannot_cooperate(world: World, kind: str) -> None:
    with undone():
        keys = parties(world, kind)
        before = rows_of_everything()
        answer = sending(world, "agreements:draft-begin").post(pihak=keys)
        refused(answer, before)
        said = " ".join(fault["message"] for fault in errors_in(answer)["__all__"])
        assert TOLD.get(kind, "") in said


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_begins_from_an_earlier_one_among_parties_that_cannot_cooperate(
    world: World, kind: str
) -> None:
    with undone():
        keys = parties(world, kind)
        before = rows_of_everything()
        refused(sending(world, "agreements:source-begin").post(pihak=keys), before)


@pytest.mark.parametrize("kind", KINDS)
def test_no_draft_takes_parties_that_cannot_cooperate(world: World, kind: str) -> None:
    with undone():
        keys = parties(world, kind)
        agreement, before = world.agreements["drafting"], rows_of_everything()
        refused(sending(world, "agreements:draft-parties").post(pihak=keys), before)
        kept = agreement.parties.order_by("ordinal").values_list("organization", flat=True)
        assert list(kept) == [world.village1.pk, world.village2.pk]


def test_a_kelurahan_cannot_be_claimed(world: World) -> None:
    with undone():
        town = make.VillageAreaFactory(code="33.05.01.1001", name="Panjer", kind=AreaKind.KELURAHAN)
        form, before = sending(world, "villages:claim-village"), rows_of_everything()
        answer = world.client("nobody").post(f"/desa/{town.code}/daftar/", form.data())
        assert word(answer) == "409"
        assert rows_of_everything() == before
        assert not Village.objects.filter(area=town).exists()


# Days and amounts


def wrong_days(world: World) -> list[tuple[str, dict[str, Any], tuple[str, ...]]]:
    day, week = world.day, dt.timedelta(days=7)
    held: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
        (name, days, field)
        for name in (
            "villages:claim-village",
            "villages:register-partner",
            "villages:invite",
            "villages:delegate",
        )
        for days, field in (
            ({"starts_on": day, "ends_on": day - week}, ("ends_on",)),
            ({"starts_on": "31-02-2026"}, ("starts_on",)),
            ({"starts_on": "1000-01-01", "decree_on": "0999-01-01"}, ("starts_on",)),
            ({"ends_on": "9999-99-99"}, ("ends_on",)),
            ({"decree_on": day + week}, ("decree_on",)),
        )
    ]
    return [
        *held,
        ("agreements:draft-begin", {"starts_on": day, "ends_on": day - week}, ("ends_on",)),
        ("agreements:draft-details", {"starts_on": day, "ends_on": day - week}, ("ends_on",)),
        ("agreements:draft-details", {"starts_on": "0000-00-00"}, ("starts_on",)),
        ("agreements:draft-details", {"ends_on": "12026-01-01"}, ("ends_on",)),
        ("agreements:draft-details", {"value": "-5"}, ("value",)),
        ("agreements:draft-details", {"value": "1e9"}, ("value",)),
        ("agreements:draft-details", {"value": "9" * 30}, ("value",)),
        ("agreements:draft-details", {"value": "NaN"}, ("value",)),
        ("agreements:draft-details", {"value": "١٢٣"}, ("value",)),
        ("agreements:provision-add", {"amount": "9" * 30}, ("amount",)),
        ("agreements:provision-add", {"due_on": "kapan saja"}, ("due_on",)),
        ("agreements:funding-add", {"year": "20260"}, ("year",)),
        ("agreements:funding-add", {"year": "-1"}, ("year",)),
        ("agreements:funding-add", {"amount": "0,5"}, ("amount",)),
        ("agreements:funding-edit", {"amount": "9" * 30}, ("amount",)),
        ("agreements:funding-edit", {"amount": "-5"}, ("amount",)),
        ("agreements:asset-add", {"starts_on": day, "ends_on": day - week}, ("ends_on",)),
        ("agreements:asset-add", {"value": "1e9"}, ("value",)),
        ("agreements:deliberation-add", {"held_on": day + week}, ("held_on",)),
        ("agreements:deliberation-add", {"held_on": "31-02-2026"}, ("held_on",)),
        ("agreements:deliberation-add", {"attendance": "-3"}, ("attendance",)),
        ("agreements:deliberation-edit", {"attendance": "9" * 30}, ("attendance",)),
        ("agreements:source-begin", {"starts_on": day, "ends_on": day - week}, ("ends_on",)),
        ("agreements:addendum-begin", {"value": "9" * 30}, ("value",)),
        ("agreements:elsewhere-register", {"starts_on": day, "ends_on": day - week}, ("ends_on",)),
        ("agreements:elsewhere-register", {"signed_on": day + week}, ("signed_on",)),
        ("agreements:elsewhere-edit", {"signed_on": "0205-01-01"}, ("signed_on",)),
        ("villages:profile", {"latitude": "NaN", "longitude": "109,6"}, ("latitude",)),
        ("villages:profile", {"latitude": "51,5", "longitude": "0"}, ("latitude",)),
        ("villages:profile", {"latitude": "1e400", "longitude": "1"}, ("latitude",)),
        ("villages:end-office", {"last_day": "1900-01-01"}, ()),
        ("villages:end-delegation", {"last_day": "2999-01-01"}, ()),
        ("agreements:end", {"ground": "mutual", "note": " "}, ("note",)),
        ("agreements:end", {"decided_on": day + week}, ("decided_on",)),
    ]


def test_days_and_amounts_that_cannot_be_are_told_beside_their_field(world: World) -> None:
    forms, before = {}, rows_of_everything()
    for name, changed, fields in wrong_days(world):
        one = forms[name] = forms.get(name) or sending(world, name)
        with undone():
            answer = one.post(**changed)
            assert word(answer) in ("form", "400"), f"{name} {changed}: {word(answer)}"
            assert not fields or set(fields) & set(errors_in(answer)), (
                f"{name} {changed}: {errors_in(answer)}"
            )
            assert rows_of_everything() == before, f"{name} {changed}"


# A mandate that is over


POSTS = (
    "draft-details", "article-edit", "submit", "attachment-add", "draft-withdraw", "sign", "decline",
    "publish", "article-remove", "provision-edit", "funding-edit", "asset-remove", "deliberation-edit",
    "hand-over", "agree", "disagree", "suggestion-accept", "suggestion-reject", "threads",
    "version-keep", "import-text", "elsewhere-edit", "lodge",
)  # fmt: skip


@pytest.mark.parametrize("name", POSTS)
def test_whose_term_is_over_does_nothing_more(world: World, name: str) -> None:
    one = sending(world, f"agreements:{name}")
    assert one.role == "head1"
    with undone():
        Membership.objects.filter(person=world.people["head1"]).update(
            ends_on=world.day - dt.timedelta(days=1)
        )
        before = rows_of_everything()
        assert word(one.post()) in ("404", "403")
        assert rows_of_everything() == before


def test_whose_term_is_over_begins_nothing(world: World) -> None:
    one = sending(world, "agreements:draft-begin")
    with undone():
        Membership.objects.filter(person=world.people["head1"]).update(
            ends_on=world.day - dt.timedelta(days=1)
        )
        before = rows_of_everything()
        assert word(one.post()) == "403"
        assert rows_of_everything() == before


def test_an_officer_who_left_decides_nothing(world: World) -> None:
    for name in (
        "agreements:approve",
        "agreements:send-back",
        "agreements:end",
        "villages:registration-confirm",
    ):
        one = sending(world, name)
        with undone():
            Membership.objects.filter(person=world.people["dpmd"]).update(
                ends_on=world.day - dt.timedelta(days=1)
            )
            before = rows_of_everything()
            assert word(one.post()) == "404"
            assert rows_of_everything() == before


# Signing


@pytest.mark.parametrize(
    "changed",
    [
        {"consent": ""},
        {"passphrase": ""},
        {"seen": "0" * 64},
        {"seen": ""},
        {"passphrase": "salah sama sekali"},
    ],
    ids=str,
)
def test_nothing_is_signed_without_consent_passphrase_and_the_text_seen(
    world: World, changed: dict[str, str]
) -> None:
    one = sending(world, "agreements:sign")
    with undone():
        before = rows_of_everything()
        data = one.data() | changed
        data = {name: value for name, value in data.items() if value}
        answer = world.client("head1").post(one.address, data)
        refused(answer, before)
        assert errors_in(answer)
        assert PASSPHRASE not in answer.content.decode()


def test_the_second_click_signs_nothing_more(world: World) -> None:
    one = sending(world, "agreements:sign")
    with undone():
        assert word(one.post()) == "back"
        data = document_of(world.agreements["signing"]).sha256
        before = rows_of_everything()
        refused(
            world.client("head1").post(one.address, TYPED["agreements:sign"](world) | {"seen": "0" * 64}),
            before,
        )
        assert Signature.objects.filter(document__agreement=world.agreements["signing"]).count() == 1
        assert document_of(Agreement.objects.get(pk=world.agreements["signing"].pk)).sha256 == data


def test_nobody_makes_a_certificate_for_another_village(world: World) -> None:
    before = rows_of_everything()
    for organization in (world.village2.pk, world.other_partner.pk, 0, 10**30, "x"):
        sent = TYPED["agreements:certificate-make"](world)
        address = f"/tanda-tangan/sertifikat/untuk/{organization}/buat/"
        assert word(world.client("head1").post(address, sent)) == "404"
    assert rows_of_everything() == before
