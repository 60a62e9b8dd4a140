"""Whoever takes part sees for whom the document waits, reminds them at most once a day, and hands on their link."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.drafting.signatories.models import SigningPlan
from agreements.record.crossing import Refused
from agreements.record.journal import sentence
from agreements.record.vocabulary import SigningOrder
from agreements.signing.queries import document_of
from agreements.signing.session.actions import remind
from agreements.signing.session.guards import PAUSE
from agreements.signing.session.models import Reminder
from agreements.signing.session.queries import blocking
from tests.factories import approved, begun, member, reviewer, signatory_of, signed_by, village
from villages.people.models import Position

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def ready():
    return approved(begun())


def head(agreement, ordinal=1):
    return signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def browser(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def of_people(agreement):
    return Reminder.objects.filter(signer__document__agreement=agreement, asked_by__isnull=False)


def test_the_working_page_names_whom_the_document_waits_for(ready):
    html = browser(reviewer()).get(ready.desk_url).content.decode()
    assert "Tanda tangan yang ditunggu" in html
    assert reverse("agreements:sign-remind", args=[ready.ref, "p1"]) in html
    signed_by(ready, ready.parties.get(ordinal=1).organization)
    html = browser(reviewer()).get(ready.desk_url).content.decode()
    assert reverse("agreements:sign-remind", args=[ready.ref, "p1"]) not in html
    assert reverse("agreements:sign-remind", args=[ready.ref, "p2"]) in html


def test_who_may_not_remind_sees_the_names_without_the_button(ready):
    council = member(ready.parties.get(ordinal=1).organization, Position.COUNCIL)
    html = browser(council).get(ready.desk_url).content.decode()
    assert head(ready, 2).full_name in html
    assert "ingatkan/p2" not in html


def test_a_reminder_is_queued_and_everybody_reads_who_asked_for_it(ready):
    person = head(ready)
    remind(ready, by=person, key="p2", channel="mail")
    reminder = of_people(ready).get()
    assert (reminder.signer.key, reminder.sent_at) == ("p2", None)
    told = sentence(ready.journal.get(code="remind"))
    assert head(ready, 2).full_name in told and person.full_name in told


def test_nobody_is_reminded_of_the_same_place_twice_a_day(ready, time_machine):
    remind(ready, by=head(ready), key="p2", channel="mail")
    with pytest.raises(Refused, match="24 jam"):
        remind(ready, by=reviewer(), key="p2", channel="mail")
    remind(ready, by=head(ready, 2), key="p1", channel="mail")
    time_machine.move_to(timezone.now() + PAUSE + dt.timedelta(minutes=1))
    remind(ready, by=reviewer(), key="p2", channel="mail")
    assert of_people(ready).count() == 3


def test_a_message_sent_by_chat_is_noted_without_a_letter(ready):
    reminder = remind(ready, by=head(ready), key="p2", channel="chat")
    assert reminder.sent_at
    assert "lewat pesan" in browser(reviewer()).get(ready.desk_url).content.decode()


def test_who_has_signed_is_not_reminded(ready):
    signed_by(ready, ready.parties.get(ordinal=1).organization)
    with pytest.raises(Refused, match="tidak sedang menunggu"):
        remind(ready, by=reviewer(), key="p1", channel="mail")


def test_the_page_gives_the_personal_link_to_send_on(ready):
    signer = document_of(ready).signers.get(key="p2")
    page = browser(head(ready)).get(reverse("agreements:sign-remind", args=[ready.ref, "p2"]))
    link = page.context["link"]
    assert f'value="{link}"' in page.content.decode()
    path = link.removeprefix("http://testserver")
    assert browser(head(ready)).get(path).status_code == 403
    assert browser(signer.person).get(path).status_code == 302


def test_a_way_that_does_not_exist_is_not_found(ready):
    address = reverse("agreements:sign-remind", args=[ready.ref, "p2"])
    assert browser(head(ready)).post(address, {"channel": "merpati"}).status_code == 404
    unknown = reverse("agreements:sign-remind", args=[ready.ref, "p9"])
    assert browser(head(ready)).get(unknown).status_code == 404


def test_in_sequence_the_second_waits_for_the_first_and_is_written_to_when_the_turn_comes():
    agreement = begun()
    SigningPlan.objects.create(agreement=agreement, order=SigningOrder.SEQUENCE)
    document = document_of(approved(agreement))
    assert [waiting.signer.key for waiting in blocking(document)] == ["p1"]
    assert [reminder.signer.key for reminder in Reminder.objects.all()] == ["p1"]
    signed_by(agreement, agreement.parties.get(ordinal=1).organization)
    (waiting,) = blocking(document)
    assert waiting.signer.key == "p2"
    assert waiting.since == document.signatures.get().signed_at
    assert sorted(Reminder.objects.values_list("signer__key", flat=True)) == ["p1", "p2"]


def test_as_many_queries_for_nineteen_as_for_two(ready, django_assert_num_queries):
    many = approved(begun(*(village().organization for _n in range(19))))
    counts = []
    for agreement in (ready, many):
        document = document_of(agreement)
        with django_assert_num_queries(10, exact=False) as counted:
            blocking(document)
        counts.append(len(counted))
    assert counts[0] == counts[1]
