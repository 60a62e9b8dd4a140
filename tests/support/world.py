"""One small world for tests that ask everybody about everything: the people, and an agreement at every stage."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.messages import ERROR, get_messages
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.desk.lists.actions import keep_filter
from agreements.documents import pages, store
from agreements.documents.content import canonical
from agreements.documents.rendering.laying import Laid, laid_out
from agreements.documents.rendering.models import Rendering
from agreements.drafting.attachments import attach
from agreements.drafting.deliberations import actions as deliberations
from agreements.drafting.queries import content_of
from agreements.drafting.sources.importing import take_in
from agreements.drafting.terms import actions as terms
from agreements.drafting.together.models import Comment, Suggestion, Thread
from agreements.drafting.types.actions import open_version
from agreements.drafting.types.models import AgreementType
from agreements.notices.models import Notice, NoticePreference
from agreements.publication.actions import publish
from agreements.publication.privacy.models import Exclusion
from agreements.record.access import parties_of
from agreements.record.crossing import cross
from agreements.record.models import Agreement
from agreements.review.actions import send_back, turn_down
from agreements.review.models import Remark
from agreements.review.remarks.actions import NewRemark, remark
from agreements.signing.certificates.enrolments import ask_for_check
from agreements.signing.certificates.models import Certificate
from agreements.signing.models import FrozenDocument, Signature
from agreements.signing.paper.models import PaperCopy
from agreements.signing.queries import document_of
from agreements.signing.session.tokens import token_for
from tests import factories as make
from tests.support.arguments import KEYS
from tests.support.carrying import carried
from tests.support.cases import CASES, argued
from tests.support.changing import proposed
from tests.support.consulting import Asked
from tests.support.duties import DUTIES, duty_of, reported
from tests.support.elsewhere import Brought
from tests.support.ending import asked, learned, owing
from tests.support.once import Once
from tests.support.papers import LETTER, letter, picture
from tests.support.places import KEPT, MARKED, ON_PAPER, OWNED, PLACES, REMARKED
from tests.support.reporting import report_on
from tests.support.ruling import Ruling
from tests.support.speaking import spoken
from villages.joining import actions as joining
from villages.joining.inviting import invite
from villages.organizations.models import OfficeKind
from villages.people.models import Delegation, Membership, Position, User
from villages.people.terms import Term

ROLES = (
    "stranger",
    "nobody",  # signed in, without any office
    "head1",  # of the village that began the agreement
    "secretary1",
    "council1",
    "head2",  # of the other party
    "head3",  # of a village that has nothing to do with it
    "partner",  # may sign for a partner, in another agreement
    "dpmd",  # of the parties' regency
    "dpmd_elsewhere",
    "camat",
    "legal",
    "admin",
)
"""Whom every address is asked about."""
STAGES = (
    *("drafting", "returned", "review", "signing", "publication"),
    *("in_force", "ended", "withdrawn", "rejected"),
)
"""Where the agreement stands; "returned" is a draft that the district has sent back."""


def mark(agreement: Agreement) -> str:
    """The mark of the PDF that has been made of this draft."""
    return hashlib.sha256(agreement.ref.encode()).hexdigest()


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class World:
    """Two villages, everybody around them, and their agreement at each stage; pickled, and so may hold no lambdas."""

    paper: Laid | None = None
    signs = ""
    """What stands behind every text that was brought from outside."""

    def __init__(self, stages: tuple[str, ...] = STAGES) -> None:
        self.day = timezone.localdate()
        self.village1, self.village2 = make.village("Argopeni"), make.village("Srati")
        elsewhere = make.SubdistrictFactory(code="33.05.02", name="Buayan")
        self.village3 = make.village("Jladri", subdistrict=elsewhere)
        self.other_partner = make.partner("Universitas Bahari")
        self.people: dict[str, User | None] = {"stranger": None}
        self._people()
        self._villages_and_partners()
        self.agreements = {stage: self.at(stage) for stage in stages}
        self.elsewhere = make.begun(self.village3.organization, self.other_partner, title="Kerja Sama Lain")
        self.amended = make.listed(self.village3.organization, self.other_partner.organization)
        self.learned = learned(self.village3.organization, self.other_partner.organization)
        self.addendum_type = make.agreement_type("third_party", code="addendum")
        self.certificate("head1"), self.certificate("head2")
        self._stamped()
        self.enrolment = ask_for_check(self.village1.organization, by=self.people["council1"])
        begun_from = self.elsewhere.draft.agreement_type
        self.working_type = open_version(begun_from, by=self.people["dpmd"])
        both = [self.village1.organization, self.village2.organization]
        self.brought = Brought(both, self.agency.organization, self.people, letter, self.signs)
        self.asked = Asked(make.begun(*both, by=self.people["head1"]), self.people, self.signs)
        self._told()
        self.saved_filter = keep_filter("desk", by=self.people["dpmd"], name="Tinjauan", query="tahap=review")
        self.sessions = {role: self._session(person) for role, person in self.people.items()}
        self.ruling = Ruling(self, self.sessions["dpmd"])

    @property
    def working_article(self) -> int:
        """Key of the first article of the version that the district is writing."""
        return self.working_type.articles.order_by("ordinal")[0].pk

    # People

    def _people(self) -> None:
        regency = make.RegencyFactory()
        banjarnegara = make.RegencyFactory(code="33.04", name="Kabupaten Banjarnegara")
        one = self.village1.organization
        ayah, kind = self.village1.area.subdistrict, OfficeKind.SUBDISTRICT
        camat = make.OfficeFactory(name="Kecamatan Ayah", office_kind=kind, regency=regency, subdistrict=ayah)
        legal = make.OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL, regency=regency)
        far = make.OfficeFactory(name="DPMD Banjarnegara", regency=banjarnegara)
        self.agency = make.agency()
        self.people |= {
            "nobody": make.UserFactory(),
            "head1": make.signatory_of(one),
            "secretary1": make.member(one, Position.VILLAGE_SECRETARY),
            "council1": make.member(one, Position.COUNCIL),
            "head2": make.signatory_of(self.village2.organization),
            "head3": make.signatory_of(self.village3.organization),
            "partner": make.signatory_of(self.other_partner.organization),
            "dpmd": make.officer(self.agency),
            "dpmd_elsewhere": make.officer(far),
            "camat": make.member(camat, Position.SUBDISTRICT_HEAD),
            "legal": make.member(legal, Position.LEGAL_OFFICER),
            "admin": make.UserFactory(is_staff=True, is_superuser=True),
        }
        self.demo_person = make.UserFactory(is_demo=True)
        for person in filter(None, self.people.values()):
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    def _villages_and_partners(self) -> None:
        """What hangs on organizations: a registration, an invitation, an acting head to come, a picture."""
        ago = self.day - dt.timedelta(days=400)
        term = Term(Position.VILLAGE_SECRETARY, ago, None, "1/2020", ago)
        self.unclaimed = make.VillageAreaFactory(name="Karangduwur")
        area = make.VillageAreaFactory(name="Pasir")
        self.registration = joining.register_village(
            area, term=term, letter=letter(), by=self.people["nobody"]
        )
        invited = {
            "full_name": "Siti Aminah",
            "email": self.people["nobody"].email,
            "by": self.people["head1"],
        }
        self.invitation, self.token = invite(self.village1.organization, term=term, **invited)
        invited["email"] = "belum.punya.akun@surel.example"
        self.newcomers_token = invite(self.village1.organization, term=term, **invited)[1]
        self.delegation = Delegation.objects.create(
            person=self.people["secretary1"],
            organization=self.village1.organization,
            acting_kind="plh",
            legal_basis="Keputusan Bupati",
            starts_on=self.day + dt.timedelta(days=30),
            ends_on=self.day + dt.timedelta(days=60),
            decree_number="2/2026",
            decree_on=ago,
        )
        self.membership = Membership.objects.get(person=self.people["secretary1"])
        self.village1.logo.save("lambang.png", picture())

    def _session(self, person: User | None) -> str:
        client = Client()
        if person:
            client.force_login(person)
        return client.cookies[settings.SESSION_COOKIE_NAME].value if person else ""

    def client(self, role: str, **more: Any) -> Client:
        """A browser of that person, fresh but for the session."""
        client = Client(raise_request_exception=True, **more)
        if self.sessions[role]:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client

    # Agreements

    def at(self, stage: str, **details: Any) -> Agreement:
        """The agreement of the two villages, carried to that stage."""
        one, two = self.village1.organization, self.village2.organization
        agreement = make.begun(one, two, by=self.people["head1"], title=f"Sampah Bersama {stage}", **details)
        self._contributions(agreement)
        self._between(agreement)
        self._deliberation(agreement)
        take_in(agreement, by=self.people["head1"], name="Naskah lama", source="Pasal 1\nIsi dari luar.")
        self._draft_as_pdf(agreement)
        attach(agreement, by=self.people["head1"], kind="other", title="Peta", file=letter())
        if stage == "withdrawn":
            cross(agreement, "withdraw", by=self.people["head1"])
        elif stage != "drafting":
            self._further(agreement, stage)
        return agreement

    def _draft_as_pdf(self, agreement: Agreement) -> None:
        """A PDF of the draft, as the worker leaves it."""
        text = canonical(content_of(agreement)).decode()
        facts = {"content": text, "draft": True, "state": "ready", "size": len(LETTER), "pages": 1}
        sha256 = store.put(LETTER, shelf="drafts")
        Rendering.objects.create(key=mark(agreement), sha256=sha256, **facts)

    def _between(self, agreement: Agreement) -> None:
        """A suggestion and a question of the second party, which has not joined for all that."""
        article, second = agreement.articles.order_by("pk")[0], self.village2.organization
        said = {"organization_id": second.pk, "by": self.people["head2"]}
        Suggestion.objects.create(
            agreement=agreement, article=article, kind="heading", old=article.heading, new="Arti Kata", **said
        )
        thread = Thread.objects.create(agreement=agreement, article=article, place="Pasal 1")
        Comment.objects.create(thread=thread, text="Apa artinya?", **said)

    def _contributions(self, agreement: Agreement) -> None:
        """Money and an asset of the first party, as the agreement's value says."""
        mine = {"by": self.people["head1"], "party": agreement.parties.get(ordinal=1)}
        worth = {"year": self.day.year, "amount": agreement.value or 0}
        terms.add_funding(agreement, source="village_budget", account="0012-01-007654", **worth, **mine)
        terms.add_asset(
            agreement, kind="land", description="lahan", use="own_use", village_owned=True, **mine
        )

    def _deliberation(self, agreement: Agreement) -> None:
        """What the first village decided."""
        held = {"held_on": self.day, "place": "Balai Desa", "agenda": "Sampah", "attendance": 40}
        whose = agreement.parties.get(ordinal=1)
        deliberations.record(agreement, by=self.people["head1"], village=whose, decision="agreed", **held)

    def _further(self, agreement: Agreement, stage: str) -> None:
        if stage in ("review", "returned", "rejected"):
            make.submitted(agreement)
            if stage == "review":
                self._remarked(agreement)
            if stage == "returned":
                send_back(agreement, by=self.people["dpmd"], remarks=[NewRemark("Perjelas.")])
            if stage == "rejected":
                turn_down(
                    agreement, by=self.people["dpmd"], reason="Bukan wewenang desa.", ground="UU 6/2014"
                )
            return
        with patch("agreements.documents.rendering.actions.laid_out", self._laid_out):
            make.approved(agreement, by=self.people["dpmd"])
        if stage == "signing":
            self._on_paper(agreement)
        else:
            self.sign(agreement)
        if stage == "publication":
            facts = {"article": 1, "ground": "b", "reason": "Memuat resep milik mitra."}
            Exclusion.objects.create(agreement=agreement, decided_by=self.people["head1"], **facts)
        if stage in ("in_force", "ended"):
            publish(agreement, by=self.people["head1"])
            proposed(agreement)
            spoken(agreement, self.signs)
            carried(agreement, by=self.people["head1"], signs=self.signs)
        if stage == "in_force":
            reported(agreement, by=self.people["head1"])
            argued(agreement, signs=self.signs)
            report_on(agreement, by=self.people["head1"], signs=self.signs)
        if stage == "ended":
            owing(make.ended(agreement, by=self.people["dpmd"]), by=self.people["head2"])
            asked(agreement, by=self.people["secretary1"])
            report_on(agreement, by=self.people["head1"], signs=self.signs)

    def _remarked(self, agreement: Agreement) -> None:
        """A suggestion of the district for the first article, with its wording."""
        first = agreement.articles.order_by("pk")[0]
        said = {"weight": "suggestion", "proposal": "Kata-kata dalam naskah ini berarti sebagai berikut."}
        remark(agreement, by=self.people["dpmd"], new=NewRemark("Tulis lebih jelas.", article=first, **said))

    def _laid_out(self, content: dict[str, Any], **how: Any) -> Laid:
        """The document at the first stage that has one; at the others the same bytes, which no permission sees."""
        self.paper = self.paper or laid_out(content, **how)
        return self.paper

    def _on_paper(self, agreement: Agreement) -> None:
        """A scan with the first head's ink, each of its pages found alike, drawn as pictures of one dot."""
        document, scan = document_of(agreement), LETTER + f"% {agreement.ref}".encode()
        copy = PaperCopy.objects.create(
            document=document,
            signed_on=self.day,
            sha256=store.put(scan, shelf="scans"),
            size=len(scan),
            page_count=1,
            uploaded_by=self.people["secretary1"],
        )
        copy.signers.set(document.signers.filter(person=self.people["head1"]))
        copy.pages.create(number=1, compared_by=self.people["dpmd"])
        for sha256 in (document.sha256, copy.sha256):
            folder = pages._folder(sha256)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "1.jpg").write_bytes(picture().read())

    def _stamped(self) -> None:
        """A contract with a third party that waits for signatures and carries a stamp."""
        parties = (self.village1.organization, self.other_partner.organization)
        self.contract = make.listed(*parties, stage="signing", instrument="contract", title="Dengan Mitra")
        document = FrozenDocument.objects.create(
            agreement=self.contract, version=1, state="ready", content="{}", frozen_by=self.people["dpmd"]
        )
        facts = {"kind": "adhesive", "affixed_on": self.day, "recorded_by": self.people["head1"]}
        self.stamp = document.stamp_duties.create(**facts)

    def _told(self) -> None:
        """A notice for the first head, and the address of that person's calendar."""
        agreement = self.agreements.get("in_force") or self.contract
        told = {"person": self.people["head1"], "agreement": agreement, "code": "expiring"}
        self.notice = Notice.objects.create(key="ends:1:2030-01-01:90", due_on=self.day, **told)
        self.calendar = NoticePreference.objects.create(person=self.people["head1"])

    def certificate(self, role: str) -> Certificate:
        """The certificate of a head, made on first use."""
        person, organization = self.people[role], getattr(self, f"village{role[-1]}").organization
        found = Certificate.objects.filter(person=person, revoked_at__isnull=True).first()
        return found or Certificate.objects.get(person=make.certified(person, organization))

    def sign(self, agreement: Agreement) -> None:
        """Rows as after everybody's signature; the file itself stays unsigned, which no permission depends on."""
        document = document_of(agreement)
        for party, role in zip(parties_of(agreement), ("head1", "head2"), strict=True):
            Signature.objects.create(
                document=document,
                signer=document.signers.get(party=party),
                party=party,
                person=self.people[role],
                certificate=self.certificate(role),
                ordinal=party.ordinal,
                name=self.people[role].full_name,
                office=f"Kepala {party.organization.name}",
                basis="141/1/KEP/2020",
                signed_at=timezone.now(),
                sha256=document.sha256,
                size=document.size,
            )
        cross(agreement, "complete", by=None)

    # Addresses

    @property
    def signing_token(self) -> str:
        """What names the place of the first head in a personal link."""
        return token_for(document_of(self.agreements["signing"]).signers.get(key="p1"))

    @property
    def type_code(self) -> str:
        """A kind of agreement that a village may begin."""
        return AgreementType.objects.filter(kind="inter_village").order_by("pk")[0].code

    def url(self, name: str, stage: str = "") -> str:
        """The address of that name in this world; of an agreement's addresses the one at that stage."""
        first = name.partition(":")[2].partition("-")[0]
        if stage:
            agreement = self.agreements[stage]
            owned = OWNED.get(first)
            named = owned and name.rpartition("-")[2] not in ("add", "undo", "redo", "text")
            own = [getattr(agreement, owned).order_by("pk")[0].pk] if named else []
            return reverse(name, args=[agreement.ref, *own, *self._behind(name, agreement)])
        return reverse(name, args=self._arguments(name, first))

    def _behind(self, name: str, agreement: Agreement) -> list[Any]:
        if name in CASES:
            return CASES[name](agreement)
        if name in KEPT:
            kept = KEPT[name]
            rows = kept(agreement) if callable(kept) else getattr(agreement, kept)
            row = rows.order_by("pk").first()
            return [row.pk if row else 999_999_999]
        if name in DUTIES:
            return [duty_of(name, agreement)]
        if name in MARKED:
            return [mark(agreement)]
        if name in ON_PAPER:
            copy = PaperCopy.objects.filter(document__agreement=agreement).order_by("pk").first()
            return [copy.pk if copy else 999_999_999, *ON_PAPER[name]]
        if name in REMARKED:
            row = Remark.objects.filter(round__agreement=agreement).order_by("pk").first()
            return [row.pk if row else 999_999_999]
        return PLACES.get(name, [])

    def _arguments(self, name: str, first: str) -> list[Any]:
        if name in KEYS:
            return KEYS[name](self)
        if first == "registration":
            return [self.registration.pk]
        of_organization = ("villages:people", "villages:invite", "villages:delegate", "villages:profile")
        return [self.village1.pk] if name in (*of_organization, "villages:logo") else []


@pytest.fixture(scope="module")
def world(once: Once, django_db_blocker: Any) -> Iterator[World]:
    """The world, made once for a whole run; what a module does to it, like each test and request, is undone."""
    with django_db_blocker.unblock(), once.made("world", World) as world:
        yield world


def word(response: HttpResponse) -> str:
    """What became of a request: ok, form, login, back, refused, or the status.

    `form` is a form shown again after a POST; `back` a redirect after success; `refused` one with a reason.
    """
    if response.streaming:
        b"".join(response)  # a file is closed once it has been read
    status = response.status_code
    if status == 401:
        return "login"  # what was typed is shown again, to be sent after signing in
    if status == 200:
        return "form" if response.wsgi_request.method == "POST" else "ok"
    if status not in (301, 302):
        return str(status)
    if response.headers["Location"].startswith(settings.LOGIN_URL):
        return "login"
    told = getattr(response.wsgi_request, "_messages", None)
    refused = told is not None and any(m.level == ERROR for m in get_messages(response.wsgi_request))
    return "refused" if refused else "back"
