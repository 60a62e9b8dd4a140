"""A request without a login -> whether its network address has asked for letters too often."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST = 10
"""So many letters may be asked for from one address within `STRETCH`: a village hall shares an address."""
STRETCH = 15 * 60
"""In seconds."""


def too_often(request: HttpRequest) -> bool:
    """Count this request, unless it is one too many; then True. The address itself is kept nowhere."""
    digest = salted_hmac("signing link asked", _network(request), algorithm="sha256").hexdigest()
    key, now = f"signing-link:{digest}", time.time()
    asked = [moment for moment in cache.get(key, ()) if moment > now - STRETCH]
    if len(asked) >= MOST:
        return True
    cache.set(key, [*asked, now], STRETCH)
    return False


def _network(request: HttpRequest) -> str:
    """The address, of IPv6 the network that one subscriber has."""
    address = get_adapter().get_client_ip(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
