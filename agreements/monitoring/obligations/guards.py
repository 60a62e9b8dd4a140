"""Whose obligation it is -> who may report it done, confirm it, or release from it."""

from django.utils.translation import gettext as _

from agreements.drafting.models import Provision
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.obligations.terms import holdings
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import DueRule
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User

State = Occurrence.State


def parties_for(user: User, agreement: Agreement, *, signing: bool = False) -> list[Party]:
    """The parties for which this person works (with `signing`: may sign) here, in their order."""
    held = mandates(user)
    mine = {m.organization.pk for m in held if (m.may_sign if signing else m.position in DRAFTING_POSITIONS)}
    return [party for party in parties_of(agreement) if party.organization_id in mine]


def may_prove(user: User, occurrence: Occurrence) -> Answer:
    """The party that owes it reports it, while it is open."""
    answer = _by_debtor(user, "prove", occurrence)
    return answer and _is(occurrence, State.PLANNED)


def may_take_back(user: User, occurrence: Occurrence) -> Answer:
    """The party that reported it takes its report back, until another party has confirmed it."""
    answer = _by_debtor(user, "prove", occurrence)
    return answer and _is(occurrence, State.DONE)


def may_affirm(user: User, occurrence: Occurrence) -> Answer:
    """Another party confirms the report or sends it back; never the person who made it."""
    answer = _by_another(user, "affirm", occurrence)
    if answer and occurrence.state == State.DONE and occurrence.done_by_id == user.pk:
        reason = _("Anda sendiri yang melaporkannya; orang lain yang mengonfirmasi.")
        return Answer(False, reason, because_of_who=True)
    return answer and _is(occurrence, State.DONE)


def may_waive(user: User, occurrence: Occurrence) -> Answer:
    """The head of another party releases from what is still open."""
    answer = _by_another(user, "waive", occurrence, signing=True)
    return answer and _is(occurrence, State.PLANNED)


def events_of(agreement: Agreement) -> list[Provision]:
    """The obligations of this agreement that wait for an event, as they hold today."""
    found = holdings(agreement)
    return [one.provision for one in found if one.rule.code == DueRule.AFTER_EVENT and one.until is None]


def _by_debtor(user: User, verb: str, occurrence: Occurrence) -> Answer:
    answer = may(user, verb, occurrence.agreement)
    if answer and occurrence.party_id not in {party.pk for party in parties_for(user, occurrence.agreement)}:
        who = occurrence.party.organization.name
        reason = _("Hanya pihak yang berkewajiban, %(who)s, yang melaporkannya.") % {"who": who}
        return Answer(False, reason, because_of_who=True)
    return answer


def _by_another(user: User, verb: str, occurrence: Occurrence, *, signing: bool = False) -> Answer:
    answer = may(user, verb, occurrence.agreement)
    mine = parties_for(user, occurrence.agreement, signing=signing)
    if answer and not any(party.pk != occurrence.party_id for party in mine):
        reason = _("Hanya pihak lain, bukan pihak yang berkewajiban, yang dapat melakukan ini.")
        return Answer(False, reason, because_of_who=True)
    return answer


def _is(occurrence: Occurrence, state: str) -> Answer:
    if occurrence.state == state:
        return YES
    words = {"state": str(occurrence.get_state_display())}
    return Answer(False, _("Kewajiban ini sekarang berkeadaan: %(state)s.") % words)
