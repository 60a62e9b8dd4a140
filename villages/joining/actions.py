"""What happens to registrations: sent, confirmed, refused; the organization is locked, the applicant is told."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from villages.joining import notices
from villages.joining.guards import legal_number_free, may_claim, may_decide
from villages.joining.models import Registration
from villages.joining.queries import listed_like
from villages.organizations.actions import free_slug, set_standing
from villages.organizations.files import letter_type
from villages.organizations.models import Organization, Partner, Standing, Village
from villages.people.access import Answer, Refused, ask
from villages.people.actions import fits, note, take_office
from villages.people.models import User
from villages.people.terms import Term
from villages.regions.models import Regency, VillageArea


@transaction.atomic
def register_village(
    area: VillageArea, *, term: Term, letter: UploadedFile, head_title: str = "Kepala Desa", by: User
) -> Registration:
    """An official claims a village with a letter of appointment. Raises `Refused`.

    The village is known from then on but takes part only once its district has confirmed it. Several officials may
    claim the same village; the first confirmed one opens it.
    """
    ask(may_claim(by, area))
    village, new = Village.objects.get_or_create(
        area=area, defaults={"name": f"Desa {area.name}", "head_title": head_title}
    )
    organization = _locked(village.pk)
    if not new and organization.standing in (Standing.REFUSED, Standing.LISTED):
        Village.objects.filter(pk=village.pk).update(head_title=head_title)
    if organization.standing == Standing.REFUSED:
        set_standing(organization, Standing.PENDING)
    return _submit(organization, area.subdistrict.regency, term, letter, by)


@transaction.atomic
def register_partner(
    fields: dict[str, Any], *, examiner: Regency, term: Term, letter: UploadedFile, by: User
) -> Registration:
    """A partner registers itself; `fields` are those of `Partner`. Raises `Refused`.

    The legal number is unique. After a refusal the same number may be registered again, with what is said now. Who was
    only listed, because an old agreement names it, keeps its page and stays listed until the district confirms.
    """
    ask(legal_number_free(fields["legal_number"]))
    known = Partner.objects.select_for_update(of=("self",))
    partner = known.filter(legal_number=fields["legal_number"]).first()
    partner = partner or listed_like(known, fields["name"], fields["regency"])
    if partner is None:
        partner = Partner(slug=free_slug(fields["name"]))
    elif partner.standing != Standing.LISTED:
        partner.slug = free_slug(fields["name"], besides=partner.pk)
    for name, value in fields.items():
        setattr(partner, name, value)
    if partner.standing != Standing.LISTED:
        partner.standing, partner.standing_reason, partner.standing_on = Standing.PENDING, "", None
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as error:  # somebody registered the same number or name in this very moment
        raise Refused(Answer(False, _("Pendaftaran dengan nomor ini sedang diperiksa kabupaten."))) from error
    return _submit(_locked(partner.pk), examiner, term, letter, by)


def _locked(pk: int) -> Organization:
    return Organization.objects.select_for_update().get(pk=pk)


def _submit(
    organization: Organization, regency: Regency, term: Term, letter: UploadedFile, by: User
) -> Registration:
    ask(fits(term, organization))
    registration = Registration(
        applicant=by,
        organization=organization,
        regency=regency,
        letter_type=letter_type(letter),
        **term.fields(),
    )
    registration.letter = letter
    try:
        with transaction.atomic():
            registration.save()
    except IntegrityError as error:  # a second click
        raise Refused(Answer(False, _("Pendaftaran Anda sedang diperiksa kabupaten."))) from error
    notices.registration_received(registration)
    return registration


def _decidable(registration: Registration, by: User) -> Registration:
    current = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    ask(may_decide(by, current))
    return current


@transaction.atomic
def confirm(registration: Registration, *, by: User) -> Registration:
    """The district confirms: the organization may take part, the applicant holds the office. Raises `Refused`.

    A head whose term overlaps another head's is refused in words, and nothing is changed.
    """
    current = _decidable(registration, by)
    organization = _locked(current.organization_id)
    take_office(current.applicant, organization, Term.of(current), by=by)
    if not organization.is_confirmed:
        set_standing(organization, Standing.CONFIRMED, examiner=current.regency)
    current.standing, current.decided_at, current.decided_by = Standing.CONFIRMED, timezone.now(), by
    current.save(update_fields=["standing", "decided_at", "decided_by"])
    note(organization, _("Pendaftaran dikonfirmasi."), by=by)
    notices.registration_confirmed(current)
    return current


@transaction.atomic
def refuse(registration: Registration, reason: str, *, by: User) -> Registration:
    """The district refuses, with the reason; the applicant may register again. Raises `Refused`.

    The organization itself is refused only when nobody else's registration for it is open or confirmed.
    """
    if not reason.strip():
        raise Refused(Answer(False, _("Penolakan harus disertai alasan.")))
    current = _decidable(registration, by)
    organization = _locked(current.organization_id)
    current.standing, current.reason = Standing.REFUSED, reason.strip()
    current.decided_at, current.decided_by = timezone.now(), by
    current.save(update_fields=["standing", "reason", "decided_at", "decided_by"])
    others = organization.registrations.filter(standing=Standing.PENDING)
    if organization.standing == Standing.LISTED:
        Partner.objects.filter(pk=organization.pk).exclude(registrations__in=others).update(legal_number=None)
    elif not organization.is_confirmed and not others.exists():
        set_standing(organization, Standing.REFUSED, reason=current.reason, examiner=current.regency)
    note(organization, _("Pendaftaran ditolak."), by=by)
    notices.registration_refused(current)
    return current
