"""An earlier agreement and the parties of a new one -> what would be taken over, for whom, and what would not."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, Q

from agreements.documents.words import BLANK
from agreements.drafting.models import Article, Provision
from agreements.drafting.types.models import AgreementType
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import DueRule
from villages.organizations.models import Organization, OrganizationKind

_OF_PARTY = re.compile(r"\{\{\s*(pihak|nama)\.(\d{1,3})((?:\.\w+)*)\s*\}\}", re.ASCII)


@dataclass(frozen=True)
class Heir:
    """One party of the earlier agreement, and who takes its place in the new one."""

    party: Party
    """The party as it was."""
    organization: Organization | None
    """Who takes over its provisions; None when nobody does, and they are left behind."""
    ordinal: int
    """That one's ordinal in the new agreement; 0 for nobody."""
    provisions: int
    """How many provisions the party has."""


@dataclass(frozen=True)
class Named:
    """A party of the earlier agreement whose name stands in the text as plain words."""

    name: str
    """The name as it stands there."""
    places: tuple[str, ...]
    """The articles that say it: "Pasal 3"."""


@dataclass(frozen=True)
class Plan:
    """What a new draft would take over from an earlier agreement."""

    source: Agreement
    """The earlier agreement."""
    agreement_type: AgreementType
    """The type of the new draft: the newest published version of the earlier one's."""
    articles: int
    """How many articles come along."""
    heirs: tuple[Heir, ...]
    """Every earlier party, in order."""
    without: tuple[Organization, ...]
    """New parties for which there are no provisions yet."""
    named: tuple[Named, ...]
    """Earlier parties still named in plain words, though they are no longer parties."""

    @property
    def dropped(self) -> tuple[Heir, ...]:
        """Those whose provisions are left behind."""
        return tuple(heir for heir in self.heirs if heir.organization is None and heir.provisions)

    @property
    def taken(self) -> int:
        """How many provisions come along."""
        return sum(heir.provisions for heir in self.heirs if heir.organization)


def plan_of(source: Agreement, organizations: Sequence[Organization]) -> Plan:
    """What would come along if these organizations began from that agreement; a handful of queries, nothing written."""
    rows = source.provisions.order_by("pk").values_list("party_id", flat=True)
    counts = Counter(rows)
    heirs = heirs_of(parties_of(source), organizations, counts)
    served = {heir.organization.pk for heir in heirs if heir.organization and heir.provisions}
    staying = {organization.pk for organization in organizations}
    gone = [heir.party.organization.name for heir in heirs if heir.party.organization_id not in staying]
    return Plan(
        source=source,
        agreement_type=newest_of(source.draft.agreement_type, organizations),
        articles=source.articles.count(),
        heirs=heirs,
        without=tuple(o for o in organizations if o.pk not in served) if counts else (),
        named=_named(source, gone),
    )


def heirs_of(
    parties: Sequence[Party], organizations: Sequence[Organization], counts: Mapping[int, int]
) -> tuple[Heir, ...]:
    """Who stands where each earlier party stood: the same organization, else the next of the same kind that is new."""
    before = {party.organization_id for party in parties}
    places = {organization.pk: place for place, organization in enumerate(organizations, start=1)}
    known = {organization.pk: organization for organization in organizations}
    new = {
        kind: iter([o for o in organizations if o.kind == kind and o.pk not in before])
        for kind in {organization.kind for organization in organizations}
    }
    heirs = []
    for party in parties:
        follows = known.get(party.organization_id) or next(new.get(party.organization.kind, iter(())), None)
        ordinal = places[follows.pk] if follows else 0
        heirs.append(Heir(party, follows, ordinal, counts.get(party.pk, 0)))
    return tuple(heirs)


def newest_of(agreement_type: AgreementType, organizations: Sequence[Organization]) -> AgreementType:
    """The newest published version of the same code: of the first village's regency, else the portal's; else itself."""
    villages = (o.village for o in organizations if o.kind == OrganizationKind.VILLAGE)
    regency = next((village.area.subdistrict.regency_id for village in villages), None)
    same = AgreementType.objects.filter(code=agreement_type.code, published_at__isnull=False)
    here = same.filter(Q(regency__isnull=True) | Q(regency=regency))
    return here.order_by(F("regency").asc(nulls_last=True), "-version").first() or agreement_type


def _named(source: Agreement, names: Sequence[str]) -> tuple[Named, ...]:
    rows = list(source.articles.order_by("ordinal").values_list("ordinal", "heading", "body"))
    found = []
    for name in names:
        word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
        places = [f"Pasal {ordinal}" for ordinal, *texts in rows if any(word.search(text) for text in texts)]
        if places:
            found.append(Named(name, tuple(places)))
    return tuple(found)


def for_new_parties(text: str, heirs: Sequence[Heir]) -> str:
    """The text with placeholders of a party turned to the one in its place; dots where nobody is."""
    ordinals = {heir.party.ordinal: heir.ordinal for heir in heirs}

    def turned(found: re.Match[str]) -> str:
        ordinal = ordinals.get(int(found[2]), 0)
        return f"{{{{ {found[1]}.{ordinal}{found[3]} }}}}" if ordinal else BLANK

    return _OF_PARTY.sub(turned, text)


def shifted(day: dt.date | None, by: dt.timedelta) -> dt.date | None:
    """The day as far from the new beginning as it was from the old; as it was where no calendar goes that far."""
    try:
        return day + by if day else None
    except OverflowError:
        return day


def copy_of(provision: Provision, agreement: Agreement, party: Party) -> Provision:
    """The same line for another agreement's party, its due date as far from the start as it was."""
    names = ("ordinal", "kind", "text", "due_rule", "due_days", "event", "amount", "evidence", "steps")
    due_on = shifted(provision.due_on, agreement.starts_on - provision.agreement.starts_on)
    if provision.due_rule == DueRule.ON_DATE and due_on is None:
        due_on = agreement.starts_on
    kept = {name: getattr(provision, name) for name in names}
    return Provision(agreement=agreement, party=party, due_on=due_on, **kept)


def article_copy(article: Article, agreement: Agreement, heirs: Sequence[Heir]) -> Article:
    """The same article for another agreement; its references still name the earlier one's articles."""
    names = ("ordinal", "chapter", "content", "guidance", "legal_basis")
    kept = {name: getattr(article, name) for name in names}
    return Article(
        agreement=agreement,
        heading=for_new_parties(article.heading, heirs)[:200],
        body=for_new_parties(article.body, heirs),
        **kept,
    )
