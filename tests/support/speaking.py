"""What citizens say of the world's agreements in force: one voice is shown and asks the first party, one waits."""

from agreements.monitoring.voices import actions
from agreements.monitoring.voices.models import Voice
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.review.consultation.mailing import digest_of
from tests.support.papers import picture

TOKEN = "suara-yang-belum-dikonfirmasi"


def spoken(agreement: Agreement, signs: str = "") -> None:
    """Let two citizens speak; the first has a photo and was passed on to the first party."""
    said = {"kind": "missing", "text": f"Truknya tidak datang.{signs}", "name": f"Bu Tini{signs}"}
    voice = actions.say(agreement, email="tini@surel.example", name_is_shown=True, photo=picture(), **said)
    party = parties_of(agreement)[0]
    actions.moderate(actions.confirm(voice), by=agreement.created_by, shown=True, party=party)
    waiting = actions.say(agreement, kind="thanks", text="Sungainya bersih.", email="budi@surel.example")
    if not Voice.objects.filter(token_digest=digest_of(TOKEN)).exists():
        Voice.objects.filter(pk=waiting.pk).update(token_digest=digest_of(TOKEN))


KEYS = {
    **{
        f"agreements:{name}": lambda w: [w.agreements["in_force"].ref]
        for name in ("voices", "voice-say", "voice-sent", "how-it-went")
    },
    "agreements:carried-out-csv": lambda w: ["33.05"],
    "agreements:voice-confirm": lambda w: [TOKEN],
    "agreements:voice-photo": lambda w: [
        w.agreements["in_force"].ref,
        w.agreements["in_force"].voices.order_by("pk")[0].pk,
    ],
}
"""What stands in these addresses."""

TYPED = {
    "agreements:voice-say": lambda w: {
        "kind": "thanks",
        "text": "Jalannya bagus.",
        "email": "siti.warga@surel.example",
        "website": "",
    },
    "agreements:voice-moderate": lambda w: {"shown": "no", "reason": "Berisi data pribadi orang lain."},
    "agreements:voice-answer": lambda w: {"answer": "Truk sudah diperbaiki."},
}
"""What is typed into these forms."""
