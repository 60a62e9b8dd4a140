"""An installation starts complete or not at all."""

import json
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from agreements.signing.crypto import authority
from kerjasama.settings.environment import Environment, database, kept_secret, mail
from kerjasama.setup.places import ROOT

COMPLETE = {
    "SECRET_KEY": "0123456789" * 6,
    "ALLOWED_HOSTS": "kerjasama.example.id",
    "PUBLIC_URL": "https://kerjasama.example.id",
    "DATABASE_URL": "postgres://portal:secret@127.0.0.1:1/portal",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.id:587",
    "DEFAULT_FROM_EMAIL": "portal@example.id",
    "CA_DIR": "/nonexistent/ca",
    "CA_PASSPHRASE": "words of the authority",
    "MEDIA_ROOT": "/nonexistent/media",
}


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kerjasama.settings.production",
        **variables,
    }
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_production_names_all_that_is_missing_at_once() -> None:
    done = manage("check")
    assert done.returncode != 0
    for name in COMPLETE:
        assert f"- {name}:" in done.stderr, name


@pytest.mark.parametrize("name", COMPLETE)
def test_production_refuses_to_start_half_configured(name: str) -> None:
    done = manage("check", **{**COMPLETE, name: ""})
    assert done.returncode != 0
    assert f"- {name}:" in done.stderr
    assert done.stderr.count("\n  - ") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALLOWED_HOSTS", "*"),
        ("PUBLIC_URL", "http://kerjasama.example.id"),
        ("PUBLIC_URL", "https://kerjasama.example.id/portal"),
        ("SECRET_KEY", "short"),
        ("EMAIL_URL", "mail.example.id"),
        ("DATABASE_URL", "mysql://portal@127.0.0.1/portal"),
        ("SECURE_SSL_REDIRECT", "perhaps"),
        ("SECURE_HSTS_SECONDS", "a year"),
        ("CA_PASSPHRASE_FILE", "/nonexistent/passphrase"),
    ],
)
def test_production_refuses_what_is_wrong(name: str, value: str) -> None:
    done = manage("check", **{**COMPLETE, name: value})
    assert done.returncode != 0
    assert name in done.stderr


def test_the_deployment_check_is_clean(tmp_path) -> None:
    place = tmp_path / "ca"
    authority.create(place, COMPLETE["CA_PASSPHRASE"], public_url=COMPLETE["PUBLIC_URL"])
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE | {"CA_DIR": str(place)})
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_deployment_check_asks_for_the_authority() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **COMPLETE)
    assert done.returncode != 0
    assert "create_ca" in done.stderr


def test_a_secret_may_come_from_a_file(tmp_path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    env = Environment({"CA_PASSPHRASE_FILE": str(tmp_path / "secret"), "CA_PASSPHRASE": "other"})
    assert env.required("CA_PASSPHRASE", "") == "from a file"
    assert env.faults == []


def test_a_secret_that_was_made_stays_the_same_and_ours_alone(tmp_path) -> None:
    path = tmp_path / "deep" / "secret"
    assert kept_secret(path, lambda: "first") == "first"
    assert kept_secret(path, lambda: "second") == "first"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_database_url_in_all_its_parts() -> None:
    found = database("postgres://po%40rtal:p%2Fw@db.example.id:5433/kerja?sslmode=require&host=/run/pg")
    assert found["USER"] == "po@rtal"
    assert found["PASSWORD"] == "p/w"
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("/run/pg", "5433", "kerja")
    assert found["OPTIONS"] == {"sslmode": "require"}


@pytest.mark.parametrize("url", ["", "sqlite:///db", "postgres://host/", "postgres://host:port/name"])
def test_a_database_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        database(url)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://h", 25, False, False),
        ("smtp+tls://h", 587, True, False),
        ("smtps://h", 465, False, True),
        ("smtps://h:2465", 2465, False, True),
    ],
)
def test_a_mail_url(url: str, port: int, tls: bool, ssl: bool) -> None:
    found = mail(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_production_logs_one_json_object_per_line_without_what_people_wrote() -> None:
    program = """
import logging, django
django.setup()
try:
    raise ValueError("budi@example.id")
except ValueError:
    logging.getLogger("django.request").exception("Internal Server Error: /undangan/secret-token")
"""
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "kerjasama.settings.production",
        **COMPLETE,
    }
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    row = json.loads(done.stderr)
    assert row["error"]["kind"] == "builtins.ValueError"
    assert "budi" not in done.stderr
    assert "secret-token" not in done.stderr


@pytest.mark.parametrize("root", ["", "/nonexistent/root.pem", __file__])
def test_a_time_stamp_service_needs_its_root(root: str) -> None:
    said = manage("check", **COMPLETE, TSA_URL="https://waktu.example.id", TSA_ROOT=root)
    assert said.returncode
    assert "TSA_ROOT: give the path of a PEM file of certificates" in said.stderr
