"""A character that the printed document cannot show is named to the drafter with its place, before approval."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from agreements.documents import glyphs
from agreements.drafting.completeness import findings
from agreements.drafting.models import Draft
from agreements.drafting.unprintable import unprintable
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.signing.freezing import approve
from tests.factories import begun, partner, reviewer, submitted, village

pytestmark = pytest.mark.django_db

SMILE = "“😀” (U+1F600)"


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), partner("Maju"))


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def title(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(title="Taman 😀")
    return "Judul perjanjian", "details"


def town(agreement):
    Agreement.objects.filter(pk=agreement.pk).update(place="Ayah 😀")
    return "Tempat penandatanganan", "details"


def party(agreement):
    organization = parties_of(agreement)[1].organization
    type(organization).objects.filter(pk=organization.pk).update(name="Maju 😀")
    return "Nama, kedudukan, atau penanda tangan Maju 😀", "parties"


def consideration(agreement):
    Draft.objects.filter(agreement=agreement).update(considering="bahwa satu;\n\nbahwa dua 😀;")
    return "Pertimbangan ke-2", "recitals"


def basis(agreement):
    Draft.objects.filter(agreement=agreement).update(in_view_of="Undang-Undang 😀;")
    return "Dasar hukum ke-1", "recitals"


def chapter(agreement):
    agreement.articles.filter(ordinal=1).update(chapter="BAB 😀")
    return "Judul bab “BAB 😀”", "text:chapters"


def heading(agreement):
    agreement.articles.filter(ordinal=2).update(heading="Lingkup 😀")
    return "Pasal 2", f"passage:{agreement.articles.get(ordinal=2).pk}"


def body(agreement):
    agreement.articles.filter(ordinal=4).update(body="(1) Iuran.\n(2) Denda 😀.")
    return "Pasal 4", f"passage:{agreement.articles.get(ordinal=4).pk}"


def provision(agreement):
    row = agreement.provisions.filter(kind="obligation").order_by("party__ordinal", "pk")[0]
    agreement.provisions.filter(pk=row.pk).update(text="merawat taman 😀")
    return "Kewajiban Desa Argopeni “merawat taman 😀”", f"provisions:ketentuan-{row.pk}"


def evidence(agreement):
    row = agreement.provisions.filter(kind="obligation").order_by("party__ordinal", "pk")[0]
    agreement.provisions.filter(pk=row.pk).update(text="merawat", evidence="foto 😀", due_rule="monthly")
    return "Kewajiban Desa Argopeni “merawat”", f"provisions:ketentuan-{row.pk}"


def money(agreement):
    own = parties_of(agreement)[0]
    agreement.funding.create(party=own, source="village_budget", year=2027, amount=1, note="iuran 😀")
    return "Keterangan dana Desa Argopeni tahun 2027", "funding"


def asset(agreement):
    agreement.assets.create(party=parties_of(agreement)[1], kind="equipment", description="truk 😀")
    return "Aset Maju “truk 😀”", "asset"


@pytest.mark.parametrize(
    "write",
    [title, town, party, consideration, basis, chapter, heading, body, provision, evidence, money, asset],
)
def test_the_place_and_the_character_are_named(client, agreement, write):
    where, place = write(agreement)
    (found,) = unprintable(fresh(agreement))
    assert found.message.startswith(f"{where} memuat karakter")
    assert SMILE in found.message
    assert (found.place, found.blocking) == (place, True)
    assert found in findings(fresh(agreement))
    client.force_login(agreement.created_by)
    assertContains(client.get(reverse("agreements:draft-check", args=[agreement.ref])), SMILE)


def test_many_in_one_article_are_one_finding(agreement):
    agreement.articles.filter(ordinal=3).update(body="☐ setuju ☐ tidak ✔ ✗ ★ ☎ ✿ ✂")
    (found,) = unprintable(fresh(agreement))
    said = "“☐” (U+2610), “✔” (U+2714), “✗” (U+2717), “★” (U+2605), “☎” (U+260E) dan 2 lainnya."
    assert said in found.message


def test_a_draft_of_ordinary_words_reads_no_font(agreement, monkeypatch):
    monkeypatch.setattr(glyphs, "_known", lambda: pytest.fail("the font was read"))
    assert unprintable(agreement) == []


def test_such_a_draft_is_not_submitted(agreement):
    body(agreement)
    with pytest.raises(Refused, match=r"Pasal 4 memuat karakter .* \(U\+1F600\)"):
        submitted(fresh(agreement))


def test_such_a_draft_is_not_approved(agreement):
    submitted(agreement)
    party(agreement)
    with pytest.raises(Refused, match=r"Maju 😀 memuat karakter .* \(U\+1F600\)"):
        approve(fresh(agreement), by=reviewer())
