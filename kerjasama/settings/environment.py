"""Turns the environment's variables into values of settings, and keeps a list of what is missing."""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "yes", "true", "on", "ya"}
NO = {"", "0", "no", "false", "off", "tidak"}


class Environment:
    """Reads variables; `NAME_FILE` may name a file that holds the value of `NAME` (a mounted secret)."""

    def __init__(self, variables: Mapping[str, str] | None = None) -> None:
        self.variables = os.environ if variables is None else variables
        self.faults: list[str] = []

    def text(self, name: str, default: str = "") -> str:
        """Answer the variable, or the content of the file that NAME_FILE names, or the default."""
        if path := self.variables.get(f"{name}_FILE", ""):
            try:
                return Path(path).read_text().strip()
            except OSError as error:
                self.faults.append(f"{name}_FILE: {error.strerror}")
        return self.variables.get(name, "") or default

    def required(self, name: str, purpose: str, default: str = "") -> str:
        """Answer the variable; where it is empty, remember that it is missing and what it is for."""
        value = self.text(name, default)
        if not value:
            self.faults.append(f"{name}: {purpose}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """Answer yes or no; any other word is a fault."""
        value = self.text(name, "yes" if default else "no").strip().lower()
        if value not in YES | NO:
            self.faults.append(f"{name}: say 1 or 0")
        return value in YES

    def number(self, name: str, default: int) -> int:
        """Answer a whole number that is not negative; anything else is a fault."""
        value = self.text(name, str(default)).strip()
        if not value.isdecimal():
            self.faults.append(f"{name}: give a whole number")
            return default
        return int(value)

    def listing(self, name: str, default: str = "") -> list[str]:
        """Answer the words between commas."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def refuse_other_than_certificates(self, name: str, path: str) -> None:
        """Remember as a fault a path at which no PEM file of certificates can be read."""
        try:
            found = "-----BEGIN CERTIFICATE-----" in Path(path).read_text()
        except (OSError, ValueError):
            found = False
        if not found:
            self.faults.append(f"{name}: give the path of a PEM file of certificates")

    def refuse_faults(self) -> None:
        """Stop the start with one message that names all that is missing or wrong."""
        faults = list(dict.fromkeys(self.faults))  # settings may be loaded again, what they share is not
        if faults:
            rows = "\n".join(f"  - {fault}" for fault in faults)
            raise ImproperlyConfigured(
                "Pengaturan belum lengkap; yang kurang atau keliru "
                f"(settings are incomplete; missing or wrong):\n{rows}\n"
                "Lihat (see) docs/settings.md"
            )


def database(url: str, conn_max_age: int = 60) -> dict[str, Any]:
    """Turn postgres://user:password@host:port/name?sslmode=… into Django's settings of a database.

    A folder of sockets is given as ?host=/path. Any other option goes to libpq as it is.
    Raises ImproperlyConfigured for another engine or a URL without a name.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    try:
        port = str(parts.port or "")
    except ValueError:
        port, name = "", ""
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise ImproperlyConfigured("DATABASE_URL: postgres://user:password@host:5432/name")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": options.pop("port", "") or port,
        "CONN_MAX_AGE": conn_max_age,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def mail(url: str) -> dict[str, Any]:
    """Turn smtp://, smtp+tls:// (STARTTLS) or smtps://user:password@host:port into mail settings."""
    parts = urlsplit(url)
    if not re.fullmatch(r"smtp|smtp\+tls|smtps", parts.scheme) or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL: smtp+tls://user:password@host:587")
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or ports[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """Answer the secret kept in a 0600 file; the first time it is made and written there."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # is made 0600
            file.write(make())
            file.flush()
            with suppress(FileExistsError):  # another process was faster: its secret counts
                os.link(file.name, path)
    return path.read_text().strip()
