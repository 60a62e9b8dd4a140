"""What happens to offices: taken up, ended, stood in for; each is noted in the administration's history."""

import datetime as dt

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import YES, Answer, Refused, ask, today
from villages.people.guards import may_change_offices
from villages.people.models import POSITIONS_OF, Delegation, Membership, User
from villages.people.support.acting import both_names
from villages.people.terms import Term


def note(thing: models.Model, sentence: str, *, by: User | None, added: bool = False) -> None:
    """Keep in the history who did what to an organization, an office or an invitation; None is the operator.

    While somebody helps, the sentence names the helper too.
    """
    if by is not None:
        if helper := both_names().get("helped_by"):
            sentence = _("%(sentence)s Dengan bantuan %(helper)s.") % {"sentence": sentence, "helper": helper}
        LogEntry.objects.log_actions(
            by.pk, [thing], ADDITION if added else CHANGE, change_message=sentence, single_object=True
        )


@transaction.atomic
def take_office(person: User, organization: Organization, term: Term, *, by: User | None) -> Membership:
    """Let the person hold the office for the term. Raises `Refused`.

    Two heads of one village never overlap (checked here in words, and by the database against a race); nobody holds
    the same office twice at once.
    """
    ask(fits(term, organization))
    ask(free_for(person, organization, term))
    membership = Membership(person=person, organization=organization, **term.fields())
    _save(membership)
    note(membership, _("Mulai menjabat."), by=by, added=True)
    return membership


def fits(term: Term, organization: Organization) -> Answer:
    """Whether such an organization has such an office, and the days of the term hold together."""
    if term.position not in POSITIONS_OF[OrganizationKind(organization.kind)]:
        return Answer(False, _("Jabatan ini tidak ada di organisasi sejenis ini."))
    return term.in_order


def free_for(person: User | None, organization: Organization, term: Term) -> Answer:
    """Whether the term collides with another head's, or with the same person's same office."""
    during = Membership.objects.filter(organization=organization, position=term.position).filter(
        models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=term.starts_on)
    )
    if term.ends_on:
        during = during.filter(starts_on__lte=term.ends_on)
    if person is not None and during.filter(person=person).exists():
        return Answer(False, _("Orang ini sudah memegang jabatan yang sama pada masa itu."))
    other = during.filter(position="village_head").select_related("person").first()
    if other is None:
        return YES
    until = f"{other.ends_on:%d-%m-%Y}" if other.ends_on else _("tanpa batas")
    return Answer(
        False,
        _("Masa jabatan ini bertindih dengan %(name)s, kepala desa sejak %(start)s sampai %(end)s.")
        % {"name": other.person, "start": f"{other.starts_on:%d-%m-%Y}", "end": until},
    )


@transaction.atomic
def end_office(membership: Membership, last_day: dt.date, reason: str, *, by: User) -> Membership:
    """Let an office end on that day (both days included), with the reason. Raises `Refused`."""
    current = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    ask(may_change_offices(by, current.organization))
    if current.ends_on and current.ends_on < today():
        raise Refused(Answer(False, _("Masa jabatan ini sudah berakhir.")))
    if last_day < current.starts_on:
        raise Refused(Answer(False, _("Hari terakhir tidak boleh sebelum tanggal mulai menjabat.")))
    if current.ends_on and last_day > current.ends_on:
        raise Refused(Answer(False, _("Masa jabatan tidak dapat diperpanjang di sini.")))
    current.ends_on = last_day
    _save(current)
    note(current, _("Diakhiri per %(day)s: %(reason)s") % {"day": last_day, "reason": reason}, by=by)
    return current


@transaction.atomic
def delegate(
    person: User, organization: Organization, *, acting_kind: str, legal_basis: str, term: Term, by: User
) -> Delegation:
    """Record that the person acts for the organization's head during the term. Raises `Refused`."""
    ask(may_change_offices(by, organization))
    if organization.kind == OrganizationKind.OFFICE:
        raise Refused(Answer(False, _("Pelimpahan hanya dicatat untuk desa dan mitra.")))
    if not term.ends_on:
        raise Refused(Answer(False, _("Pelimpahan wewenang harus mempunyai tanggal berakhir.")))
    ask(term.in_order)
    delegation = Delegation(
        person=person,
        organization=organization,
        acting_kind=acting_kind,
        legal_basis=legal_basis,
        starts_on=term.starts_on,
        ends_on=term.ends_on,
        decree_number=term.decree_number,
        decree_on=term.decree_on,
    )
    _save(delegation)
    note(delegation, _("Pelimpahan wewenang dicatat."), by=by, added=True)
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, last_day: dt.date, reason: str, *, by: User) -> Delegation:
    """Let an acting head's time end earlier than recorded, with the reason. Raises `Refused`."""
    current = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    ask(may_change_offices(by, current.organization))
    if not current.starts_on <= last_day <= (current.ends_on or last_day):
        raise Refused(Answer(False, _("Hari terakhir harus di dalam masa pelimpahan.")))
    current.ends_on = last_day
    _save(current)
    note(current, _("Diakhiri per %(day)s: %(reason)s") % {"day": last_day, "reason": reason}, by=by)
    return current


def _save(row: models.Model) -> None:
    """Save what the rules of the model allow; what the database alone can see in a race is told in words as well."""
    try:
        row.full_clean()
        with transaction.atomic():
            row.save()
    except ValidationError as error:
        raise Refused(Answer(False, " ".join(error.messages))) from error
    except IntegrityError as error:
        raise Refused(
            Answer(False, _("Baru saja ada perubahan lain pada jabatan ini; muat ulang lalu coba lagi."))
        ) from error
