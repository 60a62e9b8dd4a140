"""The DPMD of that regency, and nobody else, sees the queue and the letter, confirms, or refuses with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    MembershipFactory,
    OfficeFactory,
    RegencyFactory,
    UserFactory,
    VillageAreaFactory,
    agency,
    member,
    officer,
    village,
)
from tests.villages.letters import letter
from villages.joining import actions
from villages.joining.models import Registration
from villages.organizations.models import OfficeKind, Standing
from villages.people.access import Refused
from villages.people.models import Membership, Position, User
from villages.people.terms import Term

pytestmark = pytest.mark.django_db
TERM = Term("village_head", dt.date(2022, 3, 1), dt.date(2030, 2, 28), "141/1", dt.date(2022, 2, 1))


def claimed(by: User | None = None, term: Term = TERM, **area: Any) -> Registration:
    agency()
    return actions.register_village(
        VillageAreaFactory(**area), term=term, letter=letter(), by=by or UserFactory()
    )


@pytest.fixture
def registration() -> Registration:
    return claimed(name="Pasir")


@pytest.fixture
def dpmd(client: Client) -> User:
    person = officer(agency())
    client.force_login(person)
    return person


def url(name: str, registration: Registration) -> str:
    return reverse(f"villages:{name}", args=[registration.pk])


def heads() -> QuerySet[Membership]:
    return Membership.objects.filter(position=Position.VILLAGE_HEAD)


def post(client: Client, name: str, registration: Registration, run: Any, **data: str) -> Any:
    with run(execute=True):
        return client.post(url(name, registration), data)


def test_confirming_opens_the_village(
    client: Client, dpmd: User, registration: Registration, django_capture_on_commit_callbacks: Any
) -> None:
    assert "Pasir" in client.get(reverse("villages:registrations")).content.decode()
    response = post(client, "registration-confirm", registration, django_capture_on_commit_callbacks)
    assert response.url == reverse("villages:registrations")
    registration.refresh_from_db()
    assert (registration.standing, registration.decided_by) == (Standing.CONFIRMED, dpmd)
    assert registration.organization.is_confirmed
    held = heads().get()
    assert (held.person, held.position, held.ends_on) == (
        registration.applicant,
        "village_head",
        TERM.ends_on,
    )
    assert mail.outbox[-1].to == [registration.applicant.email]
    assert "terkonfirmasi" in mail.outbox[-1].subject


def test_a_refusal_needs_a_reason_and_sends_it(
    client: Client, dpmd: User, registration: Registration, django_capture_on_commit_callbacks: Any
) -> None:
    response = post(
        client, "registration-refuse", registration, django_capture_on_commit_callbacks, reason="  "
    )
    assert "reason" in response.context["form"].errors
    reason = "Surat <b>tidak</b> terbaca & kabur."
    post(client, "registration-refuse", registration, django_capture_on_commit_callbacks, reason=reason)
    registration.refresh_from_db()
    assert (registration.standing, registration.reason) == (Standing.REFUSED, reason)
    assert registration.organization.standing_reason == reason
    assert reason in mail.outbox[-1].body
    assert not heads().exists()
    assert "Surat &lt;b&gt;tidak" in client.get(url("registration", registration)).content.decode()


def test_a_mail_that_fails_undoes_nothing(
    client: Client,
    dpmd: User,
    registration: Registration,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.EMAIL_BACKEND = "no.such.Backend"
    post(client, "registration-confirm", registration, django_capture_on_commit_callbacks)
    registration.refresh_from_db()
    assert registration.standing == Standing.CONFIRMED


def test_the_letter_is_a_download_for_the_officer(
    client: Client, dpmd: User, registration: Registration
) -> None:
    response = client.get(url("registration-letter", registration))
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def strangers() -> list[User]:
    elsewhere = OfficeFactory(regency=RegencyFactory(code="33.06", name="Kabupaten Purworejo"))
    legal = OfficeFactory(office_kind=OfficeKind.LEGAL, name="Bagian Hukum")
    over = officer(agency(), ends_on=dt.date(2021, 1, 1))
    return [
        UserFactory(),
        officer(elsewhere),
        member(legal, Position.LEGAL_OFFICER),
        member(village(head=False), Position.VILLAGE_HEAD),
        over,
    ]


def test_nobody_else_learns_that_it_exists(client: Client, registration: Registration) -> None:
    for person in [*strangers(), registration.applicant]:
        client.force_login(person)
        for name in ("registration", "registration-letter", "registration-refuse"):
            assert client.get(url(name, registration)).status_code == 404, (person, name)
        assert client.post(url("registration-confirm", registration)).status_code == 404
    registration.refresh_from_db()
    assert registration.standing == Standing.PENDING


def test_the_queue_is_404_for_who_decides_nothing(client: Client, registration: Registration) -> None:
    queue = reverse("villages:registrations")
    assert client.get(queue).url.startswith("/masuk/")
    client.force_login(UserFactory())
    assert client.get(queue).status_code == 404
    client.force_login(strangers()[1])
    assert "Pasir" not in client.get(queue).content.decode()


def test_a_confirmation_is_a_post(client: Client, dpmd: User, registration: Registration) -> None:
    assert client.get(url("registration-confirm", registration)).status_code == 405


def test_nobody_decides_on_their_own_claim(client: Client, dpmd: User) -> None:
    own = claimed(by=dpmd)
    assert "petugas lain" in client.get(url("registration", own)).content.decode()
    client.post(url("registration-confirm", own))
    own.refresh_from_db()
    assert own.standing == Standing.PENDING


def test_overlapping_heads_are_refused_in_words(client: Client, dpmd: User) -> None:
    first = claimed(name="Pasir")
    second = actions.register_village(
        first.organization.village.area, term=TERM, letter=letter(), by=UserFactory()
    )
    actions.confirm(first, by=dpmd)
    response = client.post(url("registration-confirm", second), follow=True)
    assert "bertindih dengan" in response.content.decode()
    second.refresh_from_db()
    assert second.standing == Standing.PENDING
    assert heads().count() == 1


def test_what_is_decided_stays_decided(dpmd: User, registration: Registration) -> None:
    actions.confirm(registration, by=dpmd)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.refuse(registration, "Terlambat.", by=dpmd)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.confirm(registration, by=dpmd)


def test_refusing_one_claim_leaves_the_other_and_the_village_open(dpmd: User) -> None:
    first = claimed(name="Pasir")
    area = first.organization.village.area
    second = actions.register_village(area, term=TERM, letter=letter(), by=UserFactory())
    actions.refuse(first, "Bukan kepala desa.", by=dpmd)
    first.organization.refresh_from_db()
    assert first.organization.standing == Standing.PENDING
    actions.confirm(second, by=dpmd)
    first.organization.refresh_from_db()
    assert first.organization.is_confirmed


def test_the_queue_asks_the_database_the_same_for_two_and_twenty(client: Client, dpmd: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            client.get(reverse("villages:registrations"))
        return len(counted)

    for number in range(2):
        claimed(name=f"A{number}")
    few = queries()
    for number in range(18):
        claimed(name=f"B{number}")
    assert queries() == few


def test_terms_before_and_after_do_not_overlap(dpmd: User, registration: Registration) -> None:
    before = MembershipFactory(
        organization=registration.organization, starts_on=dt.date(2016, 3, 1), ends_on=dt.date(2022, 2, 28)
    )
    actions.confirm(registration, by=dpmd)
    assert heads().exclude(pk=before.pk).get().starts_on == TERM.starts_on
