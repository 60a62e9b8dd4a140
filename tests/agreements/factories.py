"""Carries an agreement to a stage through the portal's own verbs, as the people in it would."""

from agreements.drafting.actions import withdraw
from agreements.publication.actions import publish
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from tests import factories
from villages.organizations.models import Organization


def an_agreement(stage: str = Stage.DRAFTING, *, parties: tuple[Organization, ...] = ()) -> Agreement:
    """An agreement in that stage, and nothing skipped on the way; from signing on this takes seconds."""
    agreement = factories.begun(*parties)
    if stage == Stage.WITHDRAWN:
        withdraw(agreement, by=agreement.created_by, reason="Musyawarah desa menundanya.")
    elif stage == Stage.REVIEW:
        factories.submitted(agreement)
    elif stage == Stage.SIGNING:
        factories.approved(agreement, render=False)
    elif stage != Stage.DRAFTING:
        factories.signed(factories.approved(agreement))
        _announced(agreement, stage)
    return Agreement.objects.get(pk=agreement.pk)


def _announced(agreement: Agreement, stage: str) -> None:
    if stage in (Stage.IN_FORCE, Stage.ENDED):
        publish(agreement, by=agreement.created_by)
    if stage == Stage.ENDED:
        factories.ended(agreement, ground=EndingGround.ACHIEVED)


def returned(agreement: Agreement, *texts: str, opinion: str = "") -> Agreement:
    """Submitted and sent back, with a remark on the first article for every text."""
    factories.submitted(agreement)
    article = agreement.articles.order_by("ordinal").first()
    remarks = [NewRemark(text, article) for text in texts or ("Sebutkan lokasinya.",)]
    send_back(agreement, by=factories.reviewer(), remarks=remarks, opinion=opinion)
    return Agreement.objects.get(pk=agreement.pk)
