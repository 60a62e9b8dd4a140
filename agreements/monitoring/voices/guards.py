"""Who answers what citizens say."""

from django.utils.translation import gettext as _

from agreements.monitoring.voices.models import Voice
from agreements.record.access import may
from agreements.record.helping import open_with_help
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS, User


def may_answer(user: User, voice: Voice) -> Answer:
    """The people of the party that was asked; of a thank-you any party. It is a judgement: nobody does it for them."""
    allowed = may(user, "moderate_voices", voice.agreement)
    if not allowed:
        return allowed
    if not (helped := open_with_help("answer_voice")):
        return helped
    if voice.state != Voice.State.SHOWN:
        return Answer(False, _("Suara ini belum ditampilkan."))
    asked = {voice.party.organization_id} if voice.party else _parties(voice)
    able = {*DRAFTING_POSITIONS, *SIGNING_POSITIONS}
    if any(m.organization.pk in asked and m.position in able for m in mandates(user)):
        return YES
    return Answer(False, _("Dijawab oleh pihak yang diminta."), because_of_who=True)


def _parties(voice: Voice) -> set[int]:
    return set(voice.agreement.parties.order_by("ordinal").values_list("organization", flat=True))
