"""What somebody wants to follow, as it stands in an address -> the thing itself: its name, its page, its news."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.publication.catalogue.models import Listing
from agreements.publication.filters import Catalogue
from agreements.publication.following.models import Follow
from villages.organizations.models import Standing, Village
from villages.organizations.queries import public_partners

What = Follow.What
LONGEST = 1000
"""So long may a question be that is followed."""
_NOT_KEPT = ("urut",)
"""The order of a list is no part of what is followed."""


@dataclass(frozen=True)
class Target:
    """Something that can be followed, and is there."""

    what: str
    """One of `Follow.What`."""
    key: str
    """How the database knows it: reference, code, slug or canonical question."""
    name: str
    """How people know it."""
    url: str
    """Its page, as a path."""
    listings: QuerySet[Listing]
    """The public agreements whose news are its news."""
    days_left: int = 0
    """Of a question for what ends within so many days: then coming that near is news."""

    @property
    def page(self) -> str:
        """The page to find for it: its own, of a question the one on which it is asked."""
        return self.url.partition("?")[0]


def target_of(what: str, key: str) -> Target | None:
    """The thing of that kind with that key; None where there is none that everybody may know of."""
    if "\0" in key or len(key) > LONGEST:
        return None
    found = {
        What.AGREEMENT.value: _agreement,
        What.VILLAGE.value: _village,
        What.PARTNER.value: _partner,
        What.SEARCH.value: _search,
    }.get(what)
    return found(key) if found else None


def _agreement(key: str) -> Target | None:
    """One agreement; what amends or follows it is news of it too."""
    listing = Listing.objects.filter(ref=key.upper()).first()
    if listing is None:
        return None
    news = Listing.objects.filter(Q(pk=listing.pk) | Q(parent=listing.pk))
    return Target(What.AGREEMENT, listing.ref, listing.title, listing.get_absolute_url(), news)


def _village(key: str) -> Target | None:
    if not re.fullmatch(r"\d\d\.\d\d\.\d\d\.\d{4}", key, re.ASCII):
        return None
    known = Village.objects.filter(Q(standing=Standing.CONFIRMED) | Q(standing_on__isnull=False), area=key)
    village = known.exclude(standing__in=(Standing.PENDING, Standing.REFUSED))
    found = village.select_related("area__subdistrict").first()
    if found is None:
        return None
    name = f"{found.name} ({found.area.subdistrict.name})"
    news = Listing.objects.filter(places__contains=[key])
    return Target(What.VILLAGE, key, name, found.get_absolute_url(), news)


def _partner(key: str) -> Target | None:
    found = public_partners().filter(slug=key).first()
    if found is None:
        return None
    news = Listing.objects.filter(organizations__contains=[found.pk])
    return Target(What.PARTNER, key, found.name, found.get_absolute_url(), news)


def _search(key: str) -> Target | None:
    """A question of the catalogue, in one order of its parts, so that the same question is followed once."""
    asked = Catalogue(QueryDict(key))
    said = {name: str(value) for name, value in sorted(asked.asked.items()) if name not in _NOT_KEPT}
    query = urlencode(said)
    if not said or len(query) > LONGEST:
        return None
    address = f"{reverse('agreements:catalogue')}?{query}"
    found, days = Catalogue(QueryDict(query)).found, int(said.get("berakhir", 0))
    return Target(What.SEARCH, query, _in_words(asked, said), address, found, days)


def _in_words(asked: Catalogue, said: dict[str, str]) -> str:
    """The question as people say it: "Kata: sampah; Topik: Air bersih"."""
    parts = []
    for name, value in said.items():
        field = asked.form.fields[name]
        labels = dict(getattr(field, "choices", ()))
        parts.append(
            _("%(question)s: %(answer)s") % {"question": field.label, "answer": labels.get(value, value)}
        )
    return "; ".join(parts)
