"""A citizen who writes an opinion -> whether their network has written too often lately."""

from django.http import HttpRequest

from agreements.record import visitors

MOST = 10
"""So many opinions may come from one network within `STRETCH`: a village hall shares an address."""
STRETCH = 15 * 60
"""In seconds."""


def too_often(request: HttpRequest) -> bool:
    """Count this try; True when it is one too many."""
    return visitors.too_often(request, "consultation", most=MOST, stretch=STRETCH)
