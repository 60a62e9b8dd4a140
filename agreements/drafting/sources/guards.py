"""From which agreements a person may begin: as a draft of their own, or as an addendum."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from agreements.record.access import parties_of, visible_to
from agreements.record.models import Agreement, Party
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Instrument
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User


def drafts_for(user) -> list[int]:
    """Keys of the organizations for which the person drafts."""
    return [m.organization.pk for m in mandates(user) if m.position in DRAFTING_POSITIONS]


def sources_of(user) -> QuerySet[Agreement]:
    """The agreements from which the person may begin: those of their own organizations, and those anybody may read.

    Without addenda, which say little by themselves, and without those signed elsewhere, of which there is no text.
    """
    own = Party.objects.filter(agreement=OuterRef("pk"), organization__in=drafts_for(user))
    found = visible_to(user).filter(Q(stage__in=PUBLIC) | Q(Exists(own)), draft__isnull=False)
    return found.exclude(instrument=Instrument.ADDENDUM)


def parents_of(user) -> QuerySet[Agreement]:
    """The agreements in force that the person may change by an addendum."""
    own = Party.objects.filter(agreement=OuterRef("pk"), organization__in=drafts_for(user))
    found = visible_to(user).filter(Exists(own), stage=Stage.IN_FORCE)
    return found.exclude(instrument=Instrument.ADDENDUM)


def may_change(user: User, agreement: Agreement) -> Answer:
    """Whether the person may begin an addendum: to an agreement in force, for one of its parties.

    Law: Permendagri 96/2017 art. 6 letter g: change is by agreement of the same parties.
    """
    mine = set(drafts_for(user))
    if not any(party.organization_id in mine for party in parties_of(agreement)):
        return Answer(
            False, _("Addendum dimulai oleh salah satu pihak perjanjian induknya."), because_of_who=True
        )
    if agreement.instrument == Instrument.ADDENDUM:
        return Answer(False, _("Addendum dimulai dari perjanjian yang diubahnya."))
    if agreement.stage != Stage.IN_FORCE:
        return Answer(False, _("Hanya perjanjian yang sedang berlaku dapat diubah dengan addendum."))
    return YES
