"""A dispute and who looks at it -> what its page shows: where it stands, whom it waits for, what may be done now."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.disputes.guards import may_raise, may_record, open_verbs, own_party, steward_verb
from agreements.monitoring.disputes.models import Dispute, Hearing
from agreements.monitoring.disputes.paper import may_record_paper
from agreements.monitoring.disputes.queries import OVER, Place, places_of, unanswered
from agreements.monitoring.disputes.signing import seal_of
from agreements.monitoring.disputes.wording import moment_of
from agreements.monitoring.files.queries import files_of
from agreements.record.access import may
from agreements.signing.crypto.detached import Seal
from villages.people.models import User

State = Dispute.State
_WAITS = (State.CLAIMED, State.DELIBERATED, State.FACILITATED)


@dataclass(frozen=True)
class Card:
    """A dispute as lists show it."""

    dispute: Dispute
    waits: str
    """Whom it waits for, in words; empty when for nobody."""
    late: bool
    """Whether the days of its level are over."""
    closed: bool
    """Whether nothing comes any more."""


def card(dispute: Dispute) -> Card:
    """The dispute with what it waits for."""
    late = dispute.state in _WAITS and dispute.due_on < timezone.localdate()
    return Card(dispute, _waits(dispute), late, dispute.state in OVER)


def _waits(dispute: Dispute) -> str:
    if dispute.state == State.TO_SIGN:
        names = [place.organization.name for place in places_of(dispute) if place.signature is None]
        return _("Menunggu tanda tangan: %(names)s.") % {"names": ", ".join(names)}
    if dispute.state == State.CLAIMED:
        names = [party.organization.name for party in unanswered(dispute)]
        return _("Menunggu jawaban: %(names)s.") % {"names": ", ".join(names)}
    if dispute.state == State.FACILITATED:
        who = dispute.facilitator.name if dispute.facilitator else dispute.get_level_display()
        return _("Menunggu musyawarah yang dipimpin %(name)s.") % {"name": who}
    if dispute.state == State.DELIBERATED:
        return _("Para pihak bermusyawarah.")
    return _("Hasil dari luar portal ditunggu.") if dispute.state == State.REFERRED else ""


@dataclass(frozen=True)
class Sitting:
    """A hearing as the page shows it."""

    hearing: Hearing
    when: str
    """Day and hour where the parties are."""
    may_record: bool
    """Whether this person may write down how it went."""


@dataclass(frozen=True)
class Signed:
    """A place to sign, with what can be said of the signature given."""

    place: Place
    seal: Seal | None
    """None while the signature is awaited, and for ink."""


def dispute_page(user: User, dispute: Dispute) -> dict[str, Any]:
    """Everything the page of one dispute shows."""
    raised, verbs = may_raise(user, dispute), open_verbs(user, dispute)
    on_paper = may(user, "sign_outcome", dispute.agreement) and may_record_paper(user, dispute)
    waits = dispute.state in _WAITS and not raised and not raised.because_of_who
    return {
        "agreement": dispute.agreement,
        "dispute": dispute,
        "card": card(dispute),
        "verbs": {name: bool(found) for name, found in verbs.items()} | {"paper": bool(on_paper)},
        "files": files_of(dispute),
        "why_no_raise": raised.reason if waits and own_party(user, dispute.agreement) else "",
        "sittings": [_sitting(user, dispute, one) for one in dispute.hearings.all()],
        "silent": unanswered(dispute) if dispute.state in _WAITS else [],
        "places": [_signed(place) for place in places_of(dispute)] if dispute.minutes else [],
        "leads": _leads_to(dispute),
    }


def _sitting(user: User, dispute: Dispute, hearing: Hearing) -> Sitting:
    hearing.dispute = dispute
    day, hour = moment_of(hearing)
    led = may(user, steward_verb(dispute), dispute.agreement) and may_record(user, hearing)
    return Sitting(hearing, f"{day}, {hour}", bool(led))


def _signed(place: Place) -> Signed:
    return Signed(place, seal_of(place.signature) if place.signature else None)


def _leads_to(dispute: Dispute) -> tuple[str, str] | None:
    """Where what was agreed is carried out: addendum and suspension among the changes, the end among the endings."""
    ref, effect = dispute.agreement.ref, Dispute.Effect
    if dispute.state != State.SETTLED:
        return None
    if dispute.effect == effect.ENDING:
        return _("Akhiri kerja sama menurut hasil ini"), reverse("agreements:ending", args=[ref])
    if dispute.effect in (effect.ADDENDUM, effect.SUSPENSION):
        return _("Laksanakan perubahan menurut hasil ini"), reverse("agreements:changes", args=[ref])
    return None
