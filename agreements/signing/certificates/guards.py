"""Who may ask for an identity check, decide on one, make a certificate and revoke it."""

from django.utils.translation import gettext as _

from agreements.signing.certificates.models import Certificate, Enrolment
from agreements.signing.certificates.queries import agency_of, valid_check
from villages.organizations.models import Organization
from villages.people.access import YES, Answer, any_mandate, mandates, why_no_mandate
from villages.people.guards import looks_after
from villages.people.models import Position, User


def may_ask(user: User, organization: Organization) -> Answer:
    """Whether the person may ask to have their identity checked: holds an office there that would sign today."""
    if any_mandate(user, organization) is None:
        return Answer(False, why_no_mandate(user, organization), because_of_who=True)
    if not organization.is_confirmed:
        return Answer(False, _("%(name)s belum dikonfirmasi kabupaten.") % {"name": organization.name})
    if agency_of(organization) is None:
        return Answer(False, _("Kabupaten/kota ini belum memakai portal; belum ada DPMD yang memeriksa."))
    if valid_check(user, organization):
        return Answer(False, _("Identitas Anda sudah diperiksa; buat sertifikat langsung."))
    return YES


def may_enrol(user: User, organization: Organization) -> Answer:
    """Whether the person may make a certificate: an office that holds, an identity that the district has checked.

    Law: UU ITE art. 11 (the signer is identified).
    """
    if any_mandate(user, organization) is None:
        return Answer(False, why_no_mandate(user, organization), because_of_who=True)
    if valid_check(user, organization) is None:
        words = _("Identitas Anda untuk %(name)s belum diperiksa; minta pemeriksaan identitas lebih dahulu.")
        return Answer(False, words % {"name": organization.name})
    return YES


def may_decide(user: User, enrolment: Enrolment) -> Answer:
    """Whether the user may decide on the check: serves in the DPMD that looks after it, and is somebody else."""
    if not looks_after(user, enrolment.organization):
        return Answer(
            False, _("Hanya petugas DPMD kabupaten itu yang memeriksa identitas."), because_of_who=True
        )
    if enrolment.person_id == user.pk:
        return Answer(False, _("Ini identitas Anda sendiri; petugas lain harus memeriksanya."), True)
    if enrolment.state != Enrolment.State.ASKED:
        return Answer(False, _("Permintaan ini sudah diputuskan."))
    if any_mandate(enrolment.person, enrolment.organization) is None:
        words = _("%(person)s tidak lagi menjabat di %(name)s.")
        return Answer(False, words % {"person": enrolment.person, "name": enrolment.organization.name})
    return YES


def may_refuse(user: User, enrolment: Enrolment) -> Answer:
    """Whether the user may refuse the request; also where the office has ended meanwhile."""
    answer = may_decide(user, enrolment)
    asked = enrolment.state == Enrolment.State.ASKED
    return YES if asked and not answer.because_of_who else answer


def may_revoke(user: User, certificate: Certificate) -> Answer:
    """Whether the user may revoke the certificate: its owner at any time, or the DPMD that looks after it."""
    own = certificate.person_id == user.pk
    if not own and not looks_after(user, certificate.organization):
        return Answer(False, _("Hanya pemiliknya atau DPMD kabupaten yang mencabut sertifikat ini."), True)
    if certificate.revoked_at:
        return Answer(False, _("Sertifikat ini sudah dicabut."))
    return YES


def agency_spoken_for(user: User, organization: Organization) -> Organization | None:
    """The DPMD in whose name the officer acts on the organization's people."""
    agency = agency_of(organization)
    held = [m.organization for m in mandates(user) if m.position == Position.AGENCY_OFFICER]
    return next((office for office in held if agency and office.pk == agency.pk), held[0] if held else None)
