"""When a draft may be submitted, and who may write which part of it."""

from django.utils.translation import gettext as _

from agreements.drafting.completeness import findings
from agreements.drafting.together.models import Participation
from agreements.record.access import guard
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, User


@guard("content_complete")
def content_complete(agreement: Agreement, user: User | None) -> Answer:
    """All eight mandatory contents are there, every party has rights and obligations, and nothing blocks.

    Law: Permendagri 96/2017 art. 6; asked before review and again before the text is frozen.
    """
    missing = [finding for finding in findings(agreement) if finding.blocking]
    if not missing:
        return YES
    if len(missing) == 1:
        return Answer(False, missing[0].message)
    words = {"first": missing[0].message, "more": len(missing) - 1}
    return Answer(False, _("%(first)s Masih ada %(more)d hal lain yang belum lengkap.") % words)


def pen_of(agreement: Agreement) -> Organization:
    """The party that writes the common text: whoever was handed the pen, at first the initiator."""
    return agreement.draft.pen or agreement.initiator


def may_write_text(user: User, agreement: Agreement) -> Answer:
    """Whether the user may change the common text itself; the other parties suggest, and the pen can be handed on."""
    pen = pen_of(agreement)
    if pen.pk in _spoken_for(user):
        return YES
    words = _("Naskah bersama ditulis oleh %(name)s; usulkan perubahan, atau minta penanya.")
    return Answer(False, words % {"name": pen.name}, because_of_who=True)


def may_write_for(user: User, agreement: Agreement, party: Party) -> Answer:
    """Whether the user may write that party's own rows: its people, or who holds the pen until the party has joined."""
    own = _spoken_for(user)
    if party.organization_id in own:
        return YES
    if pen_of(agreement).pk in own and not Participation.objects.filter(party=party).exists():
        return YES
    words = _("Baris ini ditulis oleh %(name)s sendiri; sampaikan usul Anda dalam percakapan.")
    return Answer(False, words % {"name": party.organization.name}, because_of_who=True)


def _spoken_for(user: User) -> set[int]:
    return {m.organization.pk for m in mandates(user) if m.position in DRAFTING_POSITIONS}
