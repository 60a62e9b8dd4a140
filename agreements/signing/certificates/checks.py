"""The folder of the certificate authority -> warnings of `manage.py check`, years before something ends."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register

RENEW_BEFORE = dt.timedelta(days=3 * 365)
"""So long before its end the authority is to be replaced: certificates that it issues last two years."""
_SHORTEST_PASSPHRASE = 20


@register(Tags.security)
def check_ca(app_configs: Any = None, **more: Any) -> list[CheckMessage]:
    """Warn when the authority's certificates end within three years, or its keys lie open."""
    folder = Path(settings.CA_DIR)
    if not (folder / "root.crt").exists():
        return []
    try:
        return [*_ends(folder), *_open_to_others(folder)]
    except (OSError, ValueError) as error:
        return [
            checks.Warning(
                f"Sertifikat CA tidak dapat dibaca / the CA's certificates cannot be read: {error}",
                hint=f"CA_DIR={folder}",
                id="certificates.W003",
            )
        ]


@register(Tags.security, deploy=True)
def check_ca_is_ready(app_configs: Any = None, **more: Any) -> list[CheckMessage]:
    """Before going live: the authority exists and its passphrase is long, since key files are opened quickly."""
    found: list[CheckMessage] = []
    if not (Path(settings.CA_DIR) / "root.crt").exists():
        found.append(
            checks.Warning(
                "Otoritas sertifikat belum dibuat / there is no certificate authority yet.",
                hint="manage.py create_ca",
                id="certificates.W001",
            )
        )
    if len(settings.CA_PASSPHRASE) < _SHORTEST_PASSPHRASE:
        found.append(
            checks.Warning(
                "CA_PASSPHRASE terlalu pendek / is too short.",
                hint="Buat dari 20 karakter acak atau lebih / 20 random characters or more.",
                id="certificates.W004",
            )
        )
    return found


def _ends(folder: Path) -> Iterator[CheckMessage]:
    from cryptography import x509

    for part in ("root", "intermediate", "tsa"):
        certificate = x509.load_pem_x509_certificate((folder / f"{part}.crt").read_bytes())
        if certificate.not_valid_after_utc - dt.datetime.now(dt.UTC) < RENEW_BEFORE:
            yield checks.Warning(
                f"Sertifikat CA “{part}” berakhir {certificate.not_valid_after_utc:%Y-%m-%d} / ends then.",
                hint="Rencanakan otoritas baru sekarang / plan a new authority now: README, “Certificates”.",
                id="certificates.W002",
            )


def _open_to_others(folder: Path) -> Iterator[CheckMessage]:
    for path in sorted(folder.glob("*.key")):
        if path.stat().st_mode & 0o077:
            yield checks.Warning(
                f"Kunci CA dapat dibaca orang lain / others can read the CA's key: {path.name}",
                hint=f"chmod 600 {path}",
                id="certificates.W005",
            )
