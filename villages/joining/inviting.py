"""What happens to invitations: sent, withdrawn, accepted by exactly one person."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.joining import notices
from villages.joining.guards import may_accept, usable
from villages.joining.models import Invitation, token_digest
from villages.organizations.models import Organization
from villages.people.access import YES, Answer, Refused, ask
from villages.people.actions import fits, free_for, note, take_office
from villages.people.guards import looks_after, may_invite
from villages.people.models import Membership, User
from villages.people.terms import Term

LIFETIME = dt.timedelta(days=7)


@transaction.atomic
def invite(
    organization: Organization, *, term: Term, full_name: str, email: str, by: User | None
) -> tuple[Invitation, str]:
    """Invite a person to an office for seven days; answers the invitation and its token. Raises `Refused`.

    The token is given out here and nowhere else: the database keeps its digest. `by` is None for the operator, who
    opens a regency from the command line.
    """
    if by is not None:
        ask(may_invite(by, organization, term.position))
    ask(fits(term, organization))
    person = User.objects.filter(email__iexact=email).first()
    ask(free_for(person, organization, term))
    token = Invitation.new_token()
    invitation = Invitation.objects.create(
        organization=organization,
        full_name=full_name,
        email=email,
        digest=token_digest(token),
        invited_by=by,
        expires_at=timezone.now() + LIFETIME,
        **term.fields(),
    )
    note(invitation, _("Undangan dikirim."), by=by, added=True)
    notices.invited(invitation, token)
    return invitation, token


def may_withdraw(user: User, invitation: Invitation) -> Answer:
    """Whether the user may withdraw: who sent it, or the DPMD that looks after the organization."""
    if invitation.invited_by_id == user.pk or looks_after(user, invitation.organization):
        return usable(invitation) if invitation.accepted_at or invitation.withdrawn_at else YES
    return Answer(False, _("Hanya pengundang atau petugas DPMD yang menarik undangan."), because_of_who=True)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> Invitation:
    """Make the link useless from now on. Raises `Refused`."""
    current = _locked(invitation)
    ask(may_withdraw(by, current))
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    note(current, _("Undangan ditarik."), by=by)
    return current


@transaction.atomic
def accept(invitation: Invitation, *, by: User) -> Membership:
    """The person invited, already known to the portal, takes up the office. Raises `Refused`."""
    current = _locked(invitation)
    ask(usable(current))
    ask(may_accept(by, current))
    return _take_up(current, by)


@transaction.atomic
def accept_as_new(invitation: Invitation, *, username: str, password: str) -> User:
    """The person invited makes an account and takes up the office. Raises `Refused`.

    The e-mail address counts as confirmed: the inviter vouches for it, and the link was sent there.
    """
    current = _locked(invitation)
    ask(usable(current))
    if User.objects.filter(email__iexact=current.email).exists():
        raise Refused(Answer(False, _("Alamat surel ini sudah mempunyai akun; masuklah dahulu.")))
    person = User(username=username, email=current.email, full_name=current.full_name)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise Refused(
            Answer(False, _("Nama pengguna ini baru saja dipakai orang lain; pilih yang lain."))
        ) from error
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    _take_up(current, person)
    return person


def _locked(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=invitation.pk)
    )


def _take_up(invitation: Invitation, person: User) -> Membership:
    membership = take_office(person, invitation.organization, Term.of(invitation), by=invitation.invited_by)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), person
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return membership
