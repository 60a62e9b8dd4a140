"""A visitor without an account -> whether their network has written too often lately; the address is kept nowhere."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 10
"""So many opinions may come from one network within `STRETCH`: a village hall shares an address."""
STRETCH = 15 * 60
"""In seconds."""


def too_often(request: HttpRequest) -> bool:
    """Count this try; True when it is one too many."""
    digest = salted_hmac("consultation", _network(request), algorithm="sha256").hexdigest()
    key = f"consultation:{digest}"
    if cache.add(key, 1, STRETCH):
        return False
    try:
        return cache.incr(key) > MOST
    except ValueError:  # it has just run out
        return False


def _network(request: HttpRequest) -> str:
    """The address, of IPv6 the network that one subscriber has."""
    address = get_adapter().get_client_ip(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
