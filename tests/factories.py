"""Makes the people, villages and partners that tests need, and carries an agreement as far as a test wants it."""

import datetime as dt
from copy import deepcopy
from functools import cache, partial
from typing import Any

import factory
from django.conf import settings
from django.db import connection
from django.utils import timezone

from agreements.drafting.beginning import begin
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.drafting.types.seeding import MODEL_TEXTS, read
from agreements.monitoring.ending.actions import end
from agreements.publication.catalogue.listing import keep_listing
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.record.triggers import CROSSING_SETTING
from agreements.record.vocabulary import Content, Field, Kind, Purpose, Topic
from agreements.review.actions import open_round
from agreements.signing import actions as signing
from agreements.signing.certificates.actions import enrol
from agreements.signing.certificates.models import Enrolment
from agreements.signing.crypto import authority
from agreements.signing.freezing import approve, prepare
from agreements.signing.queries import document_of
from villages.organizations.models import (
    Office,
    OfficeKind,
    Organization,
    Partner,
    PartnerKind,
    Standing,
    Village,
)
from villages.people.access import signatories
from villages.people.models import Membership, Position, User
from villages.regions.models import AreaKind, Edition, Province, Regency, Subdistrict, VillageArea

PASSPHRASE = "lima burung pipit terbang"
PASSWORD = "sandi-untuk-uji-saja"


class Unique(factory.django.DjangoModelFactory):
    """A row that is made once: the same code gives the same row, and what it hangs on is not asked for again."""

    class Meta:
        abstract = True

    @classmethod
    def known(cls, params: dict[str, Any]) -> Any:
        """The row that is there already under the code that was given, or else the usual one."""
        (key,) = cls._meta.django_get_or_create
        code = params.get(key, cls._meta.base_declarations.get(key))
        return cls._meta.model.objects.filter(**{key: code}).first() if isinstance(code, str) else None

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        return cls.known(params) or super()._generate(strategy, params)


class One(factory.SubFactory):
    """The same for a row that hangs on it."""

    def evaluate(self, instance: Any, step: Any, extra: dict[str, Any]) -> Any:
        return self.get_factory().known(extra) or super().evaluate(instance, step, extra)


class EditionFactory(Unique):
    class Meta:
        model = Edition
        django_get_or_create = ("name",)

    name = "Kepmendagri untuk uji"
    loaded_at = factory.LazyFunction(timezone.now)


class ProvinceFactory(Unique):
    class Meta:
        model = Province
        django_get_or_create = ("code",)

    code = "33"
    name = "Jawa Tengah"
    edition = One(EditionFactory)


class RegencyFactory(Unique):
    class Meta:
        model = Regency
        django_get_or_create = ("code",)

    code = "33.05"
    name = "Kabupaten Kebumen"
    province = One(ProvinceFactory)
    edition = One(EditionFactory)


class SubdistrictFactory(Unique):
    class Meta:
        model = Subdistrict
        django_get_or_create = ("code",)

    code = "33.05.01"
    name = "Ayah"
    regency = One(RegencyFactory)
    edition = One(EditionFactory)


VILLAGES = 1998
"""So many numbers has a subdistrict; in a long run they come round again while villages that were made once stand."""


def _free(subdistrict: str, n: int) -> str:
    """The n-th code of a village there; after the last one, the next that is free."""
    code = f"{subdistrict}.{2001 + n % VILLAGES}"
    taken = n >= VILLAGES and VillageArea.objects.filter(code=code).exists()
    return _free(subdistrict, n + 1) if taken else code


class VillageAreaFactory(Unique):
    class Meta:
        model = VillageArea
        django_get_or_create = ("code",)

    code = factory.LazyAttributeSequence(lambda area, n: _free(area.subdistrict.code, n))
    name = factory.Sequence(lambda n: f"Argo{n}")
    kind = AreaKind.DESA
    subdistrict = One(SubdistrictFactory)
    edition = One(EditionFactory)


class OrganizationFactory(factory.django.DjangoModelFactory):
    """What villages, partners and offices share; confirmed by the district unless a test says otherwise."""

    class Meta:
        abstract = True

    standing = Standing.CONFIRMED
    address = "Jalan Raya Nomor 1"
    email = factory.Sequence(lambda n: f"kantor{n}@contoh.example")
    phone = factory.Sequence(lambda n: f"0287555{n:04d}")


class VillageFactory(OrganizationFactory):
    class Meta:
        model = Village

    area = factory.SubFactory(VillageAreaFactory)
    name = factory.LazyAttribute(lambda village: f"Desa {village.area.name}")


class PartnerFactory(OrganizationFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Universitas Bahari {n}")
    slug = factory.Sequence(lambda n: f"universitas-bahari-{n}")
    partner_kind = PartnerKind.UNIVERSITY
    legal_number = factory.Sequence(lambda n: f"NIB {1200000000000 + n}")
    contact_name = "Narahubung Rahasia"
    regency = One(RegencyFactory)


class OfficeFactory(OrganizationFactory):
    class Meta:
        model = Office

    name = "DPMD Kabupaten Kebumen"
    office_kind = OfficeKind.VILLAGE_AGENCY
    regency = One(RegencyFactory)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"orang{n}")
    full_name = factory.Sequence(lambda n: f"Sutrisno Ke{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@surel.example")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(VillageFactory)
    position = Position.VILLAGE_HEAD
    starts_on = dt.date(2020, 1, 1)
    decree_number = "141/1/KEP/2020"
    decree_on = dt.date(2019, 12, 20)


def village(
    name: str = "", *, head: bool = True, subdistrict: Subdistrict | None = None, **more: Any
) -> Village:
    """A confirmed village, with a head unless told otherwise."""
    area: dict[str, Any] = {"area__name": name} if name else {}
    if subdistrict:
        area["area__subdistrict"] = subdistrict
    made = VillageFactory(**area, **more)
    if head:
        MembershipFactory(organization=made.organization)
    return made


def partner(name: str = "", *, head: bool = True, **more: Any) -> Partner:
    """A confirmed partner, with somebody authorised to sign unless told otherwise."""
    made = PartnerFactory(**({"name": name} if name else {}), **more)
    if head:
        MembershipFactory(organization=made.organization, position=Position.REPRESENTATIVE)
    return made


def agency() -> Office:
    """The DPMD of Kebumen; the same one however often it is asked for."""
    regency = RegencyFactory()
    known = Office.objects.filter(regency=regency, office_kind=OfficeKind.VILLAGE_AGENCY).first()
    return known or OfficeFactory(regency=regency)


def member(organization: Organization, position: str, **more: Any) -> User:
    """A person who holds the office there now."""
    shared = Organization.objects.get(pk=organization.pk)
    return MembershipFactory(organization=shared, position=position, **more).person


officer = partial(member, position=Position.AGENCY_OFFICER)


def reviewer() -> User:
    """An officer of the DPMD of Kebumen."""
    return officer(agency())


def signatory_of(organization: Organization) -> User:
    """Whoever may sign for the organization today."""
    return signatories([organization])[organization.pk][0].person


GENERAL = {Kind.INTER_VILLAGE: "joint_regulation", Kind.THIRD_PARTY: "cooperation_contract"}
"""The type that tests begin with, of each kind."""


def agreement_type(kind: str, *, short: bool = True, code: str = "") -> AgreementType:
    """The general model text for that kind, loaded on first use; `short` keeps one line of each content, for speed."""
    code = code or GENERAL[Kind(kind)]
    known = set(AgreementType.objects.filter(regency=None).values_list("code", flat=True))
    if code not in known:
        for needed in sorted({*GENERAL.values(), code} - known):
            model_text(needed, short=short)
    return AgreementType.objects.filter(code=code, regency=None, active=True).order_by("-version")[0]


def model_text(code: str, *, short: bool) -> None:
    """Write a type as `load_types` does, its file being read once for all tests."""
    text = deepcopy(read_once(code))
    rows = text.pop("articles")
    if short:
        rows = shortened(rows)
        text |= {"considering": ["bahwa ini untuk uji;"], "in_view_of": ["Undang-Undang untuk uji;"]}
    made = AgreementType.objects.create(published_at=timezone.now(), **text)
    ModelArticle.objects.bulk_create(ModelArticle(agreement_type=made, **row) for row in rows)


@cache
def read_once(code: str) -> dict[str, Any]:
    """The content of a model text's file."""
    return read(MODEL_TEXTS / f"{code}.toml")


def shortened(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A model text of two pages: every content stays, each in one article of one sentence."""
    first = {row["content"]: row for row in reversed(rows)}
    return [
        row | {"body": f"Ketentuan mengenai {Content(row['content']).label.lower()} untuk uji."}
        for row in rows
        if row is first[row["content"]]
    ]


def begun(
    *organizations: Organization, by: User | None = None, of: AgreementType | None = None, **details: Any
) -> Agreement:
    """A complete draft from the portal's own model text; two villages unless told between whom."""
    parties = [Organization.objects.get(pk=o.pk) for o in organizations or (village(), village())]
    among_villages = all(party.kind == "village" for party in parties)
    facts: dict[str, Any] = {
        "title": "Pengelolaan Sampah Bersama",
        "summary": "Dua desa mengangkut dan mengolah sampah bersama-sama.",
        "field": Field.DEVELOPMENT,
        "purpose": Purpose.SERVICE if among_villages else "",
        "topic": Topic.WASTE,
        "place": "Kebumen",
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate() + dt.timedelta(days=730),
        "value": 150_000_000,
    }
    kind = Kind.INTER_VILLAGE if among_villages else Kind.THIRD_PARTY
    by = by or signatory_of(parties[0])
    of = of or agreement_type(kind)
    return begin(by=by, agreement_type=of, organizations=parties, **(facts | details))


def submitted(agreement: Agreement, *, by: User | None = None) -> Agreement:
    """The draft, sent to the DPMD."""
    agency()
    open_round(agreement, by=by or agreement.created_by)
    return agreement


def approved(agreement: Agreement, *, by: User | None = None, render: bool = True) -> Agreement:
    """The text, submitted and approved; with `render` its PDF is made as well (about a second)."""
    submitted(agreement)
    document = approve(agreement, by=by or reviewer())
    if render:
        prepare.call(document.pk)
    return agreement


def made_authority() -> authority.Authority:
    """The tests' certificate authority, made once; its keys open slowly."""
    return _authority(str(settings.CA_DIR))


@cache
def _authority(folder: str) -> authority.Authority:
    return authority.create(folder, settings.CA_PASSPHRASE)


def checked(person: User, organization: Organization, **more: Any) -> Enrolment:
    """The district's word that the person is who they say, for that organization."""
    facts = {"state": "checked", "way": "in_person", "shown": "KTP", "checked_at": timezone.now()}
    facts |= {"office_id": agency().pk, "checked_by": more.pop("by", None) or reviewer()}
    return Enrolment.objects.create(person=person, organization_id=organization.pk, **(facts | more))


def certified(person: User, organization: Organization) -> User:
    """The person, whose identity was checked, with a certificate under `PASSPHRASE`."""
    made_authority()
    checked(person, organization)
    enrol(Organization.objects.get(pk=organization.pk), by=person, passphrase=PASSPHRASE)
    return person


def signed_by(agreement: Agreement, organization: Organization) -> User:
    """Let the organization's signatory sign; returns the person."""
    shared = Organization.objects.get(pk=organization.pk)
    person = certified(signatory_of(shared), shared)
    seen = document_of(agreement).content_digest
    signing.sign(agreement, by=person, passphrase=PASSPHRASE, seen=seen)
    return person


def signed(agreement: Agreement) -> Agreement:
    """The approved text with everybody's signature: really signed, some seconds."""
    for party in agreement.parties.order_by("ordinal"):
        signed_by(agreement, party.organization)
    agreement.refresh_from_db()
    return agreement


def moved(agreement: Agreement, stage: str) -> Agreement:
    """The agreement in that stage without anybody's verb: for tests that only need it to be there."""
    with connection.cursor() as cursor:
        move = f"{agreement.ref}:{agreement.stage}>{stage}"
        cursor.execute("SELECT set_config(%s, %s, true)", [CROSSING_SETTING, move])
        agreement.stage, agreement.stage_since = stage, timezone.now()
        agreement.save(update_fields=["stage", "stage_since"])
    keep_listing(agreement)
    return agreement


def listed(
    *organizations: Organization, stage: str = Stage.IN_FORCE, by: User | None = None, **details: Any
) -> Agreement:
    """An agreement as lists show it, with parties but without text, in that stage; quick to make."""
    among_villages = all(o.kind == "village" for o in organizations)
    facts: dict[str, Any] = {
        "kind": Kind.INTER_VILLAGE if among_villages else Kind.THIRD_PARTY,
        "title": "Pengelolaan Sampah Bersama",
        "summary": "Sampah diangkut bersama.",
        "field": Field.DEVELOPMENT,
        "topic": Topic.WASTE,
        "place": "Kebumen",
        "starts_on": timezone.localdate(),
        "ends_on": timezone.localdate() + dt.timedelta(days=365),
        "created_by": by or UserFactory(),
        "initiator_id": organizations[0].pk,
    }
    made = Agreement.objects.create(**(facts | details))
    for ordinal, organization in enumerate(organizations, start=1):
        Party.objects.create(agreement=made, organization_id=organization.pk, ordinal=ordinal)
    return made if stage == Stage.DRAFTING else moved(made, stage)


def ended(agreement: Agreement, *, by: User | None = None, **more: Any) -> Agreement:
    """The agreement after the district recorded the parties' minutes on its end."""
    facts = {"decision_number": "4/BA/2026", "decided_on": timezone.localdate(), "note": "Sepakat selesai."}
    end(agreement, by=by or reviewer(), **({"ground": "mutual"} | facts | more))
    return agreement
