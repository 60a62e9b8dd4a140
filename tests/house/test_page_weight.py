"""The first page a citizen loads, with everything it needs, stays under 60 kB on the wire."""

import pytest
from django.test import Client

from tests.support.weight import weights

LIMIT = 60_000


@pytest.mark.django_db
def test_the_first_page_is_light(client: Client) -> None:
    found = weights(client.get("/").content)
    assert {"bootstrap/bootstrap.min.css", "css/portal.css", "js/portal.js", "img/band.svg"} <= found.keys()
    assert sum(found.values()) < LIMIT, found
