"""A time stamp is taken from the configured service only if it answers what was asked, now, and in time."""

import hashlib
import time

import pytest

from agreements.signing.crypto import clocks
from agreements.signing.crypto.clocks import NoTime, remote_stamper
from agreements.signing.crypto.fetching import Question, Unreachable, fetch
from agreements.signing.crypto.waiting import wait_for
from tests.agreements.signing.evidence.time_service import NAME, POLICY, time_service

DIGEST = hashlib.sha256(b"perjanjian").digest()


@pytest.fixture(scope="module")
def running():
    with time_service() as service:
        yield service


@pytest.fixture
def service(running):
    running.mode, running.asked = "", 0
    yield running
    running.mode = ""


def stamped(service, **more):
    return wait_for(remote_stamper(service.service(**more)).async_timestamp(DIGEST, "sha256"))


def why_not(service, **more):
    with pytest.raises(NoTime) as refused:
        stamped(service, **more)
    return refused.value.code


def test_the_service_stamps_the_digest(service):
    info = stamped(service)["content"]["encap_content_info"]["content"].parsed
    assert info["message_imprint"]["hashed_message"].native == DIGEST
    assert service.headers["Content-Type"] == "application/timestamp-query"
    assert "Authorization" not in service.headers


def test_it_is_named_by_its_certificate(service):
    stamper = remote_stamper(service.service())
    wait_for(stamper.async_timestamp(DIGEST, "sha256"))
    assert stamper.source == NAME


def test_user_and_password_go_with_the_question_and_are_not_shown(service):
    stamped(service, user="desa", password="rahasia")
    assert service.headers["Authorization"] == "Basic ZGVzYTpyYWhhc2lh"
    assert "rahasia" not in repr(service.service(user="desa", password="rahasia"))


def test_the_practice_asked_for_must_be_the_one_given(service):
    stamped(service, policy=POLICY)
    assert why_not(service, policy="1.2.3.4") == "other_policy"


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("500", "unreachable"),
        ("detour", "unreachable"),
        ("huge", "unreachable"),
        ("garbage", "garbage"),
        ("refused", "refused"),
        ("other_nonce", "other_nonce"),
        ("other_digest", "other_digest"),
        ("other_time", "other_time"),
    ],
)
def test_any_other_answer_is_no_time_stamp(service, mode, code):
    service.mode = mode
    assert why_not(service) == code


def test_a_service_of_another_root_is_not_believed(service):
    with time_service() as stranger:
        assert why_not(service, roots=(stranger.root,)) == "untrusted"


@pytest.mark.parametrize("mode", ["slow", "drip"])
def test_nobody_waits_longer_than_the_limit(service, mode):
    service.mode = mode
    begun = time.perf_counter()
    assert why_not(service, seconds=0.4) == "unreachable"
    assert time.perf_counter() - begun < 1.5


def test_nobody_at_the_address_is_known_at_once():
    with time_service() as gone:
        pass
    assert why_not(gone) == "unreachable"


def test_after_a_failure_the_service_is_left_alone_for_a_while(service, monkeypatch):
    stamper = remote_stamper(service.service())
    service.mode = "500"
    for _i in range(3):
        with pytest.raises(NoTime):
            wait_for(stamper.async_timestamp(DIGEST, "sha256"))
    service.mode = ""
    with pytest.raises(NoTime):
        wait_for(stamper.async_timestamp(DIGEST, "sha256"))
    assert service.asked == 0
    monkeypatch.setattr(clocks, "REST", 0.0)
    stamper = remote_stamper(service.service())
    service.mode = "500"
    with pytest.raises(NoTime):
        wait_for(stamper.async_timestamp(DIGEST, "sha256"))
    service.mode = ""
    assert wait_for(stamper.async_timestamp(DIGEST, "sha256"))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "daftar.crl"])
def test_only_the_web_is_asked(url):
    with pytest.raises(Unreachable) as refused:
        fetch(Question(url), seconds=1, most=10)
    assert refused.value.code == "scheme"
