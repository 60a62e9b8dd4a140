"""What the first party of the world's agreements in force did: work with a note and a picture, money, an indicator."""

from decimal import Decimal

from agreements.monitoring.activities import actions, bookkeeping
from agreements.monitoring.files.actions import keep, show
from agreements.monitoring.outcomes.actions import measure, set_indicator
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from tests.support.papers import picture
from villages.people.models import User

ROWS = {
    **{f"agreements:activity{verb}": "activities" for verb in ("", "-edit", "-progress", "-cancel")},
    "agreements:movement-reverse": "movements",
    **{f"agreements:evidence{verb}": "evidence" for verb in ("", "-small", "-show", "-remove")},
    **{f"agreements:indicator{verb}": "indicators" for verb in ("", "-edit", "-measure", "-drop")},
}
"""The rows that stand in these addresses."""

KEYS = {
    "agreements:evidence-public": lambda w: [
        w.agreements["in_force"].ref,
        w.agreements["in_force"].evidence.order_by("pk")[0].pk,
        "kecil",
    ],
}
"""What stands in the addresses for citizens."""

TYPED = {
    "agreements:activity-add": lambda w: {"title": "Menanam pohon"},
    "agreements:activity-edit": lambda w: {"title": "Membangun TPS besar"},
    "agreements:activity-progress": lambda w: {"percent": 70, "words": "Dinding jadi.", "files": picture()},
    "agreements:activity-cancel": lambda w: {"reason": "Lahan tidak jadi."},
    "agreements:movement-add": lambda w: {"amount": "5.000.000", "note": "Termin dua", "files": picture()},
    "agreements:movement-reverse": lambda w: {"note": "Salah ketik."},
    "agreements:evidence-show": lambda w: {"is_public": "no"},
    "agreements:evidence-remove": lambda w: {"reason": "Tampak KTP."},
    "agreements:indicator-add": lambda w: {
        "name": "Kelompok ronda",
        "unit": "kelompok",
        "benefit": "participation",
        "baseline": "2",
        "target": "10",
    },
    "agreements:indicator-edit": lambda w: {"target": "200"},
    "agreements:indicator-measure": lambda w: {"value": "80", "files": picture()},
}
"""What is typed into these forms."""


def carried(agreement: Agreement, *, by: User, signs: str = "") -> None:
    """Let somebody of the first party plan, report, pay and measure; the first picture is everybody's."""
    party, day = parties_of(agreement)[0], agreement.starts_on
    facts = {
        "description": f"Dua bak.{signs}",
        "place": f"Dukuh Wetan{signs}",
        "responsible": f"Pak Min{signs}",
    }
    days = {"starts_on": day, "ends_on": agreement.ends_on, "budget": 20_000_000}
    work = actions.plan(agreement, by=by, party=party, title=f"Membangun TPS{signs}", **days, **facts)
    shown = keep(agreement, by=by, owner=work, title=f"TPS dari depan{signs}", file=picture())
    show(shown, by=by, is_public=True)
    actions.report_progress(work, by=by, on=day, percent=40, words=f"Fondasi jadi.{signs}", reached=12)
    paid = {"direction": "paid", "amount": 1_000_000, "on": day, "activity": work, "note": f"Semen{signs}"}
    bookkeeping.book(agreement, by=by, party=party, funding=agreement.funding.first(), **paid)
    goal = {
        "baseline": Decimal(20),
        "target": Decimal(120),
        "baseline_on": day,
        "target_on": agreement.ends_on,
    }
    own = {"name": f"Rumah terangkut{signs}", "unit": f"rumah{signs}"[:40], "source": f"Buku TPS{signs}"}
    counted = set_indicator(agreement, by=by, benefit="environment", **own, **goal)
    measure(counted, by=by, on=day, value=Decimal(45), note=f"Dihitung RT.{signs}")
