"""How the parties stand to a draft -> what of it stands in the way of submitting, and what should be known."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.drafting.findings import Finding
from agreements.drafting.together.queries import Standing, open_suggestions, standings
from agreements.record.models import Agreement

_MOST_NAMES = 5


def written_together(agreement: Agreement) -> list[Finding]:
    """Refusals, open invitations and suggestions, and who has not agreed to the text as it stands.

    A refusal stands in the way, and so does a missing agreement where the type says that the parties agree first;
    else it is one warning, and only once somebody besides the initiator writes along.
    """
    found = standings(agreement)
    return [*_declined(found), *_not_answered(found), *_not_agreed(agreement, found), *_undecided(agreement)]


def _declined(found: list[Standing]) -> list[Finding]:
    words = _(
        "%(name)s menolak ikut: “%(reason)s” Ganti atau keluarkan pihak ini, bicarakan lagi dengannya, "
        "atau tarik rancangan."
    )
    return [
        Finding(
            words % {"name": standing.party.organization.name, "reason": standing.answer.reason},
            place="parties",
        )
        for standing in found
        if standing.declined and standing.answer
    ]


def _not_answered(found: list[Standing]) -> list[Finding]:
    waiting = [standing for standing in found if not standing.joined and not standing.declined]
    if not waiting:
        return []
    message = _("Belum menjawab undangan untuk ikut menyusun: %(names)s.") % {"names": names(waiting)}
    return [Finding(message, blocking=False, place="join")]


def _not_agreed(agreement: Agreement, found: list[Standing]) -> list[Finding]:
    missing = [standing for standing in found if not standing.agreed]
    if not missing:
        return []
    if agreement.draft.agreement_type.parties_agree_first:
        message = _("Belum menyatakan setuju dengan naskah yang sekarang: %(names)s.")
        return [Finding(message % {"names": names(missing)}, place="together")]
    if not any(standing.joined and not standing.initiator for standing in found):
        return []
    heard = [standing for standing in missing if standing.joined]
    if not heard:
        return []
    message = _("Belum menyatakan setuju dengan naskah yang sekarang: %(names)s.")
    return [Finding(message % {"names": names(heard)}, blocking=False, place="together")]


def _undecided(agreement: Agreement) -> list[Finding]:
    count = open_suggestions(agreement)
    if not count:
        return []
    words = ngettext("%(count)d usul belum dijawab.", "%(count)d usul belum dijawab.", count)
    return [Finding(words % {"count": count}, blocking=False, place="suggestions")]


def names(found: list[Standing]) -> str:
    """A few names, and how many more."""
    told = [standing.party.organization.name for standing in found]
    if len(told) <= _MOST_NAMES:
        return ", ".join(told)
    words = {"names": ", ".join(told[:_MOST_NAMES]), "more": len(told) - _MOST_NAMES}
    return _("%(names)s, dan %(more)d lagi") % words
