"""When a draft may be submitted, and who may write which part of it."""

from django.utils.translation import gettext as _

from agreements.drafting.completeness import findings
from agreements.drafting.signatories.queries import places
from agreements.drafting.together.models import Joining, Participation
from agreements.record.access import guard, parties_of
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization
from villages.people.access import YES, Answer, mandates
from villages.people.models import DRAFTING_POSITIONS, SIGNING_POSITIONS, User


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


@guard("signatories_known")
def signatories_known(agreement: Agreement, user: User | None) -> Answer:
    """Every place of the document has somebody who may sign there today, or who signs on paper."""
    found = places(agreement)
    unable = [place for place in found if not place.mandate and not place.on_paper_only]
    without = [place.organization.name for place in unable if place.party and place.organization]
    if without:
        words = _("Belum ada yang berwenang menandatangani untuk: %(names)s.")
        return Answer(False, words % {"names": ", ".join(dict.fromkeys(without))})
    stray = [place.name for place in unable if not place.party]
    if stray:
        words = _(
            "Tidak lagi menjabat, jadi tidak dapat menandatangani sebagai saksi atau yang mengetahui: %(names)s."
        )
        return Answer(False, words % {"names": ", ".join(stray)})
    return YES


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
    if pen_of(agreement).pk in own and not has_joined(agreement, party):
        return YES
    words = _("Baris ini ditulis oleh %(name)s sendiri; sampaikan usul Anda dalam percakapan.")
    return Answer(False, words % {"name": party.organization.name}, because_of_who=True)


def writes_for(user: User, agreement: Agreement) -> frozenset[int]:
    """Keys of all parties whose rows the user may write (the rule of `may_write_for`), in few queries."""
    own, parties = _spoken_for(user), parties_of(agreement)
    mine = {party.pk for party in parties if party.organization_id in own}
    if pen_of(agreement).pk not in own:
        return frozenset(mine)
    joined = Participation.objects.filter(party__agreement=agreement, state=Joining.JOINED)
    themselves = set(joined.values_list("party", flat=True))
    themselves |= {party.pk for party in parties if party.organization_id == agreement.initiator_id}
    return frozenset(mine | {party.pk for party in parties} - themselves)


def has_joined(agreement: Agreement, party: Party) -> bool:
    """Whether the party writes along; the initiator does from the beginning."""
    if party.organization_id == agreement.initiator_id:
        return True
    return Participation.objects.filter(party=party, state=Joining.JOINED).exists()


@guard("invited")
def invited(agreement: Agreement, user: User | None) -> Answer:
    """Who is invited to write along and has not joined yet may join, also after having refused."""
    if unjoined_of(user, agreement):
        return YES
    return Answer(False, _("Pihak Anda sudah ikut menyusun naskah ini."))


@guard("may_stay_out")
def may_stay_out(agreement: Agreement, user: User | None) -> Answer:
    """A party other than the initiator may refuse to write along, once; the initiator withdraws the draft instead."""
    own = own_parties(user, agreement, signing=True)
    invited_ones = [party for party in own if party.organization_id != agreement.initiator_id]
    if own and not invited_ones:
        return Answer(False, _("Pemrakarsa tidak dapat menolak ikut; tarik rancangan bila tidak diteruskan."))
    declined = Participation.objects.filter(party__in=invited_ones, state=Joining.DECLINED).count()
    if declined < len(invited_ones):
        return YES
    return Answer(False, _("Pihak Anda sudah menolak ikut menyusun naskah ini."))


@guard("holds_pen")
def holds_pen(agreement: Agreement, user: User | None) -> Answer:
    """The holder of the pen hands it on; the initiator's signatory may also take it back."""
    pen = pen_of(agreement)
    if pen.pk in _spoken_for(user) or takes_back(user, agreement):
        return YES
    return Answer(False, _("Pena dipegang %(name)s.") % {"name": pen.name}, because_of_who=True)


def takes_back(user: User | None, agreement: Agreement) -> bool:
    """Whether the user signs for the initiator, so that a draft cannot get stuck with an absent pen."""
    return agreement.initiator_id in _spoken_for(user, signing=True)


def own_parties(user: User | None, agreement: Agreement, *, signing: bool = False) -> list[Party]:
    """The parties for which the user writes here (with `signing`, those they may sign for), in their order."""
    own = _spoken_for(user, signing=signing)
    return [party for party in parties_of(agreement) if party.organization_id in own]


def unjoined_of(user: User | None, agreement: Agreement) -> list[Party]:
    """The user's parties that have not joined: those invited and those that have refused."""
    own = [p for p in own_parties(user, agreement) if p.organization_id != agreement.initiator_id]
    joined = Participation.objects.filter(party__in=own, state=Joining.JOINED).order_by("pk")
    there = set(joined.values_list("party_id", flat=True)) if own else set()
    return [party for party in own if party.pk not in there]


def _spoken_for(user: User | None, *, signing: bool = False) -> set[int]:
    positions = SIGNING_POSITIONS if signing else DRAFTING_POSITIONS
    return {m.organization.pk for m in mandates(user) if m.position in positions}
