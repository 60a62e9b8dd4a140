"""Rules about the parties themselves, which hold whatever the text says."""

from django.utils.translation import gettext as _

from agreements.record.access import guard, parties_of
from agreements.record.models import Agreement
from agreements.record.vocabulary import Instrument, Kind
from villages.organizations.models import Organization, OrganizationKind
from villages.people.access import YES, Answer, signing_mandate, today
from villages.people.models import Membership, User

MOST_PARTIES = 60
"""The most parties of one agreement; the largest joint regulation we know has 19, registers name up to 55."""


def party_set(kind: str, organizations: list[Organization]) -> Answer:
    """Who may cooperate with whom: two or more, each once; villages among themselves, or villages with partners.

    Law: UU 6/2014 arts. 91–93, Permendagri 96/2017 arts. 2 and 3. A *kelurahan* never gets this far: it cannot be
    a `Village`.
    """
    keys = [organization.pk for organization in organizations]
    if len(set(keys)) != len(keys):
        return Answer(False, _("Satu organisasi hanya dapat menjadi pihak satu kali."))
    if len(keys) < 2:
        return Answer(False, _("Kerja sama memerlukan paling sedikit dua pihak yang berbeda."))
    if len(keys) > MOST_PARTIES:
        return Answer(
            False, _("Paling banyak %(most)d pihak dalam satu kerja sama.") % {"most": MOST_PARTIES}
        )
    kinds = [organization.kind for organization in organizations]
    if OrganizationKind.OFFICE in kinds:
        return Answer(False, _("Kantor pemerintah daerah tidak dapat menjadi pihak."))
    villages, partners = kinds.count(OrganizationKind.VILLAGE), kinds.count(OrganizationKind.PARTNER)
    if kind == Kind.INTER_VILLAGE and partners:
        return Answer(False, _("Kerja sama antar-Desa hanya dapat diikuti desa."))
    if kind == Kind.THIRD_PARTY and not (villages and partners):
        return Answer(
            False, _("Kerja sama dengan pihak ketiga memerlukan paling sedikit satu desa dan satu mitra.")
        )
    return YES


@guard("parties_ready")
def parties_ready(agreement: Agreement, user: User | None) -> Answer:
    """The parties fit the kind and each has been confirmed by the district."""
    organizations = [party.organization for party in parties_of(agreement)]
    answer = party_set(agreement.kind, organizations)
    if not answer:
        return answer
    waiting = [o.name for o in organizations if not o.is_confirmed]
    if waiting:
        return Answer(False, _("Belum dikonfirmasi kabupaten: %(names)s.") % {"names": ", ".join(waiting)})
    return YES


@guard("by_initiator")
def by_initiator(agreement: Agreement, user: User | None) -> Answer:
    """Only the party that began a draft may withdraw it."""
    if user and signing_mandate(user, agreement.initiator):
        return YES
    return Answer(
        False,
        _("Hanya pemrakarsa, %(name)s, yang dapat menarik rancangan.") % {"name": agreement.initiator.name},
        True,
    )


@guard("not_own_party")
def not_own_party(agreement: Agreement, user: User | None) -> Answer:
    """An officer who belongs to a party, or who began the draft, does not decide on it."""
    organizations = [party.organization_id for party in parties_of(agreement)]
    own = Membership.objects.on(today()).filter(person=user, organization__in=organizations).exists()
    if own or agreement.created_by_id == getattr(user, "pk", None):
        return Answer(
            False, _("Anda terlibat sebagai pihak; petugas lain harus memutuskan."), because_of_who=True
        )
    return YES


@guard("written_here")
def written_here(agreement: Agreement, user: User | None) -> Answer:
    """The text is written in the portal; of an agreement signed elsewhere there is only the scan."""
    if not agreement.signed_elsewhere:
        return YES
    return Answer(
        False, _("Perjanjian ini sudah ditandatangani di luar portal; naskahnya adalah pindaiannya.")
    )


@guard("signed_elsewhere")
def signed_elsewhere(agreement: Agreement, user: User | None) -> Answer:
    """The agreement was signed outside the portal and is only recorded here."""
    if agreement.signed_elsewhere:
        return YES
    return Answer(False, _("Hanya untuk perjanjian yang ditandatangani di luar portal."))


@guard("principal")
def principal(agreement: Agreement, user: User | None) -> Answer:
    """An addendum changes another agreement; what is carried out is recorded at that one."""
    if agreement.instrument != Instrument.ADDENDUM:
        return YES
    return Answer(False, _("Ini adendum; catat pelaksanaannya pada perjanjian yang diubahnya."))
