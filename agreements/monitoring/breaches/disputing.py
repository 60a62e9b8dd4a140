"""A case that becomes a dispute: it rests there, and ends or wakes with it. The caller has asked and holds the lock."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.queries import RUNNING
from villages.people.models import User

State = BreachCase.State


def rest(case: BreachCase) -> None:
    """Let the case wait for the dispute about it. Raises ValidationError for one that does not run."""
    if case.state not in RUNNING or case.state == State.DISPUTED:
        raise ValidationError({"case": _("Kasus ini tidak sedang berjalan.")})
    _moved(case, State.DISPUTED)


def wake(case: BreachCase) -> None:
    """The dispute was taken back: the case stands where it stood."""
    if case.state == State.DISPUTED:
        answered = State.ANSWERED if case.answered_at else State.OPEN
        _moved(case, State.SANCTIONED if case.steps.exists() else answered)


def settle(case: BreachCase, *, by: User, outcome: str) -> None:
    """The dispute is settled, and the case with it."""
    if case.state == State.DISPUTED:
        case.outcome, case.closed_at, case.closed_by = outcome[:5000], timezone.now(), by
        _moved(case, State.SETTLED)


def _moved(case: BreachCase, state: str) -> None:
    case.state, case.edition = state, case.edition + 1
    case.save()
