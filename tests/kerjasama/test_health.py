"""Those who watch the installation learn whether it works, and nothing else."""

import time

import pytest
from django.core.cache import cache
from django.test import Client

from kerjasama import health


def test_a_stranger_may_ask_whether_the_process_lives(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"process": "ok"}


@pytest.mark.django_db
def test_ready_when_database_worker_and_storage_work(client: Client) -> None:
    cache.set(health.HEARTBEAT_KEY, time.time())
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "worker": "ok", "storage": "ok"}


@pytest.mark.django_db
@pytest.mark.parametrize("beat", [None, 0.0], ids=["never", "long ago"])
def test_not_ready_without_a_recent_beat_of_the_worker(client: Client, beat: float | None) -> None:
    cache.set(health.HEARTBEAT_KEY, beat)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["worker"] == "not ok"


@pytest.mark.django_db
def test_not_ready_when_nothing_can_be_written(client: Client, settings, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    settings.MEDIA_ROOT = file / "media"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["storage"] == "not ok"
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_only_reading(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
