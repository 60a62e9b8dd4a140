"""A new draft begins with the text and provisions of an earlier agreement, and with nothing that was only its own."""

import datetime as dt

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.models import Article, Asset, Funding, Provision
from agreements.drafting.sources.actions import begin_from
from agreements.drafting.sources.plans import for_new_parties, heirs_of, plan_of, shifted
from agreements.drafting.types.models import AgreementType
from agreements.record.access import parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import UserFactory, begun, member, moved, partner, signatory_of, village
from villages.organizations.models import Organization
from villages.people.models import Position

pytestmark = pytest.mark.django_db
START = dt.date(2027, 1, 1)


def details(**more):
    facts = {
        "title": "Pengelolaan Sampah Lanjutan",
        "summary": "Sampah diangkut lagi.",
        "field": "development",
        "purpose": "service",
        "topic": "waste",
        "place": "Ayah",
        "starts_on": START,
        "ends_on": START + dt.timedelta(days=365),
        "value": None,
        "burdens_community_or_assets": False,
        "form": "formal",
    }
    return facts | more


def shared(*places):
    return [Organization.objects.get(pk=place.pk) for place in places]


@pytest.fixture
def argopeni():
    return village("Argopeni")


@pytest.fixture
def srati():
    return village("Srati")


@pytest.fixture
def source(argopeni, srati):
    """An agreement whose second article names the first, with an obligation and the sanction that answers it."""
    made = begun(argopeni, srati)
    first, second = made.articles.order_by("ordinal")[:2]
    words = f"Menurut {{{{ pasal.a{first.pk} }}}} ayat (1), "
    words += "{{ pihak.2 }} membantu {{ pihak.1.nama }} dan Desa Srati."
    Article.objects.filter(pk=second.pk).update(body=words, guidance="Pikirkan", legal_basis="UU 6/2014")
    made.provisions.all().delete()
    one, two = parties_of(made)
    owed = Provision.objects.create(
        agreement=made, party=one, ordinal=1, kind="obligation", text="membayar iuran",
        due_rule="on_date", due_on=made.starts_on + dt.timedelta(days=30), amount=5_000_000, evidence="kuitansi",
    )  # fmt: skip
    steps = [{"measure": "warning", "after_days": 7, "amount": None}]
    Provision.objects.create(
        agreement=made, party=one, ordinal=2, kind="sanction", text="ditegur", breach_of=owed, steps=steps
    )
    Provision.objects.create(agreement=made, party=two, ordinal=1, kind="right", text="memakai lahan")
    Funding.objects.create(
        agreement=made, party=one, source="village_budget", year=2026, amount=1, account="1234"
    )
    Asset.objects.create(agreement=made, party=one, kind="land", description="tanah kas desa")
    return Agreement.objects.get(pk=made.pk)


def test_text_and_provisions_come_along_and_nothing_else(source, argopeni, srati):
    by = source.created_by
    made = begin_from(source, by=by, organizations=shared(argopeni, srati), **details())
    assert made.draft.based_on == source
    assert made.draft.considering == source.draft.considering
    assert [a.heading for a in made.articles.order_by("ordinal")] == [
        a.heading for a in source.articles.order_by("ordinal")
    ]
    assert made.stage == Stage.DRAFTING
    assert not made.funding.exists()
    assert not made.assets.exists()
    assert not made.versions.exists()
    assert not made.attachments.exists()
    assert made.journal.get().details == {"based_on": source.ref}


def test_references_lead_to_the_new_articles(source, argopeni, srati):
    made = begin_from(source, by=source.created_by, organizations=shared(argopeni, srati), **details())
    first, second = made.articles.order_by("ordinal")[:2]
    assert f"{{{{ pasal.a{first.pk} }}}} ayat (1)" in second.body
    assert (second.guidance, second.legal_basis, second.edition) == ("Pikirkan", "UU 6/2014", 1)


def test_due_dates_keep_their_distance_and_sanctions_their_obligation(source, argopeni, srati):
    made = begin_from(source, by=source.created_by, organizations=shared(argopeni, srati), **details())
    owed = made.provisions.get(kind="obligation")
    sanction = made.provisions.get(kind="sanction")
    assert owed.due_on == START + dt.timedelta(days=30)
    assert (owed.amount, owed.evidence) == (5_000_000, "kuitansi")
    assert sanction.breach_of == owed
    assert sanction.steps[0]["measure"] == "warning"


def test_provisions_go_to_who_stands_in_the_same_place(source, argopeni):
    new = village("Jladri")
    by = signatory_of(argopeni.organization)
    made = begin_from(source, by=by, organizations=shared(new, argopeni), **details())
    jladri, first = parties_of(made)
    assert set(made.provisions.filter(party=first).values_list("kind", flat=True)) == {
        "obligation",
        "sanction",
    }
    assert made.provisions.get(party=jladri).text == "memakai lahan"
    body = made.articles.order_by("ordinal")[1].body
    assert "{{ pihak.1 }} membantu {{ pihak.2.nama }} dan Desa Srati." in body


def test_who_has_no_successor_leaves_provisions_behind(argopeni, srati):
    firm = partner("Maju")
    source = begun(argopeni, firm, srati, purpose="")
    given = source.provisions.filter(party__organization=srati.organization).count()
    assert given
    plan = plan_of(source, shared(argopeni, firm))
    assert [(h.party.organization.name, h.provisions) for h in plan.dropped] == [("Desa Srati", given)]
    made = begin_from(
        source, by=source.created_by, organizations=shared(argopeni, firm), **details(purpose="")
    )
    assert made.provisions.count() == source.provisions.count() - given


def test_placeholders_of_a_party_that_is_gone_become_dots(source, argopeni):
    (heir, gone) = heirs_of(parties_of(source), shared(argopeni), {})
    assert gone.organization is None
    text = "{{ pihak.1 }}, {{ pihak.2.nama }}, {{nama.2}}, {{ judul }}, {{ pihak.12 }}"
    assert for_new_parties(text, [heir, gone]) == "{{ pihak.1 }}, …………, …………, {{ judul }}, …………"


def test_names_that_stand_in_the_text_are_told(source, argopeni):
    plan = plan_of(source, shared(argopeni, village("Jladri")))
    assert [(named.name, named.places) for named in plan.named] == [("Desa Srati", ("Pasal 2",))]
    assert plan_of(source, parties_organizations(source)).named == ()


def parties_organizations(agreement):
    return [party.organization for party in parties_of(agreement)]


def test_new_parties_without_provisions_are_told(source, argopeni, srati):
    new = village("Jladri")
    plan = plan_of(source, shared(argopeni, srati, new))
    assert [organization.name for organization in plan.without] == ["Desa Jladri"]


def test_the_newest_published_version_of_the_type_is_used(source, argopeni, srati):
    old = source.draft.agreement_type
    facts = {f: getattr(old, f) for f in ("code", "name", "summary", "kind", "instrument")}
    newer = AgreementType.objects.create(version=old.version + 1, published_at=old.published_at, **facts)
    AgreementType.objects.create(version=old.version + 2, **facts)
    made = begin_from(source, by=source.created_by, organizations=shared(argopeni, srati), **details())
    assert made.draft.agreement_type == newer


def test_an_addendum_is_no_source(source, argopeni, srati):
    Agreement.objects.filter(pk=source.pk).update(instrument="addendum", parent=source)
    source.refresh_from_db()
    with pytest.raises(Refused, match="diubahnya"):
        begin_from(source, by=source.created_by, organizations=shared(argopeni, srati), **details())


def test_a_day_beyond_the_calendar_stays():
    assert shifted(dt.date(9999, 12, 31), dt.timedelta(days=1)) == dt.date(9999, 12, 31)
    assert shifted(None, dt.timedelta(days=1)) is None


def test_one_finds_own_drafts_and_what_is_published(client, source, argopeni):
    published = moved(begun(village(), village(), title="Air Bersih Bersama"), Stage.IN_FORCE)
    begun(village(), village(), title="Rahasia Pihak Lain")
    client.force_login(member(argopeni.organization, Position.VILLAGE_STAFF))
    address = reverse("agreements:source-list")
    page = client.get(address)
    assertContains(page, source.title)
    assertContains(page, published.title)
    assertNotContains(page, "Rahasia")
    assertNotContains(client.get(address, {"cari": "air"}), source.title)
    assertContains(client.get(address, {"cari": "srati"}), source.title)
    assert client.get(address, {"sesudah": "salah"}).status_code == 400


def test_the_list_goes_on_by_key_in_as_many_queries(client, source, argopeni, django_assert_max_num_queries):
    for _number in range(21):
        moved(begun(argopeni, village()), Stage.IN_FORCE)
    client.force_login(source.created_by)
    address = reverse("agreements:source-list")
    with django_assert_max_num_queries(14):
        page = client.get(address)
    rest = client.get(address + page.context["next_url"])
    assert len(page.context["rows"]) == 20
    assert len(rest.context["rows"]) == 2


def test_who_drafts_for_nobody_is_told(client, source):
    client.force_login(UserFactory())
    assert client.get(reverse("agreements:source-list")).status_code == 403
    assert client.get(reverse("agreements:source-parties", args=[source.ref])).status_code == 403


def test_others_drafts_are_no_source(client, source):
    client.force_login(signatory_of(village().organization))
    for name in ("source-parties", "source-begin"):
        assert client.get(reverse(f"agreements:{name}", args=[source.ref])).status_code == 404


def test_the_way_through_the_pages(client, source, argopeni, srati):
    client.force_login(source.created_by)
    address = reverse("agreements:source-parties", args=[source.ref.lower()])
    page = client.get(address)
    assertContains(page, "Desa Srati")
    assertContains(page, "1 ketentuan Desa Srati")
    following = page.context["begin_url"]
    page = client.get(following)
    assert page.context["form"]["title"].value() == source.title
    assert not page.context["form"]["starts_on"].value()
    sent = details(value="1.000.000") | {"pihak": [argopeni.area_id, srati.area_id]}
    sent.pop("burdens_community_or_assets")
    response = client.post(following.split("?")[0], sent)
    made = Agreement.objects.get(title="Pengelolaan Sampah Lanjutan")
    assertRedirects(
        response, reverse("agreements:draft-edit", args=[made.ref]), fetch_redirect_response=False
    )
    assert made.draft.based_on == source


def test_wrong_parties_are_told_and_nothing_is_made(client, source, argopeni):
    client.force_login(source.created_by)
    address = reverse("agreements:source-begin", args=[source.ref])
    assertRedirects(
        client.get(address, {"pihak": [argopeni.area_id]}),
        reverse("agreements:source-parties", args=[source.ref]) + f"?pihak={argopeni.area_id}",
    )
    response = client.post(address, details(value="") | {"pihak": [argopeni.area_id]})
    assertContains(response, "dua pihak")
    assert Agreement.objects.count() == 1


def test_a_stranger_to_the_source_begins_for_its_own(client, source):
    published = moved(source, Stage.IN_FORCE)
    own = village("Jladri")
    client.force_login(signatory_of(own.organization))
    page = client.get(reverse("agreements:source-parties", args=[published.ref]))
    assert page.context["keys"] == [own.area_id]
