"""A public agreement has its listing in the moment it becomes public; it says what is so, and nothing private."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agreements.documents.numbering import number
from agreements.publication.actions import publish
from agreements.publication.catalogue import facts
from agreements.publication.catalogue.listing import keep_listing
from agreements.publication.catalogue.models import Listing, Word
from agreements.publication.catalogue.rebuilding import drifted, rebuild, rebuild_all
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import public_text
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories
from tests.support.elsewhere import Brought
from tests.support.papers import letter

pytestmark = pytest.mark.django_db


def test_publishing_writes_the_listing_with_it(signed):
    assert not Listing.objects.exists()
    publish(signed, by=signed.created_by)
    listing = Listing.objects.get()
    parties = [party.organization for party in signed.parties.order_by("ordinal")]
    assert (listing.ref, listing.stage, listing.value) == (signed.ref, "in_force", signed.value)
    assert listing.published_at == signed.journal.get(code="publish").at
    assert listing.year == signed.starts_on.year
    assert listing.organizations == [organization.pk for organization in parties]
    codes = [organization.village.area_id for organization in parties]
    assert set(listing.places) == {"33", "33.05", "33.05.01", *codes}
    assert [party["key"] for party in listing.parties] == codes
    assert listing.party_line == f"{parties[0].name} (Ayah) dan {parties[1].name} (Ayah)"
    assert listing.approval_days == 0
    assert listing.has_document
    assert listing.partner_kinds == []
    assert "Ketentuan mengenai ruang lingkup untuk uji." in listing.body
    assert listing.body.startswith("Pengelolaan sampah. Pelaksanaan Pembangunan Desa.")


def test_ending_keeps_when_it_became_public(published):
    since = Listing.objects.get().published_at
    factories.ended(published, ground="mutual", note="Sepakat selesai.")
    listing = Listing.objects.get()
    assert (listing.stage, listing.published_at) == ("ended", since)
    assert listing.stage_since > since


@pytest.mark.parametrize("stage", [s for s in Stage if s not in (Stage.IN_FORCE, Stage.ENDED)])
def test_at_no_other_stage_there_is_one(stage):
    agreement = factories.listed(factories.village(), factories.village())
    assert Listing.objects.filter(pk=agreement.pk).exists()

    agreement.stage = stage
    assert keep_listing(agreement) is None
    assert not Listing.objects.exists()


def test_what_was_signed_elsewhere_is_listed_with_its_numbers():
    villages = [factories.village("Argopeni").organization, factories.village("Srati").organization]
    people = {"head1": factories.signatory_of(villages[0]), "dpmd": factories.reviewer()}
    brought = Brought(villages, factories.agency(), people, letter)
    listing = Listing.objects.get()
    assert listing.pk == brought.public.pk
    assert listing.signed_elsewhere
    assert listing.has_document
    assert listing.approval_days is None
    assert "Jalan dan jembatan" in listing.body


def test_personal_data_and_excluded_articles_stay_out(published):
    agreement = factories.listed(
        factories.village("Argopeni"),
        factories.partner("CV Telepon 0812-3456-7890"),
        title="Hubungi 0812-3456-7890 segera",
        summary="NIK 3305010101900001, surel budi@contoh.example, selain itu sampah.",
    )
    row = Listing.objects.defer(None).get(pk=agreement.pk)
    everything = " ".join([row.title, row.summary, row.names, row.body, str(row.parties)])
    assert "sampah" in everything
    for private in ("3456", "3305010101900001", "budi@", "contoh.example"):
        assert private not in everything
    reviewer = factories.reviewer()
    said = "Ketentuan mengenai ruang lingkup untuk uji."
    text = number(public_text(published).content)
    article = next(one.number for one in text.articles if one.content == "scope")
    Exclusion.objects.create(
        agreement=published, article=article, ground="b", reason="Rahasia dagang.", decided_by=reviewer
    )
    assert said not in keep_listing(published).body


def test_a_listing_that_says_the_same_is_left_alone(published):
    before = Listing.objects.values_list("changed_at", flat=True).get()
    keep_listing(published)
    assert Listing.objects.values_list("changed_at", flat=True).get() == before
    assert rebuild_all() == 0
    assert Listing.objects.values_list("changed_at", flat=True).get() == before


def some() -> list[Agreement]:
    village = factories.village("Argopeni", head=False)
    partner = factories.partner("Universitas Bahari", head=False)
    return [factories.listed(village, partner, title=f"Kerja sama nomor {n}") for n in range(3)]


def test_a_renamed_party_is_found_and_written_anew():
    agreements = some()
    other = factories.listed(factories.village(head=False), factories.village(head=False))
    assert drifted() == []
    organization = agreements[0].parties.get(ordinal=2).organization
    organization.name = "Universitas Samudra"
    organization.save()
    assert drifted() == [agreement.pk for agreement in agreements]
    changed = Listing.objects.get(pk=other.pk).changed_at
    out = StringIO()
    call_command("rebuild_listings", stdout=out)
    assert out.getvalue() == "3 daftar ditulis ulang\n"
    assert {row.parties[1]["name"] for row in Listing.objects.exclude(pk=other.pk)} == {"Universitas Samudra"}
    assert Listing.objects.get(pk=other.pk).changed_at == changed
    assert drifted() == []


def test_what_is_missing_or_should_not_be_is_found():
    missing, moved, right = some()
    Listing.objects.filter(pk=missing.pk).delete()
    Listing.objects.filter(pk=moved.pk).update(stage="ended")
    assert drifted() == [missing.pk, moved.pk]
    assert rebuild(drifted()) == 2
    assert drifted() == []
    Listing.objects.filter(pk=right.pk).update(stage="review")
    assert rebuild_all() == 1


def test_all_at_once_say_the_same_as_one_by_one(published):
    some()
    named = ["published_at", "approval_days", "body", "names", "value", "places", "parties", "has_document"]
    rows = Listing.objects.order_by("pk").values(*named)
    one_by_one = list(rows)
    Listing.objects.all().delete()
    out = StringIO()
    call_command("rebuild_listings", "--if-empty", stdout=out)
    assert out.getvalue() == "4 daftar ditulis ulang\n"
    assert list(rows.all()) == one_by_one
    call_command("rebuild_listings", "--if-empty", stdout=out)
    assert out.getvalue() == "4 daftar ditulis ulang\n"


def test_forty_cost_as_many_queries_as_four():
    village, partner = factories.village(head=False), factories.partner(head=False)
    person = factories.UserFactory()
    cost = []
    for more in (4, 36):
        for _n in range(more):
            factories.listed(village, partner, by=person)
        Listing.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            assert rebuild_all() == Agreement.objects.count()
        cost.append(len(captured))
    assert cost[0] == cost[1] <= 21


def test_words_are_remembered_and_forgotten():
    some()
    known = set(Word.objects.values_list("word", flat=True))
    assert {"universitas", "bahari", "argopeni", "kebumen", "ayah", "sampah"} <= known
    assert dict(Word.objects.values_list("word", "stem"))["diangkut"] == "angkut"
    Word.objects.create(word="terlupakan", stem="lupa")
    rebuild_all()
    assert set(Word.objects.values_list("word", flat=True)) == known


def test_approval_counts_working_days(signed):
    entries = facts.told(list(signed.journal.filter(code__in=facts.TOLD).order_by("serial")))
    friday = timezone.make_aware(dt.datetime(2026, 11, 20, 9))
    entries["open_round"].at, entries["approve"].at = friday, friday + dt.timedelta(days=5)
    source = facts.Source(signed, None, entries, frozenset({dt.date(2026, 11, 24)}))
    assert facts.facts_of(source)["approval_days"] == 2  # Monday and Wednesday
