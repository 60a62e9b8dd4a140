"""The public agreements of one village or partner -> with whom, about what, where on the map, and who owes what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from agreements.documents.terms import in_full
from agreements.publication.catalogue.models import Listing
from agreements.publication.map.drawing import Drawing, draw
from agreements.publication.map.queries import areas, cooperation
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import text_of
from agreements.record.stages import Stage
from agreements.record.vocabulary import Topic
from agreements.signing.models import FrozenDocument
from villages.organizations.models import Organization, OrganizationKind

MOST = 300
"""From so many of its newest agreements a page is made; it says when there are more."""
MOST_COMPANIONS, MOST_TOPICS, MOST_OPEN, MOST_TERMS = 12, 8, 3, 4
MOST_VILLAGES = 200
"""So many other villages are drawn on its map."""


@dataclass(frozen=True)
class Companion:
    """Another party, and in how many agreements."""

    kind: str
    key: str
    """The village's code, or the word in the address of the partner's page."""
    name: str
    place: str
    agreements: int

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse(f"villages:{self.kind}", args=[self.key])


@dataclass(frozen=True)
class Owed:
    """What one agreement in force lets the organization give and get, in the words of its public text."""

    title: str
    url: str
    gives: list[str]
    gets: list[str]
    more: bool
    """Whether its page says more than stands here."""


@dataclass(frozen=True)
class Profile:
    """What a village's or a partner's page tells besides the list of its agreements."""

    in_force: int
    ended: int
    begun: int
    """How many of them it began itself; to the others it was invited."""
    more: bool
    """Whether there are more agreements than these figures are made from."""
    companions: list[Companion]
    topics: list[tuple[str, Any, int]]
    """Address of the list, label and number."""
    owed: list[Owed]
    drawing: Drawing | None
    """Its map, where more than one village is on it."""
    regency: str
    """Code of the regency whose map shows it too; empty for a partner."""

    @property
    def agreements(self) -> int:
        """How many agreements there are altogether."""
        return self.in_force + self.ended


def profile_of(organization: Organization) -> Profile:
    """The profile of a village or partner; six queries however many agreements there are."""
    listings = Listing.objects.filter(organizations__contains=[organization.pk])
    newest = listings.defer("body", "search", "summary", "names").order_by("-stage_since", "-pk")
    rows = list(newest[: MOST + 1])
    shown = rows[:MOST]
    stages = Counter(row.stage for row in shown)
    village = organization.village.area_id if organization.kind == OrganizationKind.VILLAGE else ""
    return Profile(
        in_force=stages[Stage.IN_FORCE],
        ended=stages[Stage.ENDED],
        begun=sum(1 for row in shown if row.organizations and row.organizations[0] == organization.pk),
        more=len(rows) > MOST,
        companions=_companions(shown, organization.pk),
        topics=_topics(shown, organization, village),
        owed=_owed(shown, organization.pk),
        drawing=_drawing(shown, village),
        regency=village[:5],
    )


def _companions(rows: list[Listing], own: int) -> list[Companion]:
    met: Counter[tuple[str, str]] = Counter()
    facts: dict[tuple[str, str], Mapping[str, Any]] = {}
    for row in rows:
        for party in row.parties:
            if party["id"] != own:
                met[party["kind"], party["key"]] += 1
                facts.setdefault((party["kind"], party["key"]), party)
    first = sorted(met, key=lambda one: (-met[one], facts[one]["name"], one))[:MOST_COMPANIONS]
    return [Companion(*one, facts[one]["name"], facts[one]["place"], met[one]) for one in first]


def _topics(rows: list[Listing], organization: Organization, village: str) -> list[tuple[str, Any, int]]:
    narrowed = f"desa={village}" if village else f"mitra={organization.partner.slug}"
    list_of_all = f"{reverse('agreements:catalogue')}?{narrowed}&topik="
    counted = Counter(row.topic for row in rows)
    first = sorted(counted, key=lambda topic: (-counted[topic], topic))[:MOST_TOPICS]
    return [(list_of_all + topic, Topic(topic).label, counted[topic]) for topic in first]


def _owed(rows: list[Listing], own: int) -> list[Owed]:
    """The newest agreements in force that have a text of the portal; what is excluded or personal stays covered."""
    in_force = [row for row in rows if row.stage == Stage.IN_FORCE and not row.signed_elsewhere][:MOST_OPEN]
    keys = [row.pk for row in in_force]
    documents = FrozenDocument.objects.filter(agreement__in=keys, voided_at=None).order_by("agreement")
    found = {document.agreement_id: document for document in documents}
    kept_back: dict[int, list[Exclusion]] = {key: [] for key in keys}
    for exclusion in Exclusion.objects.filter(agreement__in=keys).order_by("article", "pk"):
        kept_back[exclusion.agreement_id].append(exclusion)
    told = [
        _said(row, text_of(found[row.pk], kept_back[row.pk]).content, row.organizations.index(own))
        for row in in_force
        if row.pk in found
    ]
    return [one for one in told if one.gives or one.gets]


def _said(row: Listing, content: Mapping[str, Any], place: int) -> Owed:
    """`place`: where the organization stands among the parties, counted from 0."""
    parties = sorted(content["parties"], key=lambda party: party["ordinal"])
    ordinal = parties[place]["ordinal"] if place < len(parties) else None
    said: dict[str, list[str]] = {"obligation": [], "right": []}
    for provision in content["provisions"]:
        if provision["party"] == ordinal and provision["kind"] in said:
            text = in_full(provision)
            said[provision["kind"]].append(text[:1].upper() + text[1:])
    gives, gets = said["obligation"], said["right"]
    more = len(gives) > MOST_TERMS or len(gets) > MOST_TERMS
    url = reverse("agreements:agreement", args=[row.ref])
    return Owed(row.title, url, gives[:MOST_TERMS], gets[:MOST_TERMS], more)


def _drawing(rows: list[Listing], village: str) -> Drawing | None:
    """The village with those it has something in common with, and its neighbours; a partner with its villages."""
    met = Counter(code for row in rows for code in row.places if len(code) == len("33.05.01.2001"))
    codes = [
        code for code, _count in met.most_common(MOST_VILLAGES) if code[:5] == village[:5] or not village
    ]
    if not codes:
        return None
    which = Q(pk__in=codes) | Q(subdistrict=village[:8]) if village else Q(pk__in=codes)
    found = cooperation(areas(which), [(row.kind, row.places, 1) for row in rows])
    known = [place for place in found.places if place.degrees is not None]
    return draw(found, small=True, own=village) if len(known) > 1 else None
