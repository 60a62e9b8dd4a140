"""Good practices: of one agreement for its parties, and those that everybody may read, all text covered."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from agreements.monitoring.practices.figures import figures_of, in_words
from agreements.monitoring.practices.models import Practice, PracticeConsent
from agreements.publication.privacy.masking import mask
from agreements.record.access import load_parties, parties_of, party_line, public
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Topic
from villages.people.access import mandates
from villages.people.models import User


def practice_of(agreement: Agreement) -> Practice | None:
    """What was written, in whatever state."""
    return Practice.objects.filter(agreement=agreement).select_related("written_by").first()


def consents(practice: Practice) -> list[tuple[Party, PracticeConsent | None]]:
    """Every party with its answer to the present edition."""
    given = practice.consents.filter(edition=practice.edition).select_related("given_by").order_by("pk")
    found = {consent.party_id: consent for consent in given}
    return [(party, found.get(party.pk)) for party in parties_of(practice.agreement)]


def silent(practice: Practice) -> list[Party]:
    """The parties that have not answered to the present edition."""
    return [party for party, consent in consents(practice) if consent is None]


def signing_parties(user: User, agreement: Agreement) -> list[Party]:
    """The parties for which this person may sign."""
    signs = {mandate.organization.pk for mandate in mandates(user) if mandate.may_sign}
    return [party for party in parties_of(agreement) if party.organization_id in signs]


def figures_in_words(practice: Practice | None, agreement: Agreement) -> list[tuple[str, str]]:
    """The figures: frozen since the parties were asked, before that as the data say today."""
    frozen = practice is not None and practice.state in (Practice.State.ASKED, Practice.State.PUBLISHED)
    figures = practice.figures if practice and frozen else figures_of(agreement)
    return [in_words(figure) for figure in figures]


# For everybody


@dataclass(frozen=True)
class Told:
    """A published practice, every word of it covered."""

    practice: Practice
    ref: str
    title: str
    worked: str
    failed: str
    advice: str
    line: str
    """Between whom."""
    figures: list[tuple[str, str]]


def published(topic: str = "") -> QuerySet[Practice]:
    """What everybody may read, the newest first; with `topic` only of agreements about it."""
    found = Practice.objects.filter(state=Practice.State.PUBLISHED, agreement__in=public())
    found = found.filter(agreement__topic=topic) if topic else found
    return found.select_related("agreement").order_by("-published_at", "-pk")


def published_of(agreement: Agreement) -> Practice | None:
    """The published practice of one agreement."""
    return published().filter(agreement=agreement).first()


def told(practices: list[Practice]) -> list[Told]:
    """The practices as everybody reads them; the parties of all in one query."""
    load_parties([practice.agreement for practice in practices])
    return [_told(practice) for practice in practices]


def _told(practice: Practice) -> Told:
    return Told(
        practice=practice,
        ref=practice.agreement.ref,
        title=mask(practice.title),
        worked=mask(practice.worked),
        failed=mask(practice.failed),
        advice=mask(practice.advice),
        line=mask(party_line(parties_of(practice.agreement))),
        figures=[(mask(name), mask(value)) for name, value in map(in_words, practice.figures)],
    )


def topics() -> list[tuple[str, str, int]]:
    """The topics that have published practices: code, label, how many; the most first."""
    rows = published().order_by().values("agreement__topic").annotate(n=Count("pk"))
    found = [(row["agreement__topic"], row["n"]) for row in rows.order_by("-n", "agreement__topic")]
    return [(code, str(Topic(code).label), count) for code, count in found]


def last_change(*_args: object, **_kwargs: object) -> str:
    """What the public pages depend on: how many are published, and when the last one was."""
    rows = Practice.objects.filter(state=Practice.State.PUBLISHED)
    seen = rows.aggregate(count=Count("pk"), newest=Max("published_at"), edition=Max("edition"))
    return "-".join(str(value) for value in seen.values())
