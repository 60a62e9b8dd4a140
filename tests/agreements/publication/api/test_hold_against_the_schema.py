"""Whatever is asked, soundly or not, is answered as the schema says (schemathesis, in this process)."""

from collections.abc import Callable
from typing import Any

import hypothesis
import jsonschema
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck
from schemathesis import Case

from agreements.publication.api.schema import document
from tests.agreements.publication.api.open_world import REF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("open_world")]


class InThisTransaction:
    """The portal as a web server sees it, on the connection of the test, which no request closes."""

    def __init__(self) -> None:
        self.portal = get_wsgi_application()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        ends = (request_started, request_finished)
        for signal in ends:
            signal.disconnect(close_old_connections)
        try:
            plain = {"REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity"}  # nothing here unpacks
            answer = self.portal(environ | plain, start)
            body = list(answer)
            answer.close()
        finally:
            for signal in ends:
                signal.connect(close_old_connections)
        return body


@pytest.fixture(scope="module")
def interface() -> Any:
    """The interface, asked without any network."""
    loaded = schemathesis.openapi.from_dict(document())
    loaded.app, loaded.location = InThisTransaction(), "/api/v1/skema.json"
    return loaded


schema = schemathesis.pytest.from_fixture("interface")


@schema.parametrize()
@hypothesis.settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_what_the_schema_promises(case: Case) -> None:
    case.call_and_validate()


def test_the_schema_is_one(client: Client) -> None:
    answer = client.get("/api/v1/skema.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    whole = answer.json()
    assert whole["openapi"].startswith("3.1")
    for shape in whole["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
        assert shape["additionalProperties"] is False


def test_the_schema_is_strict_enough_to_find_a_fault(client: Client) -> None:
    """Were a field to vanish, to appear or to change its kind, the first test would see it."""
    whole = document()
    row = client.get(f"/api/v1/kerja-sama/{REF}/").json()
    rule = {"$ref": "#/components/schemas/DetailShape", "components": whole["components"]}
    jsonschema.validate(row, rule)
    for wrong in ({**row, "email": "x"}, {**row, "year": "2026"}, {k: row[k] for k in row if k != "url"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, rule)
