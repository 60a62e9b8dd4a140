"""Drafts on a desk -> what the other parties ask of this person: to join, to decide on suggestions, to agree."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.drafting.models import Draft
from agreements.drafting.together.models import Consent, Participation, Suggestion, SuggestionState
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from villages.people.access import mandates
from villages.people.models import DRAFTING_POSITIONS, User


@dataclass(frozen=True)
class Asked:
    """One thing that waits for this person in a draft."""

    what: str
    """What is asked, as a sentence."""
    name: str
    """The name of the address where it is done."""
    verb: str
    """What the button says."""


@dataclass
class _Known:
    """What is known about the drafts of a list, read in one query each."""

    answered: set[int] = field(default_factory=set)
    """The parties that answered their invitation."""
    pens: dict[int, int | None] = field(default_factory=dict)
    """Who was handed the pen, by agreement."""
    suggestions: dict[int, int] = field(default_factory=dict)
    """How many suggestions are open, by agreement."""
    consents: dict[int, list[Consent]] = field(default_factory=dict)
    """The last word of each party, by agreement."""


def asked_of(user: User, agreements: Sequence[Agreement]) -> dict[int, Asked]:
    """What the drafts among these agreements ask of the user, by agreement; as many queries for twenty as for two."""
    drafts = [a for a in agreements if a.stage == Stage.DRAFTING and not a.signed_elsewhere]
    held = mandates(user)
    writing = {m.organization.pk for m in held if m.position in DRAFTING_POSITIONS}
    signing = {m.organization.pk for m in held if m.may_sign}
    if not drafts or not writing:
        return {}
    known = _known([agreement.pk for agreement in drafts])
    found = {agreement.pk: _asked(agreement, known, writing, signing) for agreement in drafts}
    return {key: asked for key, asked in found.items() if asked}


def _known(keys: list[int]) -> _Known:
    answers = Participation.objects.filter(party__agreement__in=keys).order_by("pk")
    waiting = Suggestion.objects.filter(agreement__in=keys, state=SuggestionState.OPEN).order_by(
        "agreement_id"
    )
    said = Consent.objects.filter(version__agreement__in=keys).select_related("version", "organization")
    newest = {
        (c.version.agreement_id, c.organization_id): c for c in said.order_by("pk").defer("version__content")
    }
    consents: dict[int, list[Consent]] = {}
    for (agreement, _organization), consent in newest.items():
        consents.setdefault(agreement, []).append(consent)
    return _Known(
        answered=set(answers.values_list("party_id", flat=True)),
        pens=dict(
            Draft.objects.filter(agreement__in=keys).order_by("pk").values_list("agreement_id", "pen_id")
        ),
        suggestions=dict(waiting.values_list("agreement_id").annotate(number=Count("pk"))),
        consents=consents,
    )


def _asked(agreement: Agreement, known: _Known, writing: set[int], signing: set[int]) -> Asked | None:
    own = [party for party in parties_of(agreement) if party.organization_id in writing]
    if any(p.organization_id != agreement.initiator_id and p.pk not in known.answered for p in own):
        what = _("%(name)s mengundang Anda menyusun naskah ini bersama.") % {"name": agreement.initiator.name}
        return Asked(what, "agreements:draft-edit", _("Jawab undangan"))
    count = known.suggestions.get(agreement.pk, 0)
    if count and (known.pens.get(agreement.pk) or agreement.initiator_id) in writing:
        words = ngettext(
            "%(count)d usul pihak lain menunggu keputusan Anda.",
            "%(count)d usul pihak lain menunggu keputusan Anda.",
            count,
        )
        return Asked(words % {"count": count}, "agreements:suggestions", _("Putuskan usul"))
    return _consent_asked(agreement, known.consents.get(agreement.pk, []), signing)


def _consent_asked(agreement: Agreement, consents: list[Consent], signing: set[int]) -> Asked | None:
    """Whether another party agreed to a version on which a party of this signatory has not spoken yet."""
    own = {p.organization_id for p in parties_of(agreement)} & signing
    theirs = [c for c in consents if c.agreed and c.organization_id not in own]
    newest = max(theirs, key=lambda consent: consent.version.number, default=None)
    spoken = {c.organization_id for c in consents if newest and c.version.number >= newest.version.number}
    if newest is None or not own - spoken:
        return None
    words = {"name": newest.organization.name, "version": newest.version.number}
    what = _("%(name)s sudah setuju dengan naskah versi %(version)d; giliran pihak Anda.") % words
    return Asked(what, "agreements:agree", _("Baca naskahnya"))
