"""A visitor without an account -> whether their network has asked too often lately; the address is kept nowhere."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def too_often(request: HttpRequest, what: str, *, most: int, stretch: int) -> bool:
    """Count this try at `what`; True when it is one more than `most` within `stretch` seconds."""
    key = f"{what}:{visitor(request, what)}"
    if cache.add(key, 1, stretch):
        return False
    try:
        return cache.incr(key) > most
    except ValueError:  # it has just run out
        return False


def visitor(request: HttpRequest, what: str) -> str:
    """A digest that stands for the network and for nothing else; another one for each `what`."""
    return salted_hmac(what, _network(request), algorithm="sha256").hexdigest()


def _network(request: HttpRequest) -> str:
    """The address, of IPv6 the network that one subscriber has."""
    address = get_adapter().get_client_ip(request)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
