"""The inbox: what is unread, one button for each, a text for chat; nobody sees another's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.notices.deriving import derive
from agreements.notices.models import Delivery, Notice, NoticePreference
from agreements.notices.queries import inbox, unread
from tests import factories as make

pytestmark = pytest.mark.django_db
INBOX = "/pemberitahuan/"


@pytest.fixture
def asked(cast, client):
    """The officer is asked to review and looks at the inbox."""
    make.submitted(cast.agreement)
    derive()
    client.force_login(cast.officer)
    return Notice.objects.get(person=cast.officer)


def test_the_header_counts_what_is_unread(client, cast, asked):
    assertContains(client.get(INBOX), "Pemberitahuan: 1 belum dibaca")
    client.post(reverse("agreements:notice-mark", args=[asked.pk]))
    assertNotContains(client.get(INBOX), "1 belum dibaca")


def test_the_header_counts_no_further_than_it_says(cast, asked):
    rows = [
        Notice(person=cast.officer, agreement=cast.agreement, code="expiring", key=f"ends:{n}:x:90")
        for n in range(150)
    ]
    Notice.objects.bulk_create(rows)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert unread(cast.officer) == 100
    assert len(queries) == 1
    assert unread(None) == 0


def test_a_notice_says_what_is_asked_and_until_when(client, cast, asked):
    page = client.get(INBOX)
    assertContains(page, cast.agreement.title)
    assertContains(page, "Tinjau naskah ini untuk kantor Anda")
    assertContains(page, f"Sampai {asked.due_on.day} ")
    assertContains(page, "Teks untuk pesan obrolan")
    assertContains(page, reverse("agreements:review", args=[cast.agreement.ref]))


def test_opening_a_notice_reads_it_and_leads_to_the_work(client, cast, asked):
    answer = client.post(reverse("agreements:notice-open", args=[asked.pk]))
    assertRedirects(
        answer, reverse("agreements:review", args=[cast.agreement.ref]), fetch_redirect_response=False
    )
    asked.refresh_from_db()
    assert asked.read_at


def test_a_notice_can_be_unread_again(client, asked):
    address = reverse("agreements:notice-mark", args=[asked.pk])
    client.post(address)
    client.post(address, {"sebagai": "belum-dibaca"})
    asked.refresh_from_db()
    assert asked.read_at is None


def test_all_can_be_read_at_once(client, cast, asked):
    client.post(reverse("agreements:notices-read"))
    assert unread(cast.officer) == 0
    assert unread(cast.colleague) == 1, "only one's own"


def test_nobody_reads_another_persons_notice(client, cast, asked):
    client.force_login(cast.head)
    for name in ("notice-open", "notice-mark"):
        assert client.post(reverse(f"agreements:{name}", args=[asked.pk])).status_code == 404
    asked.refresh_from_db()
    assert asked.read_at is None


def test_what_one_may_not_open_any_more_is_not_told(client, cast, asked):
    cast.officer.memberships.update(ends_on="2021-01-01")
    page = client.get(INBOX)
    assertNotContains(page, cast.agreement.title)
    assertContains(page, "1 pemberitahuan menyangkut naskah yang tidak dapat Anda buka lagi.")


def test_pages_follow_each_other_without_a_gap(cast, asked):
    rows = [
        Notice(person=cast.officer, agreement=cast.agreement, code="expiring", key=f"ends:{n}:x:90")
        for n in range(44)
    ]
    Notice.objects.bulk_create(rows)
    seen, key = [], ""
    for _page in range(3):
        found = inbox(cast.officer, key=key)
        seen += [row.notice.pk for row in found.rows]
        key = found.next_key
    assert not key
    assert len(seen) == len(set(seen)) == 45


def test_a_long_inbox_takes_as_many_queries_as_a_short_one(cast, asked):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            inbox(cast.officer)
        return len(captured)

    few = queries()
    for _n in range(3):
        make.submitted(make.begun(make.village(), make.village()))
    derive()
    assert len(inbox(cast.officer).rows) == 4
    assert queries() == few


@pytest.mark.parametrize("query", ["sesudah=x", "sesudah=1-", "hanya=semua"])
def test_an_address_nobody_wrote_is_refused(client, asked, query):
    assert client.get(f"{INBOX}?{query}").status_code == 400


def test_an_empty_inbox_says_what_will_be_there(client, cast):
    client.force_login(cast.council)
    assertContains(client.get(INBOX), "Belum ada pemberitahuan")
    assertContains(client.get(f"{INBOX}?hanya=belum-dibaca"), "Belum ada pemberitahuan")


def test_one_chooses_how_to_be_told(client, cast):
    client.force_login(cast.head)
    address = reverse("agreements:notice-preferences")
    assertContains(client.get(address), "surel segera")
    client.post(address, {"delivery": "daily"})
    assert NoticePreference.objects.get(person=cast.head).delivery == Delivery.DAILY
    assertContains(client.post(address, {"delivery": "merpati"}), "perlu diperbaiki")
