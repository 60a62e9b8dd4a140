"""Who may take which step in a dispute, and when: finer than the stage table, which knows no disputes."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.monitoring.disputes.facilitating import next_level
from agreements.monitoring.disputes.models import Dispute, Hearing
from agreements.monitoring.disputes.queries import codes_of, last_hearing, unanswered
from agreements.monitoring.letters.queries import is_there
from agreements.record.access import may, parties_of, speaking_for
from agreements.record.models import Agreement, Party
from villages.organizations.models import OfficeKind, Organization
from villages.people.access import YES, Answer, Mandate, mandates
from villages.people.models import Position, User

State = Dispute.State
HEADS_OF_OFFICES = {
    OfficeKind.SUBDISTRICT: (Position.SUBDISTRICT_HEAD, Position.REPRESENTATIVE),
    OfficeKind.REGENT: (Position.REGENT, Position.REPRESENTATIVE),
    OfficeKind.VILLAGE_AGENCY: (Position.AGENCY_OFFICER, Position.REPRESENTATIVE),
}
"""Who signs for an office that facilitates; an acting head holds the position of a representative."""
_TALKS = (State.CLAIMED, State.DELIBERATED, State.FACILITATED)
_OPEN = (*_TALKS, State.REFERRED)


def own_party(user: User, agreement: Agreement) -> Party | None:
    """The party for which this person may sign in the agreement, first by ordinal."""
    own = speaking_for(user, agreement, signing=True)
    return next((one for one in parties_of(agreement) if own and one.organization_id == own.pk), None)


def office_mandate(user: User, office: Organization | None) -> Mandate | None:
    """The mandate in which this person acts for the office that facilitates."""
    if office is None:
        return None
    return next((one for one in mandates(user) if one.organization.pk == office.pk), None)


def signs_for_office(user: User, office: Organization | None) -> Mandate | None:
    """The mandate in which this person signs for the office that facilitates: as its head."""
    heads = HEADS_OF_OFFICES.get(OfficeKind(office.office.office_kind), ()) if office else ()
    held = [one for one in mandates(user) if office and one.organization.pk == office.pk]
    return next((one for one in held if one.position in heads), None)


def steward_verb(dispute: Dispute) -> str:
    """Under which verb of the table the talks are led: by the office that facilitates, else by the parties."""
    return "facilitate" if dispute.facilitator_id else "dispute"


def leads(user: User, dispute: Dispute) -> Answer:
    """Lead the talks: an officer of the office that facilitates; where none does, the head of any party."""
    if dispute.facilitator:
        led = office_mandate(user, dispute.facilitator)
        name = dispute.facilitator.name
        return YES if led else Answer(False, _("Hanya %(name)s yang memfasilitasi.") % {"name": name}, True)
    if own_party(user, dispute.agreement):
        return YES
    return Answer(
        False, _("Hanya kepala desa atau wakil berwenang para pihak yang dapat melakukannya."), True
    )


def may_answer(user: User, dispute: Dispute) -> Answer:
    """Answer the claim, once for each other party, as long as no outcome is worded."""
    if dispute.state not in _TALKS:
        return _moved(dispute)
    own = own_party(user, dispute.agreement)
    if own is None or own.pk == dispute.claimant_id:
        return Answer(False, _("Hanya pihak lain yang menjawab."), because_of_who=True)
    if own.pk not in {party.pk for party in unanswered(dispute)}:
        return Answer(False, _("Pihak Anda sudah menjawab."))
    return YES


def may_call(user: User, dispute: Dispute) -> Answer:
    """Invite to a hearing: the parties among themselves, later the office that facilitates; one at a time."""
    if dispute.state not in _TALKS:
        return _moved(dispute)
    if not (answer := leads(user, dispute)):
        return answer
    if any(not one.written_at for one in dispute.hearings.all() if one.level == dispute.level):
        return Answer(False, _("Catat dahulu jalannya sidang yang sudah diundang."))
    return YES


def may_record(user: User, hearing: Hearing) -> Answer:
    """Write down how a hearing went: whoever leads the talks at its level, once it has begun."""
    dispute = hearing.dispute
    if dispute.state not in _TALKS or hearing.level != dispute.level:
        return _moved(dispute)
    if not (answer := leads(user, dispute)):
        return answer
    if hearing.written_at:
        return Answer(False, _("Jalannya sidang ini sudah dicatat."))
    if hearing.planned_at > timezone.now():
        return Answer(False, _("Sidang ini belum berlangsung."))
    return YES


def may_raise(user: User, dispute: Dispute) -> Answer:
    """Take a dispute to the next level: when the days of this one are over, or a hearing ended without agreement."""
    if dispute.state not in _TALKS:
        return _moved(dispute)
    if not (own_party(user, dispute.agreement) or office_mandate(user, dispute.facilitator)):
        return Answer(
            False, _("Hanya para pihak atau fasilitator yang dapat melakukannya."), because_of_who=True
        )
    if next_level(dispute.level, codes_of(dispute.agreement)) is None:
        return Answer(False, _("Tidak ada tingkat berikutnya."))
    heard = last_hearing(dispute)
    if (heard and heard.agreed is False) or dispute.due_on < timezone.localdate():
        return YES
    words = _("Diteruskan bila sidang tidak mencapai kesepakatan, atau sesudah %(day)s.")
    return Answer(False, words % {"day": date_format(dispute.due_on, "j F Y")})


def may_word(user: User, dispute: Dispute) -> Answer:
    """Word the outcome: after a hearing that agreed, by whoever leads; beyond the portal, by the parties.

    Worded anew only while nobody has signed.
    """
    if dispute.state == State.TO_SIGN and not dispute.signatures.all():
        return leads(user, dispute)
    if dispute.state not in (State.DELIBERATED, State.FACILITATED, State.REFERRED):
        return _moved(dispute)
    if not (answer := leads(user, dispute)):
        return answer
    heard = last_hearing(dispute)
    if dispute.state == State.REFERRED or (heard and heard.agreed):
        return YES
    return Answer(False, _("Belum ada sidang yang mencapai kesepakatan pada tingkat ini."))


def may_sign(user: User, dispute: Dispute) -> Answer:
    """Sign the minutes: each party's head, and the head of the office that facilitated; each once, on the PDF."""
    if dispute.state != State.TO_SIGN or dispute.minutes is None:
        return _moved(dispute)
    given = {one.party_id for one in dispute.signatures.all()}
    own, office = own_party(user, dispute.agreement), signs_for_office(user, dispute.facilitator)
    if own is None and office is None:
        return Answer(False, _("Berita acara ini tidak menunggu tanda tangan Anda."), because_of_who=True)
    if (own and own.pk in given) or (own is None and None in given):
        return Answer(False, _("Berita acara ini sudah ditandatangani untuk pihak Anda."))
    if not is_there(dispute.minutes):
        return Answer(False, _("Berkas PDF berita acara masih disiapkan; coba lagi sebentar lagi."))
    return YES


def may_withdraw(user: User, dispute: Dispute) -> Answer:
    """Take a claim back: the head of the party that made it, before an outcome is worded."""
    if dispute.state not in _OPEN:
        return _moved(dispute)
    own = own_party(user, dispute.agreement)
    if own is None or own.pk != dispute.claimant_id:
        words = _("Hanya %(name)s yang dapat mencabutnya.") % {"name": dispute.claimant.organization.name}
        return Answer(False, words, because_of_who=True)
    return YES


def _moved(dispute: Dispute) -> Answer:
    return Answer(False, _("Perselisihan ini sekarang: %(state)s.") % {"state": dispute.get_state_display()})


def open_verbs(user: User, dispute: Dispute) -> dict[str, Answer]:
    """For each thing that can be done in a dispute whether this person may do it now, stage and role included."""
    led = steward_verb(dispute)
    raised = "facilitate" if office_mandate(user, dispute.facilitator) else "dispute"
    rules = {
        "answer": ("answer_dispute", may_answer),
        "call": (led, may_call),
        "raise": (raised, may_raise),
        "word": (led, may_word),
        "sign": ("sign_outcome", may_sign),
        "withdraw": ("dispute", may_withdraw),
    }
    return {
        name: may(user, verb, dispute.agreement) and rule(user, dispute)
        for name, (verb, rule) in rules.items()
    }
