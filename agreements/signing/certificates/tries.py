"""Wrong passphrases -> a pause: for the person, whichever certificate they try, and for the network address."""

import datetime as dt
import ipaddress
from collections.abc import Callable
from contextvars import ContextVar

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.signing.certificates.models import PassphraseTries
from villages.people.models import User

MOST_FAILURES = 5
"""After so many wrong ones in a row a person waits; after each further so many, longer."""
LOCKS = (dt.timedelta(minutes=15), dt.timedelta(hours=1), dt.timedelta(hours=4), dt.timedelta(hours=24))
MOST_FROM_ADDRESS = 30
"""So many wrong ones within `STRETCH` from one address, whoever types: a village hall shares an address."""
STRETCH = dt.timedelta(hours=1)
FORGOTTEN_AFTER = dt.timedelta(days=2)
"""Wrong tries of a person count until a right one, or until so long after the last."""
ADDRESS: ContextVar[str] = ContextVar("address_of_the_request", default="")


class PassphraseRefused(Exception):
    """The passphrase was wrong, or tries are suspended; the message says which and for how long."""


def from_address(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: remember from which network address a form comes while it is worked on."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.method != "POST":
            return get_response(request)
        token = ADDRESS.set(_network(get_adapter().get_client_ip(request)))
        try:
            return get_response(request)
        finally:
            ADDRESS.reset(token)

    return middleware


def _network(address: str) -> str:
    """The address, of IPv6 the network that one subscriber has."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


def begin(person: User) -> None:
    """Count one try before the passphrase is looked at, so that no crash and no haste leaves one uncounted.

    Call outside any transaction. Raises PassphraseRefused while tries are suspended; that try is not counted.
    """
    now = timezone.now()
    with transaction.atomic():
        rows = _rows(person)
        for row in rows:
            if row.blocked_until and row.blocked_until > now:
                raise PassphraseRefused(_pause(row.blocked_until - now))
        for row in rows:
            _count(row, now)
            row.save()


def succeeded(person: User) -> None:
    """The passphrase was right: the person begins anew, the address gets its try back."""
    with transaction.atomic():
        for row in _rows(person):
            row.wrong = 0 if row.key == _key_of(person) else max(0, row.wrong - 1)
            row.blocked_until = None
            row.save()


def give_back(person: User) -> None:
    """The try that `begin` counted failed for a reason that is not the person's. Call outside any transaction."""
    with transaction.atomic():
        for row in _rows(person):
            row.wrong, row.blocked_until = max(0, row.wrong - 1), None
            row.save()


def refused(person: User) -> PassphraseRefused:
    """What to tell after a wrong passphrase: how many tries are left, or how long to wait."""
    row = PassphraseTries.objects.get(key=_key_of(person))
    if row.blocked_until:
        words = _("Frasa sandi salah %(count)d kali.") % {"count": row.wrong}
        return PassphraseRefused(f"{words} {_pause(row.blocked_until - timezone.now())}")
    left = MOST_FAILURES - row.wrong % MOST_FAILURES
    words = ngettext("Sisa %(left)d kali percobaan.", "Sisa %(left)d kali percobaan.", left)
    return PassphraseRefused(_("Frasa sandi salah.") + " " + words % {"left": left})


def forget_old() -> int:
    """Drop what no longer counts; returns how many rows."""
    return PassphraseTries.objects.filter(since__lt=timezone.now() - FORGOTTEN_AFTER).delete()[0]


def _key_of(person: User) -> str:
    return f"person:{person.pk}"


def _rows(person: User) -> list[PassphraseTries]:
    """The counts that a try of this person touches, held until the transaction ends; the address only as a digest."""
    keys = [_key_of(person)]
    if address := ADDRESS.get():
        keys.append(f"address:{salted_hmac('passphrase tries', address, algorithm='sha256').hexdigest()}")
    PassphraseTries.objects.bulk_create([PassphraseTries(key=key) for key in keys], ignore_conflicts=True)
    return list(PassphraseTries.objects.select_for_update().filter(key__in=keys).order_by("key"))


def _count(row: PassphraseTries, now: dt.datetime) -> None:
    of_person = row.key.startswith("person:")
    if now - row.since > (FORGOTTEN_AFTER if of_person else STRETCH):
        row.wrong, row.since = 0, now
    row.wrong += 1
    row.blocked_until = None
    if not of_person:
        row.blocked_until = row.since + STRETCH if row.wrong >= MOST_FROM_ADDRESS else None
        return
    row.since = now
    if row.wrong % MOST_FAILURES == 0:
        row.blocked_until = now + LOCKS[min(row.wrong // MOST_FAILURES, len(LOCKS)) - 1]


def _pause(left: dt.timedelta) -> str:
    minutes = int(left.total_seconds() // 60) + 1
    if minutes > 90:
        hours = round(minutes / 60)
        words = ngettext(
            "Terlalu banyak percobaan. Coba lagi %(hours)d jam lagi.",
            "Terlalu banyak percobaan. Coba lagi %(hours)d jam lagi.",
            hours,
        )
        return words % {"hours": hours}
    words = ngettext(
        "Terlalu banyak percobaan. Coba lagi %(minutes)d menit lagi.",
        "Terlalu banyak percobaan. Coba lagi %(minutes)d menit lagi.",
        minutes,
    )
    return words % {"minutes": minutes}
