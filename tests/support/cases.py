"""What the parties of the world's agreement in force argue about: cases and disputes in the states that pages need."""

import base64
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from agreements.documents import store
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.disputes.models import Dispute, Hearing, Level, OutcomeSignature
from agreements.monitoring.letters.actions import Addressee, Text, issue
from agreements.monitoring.letters.models import Letter
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from tests.factories import PASSPHRASE, signatory_of
from tests.support.papers import LETTER, letter

NONE = 999_999_999


def _letter(agreement: Agreement, *, kind: str = "warning", signs: str = "") -> Letter:
    """A letter of the second party that the worker has printed."""
    issuer = parties_of(agreement)[1].organization
    text = Text(f"Teguran tertulis{signs}", [f"Iuran belum disetor.{signs}"], [Addressee("Kepala Desa")])
    letter = issue(agreement, by=signatory_of(issuer), issuer=issuer, kind=kind, text=text)
    letter.state, letter.sha256, letter.size = "ready", store.put(LETTER, shelf="letters"), len(LETTER)
    letter.save()
    return letter


def argued(agreement: Agreement, *, signs: str = "") -> None:
    """Cases that the second party has against the first, and disputes that it claims, each in another state."""
    one, two = parties_of(agreement)[:2]
    head, letter, now = signatory_of(two.organization), _letter(agreement, signs=signs), timezone.now()
    duty = agreement.provisions.filter(kind="obligation", party=one).order_by("pk")[0]
    ago = now - dt.timedelta(days=1)
    opened = {
        "claimant": two,
        "opened_at": ago,
        "opened_by": head,
        "letter": letter,
        "story": f"Kosong.{signs}",
    }
    opened["answer_due_on"] = timezone.localdate() + dt.timedelta(days=9)
    answered = opened | {
        "answer": f"Menyusul.{signs}",
        "answered_at": ago,
        "answered_by": signatory_of(one.organization),
    }
    states: tuple[dict[str, Any], ...] = (
        {"state": "suggested", "suggested_at": now},
        {"state": "open", **opened},
        {"state": "answered", **answered},
        {"state": "sanctioned", **answered},
    )
    for ordinal, facts in enumerate(states, start=1):
        case = BreachCase.objects.create(
            agreement=agreement, ordinal=ordinal, against=one, provision=duty, **facts
        )
    words = {
        "measure": "warning",
        "words": f"Iuran belum disetor.{signs}",
        "letter": letter,
        "taken_by": head,
    }
    BreachStep.objects.create(case=case, ordinal=1, due_on=timezone.localdate(), **words)
    _disputed(agreement, head, letter, signs)


def _disputed(agreement: Agreement, head: Any, letter: Letter, signs: str) -> None:
    claimant, today = parties_of(agreement)[1], timezone.localdate()
    said = {
        "claim": f"Giliran truk.{signs}",
        "wish": f"Diatur ulang.{signs}",
        "claimed_by": head,
        "letter": letter,
    }
    worded = {
        "outcome": f"Bergantian.{signs}",
        "public_outcome": f"Bergantian.{signs}"[:1000],
        "effect": "none",
    }
    minutes = _letter(agreement, kind="dispute_minutes", signs=signs)
    states: tuple[dict[str, Any], ...] = (
        {"state": "claimed"},
        {"state": "deliberated"},
        {"state": "deliberated"},
        {"state": "to_sign", "minutes": minutes, **worded},
        {"state": "deliberated", "due_on": today - dt.timedelta(days=1)},
    )
    made = [
        Dispute.objects.create(
            agreement=agreement, ordinal=n, claimant=claimant, **({"due_on": today, **said} | facts)
        )
        for n, facts in enumerate(states, start=1)
    ]
    at = {
        "level": Level.DELIBERATION,
        "planned_at": timezone.now() - dt.timedelta(hours=2),
        "called_by": head,
    }
    at["place"] = f"Balai Desa{signs}"[:200]
    Hearing.objects.create(dispute=made[1], **at)
    done = {
        "attendance": f"Semua{signs}",
        "minutes": f"Berunding.{signs}",
        "agreed": True,
        "written_by": head,
    }
    Hearing.objects.create(dispute=made[2], written_at=timezone.now(), **at, **done)
    OutcomeSignature.objects.create(
        dispute=made[3],
        party=claimant,
        person=head,
        name=head.full_name,
        office="Kepala Desa",
        digest=minutes.sha256,
        signature=base64.b64encode(b"bukan tanda tangan").decode(),
    )


def _hearing(agreement: Agreement) -> int:
    found = Hearing.objects.filter(dispute__agreement=agreement, dispute__ordinal=2).order_by("pk").first()
    return found.pk if found else NONE


def _signature(agreement: Agreement) -> int:
    found = OutcomeSignature.objects.filter(dispute__agreement=agreement).order_by("pk").first()
    return found.pk if found else NONE


def _first_letter(agreement: Agreement) -> int:
    found = agreement.letters.order_by("pk").first() if agreement.stage == "in_force" else None
    return found.pk if found else NONE


_KEYS: dict[str, Callable[[Agreement], list[Any]]] = {
    **{f"letter{verb}": lambda a: [_first_letter(a)] for verb in ("", "-again", "-pdf")},
    **{f"breach{verb}": lambda a: [1] for verb in ("", "-open", "-dismiss")},
    "breach-answer": lambda a: [2],
    "breach-step": lambda a: [3],
    "breach-close": lambda a: [3],
    "breach-met": lambda a: [4, 1],
    **{f"dispute{verb}": lambda a: [1] for verb in ("", "-answer", "-call", "-withdraw")},
    "dispute-record": lambda a: [2, _hearing(a)],
    "dispute-word": lambda a: [3],
    "dispute-sign": lambda a: [4],
    "dispute-paper": lambda a: [4],
    "dispute-signature": lambda a: [4, _signature(a)],
    "dispute-raise": lambda a: [5],
}
CASES = {f"agreements:{name}": find for name, find in _KEYS.items()}
"""What stands in these addresses behind the reference."""


def _seen(world: Any) -> str:
    found = world.agreements["in_force"].disputes.get(ordinal=4).minutes
    return found.sha256


TYPED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "agreements:breach-claim": lambda w: {
        "about": f"p{w.agreements['in_force'].provisions.filter(kind='obligation').order_by('pk')[0].pk}",
        "story": "Iuran tidak disetor sejak Januari.",
    },
    "agreements:breach-open": lambda w: {"story": "Iuran tidak disetor."},
    "agreements:breach-dismiss": lambda w: {"reason": "Sudah dibicarakan."},
    "agreements:breach-answer": lambda w: {"answer": "Bendahara sakit; disetor Senin."},
    "agreements:breach-step": lambda w: {"ordinal": 1, "remark": "Mohon segera disetor."},
    "agreements:breach-met": lambda w: {"met_on": w.day, "note": "Disetor tunai."},
    "agreements:breach-close": lambda w: {"kept": "dipenuhi", "outcome": "Iuran sudah disetor."},
    "agreements:dispute-claim": lambda w: {"claim": "Giliran truk tidak adil.", "wish": "Diatur ulang."},
    "agreements:dispute-answer": lambda w: {"text": "Kami setuju diatur ulang."},
    "agreements:dispute-call": lambda w: {
        "day": w.day + dt.timedelta(days=3),
        "hour": "09:00",
        "place": "Balai Desa Argopeni",
    },
    "agreements:dispute-record": lambda w: {
        "attendance": "Dua kepala desa.",
        "minutes": "Para pihak berunding.",
        "agreed": "sepakat",
    },
    "agreements:dispute-word": lambda w: {
        "outcome": "Truk bergantian setiap bulan.",
        "public_outcome": "Truk disediakan bergantian.",
        "effect": "none",
    },
    "agreements:dispute-paper": lambda w: {"places": ["t1"], "files": letter()},
    "agreements:dispute-sign": lambda w: {"seen": _seen(w), "consent": "on", "passphrase": PASSPHRASE},
}
"""What is typed into these forms."""
