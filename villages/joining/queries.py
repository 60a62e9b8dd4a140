"""Turns a person into the registrations and invitations that they may see."""

from django.db.models import QuerySet

from villages.joining.models import Invitation, Registration, token_digest
from villages.organizations.models import Organization, Partner, Standing
from villages.people.guards import regencies_looked_after
from villages.people.models import User
from villages.regions.models import Regency

WITH_ALL = (
    "applicant",
    "regency",
    "organization__village__area__subdistrict",
    "organization__partner__regency",
)


def registrations_visible_to(user: User) -> QuerySet[Registration]:
    """The registrations that the user decides on: those of the regencies whose DPMD they serve in."""
    codes = regencies_looked_after(user)
    return Registration.objects.filter(regency__in=codes).select_related(*WITH_ALL)


def own_registrations(user: User) -> list[Registration]:
    """How far this person's own registrations are, the newest first."""
    return list(user.registrations.select_related("organization").order_by("-submitted_at", "-pk")[:3])


def waiting(user: User) -> QuerySet[Registration]:
    """Those still undecided, oldest first."""
    return registrations_visible_to(user).filter(standing=Standing.PENDING).order_by("submitted_at", "pk")


def decided(user: User) -> QuerySet[Registration]:
    """Those decided, newest first."""
    return registrations_visible_to(user).exclude(standing=Standing.PENDING).order_by("-decided_at", "-pk")


def registrations_of(user: User) -> QuerySet[Registration]:
    """The user's own registrations, newest first."""
    return (
        Registration.objects.filter(applicant=user).select_related(*WITH_ALL).order_by("-submitted_at", "-pk")
    )


def refused_partner_of(user: User, pk: int) -> Partner | None:
    """The refused partner that the user registered before, to be registered again."""
    return (
        Partner.objects.filter(pk=pk, standing=Standing.REFUSED, registrations__applicant=user)
        .order_by("pk")
        .first()
    )


def invitation_by(token: str) -> Invitation | None:
    """The invitation that the link's token opens, used or not; the token itself is stored nowhere."""
    with_all = ("organization__village__area__subdistrict__regency", "organization__office", "invited_by")
    return Invitation.objects.filter(digest=token_digest(token)).select_related(*with_all).first()


def invitations_into(organization: Organization) -> QuerySet[Invitation]:
    """The organization's invitations that nobody has used or withdrawn, newest first."""
    return (
        Invitation.objects.filter(organization=organization, accepted_at=None, withdrawn_at=None)
        .select_related("invited_by")
        .order_by("-created_at", "-pk")
    )


def listed_like(partners: QuerySet[Partner], name: str, regency: Regency) -> Partner | None:
    """The partner of that name and seat that is only listed: nobody has registered it yet."""
    alike = partners.filter(standing=Standing.LISTED, legal_number=None, regency=regency)
    return alike.filter(name__iexact=" ".join(name.split())).order_by("pk").first()
