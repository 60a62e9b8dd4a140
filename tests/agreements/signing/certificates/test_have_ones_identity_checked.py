"""The district checks who somebody is, two people always, before a certificate is made."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import InternalError
from django.utils import timezone

from agreements.signing.certificates.actions import enrol
from agreements.signing.certificates.enrolments import ask_for_check, find_right, refuse
from agreements.signing.certificates.models import Certificate, Enrolment
from agreements.signing.certificates.queries import (
    CHECK_HOLDS,
    checkers_of,
    enrolments_visible_to,
    valid_check,
    waiting_for_check,
)
from tests.factories import (
    PASSPHRASE,
    MembershipFactory,
    OfficeFactory,
    RegencyFactory,
    UserFactory,
    agency,
    checked,
    made_authority,
    member,
    officer,
    partner,
    reviewer,
    signatory_of,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.access import Refused
from villages.people.models import Membership, Position

pytestmark = pytest.mark.django_db
HOW = {"way": "in_person", "shown": "KTP"}


@pytest.fixture
def head():
    """The head of a village in a regency whose DPMD uses the portal."""
    agency()
    made_authority()
    return signatory_of(village("Argopeni").organization)


def place_of(person):
    return Membership.objects.get(person=person).organization


def asked_by(person):
    return ask_for_check(place_of(person), by=person)


def test_without_a_check_there_is_no_certificate(head):
    with pytest.raises(Refused, match="belum diperiksa"):
        enrol(place_of(head), by=head, passphrase=PASSPHRASE)
    assert not Certificate.objects.exists()


def test_an_officer_checks_and_the_certificate_remembers_it(head, django_capture_on_commit_callbacks):
    someone = reviewer()
    with django_capture_on_commit_callbacks(execute=True):
        found = find_right(asked_by(head), by=someone, note="Bertemu di balai desa.", **HOW)
    assert (found.state, found.checked_by, found.office.name) == ("checked", someone, agency().name)
    assert mail.outbox[0].to == [head.email] and "sertifikat" in mail.outbox[0].body
    certificate = enrol(place_of(head), by=head, passphrase=PASSPHRASE)
    assert certificate.enrolment == found


def test_a_check_in_another_organization_does_not_count(head):
    two = village("Pasir", head=False).organization
    MembershipFactory(person=head, organization=two)
    checked(head, two)
    with pytest.raises(Refused, match="belum diperiksa"):
        enrol(village_of(head, "Argopeni"), by=head, passphrase=PASSPHRASE)


def village_of(person, name):
    return Membership.objects.get(person=person, organization__name=f"Desa {name}").organization


def test_asking_twice_is_asking_once(head):
    assert asked_by(head) == asked_by(head)
    assert Enrolment.objects.count() == 1


def test_nobody_asks_without_an_office_or_while_a_check_serves(head):
    with pytest.raises(Refused) as caught:
        ask_for_check(place_of(head), by=UserFactory())
    assert caught.value.answer.because_of_who
    checked(head, place_of(head))
    with pytest.raises(Refused, match="sudah diperiksa"):
        asked_by(head)


def test_where_no_dpmd_uses_the_portal_the_page_says_so():
    person = signatory_of(village("Argopeni").organization)
    with pytest.raises(Refused, match="belum memakai portal"):
        asked_by(person)


def test_nobody_checks_themselves(head):
    one, other = reviewer(), reviewer()
    asked = ask_for_check(agency().organization, by=one)
    assert asked in enrolments_visible_to(one) and asked not in waiting_for_check(one)
    with pytest.raises(Refused, match="sendiri"):
        find_right(asked, by=one, **HOW)
    assert asked in waiting_for_check(other)
    assert find_right(asked, by=other, **HOW).state == "checked"


def test_the_dpmd_checks_the_camat_and_a_partner(head):
    regency = RegencyFactory()
    camat = member(
        OfficeFactory(
            name="Kecamatan Ayah",
            office_kind=OfficeKind.SUBDISTRICT,
            regency=regency,
            subdistrict=place_of(head).village.area.subdistrict,
        ),
        Position.SUBDISTRICT_HEAD,
    )
    rector = signatory_of(partner("Universitas Uji").organization)
    for person in (camat, rector):
        assert reviewer() in checkers_of(place_of(person))
        assert find_right(asked_by(person), by=reviewer(), **HOW).state == "checked"


def test_another_regencys_officer_does_not(head):
    far = officer(OfficeFactory(name="DPMD Jauh", regency=RegencyFactory(code="33.04", name="Banjarnegara")))
    asked = asked_by(head)
    assert asked not in enrolments_visible_to(far)
    for decide in (
        lambda: find_right(asked, by=far, **HOW),
        lambda: refuse(asked, by=far, reason="Bukan dia."),
        lambda: find_right(asked, by=head, **HOW),
    ):
        with pytest.raises(Refused) as caught:
            decide()
        assert caught.value.answer.because_of_who


@pytest.mark.parametrize(
    "number",
    ["3305011234560001", "3305 0112 3456 0001", "330501.123456.0001", "NIK 33-05-01-12-34-56-00-01!"],
)
def test_no_number_of_a_card_is_kept(head, number):
    asked = asked_by(head)
    with pytest.raises(ValidationError, match="16 angka"):
        find_right(asked, by=reviewer(), way="in_person", shown=f"KTP {number}")
    with pytest.raises(ValidationError, match="16 angka"):
        find_right(asked, by=reviewer(), **HOW, note=number)
    with pytest.raises(ValidationError, match="16 angka"):
        refuse(asked, by=reviewer(), reason=number)
    asked.refresh_from_db()
    assert asked.state == "asked" and number not in asked.note + asked.shown


def test_a_decree_with_its_number_may_be_named(head):
    assert find_right(
        asked_by(head), by=reviewer(), way="decree", shown="SK 141/1/KEP/2020 tanggal 20-12-2019"
    )


def test_a_refusal_has_its_reason_and_one_may_ask_again(head, django_capture_on_commit_callbacks):
    asked = asked_by(head)
    with pytest.raises(ValidationError, match="alasan"):
        refuse(asked, by=reviewer(), reason="  ")
    with django_capture_on_commit_callbacks(execute=True):
        refuse(asked, by=reviewer(), reason="Wajahnya tidak cocok.")
    assert "Wajahnya tidak cocok." in mail.outbox[0].body
    with pytest.raises(Refused, match="belum diperiksa"):
        enrol(place_of(head), by=head, passphrase=PASSPHRASE)
    with pytest.raises(Refused, match="sudah diputuskan"):
        find_right(asked, by=reviewer(), **HOW)
    assert asked_by(head) != asked


def test_who_left_office_meanwhile_is_not_found_right_but_may_be_refused(head):
    asked = asked_by(head)
    Membership.objects.filter(person=head).update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    with pytest.raises(Refused, match="tidak lagi menjabat"):
        find_right(asked, by=reviewer(), **HOW)
    assert refuse(asked, by=reviewer(), reason="Sudah purnatugas.").state == "refused"


def test_a_check_serves_four_years_and_only_the_office_it_was_made_for(head, on_day):
    on_day("2026-03-01")
    checked(head, place_of(head))
    on_day("2026-03-01", "08:59")
    assert valid_check(head, place_of(head))
    on_day(dt.date(2026, 3, 1) + CHECK_HOLDS, "10:00")
    assert valid_check(head, place_of(head)) is None


def test_who_is_elected_again_is_checked_again(head, on_day):
    on_day("2026-03-01")
    checked(head, place_of(head))
    Membership.objects.filter(person=head).update(ends_on=dt.date(2026, 6, 30))
    MembershipFactory(person=head, organization=place_of(head), starts_on=dt.date(2026, 7, 1))
    on_day("2026-06-30")
    organization = village_of_first(head)
    assert valid_check(head, organization)
    on_day("2026-07-01")
    assert valid_check(head, organization) is None


def village_of_first(person):
    return Membership.objects.filter(person=person).order_by("starts_on").first().organization


def test_not_even_sql_removes_a_check(head):
    asked_by(head)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agreements_enrolment")
