"""A text is kept when somebody relies on it, read by those who may, and compared with any other."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import update_details
from agreements.drafting.together.consent import agree, disagree
from agreements.drafting.together.queries import digest_now
from agreements.drafting.versions.actions import MOST_KEPT, keep, keep_now
from agreements.drafting.versions.models import Occasion, Version
from agreements.drafting.versions.pages import links
from agreements.drafting.versions.queries import since_agreed, since_review
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from tests.factories import begun, member, reviewer, signatory_of, submitted, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def head(agreement):
    return agreement.created_by


@pytest.fixture
def other(agreement):
    return signatory_of(agreement.parties.get(ordinal=2).organization)


@pytest.fixture
def desk(client, head):
    client.force_login(head)
    return client


def url(agreement, name="versions", *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def retitled(agreement, title):
    current = Agreement.objects.get(pk=agreement.pk)
    update_details(current, by=agreement.created_by, edition=current.edition, title=title)
    return Agreement.objects.get(pk=agreement.pk)


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def test_a_version_is_kept_with_one_press(desk, agreement):
    assertContains(desk.get(url(agreement)), "Belum ada versi")
    response = desk.post(url(agreement, "version-keep"), follow=True)
    assertContains(response, "Naskah disimpan sebagai versi 1.")
    assertContains(response, "disimpan sebagai versi")
    assert agreement.journal.order_by("-serial").first().code == "keep_version"


def test_the_same_text_is_not_kept_twice(desk, agreement):
    desk.post(url(agreement, "version-keep"))
    response = desk.post(url(agreement, "version-keep"), follow=True)
    assertContains(response, "belum berubah sejak versi 1")
    assert Version.objects.count() == 1


def test_there_is_an_end_to_keeping(agreement, head):
    row = keep_now(agreement, by=head)
    Version.objects.bulk_create(
        Version(
            agreement=agreement, number=n, content={}, digest=str(n), occasion=Occasion.KEPT, made_by=head
        )
        for n in range(2, MOST_KEPT + 1)
    )
    with pytest.raises(Refused, match="200"):
        keep_now(agreement, by=head)
    assert row.number == 1


def test_every_submission_makes_a_version(agreement):
    submitted(agreement)
    assert since_review(agreement).number == 1
    send_back(fresh(agreement), by=reviewer(), remarks=[NewRemark("Perjelas.")])
    submitted(retitled(agreement, "Pengelolaan Sampah Pesisir"))
    assert since_review(agreement).number == 2
    assert list(agreement.versions.order_by("number").values_list("occasion", flat=True)) == ["submitted"] * 2


def test_a_text_kept_before_counts_as_submitted_too(agreement, head):
    keep_now(agreement, by=head)
    submitted(agreement)
    assert agreement.versions.get().occasion == Occasion.KEPT
    assert since_review(agreement).number == 1


def test_a_version_reads_as_the_numbered_document(desk, agreement, head):
    keep_now(agreement, by=head)
    response = desk.get(url(agreement, "version", 1))
    assertContains(response, "Pasal 1")
    assertContains(response, "yang mengikat hanyalah")
    assert desk.get(url(agreement, "version", 2)).status_code == 404


def test_two_versions_are_chosen_on_the_list(desk, agreement, head):
    keep_now(agreement, by=head)
    keep_now(retitled(agreement, "Pengelolaan Sampah Pesisir"), by=head)
    response = desk.get(url(agreement), {"lama": "1", "baru": "2"})
    assertRedirects(response, url(agreement, "redline", 1, "2"))
    response = desk.get(url(agreement), {"lama": "1", "baru": "kini"})
    assertRedirects(response, url(agreement, "redline", 1, "kini"))
    assert desk.get(url(agreement), {"lama": "x", "baru": "²"}).status_code == 200


def test_the_redline_tells_in_words_what_came_and_what_went(desk, agreement, head):
    keep_now(agreement, by=head)
    keep_now(retitled(agreement, "Pengelolaan Sampah Pesisir"), by=head)
    response = desk.get(url(agreement, "redline", 1, "2"))
    assertContains(response, "1 bagian diubah")
    assertContains(response, "Dari versi 1 ke versi 2")
    gone = '<del><span class="visually-hidden">[dihapus: </span>Bersama'
    assertContains(response, f'{gone}<span class="visually-hidden"> akhir perubahan]</span></del>')
    came = '<ins><span class="visually-hidden">[ditambahkan: </span>Pesisir'
    assertContains(response, f'{came}<span class="visually-hidden"> akhir perubahan]</span></ins>')
    assertContains(response, "<details")
    assertContains(response, "bagian tidak berubah")
    whole = desk.get(url(agreement, "redline", 1, "2"), {"utuh": "ya"})
    assertContains(whole, "Ketentuan mengenai ruang lingkup untuk uji.")
    assertNotContains(whole, "bagian tidak berubah")
    assertNotContains(whole, 'class="fold unchanged"')


def test_a_reader_of_english_hears_the_labels_in_english(desk, agreement, head):
    keep_now(agreement, by=head)
    retitled(agreement, "Pengelolaan Sampah Pesisir")
    desk.cookies["django_language"] = "en"
    response = desk.get(url(agreement, "redline", 1, "kini"))
    assertContains(response, '<ins><span class="visually-hidden" lang="en">[')


def test_the_redline_until_now_and_back(desk, agreement, head):
    keep_now(agreement, by=head)
    response = desk.get(url(agreement, "redline", 1, "kini"))
    assertContains(response, "sama kata demi kata")
    retitled(agreement, "Pengelolaan Sampah Pesisir")
    assertContains(desk.get(url(agreement, "redline", 1, "kini")), "Dari versi 1 ke naskah sekarang")


def test_markup_in_a_text_stays_text(desk, agreement, head):
    keep_now(agreement, by=head)
    retitled(agreement, "<script>alert(1)</script> Bersama")
    response = desk.get(url(agreement, "redline", 1, "kini"))
    assertContains(response, "&lt;script&gt;alert(1)&lt;/script&gt;")


@pytest.mark.parametrize("new", ["0", "9", "abc", "1a", "kini2", "٣", "9" * 30])
def test_what_is_no_version_is_not_found(desk, agreement, head, new):
    keep_now(agreement, by=head)
    assert desk.get(url(agreement, "redline", 1, new)).status_code == 404


def test_the_district_reads_only_what_was_submitted(client, agreement, head):
    keep_now(agreement, by=head)
    submitted(retitled(agreement, "Pengelolaan Sampah Pesisir"))
    client.force_login(reviewer())
    response = client.get(url(agreement))
    assertContains(response, "Versi 2")
    assertNotContains(response, "Versi 1")
    assertNotContains(response, "Simpan versi sekarang")
    assert client.get(url(agreement, "version", 2)).status_code == 200
    for place in (("version", 1), ("redline", 1, "2"), ("redline", 2, "kini"), ("redline", 2, "1")):
        assert client.get(url(agreement, *place)).status_code == 404
    assert client.post(url(agreement, "version-keep")).status_code == 302


def test_the_council_reads_every_version_of_its_village(client, agreement, head):
    keep_now(agreement, by=head)
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    assert client.get(url(agreement, "redline", 1, "kini")).status_code == 200
    assertNotContains(client.get(url(agreement)), "Simpan versi sekarang")


def test_the_list_says_who_agreed_and_who_does_not_yet(desk, agreement, head, other):
    agree(fresh(agreement), by=head, seen=digest_now(agreement))
    agree(fresh(agreement), by=other, seen=digest_now(agreement))
    response = desk.get(url(agreement))
    assertContains(response, "Desa Argopeni setuju")
    assertContains(response, "Desa Srati setuju")
    disagree(fresh(agreement), by=other, reason="Iurannya terlalu besar.")
    response = desk.get(url(agreement))
    assertContains(response, "Desa Srati belum setuju: Iurannya terlalu besar.")
    assertNotContains(response, "Desa Srati setuju")


def test_what_changed_since_one_agreed_is_a_link(desk, agreement, head, other):
    assert since_agreed(head, agreement) is None
    agree(fresh(agreement), by=head, seen=digest_now(agreement))
    submitted(retitled(agreement, "Pengelolaan Sampah Pesisir"))
    assert since_agreed(head, agreement).number == 1
    assert since_agreed(other, agreement) is None
    told = [address for _label, address in links(head, agreement)]
    assert told == [url(agreement, "redline", 1, "kini"), url(agreement, "redline", 2, "kini")]
    assert links(reviewer(), agreement) == []
    assertContains(desk.get(url(agreement)), told[0])


def test_the_list_takes_as_many_queries_however_long_it_is(
    desk, agreement, head, django_assert_max_num_queries
):
    for number in range(8):
        keep(retitled(agreement, f"Pengelolaan Sampah {number}"), by=head, occasion=Occasion.KEPT)
    with django_assert_max_num_queries(24):
        desk.get(url(agreement))
