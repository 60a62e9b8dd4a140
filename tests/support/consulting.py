"""What the world asks its citizens, and what they ask: a draft open to them, opinions, a village to be followed."""

import datetime as dt
from typing import Any

from django.utils import timezone

from agreements.record.models import Agreement
from agreements.review.consultation import actions
from agreements.review.consultation.mailing import digest_of
from agreements.review.consultation.models import CitizenComment
from tests.support import following

TOKEN = "pendapat-yang-belum-dikonfirmasi"


class Asked:
    """A consultation of the two villages; everything in it was written by people, with `signs` behind it."""

    def __init__(self, agreement: Agreement, people: dict[str, Any], signs: str = "") -> None:
        self.agreement = agreement
        today = timezone.localdate()
        self.consultation = actions.consult(
            agreement,
            by=people["head1"],
            summary=f"Sampah diangkut bersama.{signs}",
            opens_on=today,
            closes_on=today + dt.timedelta(days=13),
        )
        key = f"a{agreement.articles.order_by('ordinal')[0].pk}"
        self.answered = self._said(f"Kapan mulainya?{signs}", f"Bu Tini{signs}", "tini@surel.example", key)
        actions.confirm(self.answered)
        self.answered = actions.moderate(
            self.answered, by=people["head1"], shown=True, answer=f"Bulan depan.{signs}"
        )
        self.waiting = self._said("Setuju.", "Pak Budi", "budi@surel.example", "")
        following.followed(agreement.parties.order_by("ordinal")[0].organization.village.area_id)
        CitizenComment.objects.filter(pk=self.waiting.pk).update(token_digest=digest_of(TOKEN))

    def _said(self, text: str, name: str, email: str, key: str) -> CitizenComment:
        who = {"name": name, "name_is_shown": True, "email": email}
        return actions.say(self.consultation, text=text, key=key, **who)


KEYS = {
    **following.KEYS,
    **{
        f"agreements:{name}": lambda w: [w.asked.agreement.ref]
        for name in (
            "consultation",
            "consultation-comments",
            "consultation-comment",
            "consultation-sent",
            "consultation-report",
        )
    },
    "agreements:consultation-moderate": lambda w: [w.asked.agreement.ref, w.asked.answered.pk],
    "agreements:consultation-confirm": lambda w: [TOKEN],
}
"""What stands in these addresses."""

TYPED = {
    **following.TYPED,
    "agreements:consult": lambda w: {
        "summary": "Sampah dua desa diangkut bersama.",
        "opens_on": w.day,
        "closes_on": w.day + dt.timedelta(days=9),
    },
    "agreements:consultation-comment": lambda w: {
        "text": "Bagaimana dengan baunya?",
        "name": "Siti",
        "email": "siti.warga@surel.example",
    },
    "agreements:consultation-moderate": lambda w: {
        "shown": "no",
        "reason": "Berisi data pribadi orang lain.",
    },
    "agreements:consultation-report": lambda w: {"report": "Warga setuju; naskah tidak berubah."},
}
"""What is typed into these forms."""
