"""A district's officer writes the regency's own version of a type; drafts keep the version they began with."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.types import actions
from agreements.drafting.types.checking import problems
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.drafting.types.queries import begun_within, regency_edited_by, types_to_begin
from agreements.record.vocabulary import Content, Kind
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    SubdistrictFactory,
    agency,
    agreement_type,
    begun,
    member,
    partner,
    reviewer,
    signatory_of,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.access import Refused
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return reviewer()


@pytest.fixture
def portals():
    return agreement_type(Kind.INTER_VILLAGE)


@pytest.fixture
def working(officer, portals):
    return actions.open_version(portals, by=officer)


def url(name, *args):
    return reverse(f"agreements:{name}", args=args)


def typed(client, address, **changes):
    """What the page's form holds, with the changes."""
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (held | changes).items()}


def test_a_working_version_is_a_copy_that_nobody_begins_from(working, portals):
    assert working.version == 1
    assert working.published_at is None
    texts = [list(t.articles.order_by("ordinal").values_list("body", flat=True)) for t in (working, portals)]
    assert texts[0] == texts[1]
    assert portals in types_to_begin(Kind.INTER_VILLAGE, "33.05")


def test_opening_twice_gives_the_same_version(working, officer, portals):
    assert actions.open_version(portals, by=officer) == working


def test_what_is_published_stands_before_the_portals_own_in_that_regency(working, officer, portals):
    actions.save_particulars(working, by=officer, name="Peraturan Bersama ala Kebumen")
    actions.publish_version(working, by=officer)
    here = {t.code: t for t in types_to_begin(Kind.INTER_VILLAGE, "33.05")}
    elsewhere = {t.code: t for t in types_to_begin(Kind.INTER_VILLAGE, "33.06")}
    assert here[portals.code].name == "Peraturan Bersama ala Kebumen"
    assert elsewhere[portals.code] == portals


def test_villages_of_the_regency_begin_from_its_text(client, working, officer, portals):
    actions.save_particulars(working, by=officer, name="Peraturan Bersama ala Kebumen")
    actions.publish_version(working, by=officer)
    client.force_login(begun().created_by)
    assertContains(client.get(url("draft-types")), "Peraturan Bersama ala Kebumen")
    elsewhere = SubdistrictFactory(
        code="33.06.01", regency=RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    )
    client.force_login(signatory_of(village(subdistrict=elsewhere)))
    assertNotContains(client.get(url("draft-types")), "Peraturan Bersama ala Kebumen")


def test_a_draft_keeps_the_version_it_began_with(working, officer):
    before = begun()
    article = working.articles.order_by("ordinal")[0]
    actions.save_model_article(working, article, by=officer, body="Teks baru kabupaten.")
    actions.publish_version(working, by=officer)
    assert before.draft.agreement_type != working
    assert not before.articles.filter(body="Teks baru kabupaten.").exists()


def test_a_closed_type_hides_the_portals_too(working, officer, portals):
    actions.publish_version(working, by=officer)
    actions.set_active(working, by=officer, active=False)
    assert portals.code not in {t.code for t in types_to_begin(Kind.INTER_VILLAGE, "33.05")}


def test_a_published_version_does_not_change(working, officer):
    actions.publish_version(working, by=officer)
    with pytest.raises(Refused, match="tidak berubah lagi"):
        actions.save_particulars(working, by=officer, name="Lain")
    with pytest.raises(Refused, match="tidak berubah lagi"):
        actions.discard_version(working, by=officer)


def test_the_portals_own_text_is_not_the_districts_to_change(officer, portals):
    with pytest.raises(Refused, match="sesuaikan salinannya"):
        actions.save_particulars(portals, by=officer, name="Lain")


def test_the_laws_contents_cannot_be_let_go(working, officer):
    working = actions.save_particulars(working, by=officer, required_contents=[])
    assert any("wajib menurut" in problem.message for problem in problems(working))
    with pytest.raises(Refused):
        actions.publish_version(working, by=officer)


def test_a_missing_content_is_named(working, officer):
    actions.remove_model_article(working.articles.filter(content=Content.FUNDING)[0], by=officer)
    assert [p.message for p in problems(working)] == ["Belum ada pasal baku tentang “Pendanaan”."]


@pytest.mark.parametrize("name", ["pihak.3.nama", "pihak.0", "sandi", "a.b.c"])
def test_a_placeholder_that_not_every_agreement_fills_is_refused(client, officer, working, name):
    client.force_login(officer)
    article = working.articles.order_by("ordinal")[0]
    address = url("type-article", working.pk, article.pk)
    response = client.post(address, typed(client, address, body=f"Isi {{{{ {name} }}}}"))
    assertContains(response, "tidak dikenal setiap perjanjian")
    assert ModelArticle.objects.get(pk=article.pk).body == article.body


def test_articles_are_written_moved_and_removed_on_the_page(client, officer, working):
    client.force_login(officer)
    first, second = working.articles.order_by("ordinal")[:2]
    address = url("type-article", working.pk, first.pk)
    assertRedirects(
        client.post(address, typed(client, address, body="Bunyi {{ judul }}.", guidance="Tulis singkat.")),
        url("type", working.pk),
    )
    assert ModelArticle.objects.get(pk=first.pk).guidance == "Tulis singkat."
    client.post(url("type-article-move", working.pk, first.pk), {"arah": "turun"})
    assert list(working.articles.order_by("ordinal")[:2]) == [second, first]
    client.post(url("type-article-remove", working.pk, first.pk))
    assert not working.articles.filter(pk=first.pk).exists()


def test_two_officers_at_once_the_second_is_told(client, officer, working):
    client.force_login(officer)
    address = url("type-article", working.pk, working.articles.order_by("ordinal")[0].pk)
    held = typed(client, address, body="Dari petugas kedua.")
    client.post(address, typed(client, address, body="Dari petugas pertama."))
    response = client.post(address, held)
    assertContains(response, "diubah petugas lain")
    assertContains(response, "Dari petugas kedua.")
    again = {**held, "seen": response.context["form"].mark}
    assert client.post(address, again).status_code == 302


def test_particulars_and_first_provisions_are_written_on_the_page(client, officer, working):
    client.force_login(officer)
    address = url("type-particulars", working.pk)
    data = typed(client, address, name="Sampah Bersama", required_deliberations=["inter_village"])
    data.pop("parties_agree_first")
    assertRedirects(client.post(address, data), url("type", working.pk))
    place = len(working.provisions) + 1
    address = url("type-provision", working.pk, place)
    row = {"party": "each_village", "kind": "obligation", "text": "membayar iuran", "due_rule": "monthly"}
    client.post(address, typed(client, address, **row))
    saved = AgreementType.objects.get(pk=working.pk)
    assert saved.required_deliberations == ["inter_village"]
    assert saved.provisions[-1] == row
    client.post(url("type-provision-remove", working.pk, place))
    assert len(AgreementType.objects.get(pk=working.pk).provisions) == place - 1


def test_a_type_of_ones_own_stands_beside_the_other(client, officer, portals):
    client.force_login(officer)
    client.post(url("type-open", portals.pk), {"name": "Peraturan Bersama Pasar Desa"})
    made = AgreementType.objects.get(name="Peraturan Bersama Pasar Desa")
    assert made.code != portals.code
    actions.publish_version(made, by=officer)
    assert {made, portals} <= set(types_to_begin(Kind.INTER_VILLAGE, "33.05"))


def test_the_page_shows_what_keeps_a_version_from_being_published(client, officer, working):
    client.force_login(officer)
    actions.save_model_article(working, working.articles.order_by("ordinal")[0], by=officer, guidance="x")
    assertNotContains(client.get(url("type", working.pk)), "Belum ada pasal baku")
    actions.remove_model_article(working.articles.filter(content=Content.SCOPE)[0], by=officer)
    assertContains(client.get(url("type", working.pk)), "Belum ada pasal baku")
    client.post(url("type-publish", working.pk))
    assert AgreementType.objects.get(pk=working.pk).published_at is None


def test_the_legal_office_edits_and_another_regency_sees_nothing_of_it(client, working):
    legal = OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL, regency=agency().regency)
    client.force_login(member(legal, Position.LEGAL_OFFICER))
    assertContains(client.get(url("types")), "sedang disunting")
    foreign = OfficeFactory(
        name="DPMD Purworejo", regency=RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    )
    client.force_login(member(foreign, Position.AGENCY_OFFICER))
    assert client.get(url("type", working.pk)).status_code == 404


def test_villages_do_not_edit_types(client, working):
    agreement = begun()
    client.force_login(agreement.created_by)
    assert client.get(url("types")).status_code == 403
    assert client.post(url("type-publish", working.pk)).status_code == 403


def test_pages_take_the_same_number_of_queries_however_long(
    client, officer, working, django_assert_max_num_queries
):
    client.force_login(officer)
    for i in range(20):
        actions.save_model_article(
            working, None, by=officer, content="other", body=f"Isi {i}.", heading=f"P{i}"
        )
    with django_assert_max_num_queries(25):
        client.get(url("type", working.pk))
    with django_assert_max_num_queries(20):
        client.get(url("types"))


def test_the_list_counts_the_drafts_of_the_regency_whoever_began_them(client, officer):
    ours, theirs = village("Argopeni"), partner("Universitas Bina Bahari")
    by_partner = begun(theirs, ours)
    by_village = begun(ours, village("Pasir"), village("Srati"))
    purworejo = RegencyFactory(code="33.06", name="Kabupaten Purworejo")
    elsewhere = SubdistrictFactory(code="33.06.01", regency=purworejo)
    begun(*(village(name, subdistrict=elsewhere) for name in ("Kaliwader", "Kalijering")))
    counted = begun_within(regency_edited_by(officer))
    assert counted == {one.draft.agreement_type_id: 1 for one in (by_partner, by_village)}
    client.force_login(officer)
    assertContains(client.get(url("types")), "1 rancangan di Kabupaten Kebumen", count=2)
