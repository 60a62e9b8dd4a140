"""The plan of signing -> what of it cannot work or deserves a look, told before the text is submitted and frozen."""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from agreements.drafting.findings import Finding
from agreements.drafting.signatories.models import SigningPlan
from agreements.drafting.signatories.queries import Place, places, plan_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import Capacity, SigningMethod, SigningOrder

_MANDATE = "UU 6/2014 Pasal 26 ayat (2); UU 11/2008 Pasal 11 ayat (1)"
"""The head of the village represents it; a signature needs an identified signatory."""


def well_planned(agreement: Agreement) -> list[Finding]:
    """Whether everybody named may sign there today, once each, with a quorum and groups that can be filled."""
    found, plan = places(agreement), plan_of(agreement)
    return [
        *_without_mandate(found),
        *_twice(found),
        *_quorum(plan, found),
        *_groups(plan, found),
        *_on_paper(found),
    ]


def _without_mandate(found: Sequence[Place]) -> Iterator[Finding]:
    """Somebody named who holds the office no more; a party for which nobody may sign today."""
    for place in found:
        if place.mandate or place.on_paper_only:
            continue
        name = place.organization.name if place.organization else ""
        if place.person and place.party:
            words = _("%(person)s tidak berwenang menandatangani untuk %(name)s hari ini. Ganti orangnya.")
        elif place.person:
            words = _("%(person)s tidak lagi menjabat di %(name)s. Ganti orangnya.")
        else:
            words = _("Belum ada yang berwenang menandatangani untuk %(name)s.")
        message = words % {"person": place.name, "name": name}
        yield Finding(message, _MANDATE, blocking=place.person is not None, place="signing")


def _twice(found: Sequence[Place]) -> Iterator[Finding]:
    """One person at two places of one party, or both as a party and as a witness of it."""
    seen = Counter(place.person for place in found if place.person)
    for person, count in seen.items():
        mine = [place for place in found if place.person == person]
        parties = [place.party for place in mine if place.party]
        if count > 1 and not (len(parties) == count == len(set(parties))):
            message = _(
                "%(person)s disebut lebih dari satu kali; seorang saksi atau penanda tangan hanya satu kali."
            )
            yield Finding(message % {"person": person.full_name}, place="signing")


def _quorum(plan: SigningPlan, found: Sequence[Place]) -> Iterator[Finding]:
    """More witnesses asked for than named; witnesses of whom none needs to sign."""
    named = sum(place.capacity == Capacity.WITNESS for place in found)
    asked = plan.witnesses_needed
    if asked is not None and asked > named:
        words = {"asked": asked, "named": named}
        message = _("Diperlukan %(asked)d saksi, tetapi hanya %(named)d yang disebut.") % words
        yield Finding(message, place="signing")
    elif asked == 0 and named:
        message = _("Tidak satu saksi pun harus menandatangani, padahal ada yang disebut.")
        yield Finding(message, blocking=False, place="signing")


def _groups(plan: SigningPlan, found: Sequence[Place]) -> Iterator[Finding]:
    """A group without anybody between others; nothing breaks, the next one follows."""
    if plan.order != SigningOrder.GROUPS:
        return
    used = {place.group for place in found}
    empty = sorted(set(range(1, max(used))) - used)
    if empty:
        message = _("Kelompok %(numbers)s kosong; kelompok berikutnya langsung mendapat giliran.")
        words = {"numbers": ", ".join(map(str, empty))}
        yield Finding(message % words, blocking=False, place="signing")


def _on_paper(found: Sequence[Place]) -> Iterator[Finding]:
    """A party that signs in ink only: then the document has to be printed, scanned and compared."""
    for party in dict.fromkeys(place.party for place in found if place.party):
        if all(place.method == SigningMethod.PAPER for place in found if place.party == party):
            words = _(
                "%(name)s menandatangani hanya di atas kertas: pindaiannya harus diunggah dan dicocokkan DPMD."
            )
            yield Finding(words % {"name": party.organization.name}, blocking=False, place="signing")
