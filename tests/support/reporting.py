"""What the world's agreements in force report: a body with one member, a draft of the year, and of the end."""

from typing import Any

from agreements.monitoring.bodies import actions as bodies
from agreements.monitoring.bodies.models import BodyMember
from agreements.monitoring.reports import actions
from agreements.monitoring.reports.owing import owed
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import FIRST_DAY
from agreements.record.stages import Stage
from villages.people.models import User

ROWS: dict[str, Any] = {
    **{
        f"agreements:report{verb}": "reports"
        for verb in ("", "-edit", "-sign", "-read", "-pass-on", "-discard", "-make", "-pdf")
    },
    "agreements:body-member": lambda agreement: BodyMember.objects.filter(body__agreement=agreement),
}
"""The rows that stand in these addresses."""


def _owed(w: Any) -> dict[str, Any]:
    found = next(iter(owed(w.agreements["in_force"])))
    return {"jenis": found.kind, "sejak": found.starts_on, "pelapor": found.organization.pk}


KEYS = {
    "agreements:desk-reports-file": lambda w: ["csv"],
    "agreements:lppd": lambda w: [w.day.year],
    "agreements:lppd-file": lambda w: [w.day.year, "xlsx"],
    "agreements:lppd-pdf": lambda w: [w.day.year],
}
"""What stands in the addresses of the desk."""

TYPED = {
    "agreements:report-begin": _owed,
    "agreements:report-edit": lambda w: {"done": "Semua sudah jalan.", "problems": "Truk rusak."},
    "agreements:body-form": lambda w: {"name": "BKAD Kedua"},
    "agreements:body-change": lambda w: {"seat": "Srati"},
    "agreements:body-member-add": lambda w: {
        "name": "Tri Wahyuni",
        "office": "secretary",
        "organization": w.village2.pk,
    },
    "agreements:body-member": lambda w: {"element": "BPD"},
}
"""What is typed into these forms."""


def report_on(agreement: Agreement, *, by: User, signs: str = "") -> None:
    """Let the first village begin what it owes; while the agreement runs, record its body as well."""
    rule = {"code": LocalRule.Code.REPORT_DUE, "key": "", "regency": None, "starts_on": FIRST_DAY}
    days = {"value": {"yearly": 90, "final": 60}, "legal_basis": "ketentuan awal portal"}
    LocalRule.objects.get_or_create(**rule, defaults=days)
    if agreement.stage == Stage.IN_FORCE:
        _with_body(agreement, by, signs)
    last = owed(agreement)[0]
    wanted = {
        "kind": last.kind,
        "starts_on": last.starts_on.isoformat(),
        "organization": last.organization.pk,
    }
    report = actions.begin(agreement, by=by, **wanted)
    texts = dict.fromkeys(actions.TEXTS, f"Sampah terangkut.{signs}")
    actions.write(report, by=by, edition=1, **texts)


def _with_body(agreement: Agreement, by: User, signs: str) -> None:
    body = bodies.form_body(
        agreement,
        by=by,
        name=f"BKAD Lestari{signs}",
        decree_number=f"1/2026{signs}"[:120],
        decree_on=agreement.starts_on,
        seat=f"Desa Argopeni{signs}",
        starts_on=agreement.starts_on,
        ends_on=agreement.ends_on,
        duties=f"Mengelola armada.{signs}",
    )
    member = {"name": f"Sri Lestari{signs}"[:120], "element": f"perempuan{signs}"[:120], "office": "chair"}
    where = {"organization_id": agreement.initiator_id, "starts_on": agreement.starts_on}
    bodies.add_member(body, by=by, **member, **where)
