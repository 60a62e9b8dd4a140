"""The local rules on consultation and what was held -> whether citizens have still to be asked before submission."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.drafting.completeness import asks
from agreements.drafting.findings import Finding
from agreements.record.access import regency_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import Code, rules_for
from agreements.record.stages import Stage
from agreements.review.consultation.models import Consultation
from agreements.review.routes.conditions import facts_of, holds

PLACE = "consultation"


@asks
def consulted(agreement: Agreement) -> list[Finding]:
    """A consultation that runs is reported before the text goes on; one that a rule asks for was long enough.

    Law: the regency's own rule (UU 6/2014 art. 68 gives citizens the right to be asked and to speak).
    """
    if agreement.signed_elsewhere:
        return []
    held = list(agreement.consultations.order_by("pk"))
    running = next((one for one in held if one.reported_at is None), None)
    if running:
        return [_running(running)]
    rule = longest_rule(agreement)
    days = int(rule.value["days"]) if rule else 0
    if rule is None or any(one.days_open >= days for one in held):
        return []
    message = _("Buka konsultasi publik paling sedikit %(days)d hari, lalu laporkan hasilnya.")
    return [Finding(message % {"days": days}, rule.legal_basis, place=PLACE)]


def _running(consultation: Consultation) -> Finding:
    message = _("Konsultasi publik yang dibuka sampai %(day)s belum dilaporkan hasilnya.")
    basis = consultation.rule.legal_basis if consultation.rule else ""
    day = date_format(consultation.closes_on, "j F Y")
    return Finding(message % {"day": day}, basis, place=PLACE)


def longest_rule(agreement: Agreement) -> LocalRule | None:
    """Of the rules that ask this agreement for a consultation the one with the most days; None when none does."""
    rules = rules_for(regency_of(agreement), Code.CONSULTATION, _day(agreement))
    if not rules:
        return None
    facts = facts_of(agreement)
    asking = [rule for rule in rules if holds(rule.value["when"], facts)]
    return max(asking, key=lambda rule: (int(rule.value["days"]), -rule.pk), default=None)


def _day(agreement: Agreement) -> dt.date:
    """The day whose rules count: that of the submission, or today while the draft is written."""
    if agreement.stage == Stage.DRAFTING:
        return timezone.localdate()
    return timezone.localdate(agreement.stage_since)
