"""Notices -> what their reader sees: what happened, what is asked until when, one address, and a text for chat."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.notices import cases
from agreements.notices.models import Notice
from agreements.notices.obligations import answered
from agreements.notices.wording import OPEN, WORDING, Wording
from agreements.record.access import concerning, load_parties, parties_of, party_line
from agreements.record.journal import sentence
from agreements.review.models import Step
from agreements.signing.models import Signer
from villages.people.models import User


@dataclass(frozen=True)
class Told:
    """One notice in words."""

    notice: Notice
    line: str
    """Between whom the agreement is."""
    what: str
    """What happened."""
    ask: str
    """What the reader is asked to do; empty when they are only told, or when it is not asked any more."""
    over: bool
    """Whether something was asked and is not any more."""
    verb: str
    """What the one button says."""
    url: str
    """Where it leads, with the portal's own name in front."""
    chat: str
    """The whole as a text to paste into a chat."""


def told(notices: Sequence[Notice], person: User) -> list[Told]:
    """These notices of one person in words; those about what they may not open any more are left out.

    As many queries for fifty as for one.
    """
    keys = {notice.agreement_id for notice in notices}
    known = set(concerning(person).filter(pk__in=keys).order_by().values_list("pk", flat=True))
    shown = [notice for notice in notices if notice.agreement_id in known]
    agreements = load_parties({notice.agreement_id: notice.agreement for notice in shown}.values())
    lines = {agreement.pk: party_line(parties_of(agreement)) for agreement in agreements}
    asked = still_asked(shown)
    return [_told(notice, lines[notice.agreement_id], asked=notice.pk in asked) for notice in shown]


def still_asked(notices: Sequence[Notice]) -> set[int]:
    """Keys of the notices that ask for something which nobody has done yet."""
    asking = [n for n in notices if WORDING[n.code].ask and _fits(n, WORDING[n.code])]
    steps, turns = _numbers(asking, "step"), _numbers(asking, "turn")
    open_steps = Step.objects.filter(pk__in=steps, decision="", round__outcome="").order_by("pk")
    open_turns = Signer.objects.filter(pk__in=turns, is_open=True, document__voided_at__isnull=True)
    waiting = {("step", pk) for pk in open_steps.values_list("pk", flat=True)} if steps else set()
    waiting |= (
        {("turn", pk) for pk in open_turns.order_by("pk").values_list("pk", flat=True)} if turns else set()
    )
    still = {n.pk for n in asking if _about(n)[0] not in ("step", "turn") or _about(n) in waiting}
    return still - answered(asking) - cases.answered(asking)


def _fits(notice: Notice, wording: Wording) -> bool:
    return not wording.stages or notice.agreement.stage in wording.stages


def _numbers(notices: Sequence[Notice], kind: str) -> list[int]:
    return [number for one, number in map(_about, notices) if one == kind]


def _about(notice: Notice) -> tuple[str, int]:
    """What a notice is about: the kind of its key and the number of the row."""
    kind, number, *_more = notice.key.split(":")
    return kind, int(number)


def address(notice: Notice) -> str:
    """The page of a notice, below the portal's own name."""
    return reverse(WORDING[notice.code].address, args=[notice.agreement.ref])


def _told(notice: Notice, line: str, *, asked: bool) -> Told:
    wording = WORDING[notice.code]
    what = str(wording.told) if wording.told or notice.entry is None else sentence(notice.entry)
    ask, url = str(wording.ask) if asked else "", settings.PUBLIC_URL + address(notice)
    verb = str(wording.verb) if asked or not wording.ask else str(OPEN)
    chat = _chat(notice, line, " ".join(filter(None, [what, ask])), url, asked=asked)
    return Told(notice, line, what, ask, bool(wording.ask) and not asked, verb, url, chat)


def _chat(notice: Notice, line: str, words: str, url: str, *, asked: bool) -> str:
    """Plain lines: which agreement, between whom, what, until when, where."""
    lines = [notice.agreement.title, line, words]
    if notice.due_on and (asked or not WORDING[notice.code].ask):
        lines.append(_("Sampai %(day)s.") % {"day": date_format(notice.due_on, "j F Y")})
    return "\n".join([*lines, url])
