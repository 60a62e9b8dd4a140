"""Agreements -> rows of a desk: what is to be done or whom it waits for, until when, with one button."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.desk.duties import Duty, duties_of
from agreements.desk.parts import RUNNING, waiting_for
from agreements.drafting.together.waiting import Asked, asked_of
from agreements.record.access import load_parties, parties_of, party_line
from agreements.record.models import Agreement, JournalEntry
from agreements.record.stages import CROSSINGS, PUBLIC, Stage
from agreements.review.models import Outcome, Round, Step
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.paper.queries import to_be_compared_by
from villages.people.models import User

_STEPS = ("begin", "register", *(row.verb for row in CROSSINGS if row.source != row.target))
_MOST_NAMES = 3


@dataclass(frozen=True)
class Row:
    """One agreement on a desk."""

    agreement: Agreement
    line: str
    """Between whom."""
    what: str
    """What is to be done, or for whom it waits, as a sentence."""
    sender: str
    """From whom it came here; empty when it began with oneself."""
    url: str
    verb: str
    """The one button."""
    due: dt.date | None = None
    """Until when something is asked, or until when it is in force."""
    late: bool = False
    """Whether that day has passed."""
    waits_for: str = ""
    """The offices or people whose turn it is; empty when nobody's."""

    @property
    def may_be_chosen(self) -> bool:
        """Whether there is a deed for several agreements at this stage."""
        return self.agreement.stage in (Stage.REVIEW, Stage.SIGNING)


@dataclass
class Around:
    """What is known about the agreements of a list, read in one query each."""

    steps: dict[int, JournalEntry] = field(default_factory=dict)
    """The last step of each."""
    rounds: dict[int, Round] = field(default_factory=dict)
    """The last round of each, with the count of its remarks as `said`."""
    asked_steps: dict[int, list[Step]] = field(default_factory=dict)
    """What offices are asked now, the nearest deadline first."""
    documents: Mapping[int, FrozenDocument] = field(default_factory=dict)
    """The frozen document that stands, with the places whose turn it is as `turn`."""
    scans: frozenset[int] = frozenset()
    """Agreements with a scan that this person is to compare."""
    asked: dict[int, Asked] = field(default_factory=dict)
    """What the other parties of a draft ask of this person."""
    duties: dict[int, Duty] = field(default_factory=dict)
    """What an agreement in force asks of this person."""


def rows(agreements: Iterable[Agreement], user: User, mine: Collection[int] | None = None) -> list[Row]:
    """The agreements as rows of a desk; as many queries for twenty as for two.

    `mine` are the keys of those that wait for this person, where that is known already.
    """
    listed = load_parties(agreements)
    around = _around(listed)
    around.asked = asked_of(user, listed)
    around.scans = _to_be_compared(listed, user)
    around.duties = duties_of(user, listed)
    own = which_wait(listed, user) if mine is None else mine
    return [_row(agreement, around, user, mine=agreement.pk in own) for agreement in listed]


def which_wait(listed: Iterable[Agreement], user: User) -> set[int]:
    """Keys of those that wait for this person; what was given up waits for nobody."""
    keys = _at(listed, *RUNNING, *PUBLIC)
    waiting = Agreement.objects.filter(waiting_for(user), pk__in=keys) if keys else Agreement.objects.none()
    return set(waiting.order_by().values_list("pk", flat=True))


def _at(listed: Iterable[Agreement], *stages: Stage) -> list[int]:
    """Keys of those at one of these stages."""
    return [agreement.pk for agreement in listed if agreement.stage in stages]


def _around(listed: list[Agreement]) -> Around:
    """Each fact is asked only of the agreements that tell it."""
    steps = JournalEntry.objects.filter(agreement__in=[a.pk for a in listed], code__in=_STEPS)
    steps = steps.order_by("agreement_id", "-serial").distinct("agreement_id")
    rounds = Round.objects.filter(agreement__in=_at(listed, Stage.DRAFTING, Stage.REVIEW))
    rounds = (
        rounds.select_related("office").annotate(said=Count("remarks")).order_by("agreement_id", "number")
    )
    documents = FrozenDocument.objects.filter(
        agreement__in=_at(listed, Stage.SIGNING), voided_at__isnull=True
    )
    turns = Prefetch("signers", Signer.objects.filter(is_open=True).select_related("organization"), "turn")
    found = documents.defer("content").order_by("pk").prefetch_related(turns)
    return Around(
        asked_steps=_asked_steps(_at(listed, Stage.REVIEW)),
        steps={step.agreement_id: step for step in steps.select_related("actor", "on_behalf_of")},
        rounds={round_.agreement_id: round_ for round_ in rounds},
        documents={document.agreement_id: document for document in found},
    )


def _asked_steps(keys: list[int]) -> dict[int, list[Step]]:
    """The open steps of these agreements, the nearest deadline first."""
    open_steps = Step.objects.filter(
        round__agreement__in=keys, round__outcome="", decision="", opened_on__isnull=False
    )
    found: dict[int, list[Step]] = {}
    for step in open_steps.select_related("round", "office").order_by("due_on", "pk"):
        found.setdefault(step.round.agreement_id, []).append(step)
    return found


def _row(agreement: Agreement, around: Around, user: User, *, mine: bool) -> Row:
    tell = _TELL[Stage(agreement.stage)]
    what, name, verb = tell(agreement, around, user, mine)
    step = around.steps.get(agreement.pk)
    line = party_line(parties_of(agreement))
    due, waits = _due(agreement, around), _waits_for(agreement, around)
    return Row(
        agreement,
        line,
        what,
        _sender(step, user),
        reverse(name, args=[agreement.ref]),
        verb,
        due,
        late=bool(due and due < timezone.localdate()),
        waits_for=waits,
    )


def _due(agreement: Agreement, around: Around) -> dt.date | None:
    """Until when the nearest answer is asked, or until when the agreement is in force."""
    if (duty := around.duties.get(agreement.pk)) and duty.due:
        return duty.due
    if agreement.stage == Stage.IN_FORCE:
        return agreement.ends_on
    return next((step.due_on for step in around.asked_steps.get(agreement.pk, [])), None)


def _waits_for(agreement: Agreement, around: Around) -> str:
    """Whose turn it is: the offices that are asked, the people who are to sign, or the parties."""
    if agreement.stage == Stage.REVIEW:
        return _offices(agreement, around)
    if agreement.stage == Stage.SIGNING:
        document = around.documents.get(agreement.pk)
        turn: list[Signer] = getattr(document, "turn", [])
        return _some([_signer(signer) for signer in turn])
    running = agreement.stage in (Stage.DRAFTING, Stage.PUBLICATION)
    return _some([party.organization.name for party in parties_of(agreement)]) if running else ""


def _offices(agreement: Agreement, around: Around) -> str:
    """The offices that are asked now; the one that leads the round where none of them is."""
    names = list(dict.fromkeys(step.office.name for step in around.asked_steps.get(agreement.pk, [])))
    round_ = around.rounds.get(agreement.pk)
    return _some(names) or (round_.office.name if round_ else "DPMD")


def _signer(signer: Signer) -> str:
    return f"{signer.name} ({signer.organization})" if signer.organization else signer.name


def _sender(step: JournalEntry | None, user: User) -> str:
    if step is None or step.actor_id in (None, user.pk):
        return ""
    return str(step.on_behalf_of or step.actor)


_Told = tuple[str, str, str]


def _drafting(agreement: Agreement, around: Around, user: User, mine: bool) -> _Told:
    step, round_ = around.steps.get(agreement.pk), around.rounds.get(agreement.pk)
    if step and step.code == "decline":
        what = _("%(who)s menolak menandatangani: %(reason)s") % {
            "who": step.on_behalf_of or step.actor,
            "reason": step.details.get("reason", ""),
        }
    elif step and step.code == "recall":
        what = _("%(who)s menarik kembali naskah untuk diubah: %(reason)s") % {
            "who": step.on_behalf_of or step.actor,
            "reason": step.details.get("reason", ""),
        }
    elif step and step.code == "unprintable":
        what = _("Naskah tidak dapat dicetak: %(reason)s") % {"reason": step.details.get("reason", "")}
    elif round_ and round_.outcome == Outcome.RETURNED:
        count = getattr(round_, "said", 0)
        what = ngettext(
            "%(office)s mengembalikan naskah dengan %(count)d catatan.",
            "%(office)s mengembalikan naskah dengan %(count)d catatan.",
            count,
        ) % {"office": round_.office, "count": count}
    elif agreement.signed_elsewhere:
        what = _("Catatan perjanjian di luar portal, belum dikirim.")
    elif asked := around.asked.get(agreement.pk):
        return asked.what, asked.name, asked.verb
    else:
        what = (
            _("Lengkapi rancangan, lalu kirim untuk ditinjau.") if mine else _("Para pihak menyusun naskah.")
        )
    if mine and agreement.signed_elsewhere:
        return what, "agreements:elsewhere-record", _("Buka catatan")
    return (what, "agreements:draft-edit", _("Buka naskah")) if mine else (what, *_open())


def _review(agreement: Agreement, around: Around, user: User, mine: bool) -> _Told:
    if mine and agreement.signed_elsewhere:
        what = _("Cocokkan catatan dengan pindaiannya, lalu konfirmasi atau kembalikan.")
        return what, "agreements:review", _("Cocokkan")
    if mine:
        return _("Periksa naskah, lalu setujui atau kembalikan."), "agreements:review", _("Tinjau")
    what = _("Menunggu keputusan %(office)s.") % {"office": _offices(agreement, around)}
    return (what, *_open())


def _signing(agreement: Agreement, around: Around, user: User, mine: bool) -> _Told:
    document = around.documents.get(agreement.pk)
    if document is None or document.state != FrozenDocument.State.READY:
        return (_("Dokumen PDF untuk ditandatangani belum siap."), *_open())
    turn: list[Signer] = getattr(document, "turn", [])
    if any(signer.person_id == user.pk for signer in turn):
        return _("Baca naskah final, lalu tanda tangani."), "agreements:sign", _("Tanda tangani")
    if agreement.pk in around.scans:
        what = _("Cocokkan pindaian bertanda tangan basah dengan dokumennya.")
        return what, "agreements:paper", _("Cocokkan pindaian")
    names = _some([_signer(signer) for signer in turn])
    what = _("Menunggu tanda tangan %(names)s.") % {"names": names}
    return (what, *_open())


def _to_be_compared(listed: list[Agreement], user: User) -> frozenset[int]:
    """Which of these have a scan that waits for this officer; nobody else is asked about."""
    signing = [agreement.pk for agreement in listed if agreement.stage == Stage.SIGNING]
    scans = to_be_compared_by(user).filter(document__agreement__in=signing)
    return frozenset(scans.values_list("document__agreement", flat=True)) if signing else frozenset()


def _some(names: list[str]) -> str:
    """A few names, and how many more."""
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    words = {"names": ", ".join(names[:_MOST_NAMES]), "more": len(names) - _MOST_NAMES}
    return _("%(names)s, dan %(more)d lagi") % words


def _publication(agreement: Agreement, around: Around, user: User, mine: bool) -> _Told:
    if mine:
        return _("Semua sudah menandatangani; umumkan."), "agreements:publish", _("Umumkan")
    return (_("Menunggu diumumkan oleh para pihak."), *_open())


def _settled(agreement: Agreement, around: Around, user: User, mine: bool) -> _Told:
    if mine and (duty := around.duties.get(agreement.pk)):
        return duty.what, "agreements:obligations", duty.verb
    if agreement.stage == Stage.IN_FORCE:
        what = _("Berlaku sampai %(day)s.") % {"day": date_format(agreement.ends_on, "j F Y")}
    else:
        what = str(agreement.get_stage_display()) + "."
    return (what, *_open())


def _open() -> tuple[str, str]:
    """The way to the agreement's working page, where nothing else is to be done."""
    return "agreements:desk-agreement", _("Buka")


_TELL = {
    Stage.DRAFTING: _drafting,
    Stage.REVIEW: _review,
    Stage.SIGNING: _signing,
    Stage.PUBLICATION: _publication,
    Stage.IN_FORCE: _settled,
    Stage.ENDED: _settled,
    Stage.WITHDRAWN: _settled,
    Stage.REJECTED: _settled,
}
