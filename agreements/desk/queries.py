"""A person -> what waits for them, what waits for others, what is settled; each agreement as a row with its button."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.drafting.elsewhere.models import ElsewhereRecord
from agreements.drafting.together.waiting import Asked, asked_of
from agreements.record.access import concerning, load_parties, parties_of, party_line
from agreements.record.models import Agreement, JournalEntry, Party
from agreements.record.stages import CLOSED, CROSSINGS, Stage
from agreements.record.vocabulary import Capacity
from agreements.review.models import Outcome, Round, Step
from agreements.signing.models import FrozenDocument, Signer
from agreements.signing.paper.queries import to_be_compared_by
from villages.joining.models import Registration
from villages.organizations.models import OrganizationKind
from villages.people.access import mandates
from villages.people.models import DRAFTING_POSITIONS, User

RUNNING = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION)
SETTLED = (Stage.IN_FORCE, Stage.ENDED, *CLOSED)
_STEPS = ("begin", "register", *(row.verb for row in CROSSINGS if row.source != row.target))
_MOST_NAMES = 3


class Part:
    """The three parts of a desk, as codes in addresses and as headings."""

    MINE = "menunggu-anda"
    OTHERS = "menunggu-pihak-lain"
    SETTLED = "selesai"
    LABELS = {
        MINE: gettext_lazy("Menunggu Anda"),
        OTHERS: gettext_lazy("Menunggu pihak lain"),
        SETTLED: gettext_lazy("Sudah berjalan atau selesai"),
    }


def part_of_desk(user: User, part: str = "") -> QuerySet[Agreement]:
    """The agreements of one part of this person's desk; without a part, all with which they have to do."""
    if part == Part.MINE:
        return Agreement.objects.filter(waiting_for(user))
    concerned = concerning(user)
    if part == Part.OTHERS:
        running = concerned.filter(~waiting_for(user), stage__in=RUNNING)
        return running.exclude(signed_elsewhere=True, stage=Stage.DRAFTING)
    return concerned.filter(stage__in=SETTLED) if part == Part.SETTLED else concerned


def waiting_for(user: User) -> Q:
    """Which agreements wait for this person: to write, to decide, to sign, to announce.

    Records of what was signed elsewhere wait on their own page, whole registers of them, until one comes back.
    """
    held, parties = mandates(user), Party.objects.filter(agreement=OuterRef("pk"))
    writing = [m.organization.pk for m in held if m.position in DRAFTING_POSITIONS]
    offices = [m.organization.pk for m in held if m.organization.kind == OrganizationKind.OFFICE]
    signing = [m.organization.pk for m in held if m.may_sign]
    mine = Q(person=user) | Q(capacity=Capacity.PARTY, organization__in=signing)
    turns = Signer.objects.filter(mine, document__agreement=OuterRef("pk"), is_open=True)
    asked = Q(office__in=offices) | Q(escalate_to__in=offices, escalated_on__isnull=False)
    steps = Step.objects.filter(
        asked, round__agreement=OuterRef("pk"), round__outcome="", decision="", opened_on__isnull=False
    )
    scans = to_be_compared_by(user).filter(document__agreement=OuterRef("pk"))
    writes = Q(Exists(parties.filter(organization__in=writing)))
    records = ElsewhereRecord.objects.filter(agreement=OuterRef("pk"), brought_for__in=offices)
    returned = Exists(Round.objects.filter(agreement=OuterRef("pk"), outcome=Outcome.RETURNED))
    return (
        writes & Q(stage__in=(Stage.DRAFTING, Stage.PUBLICATION), signed_elsewhere=False)
        | (writes | Q(Exists(records))) & Q(returned, stage=Stage.DRAFTING, signed_elsewhere=True)
        | Q(Exists(turns), stage=Stage.SIGNING)
        | Q(Exists(scans), stage=Stage.SIGNING)
        | Q(Exists(steps), stage=Stage.REVIEW)
    )


def own_registrations(user: User) -> list[Registration]:
    """How far this person's own registrations are, the newest first."""
    return list(user.registrations.select_related("organization").order_by("-submitted_at", "-pk")[:3])


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


@dataclass
class Around:
    """What is known about the agreements of a list, read in one query each."""

    steps: dict[int, JournalEntry] = field(default_factory=dict)
    """The last step of each."""
    rounds: dict[int, Round] = field(default_factory=dict)
    """The last round of each, with the count of its remarks as `said`."""
    documents: Mapping[int, FrozenDocument] = field(default_factory=dict)
    """The frozen document that stands, with the places whose turn it is as `turn`."""
    scans: frozenset[int] = frozenset()
    """Agreements with a scan that this person is to compare."""
    asked: dict[int, Asked] = field(default_factory=dict)
    """What the other parties of a draft ask of this person."""


def rows(agreements: Iterable[Agreement], user: User, part: str = "") -> list[Row]:
    """The agreements as rows of a desk; as many queries for twenty as for two."""
    listed = load_parties(agreements)
    around = _around([agreement.pk for agreement in listed])
    around.asked = asked_of(user, listed)
    around.scans = _to_be_compared(listed, user)
    mine = {a.pk for a in listed} if part == Part.MINE else _mine(listed, user) if not part else set()
    return [_row(agreement, around, user, mine=agreement.pk in mine) for agreement in listed]


def _mine(listed: list[Agreement], user: User) -> set[int]:
    keys = [agreement.pk for agreement in listed]
    waiting = Agreement.objects.filter(waiting_for(user), pk__in=keys)
    return set(waiting.order_by().values_list("pk", flat=True))


def _around(keys: list[int]) -> Around:
    steps = JournalEntry.objects.filter(agreement__in=keys, code__in=_STEPS)
    steps = steps.order_by("agreement_id", "-serial").distinct("agreement_id")
    rounds = Round.objects.filter(agreement__in=keys).select_related("office")
    rounds = rounds.annotate(said=Count("remarks")).order_by("agreement_id", "number")
    documents = FrozenDocument.objects.filter(agreement__in=keys, voided_at__isnull=True).defer("content")
    turns = Prefetch("signers", Signer.objects.filter(is_open=True).select_related("organization"), "turn")
    standing = {d.agreement_id: d for d in documents.order_by("pk").prefetch_related(turns)}
    return Around(
        steps={step.agreement_id: step for step in steps.select_related("actor", "on_behalf_of")},
        rounds={round_.agreement_id: round_ for round_ in rounds},
        documents=standing,
    )


def _row(agreement: Agreement, around: Around, user: User, *, mine: bool) -> Row:
    tell = _TELL[Stage(agreement.stage)]
    what, name, verb = tell(agreement, around, user, mine)
    step = around.steps.get(agreement.pk)
    line = party_line(parties_of(agreement))
    return Row(agreement, line, what, _sender(step, user), reverse(name, args=[agreement.ref]), verb)


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
    round_ = around.rounds.get(agreement.pk)
    what = _("Menunggu keputusan %(office)s.") % {"office": round_.office if round_ else "DPMD"}
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
    names = [
        f"{signer.name} ({signer.organization})" if signer.organization else signer.name for signer in turn
    ]
    what = _("Menunggu tanda tangan %(names)s.") % {"names": _some(names)}
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
