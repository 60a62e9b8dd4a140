"""A refusal becomes a page: 403 with the reason, or back to work with who changed what and when."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains

from agreements.record.stages import Stage
from tests.agreements.factories import an_agreement
from tests.factories import agency, begun, member, reviewer, signatory_of, submitted, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def url(name, agreement):
    return reverse(f"agreements:{name}", args=[agreement.ref])


def test_who_may_not_reads_why_and_that_nothing_changed(client):
    agreement = begun()
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    response = client.post(url("submit", agreement))
    assertContains(response, "Hanya dapat dilakukan oleh", status_code=403)
    assertContains(response, "Tidak ada data yang berubah", status_code=403)


def test_who_comes_late_is_told_who_was_first_and_when(client, on_day):
    on_day("2027-02-03", "14:05")
    agreement = submitted(begun())
    client.force_login(agreement.created_by)
    response = client.get(url("draft-edit", agreement), follow=True)
    assertContains(response, "3 Februari 2027, 14.05")
    assertContains(response, str(agreement.created_by))
    assertContains(response, "mengirim naskah untuk ditinjau")


def test_a_state_that_did_not_change_is_told_without_history(client):
    agreement = begun()
    client.force_login(agreement.created_by)
    response = client.post(url("submit", agreement), follow=True)
    said = [str(message) for message in response.context["messages"]]
    assert said == ["DPMD kabupaten ini belum terdaftar di portal."]


def test_htmx_is_told_to_move_the_whole_page(client):
    agreement = an_agreement(Stage.REVIEW)
    client.force_login(agreement.created_by)
    response = client.get(url("draft-edit", agreement), headers={"HX-Request": "true"})
    assert response.headers["HX-Redirect"] == agreement.desk_url


def test_a_reference_is_read_in_any_case(client):
    agreement = begun()
    client.force_login(agreement.created_by)
    assert client.get(f"/naskah/{agreement.ref.lower()}/").status_code == 200


@pytest.mark.parametrize("name", ["submit", "send-back", "approve", "preview-make"])
def test_verbs_take_posts_only(client, name):
    agreement = begun()
    client.force_login(agreement.created_by)
    assert client.get(url(name, agreement)).status_code == 405


def test_a_mandate_that_ended_opens_nothing(client, on_day):
    agreement = begun()
    agency()
    head = signatory_of(agreement.initiator)
    head.memberships.update(ends_on="2027-01-31")
    on_day("2027-01-31", "23:30")
    client.force_login(head)
    assert client.get(url("draft-edit", agreement)).status_code == 200
    on_day("2027-02-01", "00:30")
    client.force_login(head)
    assert client.get(url("draft-edit", agreement)).status_code == 404


def test_an_officer_whose_mandate_ended_reviews_no_more(client, on_day):
    agreement = submitted(begun())
    person = reviewer()
    person.memberships.update(ends_on="2027-01-31")
    on_day("2027-02-01")
    client.force_login(person)
    assert client.get("/tinjauan/").status_code == 403
    assert client.get(url("review", agreement)).status_code == 404


def reads(queries):
    return sum(query["sql"].startswith('SELECT "agreements_agreement"') for query in queries)


def test_an_agreement_is_read_once_for_the_page_that_refuses_it(client):
    agreement = an_agreement(Stage.REVIEW)
    client.force_login(agreement.created_by)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url("draft-edit", agreement)).status_code == 302
    assert reads(queries) == 1
    client.force_login(signatory_of(village()))
    with CaptureQueriesContext(connection) as queries:
        assert client.post(url("submit", agreement), {"note": "Sudah dibaca."}).status_code == 404
    assert reads(queries) == 1
