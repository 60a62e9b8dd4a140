"""Who may close an item of the settlement: those to whom it is owed, never who owes it."""

from django.utils.translation import gettext as _

from agreements.monitoring.ending.models import SettlementItem
from agreements.record.access import parties_of, roles_of
from agreements.record.stages import Role
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User


def may_settle(user: User, item: SettlementItem) -> Answer:
    """Another party than the one that owes it says that it was given; the district may say so as well."""
    others = {p.organization_id for p in parties_of(item.agreement) if p.pk != item.party_id}
    held = [m for m in mandates(user) if m.position in DRAFTING_POSITIONS]
    if any(mandate.organization.pk in others for mandate in held):
        return YES
    if Role.REVIEWER in roles_of(user, item.agreement):
        return YES
    return Answer(False, _("Hanya pihak lain yang dapat menyatakan hal ini selesai."), because_of_who=True)


def may_waive(user: User, item: SettlementItem) -> Answer:
    """The head of another party than the one that owes it."""
    others = {p.organization_id for p in parties_of(item.agreement) if p.pk != item.party_id}
    if any(m.may_sign and m.organization.pk in others for m in mandates(user)):
        return YES
    return Answer(
        False, _("Hanya kepala desa atau wakil berwenang pihak lain yang dapat membebaskannya."), True
    )
