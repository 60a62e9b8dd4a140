"""A person -> the certificates and identity checks that concern them: their own, and those of their regency."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from agreements.signing.certificates.models import Certificate, Enrolment
from villages.organizations.models import Office, OfficeKind, Organization, OrganizationKind
from villages.people.access import Mandate, mandates, today
from villages.people.guards import organizations_looked_after
from villages.people.models import Delegation, Membership, Position, User

CHECK_HOLDS = dt.timedelta(days=4 * 365)
"""So long an identity check serves for new certificates, if the mandate it was made for still runs."""
WARNINGS = (30, 7)
"""So many days before its end a certificate is spoken of, the second time in earnest."""


@dataclass(frozen=True)
class Held:
    """What somebody may do with a signature for one organization."""

    mandate: Mandate
    """The office on which they speak for it; one to sign for it first."""
    certificate: Certificate | None
    """The certificate that is not revoked; it may have run out."""
    check: Enrolment | None
    """The identity check on which a new certificate can be made today."""
    asked: Enrolment | None
    """The last request for a check: waiting, or refused since."""
    last_revoked: Certificate | None
    """The last one revoked, where none is left."""
    agency: Office | None
    """The DPMD that checks identities there."""

    @property
    def days_left(self) -> int | None:
        """Days until the certificate ends; None without one."""
        return days_left(self.certificate) if self.certificate else None

    @property
    def may_ask(self) -> bool:
        """Whether a check is to be asked for now: none serves, none is asked for, and the old certificate ends."""
        waits = self.asked is not None and self.asked.state == Enrolment.State.ASKED
        return self.check is None and not waits and (self.certificate is None or self.ending)

    @property
    def urgent(self) -> bool:
        """Whether the end is near, or past."""
        return self.days_left is not None and self.days_left <= WARNINGS[1]

    @property
    def ending(self) -> bool:
        """Whether the end is to be spoken of."""
        return self.days_left is not None and self.days_left <= WARNINGS[0]


def days_left(certificate: Certificate) -> int:
    """Whole calendar days until the certificate's last; 0 on that day, negative once it has ended."""
    left = (timezone.localtime(certificate.expires_at).date() - today()).days
    return left if certificate.expires_at > timezone.now() else min(left, -1)


def held_by(user: User) -> list[Held]:
    """What the person may do for each organization in which they hold an office, in the order of their offices."""
    best: dict[int, Mandate] = {}
    for mandate in mandates(user):
        first = best.setdefault(mandate.organization.pk, mandate)
        if mandate.may_sign and not first.may_sign:
            best[mandate.organization.pk] = mandate
    made: dict[int, list[Certificate]] = {}
    known = Certificate.objects.filter(person=user).select_related(
        "enrolment__checked_by", "enrolment__office"
    )
    for certificate in known.order_by("-issued_at", "-pk"):
        made.setdefault(certificate.organization_id, []).append(certificate)
    checks: dict[int, list[Enrolment]] = {}
    for enrolment in Enrolment.objects.filter(person=user).order_by("-asked_at", "-pk"):
        checks.setdefault(enrolment.organization_id, []).append(enrolment)
    return [_held(user, mandate, made.get(key, []), checks.get(key, [])) for key, mandate in best.items()]


def _held(user: User, mandate: Mandate, made: list[Certificate], checks: list[Enrolment]) -> Held:
    living = next((c for c in made if c.revoked_at is None), None)
    valid = next((e for e in checks if serves(e, user)), None)
    last = checks[0] if checks and checks[0].state != Enrolment.State.CHECKED else None
    gone = None if living or not made else made[0]
    return Held(mandate, living, valid, last, gone, agency_of(mandate.organization))


def serves(enrolment: Enrolment, user: User) -> bool:
    """Whether a new certificate can be made on this check today.

    It was made not too long ago, and an office that the person held on that day in the organization still runs:
    who comes back into office shows the new decree.
    """
    if enrolment.state != Enrolment.State.CHECKED or enrolment.checked_at is None:
        return False
    if enrolment.checked_at + CHECK_HOLDS <= timezone.now():
        return False
    day = timezone.localtime(enrolment.checked_at).date()
    held = [m for m in mandates(user) if m.organization.pk == enrolment.organization_id]
    return any(mandate.starts_on <= day for mandate in held)


def valid_check(person: User, organization: Organization) -> Enrolment | None:
    """The newest identity check of the person for the organization on which a certificate can be made today."""
    checks = Enrolment.objects.filter(
        person=person, organization=organization, state=Enrolment.State.CHECKED
    ).order_by("-checked_at", "-pk")
    return next((enrolment for enrolment in checks if serves(enrolment, person)), None)


def ends_with_mandate(person: User, organization: Organization) -> dt.datetime | None:
    """The end of the last day of the person's offices in the organization; None while one has no end."""
    ends = [m.ends_on for m in mandates(person) if m.organization.pk == organization.pk]
    last = max((day for day in ends if day), default=None)
    if last is None or None in ends:
        return None
    return _begin_of(last + dt.timedelta(days=1)) - dt.timedelta(seconds=1)


def _begin_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def ending_of(user: User) -> list[Certificate]:
    """The person's certificates that end within 30 days or have run out, for offices that they still hold."""
    places = [m.organization.pk for m in mandates(user)]
    soon = _begin_of(today() + dt.timedelta(days=WARNINGS[0] + 1))
    return list(
        Certificate.objects.filter(
            person=user, organization__in=places, revoked_at__isnull=True, expires_at__lt=soon
        )
        .select_related("organization")
        .order_by("expires_at", "pk")
    )


def others_of(user: User, held: Iterable[Held]) -> QuerySet[Certificate]:
    """The person's living certificates for organizations in which they hold no office any more."""
    places = [row.mandate.organization.pk for row in held]
    living = Certificate.objects.filter(person=user, revoked_at__isnull=True).exclude(organization__in=places)
    return living.select_related("organization").order_by("organization__name", "pk")


def without_mandate() -> QuerySet[Certificate]:
    """Certificates with which somebody could still sign for an organization where they hold no office today."""
    same = {"person": OuterRef("person"), "organization": OuterRef("organization")}
    held = Q(Exists(Membership.objects.on(today()).filter(**same)))
    acting = Q(Exists(Delegation.objects.on(today()).filter(**same)))
    living = Certificate.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    return living.filter(~held, ~acting).select_related("person", "organization").order_by("pk")


# The district's side


def enrolments_visible_to(user: User) -> QuerySet[Enrolment]:
    """The identity checks of the regencies whose DPMD the user serves in."""
    return Enrolment.objects.filter(
        organization__in=organizations_looked_after(user).values("pk")
    ).select_related(
        "person", "organization__village__area__subdistrict", "organization__office", "checked_by", "office"
    )


def waiting_for_check(user: User) -> QuerySet[Enrolment]:
    """Those that wait for this officer, the oldest first; one's own waits for somebody else."""
    asked = enrolments_visible_to(user).filter(state=Enrolment.State.ASKED).exclude(person=user)
    return asked.order_by("asked_at", "pk")


def certificates_visible_to(user: User, words: str = "") -> QuerySet[Certificate]:
    """The living certificates of the regencies whose DPMD the user serves in; `words` stand in name or organization."""
    found = Certificate.objects.filter(
        revoked_at__isnull=True, organization__in=organizations_looked_after(user).values("pk")
    )
    for word in words.split()[:5]:
        found = found.filter(
            Q(person__full_name__icontains=word)
            | Q(organization__name__icontains=word)
            | Q(serial=word.lower())
        )
    return found.select_related(
        "person", "organization__village__area__subdistrict", "enrolment__checked_by"
    ).order_by("organization__name", "person__full_name", "pk")


def agency_of(organization: Organization) -> Office | None:
    """The DPMD whose officers check the identity of the organization's people; None where none uses the portal."""
    if organization.kind == OrganizationKind.VILLAGE:
        regency = organization.village.area.subdistrict.regency_id
    elif organization.kind == OrganizationKind.OFFICE:
        regency = organization.office.regency_id
    else:
        regency = organization.examiner_id or organization.partner.regency_id
    agencies = Office.objects.filter(regency=regency, office_kind=OfficeKind.VILLAGE_AGENCY)
    return agencies.order_by("pk").first()


def checkers_of(organization: Organization) -> QuerySet[User]:
    """Who could check the identity of the organization's people today."""
    agency = agency_of(organization)
    serving = Membership.objects.on(today()).filter(organization=agency, position=Position.AGENCY_OFFICER)
    return User.objects.filter(pk__in=serving.values("person"), is_active=True).order_by("pk")
