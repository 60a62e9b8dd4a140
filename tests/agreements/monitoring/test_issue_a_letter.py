"""Issue a letter with its number, see how far its PDF is, read it, and have a failed one made again."""

import datetime as dt
import io

import pikepdf
import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.urls import reverse

from agreements.documents import store
from agreements.monitoring.letters import making
from agreements.monitoring.letters.actions import Addressee, Text, again, heads_of, issue
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.letters.printing import drawable
from agreements.monitoring.letters.queries import is_there, is_under_way, progress
from agreements.record.models import Agreement
from agreements.record.numbering import short_code
from tests import factories as make
from tests.support.conformance import faults
from tests.support.reading_pdf import text_of
from villages.organizations.models import OfficeKind

pytestmark = pytest.mark.django_db
TEXT = Text(
    subject="Pemberitahuan dugaan pelanggaran",
    paragraphs=[
        "Truk sampah tidak datang sejak Senin.\nMohon tanggapan.",
        "Atas perhatian Saudara terima kasih.",
    ],
    addressees=[Addressee("Kepala Desa Srati", "Srati")],
    facts=[("Jatuh tempo", "1 November 2026")],
    copies=["Camat Ayah"],
)


@pytest.fixture
def agreement() -> Agreement:
    return make.listed(make.village("Argopeni"), make.village("Srati"))


def issued(agreement: Agreement, party: int = 0, *, kind: str = "warning", text: Text = TEXT) -> Letter:
    issuer = agreement.parties.order_by("ordinal")[party].organization
    return issue(agreement, by=make.signatory_of(issuer), issuer=issuer, kind=kind, text=text)


def made(letter: Letter) -> Letter:
    making.make.call(letter.pk)
    letter.refresh_from_db()
    return letter


def words_of(data: bytes) -> str:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return " ".join(text_of(pdf).split())


def address(letter: Letter, name: str = "letter") -> str:
    return reverse(f"agreements:{name}", args=[letter.agreement.ref, letter.pk])


def test_serials_run_through_all_kinds_of_one_issuer_and_restart_with_the_year(agreement, on_day):
    on_day("2026-12-30")
    numbers = [issued(agreement).number, issued(agreement, kind="breach_notice").number]
    assert numbers == ["01/TGR/DS-ARGOPENI/XII/2026", "02/PDP/DS-ARGOPENI/XII/2026"]
    assert issued(agreement, 1).number == "01/TGR/DS-SRATI/XII/2026"
    on_day("2027-01-01", "00:00")
    assert issued(agreement).number == "01/TGR/DS-ARGOPENI/I/2027"


def test_what_is_rolled_back_takes_no_number_with_it(agreement):
    with transaction.atomic():
        issued(agreement)
        transaction.set_rollback(True)
    assert issued(agreement).serial == 1


def test_it_is_journaled_with_its_number_for_its_issuer(agreement):
    letter = issued(agreement)
    entry = agreement.journal.get(code="letter")
    assert entry.details == {"letter": letter.pk, "number": letter.number, "subject": letter.subject}
    assert (entry.on_behalf_of, entry.actor) == (letter.issuer, letter.issued_by)


def test_a_letter_that_says_nothing_is_none(agreement):
    with pytest.raises(ValidationError):
        issued(agreement, text=Text("Hal", ["  ", ""]))
    assert not Letter.objects.exists()


@pytest.mark.parametrize("change", ["number = 'x'", "content = '{}'", "issued_on = '2020-01-01'"])
def test_what_it_says_does_not_change_even_by_sql(agreement, change):
    letter = issued(agreement)
    with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE agreements_letter SET {change} WHERE id = %s", [letter.pk])


def test_the_pdf_says_it_all_and_is_the_same_whenever_it_is_made(agreement, on_day):
    on_day("2026-11-22")
    letter = made(issued(agreement))
    data = store.get(letter.sha256, shelf="letters")
    text = words_of(data)
    for said in (
        "PEMERINTAH KABUPATEN KEBUMEN",
        letter.number,
        "Argopeni, 22 November 2026",
        "Yth. Kepala Desa Srati",
        "Truk sampah tidak datang sejak Senin.",
        "1 November 2026",
        "Kepala Desa Argopeni,",
        letter.issued_by.full_name,
        "Camat Ayah",
    ):
        assert said in text
    assert (letter.size, letter.state, faults(data)) == (len(data), "ready", [])
    on_day("2027-02-01")
    Letter.objects.filter(pk=letter.pk).update(state="queued")
    assert made(letter).sha256 == store.put(data, shelf="letters")


def test_minutes_have_a_title_and_places_to_sign(agreement):
    signers = [("Kepala Desa Argopeni", "Sutrisno"), ("Camat Ayah", "Wagiman")]
    text = Text("Penyelesaian perselisihan", ["Para pihak sepakat."], signers=signers)
    letter = made(issued(agreement, kind="dispute_minutes", text=text))
    data = store.get(letter.sha256, shelf="letters")
    said = words_of(data)
    assert faults(data) == []
    assert "BERITA ACARA" in said
    assert "PENYELESAIAN PERSELISIHAN" in said
    assert all(word in said for pair in signers for word in pair)
    assert "Yth." not in said


def test_the_page_tells_how_far_it_is_and_then_hands_out_the_pdf(client, agreement):
    letter = issued(agreement)
    client.force_login(make.signatory_of(agreement.parties.get(ordinal=2).organization))
    assert "menunggu giliran" in client.get(address(letter)).content.decode()
    assert client.get(address(letter, "letter-pdf"))["Location"] == address(letter)
    fragment = client.get(address(letter), headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    made(letter)
    assert client.get(address(letter), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Unduh PDF" in client.get(address(letter)).content.decode()
    response = client.get(address(letter, "letter-pdf"))
    assert b"".join(response.streaming_content) == store.get(letter.sha256, shelf="letters")
    assert response["Content-Disposition"].startswith("attachment")
    assert "private" in response["Cache-Control"]


def test_a_failure_is_seen_and_made_good(client, agreement, monkeypatch):
    letter = issued(agreement)
    with monkeypatch.context() as patched:
        patched.setattr(making, "printed", lambda *_args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            making.make.call(letter.pk)
    client.force_login(letter.issued_by)
    assert "PDF belum jadi" in client.get(address(letter)).content.decode()
    client.post(address(letter, "letter-again"))
    letter.refresh_from_db()
    assert is_under_way(letter)
    assert is_there(made(letter))


def test_what_no_worker_made_in_time_may_be_asked_for_again(agreement):
    letter = issued(agreement)
    assert (is_under_way(letter), progress(letter).total) == (True, 0)
    cache.delete(making.asked_key(letter.pk))
    assert not is_under_way(letter)
    assert is_under_way(again(letter, by=letter.issued_by))


def test_one_that_is_there_is_not_made_again(agreement):
    letter = made(issued(agreement))
    assert again(letter, by=letter.issued_by).state == "ready"


def test_strangers_find_no_letter(client, agreement):
    letter = issued(agreement)
    client.force_login(make.signatory_of(make.village()))
    names = ("letter", "letter-pdf")
    assert {client.get(address(letter, name)).status_code for name in names} == {404}
    assert client.post(address(letter, "letter-again")).status_code == 404


def test_a_letter_of_another_agreement_is_not_found_here(client, agreement):
    letter, other = issued(agreement), make.listed(make.village(), make.village())
    client.force_login(make.signatory_of(other.parties.get(ordinal=1).organization))
    assert client.get(reverse("agreements:letter", args=[other.ref, letter.pk])).status_code == 404


def test_the_list_has_the_newest_first(client, agreement, on_day):
    day = dt.date(2026, 11, 20)
    for offset in range(2):
        on_day(day + dt.timedelta(days=offset))
        issued(agreement)
    client.force_login(make.reviewer())
    text = client.get(reverse("agreements:letters", args=[agreement.ref])).content.decode()
    assert 0 < text.index("02/TGR") < text.index("01/TGR")


def test_heads_are_named_by_their_office(agreement):
    both = [party.organization for party in agreement.parties.order_by("ordinal")]
    assert heads_of(both) == [
        Addressee("Kepala Desa Argopeni", "Argopeni"),
        Addressee("Kepala Desa Srati", "Srati"),
    ]


def test_a_character_without_a_shape_becomes_a_question_mark():
    assert drawable("Setuju \U0001f600") == "Setuju ?"


def test_an_office_stands_in_a_number_under_its_short_name():
    kecamatan = make.SubdistrictFactory(code="33.05.02", name="Karang Sambung")
    camat = make.OfficeFactory(
        name="Kecamatan Karang Sambung", office_kind=OfficeKind.SUBDISTRICT, subdistrict=kecamatan
    )
    assert short_code(make.agency().organization) == "DPMD"
    assert short_code(camat.organization) == "KEC-KARANG-SAMBUNG"
    assert short_code(make.village("Argopeni").organization) == "DS-ARGOPENI"
