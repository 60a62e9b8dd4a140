"""What a person may begin from, as lists show it: found by words, newest first, page by page."""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from agreements.record import paging
from agreements.record.access import load_parties, parties_of, party_line
from agreements.record.models import Agreement, Party

_MOST_WORDS = 8


def with_words(agreements: QuerySet[Agreement], text: str) -> QuerySet[Agreement]:
    """Those in which every word occurs: in title or summary, or in a party's name; all of them for no word."""
    for word in re.findall(r"\w+", text)[:_MOST_WORDS]:
        named = Party.objects.filter(organization__name__icontains=word).order_by().values("agreement")
        agreements = agreements.filter(Q(search=SearchQuery(word, config="indonesian")) | Q(pk__in=named))
    return agreements


def page_of(agreements: QuerySet[Agreement], key: str) -> paging.Page:
    """One page, each agreement with its `party_line`. Raises paging.BadKey."""
    page = paging.page(agreements, key)
    for agreement in load_parties(page.rows):
        agreement.__dict__["party_line"] = party_line(parties_of(agreement))
    return page
