"""Words typed above a list -> questions about agreements: what they say, or who takes part in them and from where.

Names are looked up first, in their own small tables: a question that joins agreements with names, topics and places at
once makes PostgreSQL look at all of them.
"""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from agreements.desk.near import any_of, parties_among
from agreements.record.models import Party
from agreements.record.vocabulary import Topic
from villages.organizations.models import Organization, Village

MOST_WORDS = 8
_SAY_NOTHING = frozenset(
    ("dan", "di", "dengan", "untuk", "dari", "ke", "yang", "pada", "antara", "atau", "tentang")
)
_NAMES = 2_000
"""How many villages and partners one word may mean."""
_FEW = 2_000
"""Up to so many agreements of those that a word names are listed by key, which an index answers."""


def saying(text: str) -> list[Q]:
    """A question for every word of the text; an agreement must fit all of them. No word at all fits nothing."""
    words = re.findall(r"\w+", text)[:MOST_WORDS]
    telling = [word for word in words if word.lower() not in _SAY_NOTHING] or words
    return [_fits(word) for word in telling] or [Q(pk__in=[])]


def _fits(word: str) -> Q:
    """In title or summary by its Indonesian stem, in the topic, or in a party's name or kecamatan."""
    found = Q(search=SearchQuery(word, config="indonesian"))
    about = [topic.value for topic in Topic if word.lower() in str(topic.label).lower().split()]
    if about:
        found |= Q(topic__in=about)
    if named := _organizations(word):
        found |= _of_parties(named)
    return found


def _organizations(word: str) -> list[int]:
    """Whose name contains, or nearly contains, the word, or whose kecamatan begins with it."""
    alike = Q(name__icontains=word)
    if len(word) >= 4:
        alike |= Q(upper__trigram_word_similar=word.upper())
    named = Organization.objects.annotate(upper=Upper("name")).filter(alike).order_by()
    seated = Village.objects.filter(area__subdistrict__name__istartswith=word).order_by()
    keys: QuerySet = named.values_list("pk", flat=True)
    return list(keys.union(seated.values_list("pk", flat=True))[:_NAMES])


def _of_parties(organizations: list[int]) -> Q:
    of_them = Party.objects.filter(any_of("organization_id", organizations)).order_by()
    keys = list(of_them.values_list("agreement_id", flat=True)[: _FEW + 1])
    return Q(any_of("pk", set(keys))) if len(keys) <= _FEW else Q(parties_among(organizations))
