"""The deliberations of a draft -> which are missing, which refused: what keeps it from being submitted."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.drafting.deliberations.models import Decision, Deliberation, DeliberationKind
from agreements.drafting.findings import Finding
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from villages.organizations.models import OrganizationKind

LEGAL_BASIS = {
    DeliberationKind.VILLAGE: "UU 6/2014 Pasal 54 ayat (2); Permendagri 96/2017",
    DeliberationKind.INTER_VILLAGE: "UU 6/2014 Pasal 92 ayat (2); Permendagri 96/2017",
}
"""What asks for each: cooperation is decided in Musdes, among villages in the Musyawarah antar-Desa."""


def deliberated(agreement: Agreement) -> list[Finding]:
    """Whether every deliberation that the type asks for was held and agreed, and none refused.

    The last one of a village, and the last joint one, counts: a later session may take back what an earlier decided.
    A village that is no party any more is not asked.
    """
    if agreement.signed_elsewhere:
        return []
    required = agreement.draft.agreement_type.required_deliberations
    newest = _newest(agreement)
    found = []
    for party in parties_of(agreement):
        if party.organization.kind == OrganizationKind.VILLAGE:
            row = newest.get((DeliberationKind.VILLAGE, party.organization_id))
            name = f"{DeliberationKind.VILLAGE.label} {party.organization.name.removeprefix('Desa ')}"
            found += _judged(agreement, row, name, DeliberationKind.VILLAGE, required)
    joint = newest.get((DeliberationKind.INTER_VILLAGE, None))
    kind = DeliberationKind.INTER_VILLAGE
    return [*found, *_judged(agreement, joint, str(kind.label), kind, required)]


def _newest(agreement: Agreement) -> dict[tuple[str, int | None], Deliberation]:
    """The last session of each kind and village."""
    rows = agreement.deliberations.order_by("held_on", "pk").defer("minutes", "decision_text")
    return {(row.kind, row.village_id): row for row in rows}


def _judged(
    agreement: Agreement, row: Deliberation | None, name: str, kind: DeliberationKind, required: list[str]
) -> list[Finding]:
    basis = LEGAL_BASIS[kind]
    if row is None:
        if kind not in required:
            return []
        message = _("Belum ada catatan %(name)s yang menyepakati kerja sama ini.") % {"name": name}
        return [Finding(message, basis, place="deliberations")]
    words = {"name": name, "day": date_format(row.held_on, "j F Y")}
    if row.decision == Decision.REFUSED:
        message = _("%(name)s tanggal %(day)s tidak menyepakati kerja sama ini.") % words
        return [Finding(message, basis, place="deliberations")]
    if row.held_on > _last_day(agreement):
        message = _("%(name)s tanggal %(day)s belum berlangsung ketika naskah dikirim.") % words
        return [Finding(message, basis, place="deliberations")]
    if row.decision == Decision.WITH_CHANGES:
        message = _("%(name)s tanggal %(day)s minta perubahan; pastikan sudah dimuat dalam naskah.") % words
        return [Finding(message, basis, blocking=False, place="deliberations")]
    return []


def _last_day(agreement: Agreement) -> dt.date:
    """The day by which it must have been held: that of the submission, or today while the draft is written."""
    if agreement.stage == Stage.DRAFTING:
        return timezone.localdate()
    return timezone.localtime(agreement.stage_since).date()
