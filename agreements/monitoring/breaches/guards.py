"""Who may take which step in a case of breach, and when: finer than the stage table, which knows no cases."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import next_of
from agreements.record.access import may, parties_of, speaking_for
from agreements.record.models import Agreement, Party
from villages.people.access import YES, Answer
from villages.people.models import User

State = BreachCase.State
_RUNS = (State.OPEN, State.ANSWERED, State.SANCTIONED)


def own_party(user: User, agreement: Agreement) -> Party | None:
    """The party for which this person works in the agreement, first by ordinal."""
    own = speaking_for(user, agreement)
    return next((one for one in parties_of(agreement) if own and one.organization_id == own.pk), None)


def may_open(user: User, case: BreachCase) -> Answer:
    """Open, or drop, what the system suggests: somebody of another party than the one that is late."""
    if case.state != State.SUGGESTED:
        return _moved(case)
    return _other_side(user, case)


def may_answer(user: User, case: BreachCase) -> Answer:
    """Answer what another party says: somebody of the party against which it is said, as long as no step is taken."""
    if case.state != State.OPEN:
        return _moved(case)
    own = own_party(user, case.agreement)
    if own is None or own.pk != case.against_id:
        words = _("Hanya %(name)s yang dapat menanggapi dugaan ini.")
        return Answer(False, words % {"name": case.against.organization.name}, because_of_who=True)
    return YES


def may_step(user: User, case: BreachCase) -> Answer:
    """Take the next step: the head of the party that opened the case, once the days before it are over.

    The other side is heard first; what the text does not name is no step (Permendagri 96/2017 art. 6: an agreement says
    itself what follows from a breach).
    """
    if case.state not in _RUNS:
        return _moved(case)
    if not (answer := _claimants(user, case)):
        return answer
    step = next_of(case)
    if step is None:
        return Answer(False, _("Semua langkah sanksi dalam perjanjian sudah diambil."))
    if step.opens_on > timezone.localdate():
        day = date_format(step.opens_on, "j F Y")
        return Answer(False, _("Langkah berikutnya baru dapat diambil mulai %(day)s.") % {"day": day})
    return YES


def may_meet(user: User, case: BreachCase) -> Answer:
    """Note that the other side has done what a step asks: the party that opened the case says so."""
    return _claimants(user, case) if case.state in (State.SANCTIONED, State.DISPUTED) else _moved(case)


def may_close(user: User, case: BreachCase) -> Answer:
    """Close the case, or drop it: the party that opened it; a dispute about it is settled there."""
    if case.state not in _RUNS:
        return _moved(case)
    return _claimants(user, case)


def _other_side(user: User, case: BreachCase) -> Answer:
    own = own_party(user, case.agreement)
    if own is None or own.pk == case.against_id:
        return Answer(False, _("Hanya pihak lain dalam kerja sama ini yang dapat melakukannya."), True)
    return YES


def _claimants(user: User, case: BreachCase) -> Answer:
    own = own_party(user, case.agreement)
    if case.claimant is None or own is None or own.pk != case.claimant_id:
        name = case.claimant.organization.name if case.claimant else _("pihak yang menyatakan")
        return Answer(
            False, _("Hanya %(name)s yang dapat melakukannya.") % {"name": name}, because_of_who=True
        )
    return YES


def _moved(case: BreachCase) -> Answer:
    return Answer(
        False, _("Dugaan pelanggaran ini sekarang: %(state)s.") % {"state": case.get_state_display()}
    )


def open_verbs(user: User, case: BreachCase) -> dict[str, Answer]:
    """For each thing that can be done in a case whether this person may do it now, stage and role included."""
    rules = {
        "open": ("claim_breach", may_open),
        "dismiss": ("close_breach", may_open if case.state == State.SUGGESTED else may_close),
        "answer": ("answer_breach", may_answer),
        "step": ("sanction", may_step),
        "meet": ("sanction", may_meet),
        "close": ("close_breach", may_close),
    }
    return {
        name: may(user, verb, case.agreement) and rule(user, case) for name, (verb, rule) in rules.items()
    }
