"""A desk is shown as it was drawn, until something changes that it is made of; however it was written."""

import random
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from agreements.desk import holding, views
from agreements.record import changes
from agreements.record.attesting import Attestant
from agreements.record.changes import Change, changed_since, forget_changes, snapshot
from agreements.record.models import Agreement
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark, remark
from agreements.signing.freezing import approve
from agreements.signing.models import FrozenDocument
from tests import factories
from villages.organizations.models import Village
from villages.people.models import User

Pair = tuple[Village, Village]
Drawn = list[User]

pytestmark = pytest.mark.django_db(transaction=True)
"""A transaction cannot tell its own changes from those that it has read already."""

PAGES = {"pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "desks"}}


@pytest.fixture(autouse=True)
def kept_pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are kept, and all of a test happens within one moment."""
    monkeypatch.setattr(holding, "moment", lambda: 1)
    with override_settings(CACHES=settings.CACHES | PAGES):
        caches["pages"].clear()
        yield
        caches["pages"].clear()


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    """For whom a desk was drawn, in the order in which it happened."""
    told: Drawn = []
    draw = views._drawn

    def telling(request: Any) -> holding.Drawn:
        told.append(request.user)
        return draw(request)

    monkeypatch.setattr(views, "_drawn", telling)
    return told


def desk_of(person: User) -> str:
    client = Client()
    client.force_login(person)
    return str(client.get("/meja/").content.decode()).partition("<main")[2]


def test_a_desk_is_drawn_once_for_many_visits(pair: Pair, drawn: Drawn) -> None:
    head = factories.begun(*pair, title="Pasar Bersama").created_by
    first = desk_of(head)
    with CaptureQueriesContext(connection) as asked:
        assert desk_of(head) == first
    assert "Pasar Bersama" in first and drawn == [head]
    assert not [q for q in asked.captured_queries if '"agreements_agreement"' in q["sql"]]


def test_what_others_do_elsewhere_draws_nothing_anew(pair: Pair, drawn: Drawn) -> None:
    head, officer = factories.begun(*pair).created_by, factories.reviewer()
    others = factories.village("Klirong"), factories.village("Jladri", subdistrict=_far_away())
    desk_of(head), desk_of(officer)
    elsewhere = factories.begun(*others, title="Kerja Sama Lain")
    desk_of(head)
    assert drawn == [head, officer]
    factories.submitted(elsewhere)  # under the eyes of the officer: a party lies in the regency
    assert "Kerja Sama Lain" in desk_of(officer) and "Kerja Sama Lain" not in desk_of(head)
    assert drawn == [head, officer, officer]


def _far_away() -> Any:
    regency = factories.RegencyFactory(code="33.04", name="Kabupaten Banjarnegara")
    return factories.SubdistrictFactory(code="33.04.01", name="Susukan", regency=regency)


def test_who_attests_for_the_first_time_is_told_at_once(pair: Pair, drawn: Drawn) -> None:
    agreement, witness = factories.begun(*pair, title="Pasar Bersama"), factories.UserFactory()
    assert "Pasar Bersama" not in desk_of(witness)
    Attestant.objects.create(agreement=agreement, person=witness)
    assert "Pasar Bersama" in desk_of(witness)


def test_what_is_committed_late_is_seen_all_the_same(pair: Pair, drawn: Drawn) -> None:
    agreement = factories.begun(*pair, title="Pasar Bersama")
    about = connection.get_connection_params()
    words = ("dbname", "user", "password", "host", "port")
    link = psycopg2.connect(**{word: about[word] for word in words if word in about})
    with link.cursor() as cursor:
        cursor.execute("UPDATE agreements_agreement SET title = 'Pasar Baru' WHERE id = %s", [agreement.pk])
        assert "Pasar Bersama" in desk_of(agreement.created_by)
        Agreement.objects.filter(pk=factories.begun(*pair).pk).update(
            title="Jalan"
        )  # later, yet committed before
        assert "Jalan" in desk_of(agreement.created_by)
        link.commit()
    link.close()
    assert "Pasar Baru" in desk_of(agreement.created_by)


def test_after_very_many_changes_nothing_is_compared(
    pair: Pair, drawn: Drawn, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = factories.begun(*pair).created_by
    desk_of(head)
    monkeypatch.setattr(changes, "MOST", 1)
    others = factories.village("Klirong"), factories.village("Jladri")
    factories.begun(*others), factories.begun(*others)
    desk_of(head)
    assert drawn == [head, head]


def told(seen: str) -> list[int]:
    """The agreements that changed since then."""
    _now, changed = changed_since(seen)
    assert changed is not None
    return changed.agreements


def test_changes_are_forgotten_after_a_while(pair: Pair) -> None:
    before = snapshot()
    agreement = factories.begun(*pair)
    assert told(before) == [agreement.pk]
    forget_changes()
    assert told(before) == [agreement.pk]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_change SET at = at - interval '61 minutes'")
    forget_changes()
    assert told(before) == [] and not Change.objects.exists()


@pytest.mark.parametrize("seed", range(2))
def test_whatever_happens_a_desk_that_is_held_shows_what_a_new_one_would(pair: Pair, seed: int) -> None:
    chance, known = random.Random(seed), [factories.begun(*pair)]
    officer = factories.reviewer()
    people = [officer, *(factories.signatory_of(village.organization) for village in pair)]
    others = factories.village("Klirong"), pair[1]
    for step in range(6):
        if chance.random() < 0.3:
            known.append(factories.begun(*chance.choice([pair, others]), title=f"Kerja Sama {step}"))
        else:
            happen(chance.choice(known), chance, officer)
        shown = [desk_of(person) for person in people]
        kept = caches["pages"]._cache.copy()  # type: ignore[attr-defined]
        caches["pages"].clear()
        assert shown == [desk_of(person) for person in people]
        caches["pages"]._cache.update(kept)  # type: ignore[attr-defined]


def happen(agreement: Agreement, chance: random.Random, officer: User) -> None:
    """Something that fits where it stands."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    if agreement.stage == "drafting":
        if chance.random() < 0.3:
            Agreement.objects.filter(pk=agreement.pk).update(title=f"Nama Baru {chance.random()}")
        else:
            factories.submitted(agreement)
    elif agreement.stage == "review":
        what = chance.choice(["remark", "back", "approve"])
        if what == "remark":
            remark(agreement, new=NewRemark(text="Jelaskan biayanya."), by=officer)
        elif what == "back":
            send_back(agreement, remarks=[NewRemark(text="Tambah sanksi.")], by=officer)
        else:
            approve(agreement, by=officer)
    elif agreement.stage == "signing":
        FrozenDocument.objects.filter(agreement=agreement).update(state=chance.choice(["ready", "failed"]))
    else:
        pytest.fail(agreement.stage)
