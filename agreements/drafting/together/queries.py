"""A draft -> how each party stands to it: joined or not, holding the pen or not, agreed to the text as it is or not."""

from dataclasses import dataclass

from agreements.drafting.queries import text_of
from agreements.drafting.together.models import Consent, Joining, Participation, Suggestion, SuggestionState
from agreements.drafting.versions.actions import text_digest
from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party


@dataclass(frozen=True)
class Standing:
    """How one party stands to the draft."""

    party: Party
    initiator: bool
    """Whether it began the draft, and so writes along from the beginning."""
    holds_pen: bool
    """Whether it writes the common text."""
    answer: Participation | None
    """Its answer to the invitation; None while there is none."""
    consent: Consent | None
    """Its newest word on a version of the text; None while there is none."""
    current: bool
    """Whether that word is about the text as it stands now."""

    @property
    def joined(self) -> bool:
        """Whether the party writes along."""
        return self.initiator or bool(self.answer and self.answer.state == Joining.JOINED)

    @property
    def declined(self) -> bool:
        """Whether the party has refused to write along."""
        return not self.initiator and bool(self.answer and self.answer.state == Joining.DECLINED)

    @property
    def agreed(self) -> bool:
        """Whether the party has agreed to the text as it stands now."""
        return self.current and bool(self.consent and self.consent.agreed)


def standings(agreement: Agreement) -> list[Standing]:
    """Every party in order; the text itself is read only where somebody has spoken on it, and once per object."""
    parties = parties_of(agreement)
    answers = {a.party_id: a for a in Participation.objects.filter(party__in=parties).order_by("pk")}
    consents = newest_consents(agreement)
    now = digest_now(agreement) if consents else ""
    pen = agreement.draft.pen_id or agreement.initiator_id
    found = []
    for party in parties:
        consent = consents.get(party.organization_id)
        found.append(
            Standing(
                party=party,
                initiator=party.organization_id == agreement.initiator_id,
                holds_pen=party.organization_id == pen,
                answer=answers.get(party.pk),
                consent=consent,
                current=bool(consent and consent.version.digest == now),
            )
        )
    return found


def newest_consents(agreement: Agreement) -> dict[int, Consent]:
    """The last word of each party on a version of this agreement, by organization."""
    said = Consent.objects.filter(version__agreement=agreement).order_by("organization_id", "-pk")
    newest = said.distinct("organization_id").select_related("version", "organization", "by")
    return {consent.organization_id: consent for consent in newest.defer("version__content")}


def digest_now(agreement: Agreement) -> str:
    """The digest of the text as it stands, computed once per object and edition."""
    known = getattr(agreement, "_digest_now", None)
    if known is None or known[0] != agreement.edition:
        known = (agreement.edition, text_digest(text_of(agreement)))
        agreement._digest_now = known  # type: ignore[attr-defined]
    return str(known[1])


def open_suggestions(agreement: Agreement) -> int:
    """How many suggestions wait for the holder of the pen."""
    return Suggestion.objects.filter(agreement=agreement, state=SuggestionState.OPEN).count()
