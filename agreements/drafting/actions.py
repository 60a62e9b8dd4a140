"""Change what a draft says about itself: every change is checked, counted as a new edition and journaled."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.guards import may_write_for, may_write_text
from agreements.drafting.models import Draft
from agreements.drafting.together.joining import take_part
from agreements.drafting.writing.references import stored
from agreements.drafting.writing.storing import order_of
from agreements.record import journal
from agreements.record.access import parties_of, speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.guards import party_set
from agreements.record.models import Agreement, Party
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User

DETAILS = (
    "title",
    "summary",
    "form",
    "field",
    "purpose",
    "topic",
    "place",
    "starts_on",
    "ends_on",
    "value",
    "burdens_community_or_assets",
)
_EDITING_STRETCH = dt.timedelta(minutes=30)


class Stale(Exception):
    """Somebody else changed the same thing meanwhile; `current` is how it stands now, and nothing was written.

    `merged` is the text with both sides' changes, where these don't touch, `merged_heading` and `merged_content` what
    goes with it: to be shown to the writer, who decides.
    """

    def __init__(self, current: Any, *, merged: str | None = None) -> None:
        super().__init__(_("Bagian ini baru saja diubah oleh orang lain."))
        self.current, self.merged = current, merged
        self.merged_heading: str | None = None
        self.merged_content: str | None = None


def known_details(details: dict[str, Any]) -> dict[str, Any]:
    """The details, if each is one of `DETAILS`; a TypeError for the programmer otherwise."""
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"unknown details: {', '.join(sorted(unknown))}")
    return details


def open_for_edit(
    agreement: Agreement, by: User, *, edition: int | None = None, party: Party | None = None
) -> Agreement:
    """Lock the draft for one change by this person and count a new edition.

    `edition` is the one the person had before their eyes; with `party` the change is in that party's own rows, without
    it in the common text, which only the holder of the pen writes. Raises Refused, or Stale when the edition is no
    longer the current one.
    """
    current = lock(agreement)
    ask(by, "edit", current)
    answer = may_write_for(by, current, party) if party else may_write_text(by, current)
    if not answer:
        raise Refused(answer)
    if edition is not None and edition != current.edition:
        raise Stale(current)
    take_part(current, by=by)
    current.edition += 1
    current.save(update_fields=["edition"])
    agreement.edition = current.edition
    note_edit(current, by)
    return current


def note_edit(agreement: Agreement, by: User) -> None:
    """Journal that this person works on the text: once for a stretch of half an hour, not once for every save.

    An accepted suggestion says so itself.
    """
    last = agreement.journal.order_by("-serial").first()
    if (
        last
        and last.code in ("edit", "accept")
        and last.actor_id == by.pk
        and timezone.now() - last.at < _EDITING_STRETCH
    ):
        return
    journal.append(agreement, "edit", by=by, on_behalf_of=speaking_for(by, agreement))


@transaction.atomic
def update_details(agreement: Agreement, *, by: User, edition: int, **details: Any) -> Agreement:
    """Change what the agreement is about. Raises Refused, Stale, or ValidationError by field; writes all or nothing."""
    current = open_for_edit(agreement, by, edition=edition)
    for name, value in known_details(details).items():
        setattr(current, name, value)
    current.full_clean()
    current.save(update_fields=list(details))
    return current


@transaction.atomic
def set_parties(
    agreement: Agreement, *, by: User, edition: int, organizations: Sequence[Organization]
) -> Agreement:
    """Change who takes part, in order; the rows of a party that leaves go with it, and the pen if it held it.

    The initiator stays.
    """
    current = open_for_edit(agreement, by, edition=edition)
    present = {party.organization_id: party for party in parties_of(current)}
    if current.initiator_id not in {organization.pk for organization in organizations}:
        raise Refused(Answer(False, _("Pemrakarsa, %s, tetap menjadi pihak.") % current.initiator))
    answer = party_set(current.kind, list(organizations))
    if not answer:
        raise Refused(answer)
    staying = {organization.pk for organization in organizations}
    leaving = [party for key, party in present.items() if key not in staying]
    for rows in (current.provisions, current.funding, current.assets):
        rows.filter(party__in=leaving).delete()
    if current.draft.pen_id in {party.organization_id for party in leaving}:
        Draft.objects.filter(agreement=current).update(pen=None)
    current.parties.filter(pk__in=[party.pk for party in leaving]).delete()
    for ordinal, organization in enumerate(organizations, start=1):
        Party.objects.update_or_create(
            agreement=current, organization=organization, defaults={"ordinal": ordinal}
        )
    for known in (current, agreement):
        known.__dict__.pop("_parties", None)
    return current


@transaction.atomic
def save_recitals(
    agreement: Agreement, *, by: User, edition: int, considering: str, in_view_of: str
) -> Draft:
    """Change considerations, in which "Pasal 7" means the seventh article, and legal bases; one to a line."""
    current = open_for_edit(agreement, by, edition=edition)
    draft = current.draft
    draft.considering = stored(considering, draft.considering, order_of(current))
    draft.in_view_of = in_view_of
    draft.full_clean()
    draft.save(update_fields=["considering", "in_view_of"])
    return draft


@transaction.atomic
def withdraw(agreement: Agreement, *, by: User, reason: str) -> Agreement:
    """Take the draft back for good, with a reason that the other parties read. Only the initiator may."""
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya: pihak lain akan membacanya.")})
    return cross(
        agreement,
        "withdraw",
        by=by,
        on_behalf_of=speaking_for(by, agreement),
        details={"reason": reason.strip()},
    )
