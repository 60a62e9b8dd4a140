"""One agreement and one person -> the working view: what they may do now and why not, and what each party owes."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from agreements.desk.parts import waiting_for
from agreements.documents.words import designation
from agreements.record.access import may, parties_of
from agreements.record.models import Agreement, Party
from agreements.record.stages import Crossing, Stage, verbs_in
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import Slot, slots
from villages.organizations.models import Organization, OrganizationKind
from villages.people.models import User

WAYS = {
    "edit": "draft-edit",
    "open_round": "submit",
    "join": "join",
    "agree": "agree",
    "stay_out": "stay-out",
    "withdraw": "draft-withdraw",
    "consult": "consultation-work",
    "amend": "elsewhere-record",
    "lodge": "lodge",
    "discard": "elsewhere-discard",
    "confirm": "confirm",
    "send_back": "review",
    "advise": "review-advise",
    "take_back": "take-back",
    "approve": "review-approve",
    "sign": "sign",
    "decline": "decline",
    "recall": "recall",
    "assist": "sign-assist",
    "lodge_paper": "paper-lodge",
    "compare_paper": "paper",
    "record_stamp": "stamps",
    "prepare_again": "prepare-again",
    "publish": "publish",
    "exclude": "exclusions",
    "begin_addendum": "addendum-of",
    "renew": "renew",
    "suspend": "suspend",
    "resume": "resume",
    "prove": "obligations",
    "carry_out": "activities",
    "measure": "outcomes",
    "form_body": "body",
    "report": "reports",
    "claim_breach": "breaches",
    "dispute": "disputes",
    "end": "ending",
    "settle": "ending",
    "tell_practice": "practice",
    "agree_practice": "practice",
}
"""Where each verb is done: the name of its address."""
_POSTED = ("open_round", "join", "lodge", "prepare_again")
"""Verbs whose address takes a POST at once."""
_FIRST = ("edit", "amend", "send_back", "advise", "sign", "publish")
"""The verb that a stage is about; the others stand below it."""
_ONLY_WHEN_OPEN = (
    "prepare_again",
    "assist",
    "lodge_paper",
    "compare_paper",
    "record_stamp",
    "join",
    "stay_out",
    *("begin_addendum", "renew", "suspend", "resume"),
    "carry_out",
    "measure",
    "form_body",
    "report",
    "claim_breach",
    "dispute",
)
"""Verbs that nobody misses while they are closed."""


@dataclass(frozen=True)
class Verb:
    """Something that a person of this role does at this stage."""

    code: str
    label: str
    url: str
    posted: bool
    """Whether the button posts at once instead of leading to a page."""
    reason: str
    """Why it is closed now; empty when it is open."""

    @property
    def leads(self) -> bool:
        """Whether it is what the stage is about, and open."""
        return self.code in _FIRST and not self.reason

    @property
    def grave(self) -> bool:
        """Whether it ends or refuses something."""
        return self.code in ("withdraw", "discard", "take_back", "decline", "recall", "end")


def verbs(agreement: Agreement, user: User) -> list[Verb]:
    """What this person's role does at this stage, each with the reason where it is closed; others' verbs stay away."""
    found = []
    for row in verbs_in(agreement.stage):
        if row.verb not in WAYS or _of_the_other_sort(row, agreement):
            continue
        answer = may(user, row.verb, agreement)
        if answer or not (answer.because_of_who or row.verb in _ONLY_WHEN_OPEN):
            url = reverse(f"agreements:{WAYS[row.verb]}", args=[agreement.ref])
            label = _told(row, agreement)
            found.append(Verb(row.verb, label, url, row.verb in _POSTED, answer.reason))
    return found


def _told(row: Crossing, agreement: Agreement) -> str:
    """What the button says; the page behind it offers to send back among other things."""
    if row.verb != "send_back":
        return str(row.label)
    return _("Cocokkan catatan") if agreement.signed_elsewhere else _("Tinjau naskah")


def _of_the_other_sort(row: Crossing, agreement: Agreement) -> bool:
    """Whether the verb is only for texts written here, and this was signed elsewhere, or the other way round."""
    return ("written_here" if agreement.signed_elsewhere else "signed_elsewhere") in row.guards


def is_waiting_for(user: User, agreement: Agreement) -> bool:
    """Whether the next step is this person's."""
    return Agreement.objects.filter(waiting_for(user), pk=agreement.pk).exists()


@dataclass(frozen=True)
class PartyLine:
    """A party as the working view shows it."""

    designation: str
    name: str
    seat: str
    url: str
    signatory: str
    owes: str
    """What this party still has to do; empty when nothing."""
    done_line: str
    """What this party has done; empty before."""


def sides(agreement: Agreement, document: FrozenDocument | None) -> list[PartyLine]:
    """Every party in order, with what it still owes."""
    places = {slot.party.pk: slot for slot in reversed(slots(document)) if slot.party} if document else {}
    return [_side(agreement, party, places.get(party.pk)) for party in parties_of(agreement)]


def _side(agreement: Agreement, party: Party, slot: Slot | None) -> PartyLine:
    organization = party.organization
    owes = done = ""
    if slot and slot.signature:
        day = date_format(localtime(slot.signature.signed_at), "j F Y, H.i")
        done = _("Ditandatangani %(day)s") % {"day": day}
    elif slot and agreement.stage == Stage.SIGNING:
        owes = _("Belum menandatangani")
    elif not organization.is_confirmed and agreement.stage == Stage.DRAFTING:
        owes = _("Belum dikonfirmasi kabupaten")
    return PartyLine(
        designation=designation(party.ordinal),
        name=organization.name,
        seat=_seat(organization),
        url=_page_of(organization),
        signatory=f"{slot.name}, {slot.office}" if slot and slot.name else "",
        owes=owes,
        done_line=done,
    )


def _seat(organization: Organization) -> str:
    if organization.kind == OrganizationKind.VILLAGE:
        subdistrict = organization.village.area.subdistrict
        return _("Kecamatan %(subdistrict)s, %(regency)s") % {
            "subdistrict": subdistrict.name,
            "regency": subdistrict.regency.name,
        }
    return organization.partner.regency.name


def _page_of(organization: Organization) -> str:
    village = organization.kind == OrganizationKind.VILLAGE
    return (organization.village if village else organization.partner).get_absolute_url()
