"""Every example of the documentation is what the interface answers (KEEP_EXAMPLES=1 keeps the answers anew)."""

import json
import os
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from agreements.publication.api.documenting import ASKED, PORTAL, Example, operations
from agreements.publication.api.schema import document
from agreements.record.models import Agreement

pytestmark = pytest.mark.django_db
MOMENT = re.compile(r"\b20\d\d-\d\d-\d\d(?:T[\d:.]+(?:Z|\+\d\d:\d\d))?|\b\d{1,2} [A-Z][a-z]{2,8} 20\d\d\b")
ENGLISH = re.compile(r'"en": ?"[^"]*"')
YEAR = re.compile(r"(?<![\d.-])20\d\d(?![\d-])")


def steady(text: str) -> Any:
    """The data with every day and year the same, and whatever its translators say: it grows old, not wrong."""
    text = ENGLISH.sub('"en":""', text.replace(settings.PUBLIC_URL, PORTAL))
    return json.loads(YEAR.sub("2026", MOMENT.sub("22 November 2026", text)))


@pytest.mark.parametrize("example", ASKED, ids=lambda example: example.operation)
def test_the_example_is_answered_like_that(open_world: Agreement, client: Client, example: Example) -> None:
    answer = client.get(example.address)
    assert answer.status_code == 200, answer.content
    if os.environ.get("KEEP_EXAMPLES"):
        kept = json.dumps(answer.json(), indent=1, ensure_ascii=False)
        example.file.write_text(kept.replace(settings.PUBLIC_URL, PORTAL) + "\n")
    assert steady(answer.content.decode()) == steady(example.file.read_text())
    rows = answer.json().get("results")
    assert rows is None or rows, "an example with nothing in it shows nothing"


def test_every_address_has_its_example() -> None:
    documented = {said["get"]["operationId"] for said in document()["paths"].values()}
    assert documented == {example.operation for example in ASKED}
    assert {example.file.name for example in ASKED} == {
        file.name for file in ASKED[0].file.parent.glob("*.json")
    }


def test_the_page_documents_every_address_in_both_languages(client: Client) -> None:
    for language in ("id", "en"):
        page = client.get("/api/", headers={"accept-language": language})
        assert page.status_code == 200
        html = page.content.decode()
        for operation in operations():
            assert f'id="{operation.name}"' in html
            assert all(
                f"<code>{row.name}</code>" in html for row in [*operation.parameters, *operation.fields]
            )
        assert not page.cookies
