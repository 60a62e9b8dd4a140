"""Two villages, their people and the district's officers, who hear of what happens."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache

from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.record.models import Agreement
from tests import factories as make
from villages.people.models import Position, User


@dataclass
class Cast:
    """Who takes part."""

    agreement: Agreement
    head: User
    secretary: User
    other_head: User
    council: User
    officer: User
    colleague: User


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """A draft between two villages, of which nobody has been told yet."""
    first, second = make.village("Argopeni"), make.village("Pasir")
    return Cast(
        agreement=make.begun(first.organization, second.organization),
        head=make.signatory_of(first.organization),
        secretary=make.member(first.organization, Position.VILLAGE_SECRETARY),
        other_head=make.signatory_of(second.organization),
        council=make.member(second.organization, Position.COUNCIL),
        officer=make.reviewer(),
        colleague=make.reviewer(),
    )


@pytest.fixture
def heard(cast: Cast) -> Any:
    """`heard()`: who was told what since the last time, after the journal was read."""
    seen: set[int] = set()
    names = {getattr(cast, name).pk: name for name in cast.__dataclass_fields__ if name != "agreement"}

    def told() -> dict[str, list[str]]:
        derive()
        new = Notice.objects.exclude(pk__in=seen).order_by("pk")
        found: dict[str, list[str]] = {}
        for notice in new:
            seen.add(notice.pk)
            found.setdefault(names.get(notice.person_id, str(notice.person)), []).append(notice.code)
        return found

    return told
