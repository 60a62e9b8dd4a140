"""Whatever a desk reads of agreements tells of its changes, so that a desk that was drawn once is never too old."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ASKED_EACH_TIME = {
    *("django_session", "agreements_notice"),  # by the frame of every page
    "villages_registration",  # not held
    *(
        "villages_membership",
        "villages_delegation",
        "villages_succession",
    ),  # in the name under which it is held
}
DRIFTING = {
    *("villages_user", "villages_organization", "villages_village", "villages_partner", "villages_office"),
    *("villages_villagearea", "villages_subdistrict", "villages_regency"),
    "agreements_provision",  # of agreements in force: their text is frozen
    "agreements_version",  # never changed; a new one comes with its round or its consents
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", ["head1", "secretary1", "partner", "dpmd", "camat", "legal", "council1", "nobody"]
)
def test_every_table_that_a_desk_reads_tells_of_its_changes(world, role: str) -> None:
    telling = {model._meta.db_table for model in apps.get_models() if _tells(model)}
    with CaptureQueriesContext(connection) as asked:
        client = Client()
        client.force_login(world.people[role])
        assert client.get("/meja/").status_code == 200
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(q["sql"] for q in asked.captured_queries)))
    assert read - ASKED_EACH_TIME - DRIFTING <= telling
    assert not telling & DRIFTING


def _tells(model: Any) -> bool:
    return any(one.name == "tells_of_change" for one in getattr(model._meta, "triggers", ()))
