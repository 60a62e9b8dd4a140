"""For which party a person may plan, report and book: their own, or one that has nobody in the portal."""

from django.utils.translation import gettext as _

from agreements.record.access import parties_of
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from villages.people.access import YES, Answer, mandates, today
from villages.people.models import DRAFTING_POSITIONS, Membership, User


def parties_for(user: User, agreement: Agreement) -> list[Party]:
    """The parties whose work and money this person may record, in their order.

    Each party writes its own books. For a party that was signed for outside the portal and has nobody who could write
    here, the others may; the journal says who did.
    """
    parties = parties_of(agreement)
    mine = {m.organization.pk for m in mandates(user) if m.position in DRAFTING_POSITIONS}
    if not mine.intersection(party.organization_id for party in parties):
        return []
    everybody = Membership.objects.on(today()).filter(
        organization__in=[party.organization_id for party in parties], position__in=DRAFTING_POSITIONS
    )
    present = set(everybody.values_list("organization", flat=True))
    return [p for p in parties if p.organization_id in mine or p.organization_id not in present]


def may_record_for(user: User, agreement: Agreement, party: Party) -> Answer:
    """Whether this person may write down what that party did."""
    if party.pk in {one.pk for one in parties_for(user, agreement)}:
        return YES
    return Answer(
        False,
        _("Hanya %(party)s yang mencatat kegiatan dan dananya.") % {"party": party.organization.name},
        True,
    )


def may_plan(agreement: Agreement) -> Answer:
    """New work is planned only while the agreement is in force; what was done may still be written down afterwards."""
    if agreement.stage == Stage.IN_FORCE:
        return YES
    return Answer(False, _("Kerja sama ini sudah berakhir; kegiatan baru tidak dapat direncanakan."))
