"""The documents that local rules ask for and the files of a draft -> which are still missing."""

from django.utils.translation import gettext as _

from agreements.drafting.completeness import asks
from agreements.drafting.findings import Finding
from agreements.record.access import regency_of
from agreements.record.models import Agreement, Attachment
from agreements.record.rules import Code, rules_for
from agreements.review.routes.conditions import facts_of, holds

Kind = Attachment.Kind


@asks
def documents_by_rule(agreement: Agreement) -> list[Finding]:
    """What the regency's rules want attached before the text is sent, each with the rule's legal basis.

    What the agreement's type, or the law on the village council, asks for already is not told twice.
    """
    if agreement.signed_elsewhere:
        return []
    rules = rules_for(regency_of(agreement), Code.REQUIRED_DOCUMENT)
    if not rules:
        return []
    facts = facts_of(agreement)
    present = set(agreement.attachments.order_by().values_list("kind", flat=True))
    told = present | set(agreement.draft.agreement_type.required_attachments)
    if agreement.burdens_community_or_assets:
        told.add(Kind.COUNCIL_DECISION)
    found = []
    for rule in rules:
        kind = rule.value["kind"]
        if kind not in told and holds(rule.value["when"], facts):
            told.add(kind)
            message = _("Lampirkan: %(file)s.") % {"file": Kind(kind).label}
            found.append(Finding(message, rule.legal_basis, place="attachments"))
    return found
