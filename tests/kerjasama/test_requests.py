"""Every request leaves a line, gets the strict headers, and may not be larger than the portal takes."""

import logging

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.test import Client, RequestFactory

from kerjasama.errors import bad_request


def test_the_log_knows_route_and_status_but_not_the_address(client: Client, caplog) -> None:
    with caplog.at_level(logging.INFO, "kerjasama.access"):
        answer = client.get("/healthz?email=budi@example.id")
    (row,) = [record for record in caplog.records if record.name == "kerjasama.access"]
    assert row.fields["route"] == "/healthz"
    assert row.fields["status"] == 200
    assert "budi" not in str(row.fields) + row.getMessage()
    assert len(answer.headers["X-Request-ID"]) == 16


def test_the_browser_may_load_only_what_is_ours(client: Client) -> None:
    headers = client.get("/healthz").headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.django_db
def test_a_request_above_the_limit_is_refused_before_it_is_read(client: Client, settings) -> None:
    settings.REQUEST_MAX_BYTES = 1000
    answer = client.post("/healthz", b"x" * 1001, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert client.post("/healthz", b"x", content_type="application/octet-stream").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status"), [(RequestDataTooBig("big"), 413), (SuspiciousOperation("bad"), 400)]
)
def test_a_bad_request_gets_its_page(fault: Exception, status: int) -> None:
    assert bad_request(RequestFactory().post("/"), fault).status_code == status
