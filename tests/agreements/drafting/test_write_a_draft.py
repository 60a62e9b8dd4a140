"""Those who may edit a draft change every part of it; nobody's work is lost; others are told why they may not."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import set_parties
from agreements.drafting.choosing import key_of
from agreements.drafting.terms.actions import add_provision
from agreements.drafting.writing import actions as writing
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.agreements.factories import an_agreement, returned
from tests.factories import UserFactory, agency, begun, member, officer, partner, signatory_of, village
from villages.organizations.models import Organization
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def fresh(agreement):
    return Agreement.objects.get(pk=agreement.pk)


PAGES = ["draft-edit", "draft-details", "draft-parties", "draft-recitals", "article-add", "provision-add"]


@pytest.mark.parametrize("name", [*PAGES, "attachment-add", "draft-withdraw", "draft-preview"])
def test_a_stranger_finds_nothing(client, agreement, name):
    client.force_login(signatory_of(village("Jauh")))
    assert client.get(url(name, agreement)).status_code == 404
    assert client.post(url(name, agreement), {"reason": "x"}).status_code in (404, 405)


@pytest.mark.parametrize("name", [*PAGES, "attachment-add", "draft-withdraw"])
def test_the_council_reads_but_does_not_write(client, agreement, name):
    client.force_login(member(agreement.initiator, Position.COUNCIL))
    assertContains(client.get(url(name, agreement)), "Hanya dapat dilakukan oleh", status_code=403)
    assert client.get(url("draft-preview", agreement)).status_code == 200


def test_the_district_sees_a_draft_only_once_it_was_submitted(client, agreement):
    client.force_login(officer(agency()))
    assert client.get(url("draft-edit", agreement)).status_code == 404
    returned(agreement)
    assert client.get(url("draft-edit", agreement)).status_code == 403


def test_not_logged_in_leads_to_the_door(client, agreement):
    assert client.get(url("draft-edit", agreement)).headers["Location"].startswith("/masuk/")


@pytest.mark.parametrize("ref", ["AAAAAAAA", "%00", "x" * 300, "....", "AAAAAAA%00"])
def test_a_strange_reference_is_not_found(head, ref):
    assert head.get(f"/naskah/{ref}/").status_code == 404


def test_a_submitted_text_leads_to_its_working_page(client):
    agreement = an_agreement(Stage.REVIEW)
    client.force_login(agreement.created_by)
    response = client.get(url("draft-edit", agreement), follow=True)
    assertRedirects(response, agreement.desk_url)
    assertContains(response, "mengirim naskah untuk ditinjau")


def test_the_draft_says_what_is_missing_with_its_law_and_the_way(head, agreement):
    agreement.articles.get(content="funding").delete()
    agreement.provisions.filter(party__ordinal=2, kind="right").delete()
    response = head.get(url("draft-check", agreement))
    assertContains(response, "Belum ada pasal tentang “Pendanaan”")
    assertContains(response, "Permendagri 96/2017 Pasal 6 huruf f")
    assertContains(response, url("article-add", agreement) + "?isi=funding")
    assertContains(response, url("provision-add", agreement) + "?pihak=2&amp;jenis=right")
    assertContains(response, "disabled")


def test_the_complete_draft_can_be_sent(head, agreement):
    agency()
    assertNotContains(head.get(url("draft-edit", agreement)), "disabled")
    head.post(url("submit", agreement))
    assert fresh(agreement).stage == Stage.REVIEW


def test_the_draft_costs_the_same_however_long_it_is(head, agreement, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(80) as used:
            head.get(url("draft-edit", agreement))
        return len(used)

    head.get(url("draft-edit", agreement))
    before = queries()
    others = [Organization.objects.get(pk=village().pk) for _i in range(4)]
    parties = [party.organization for party in agreement.parties.order_by("ordinal")]
    set_parties(
        agreement, by=agreement.created_by, edition=agreement.edition, organizations=[*parties, *others]
    )
    for party in fresh(agreement).parties.order_by("ordinal"):
        for number in range(5):
            writing.add_article(
                agreement, by=agreement.created_by, after=None, heading="", content="other", body="x"
            )
            add_provision(agreement, by=agreement.created_by, party=party, kind="right", text=f"hak {number}")
    assert queries() <= before


def particulars(page, **changes):
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values["starts_on"], values["ends_on"] = str(values["starts_on"]), str(values["ends_on"])
    return {k: v for k, v in values.items() if v is not None and v is not False} | {
        "seen": page.context["seen"],
        **changes,
    }


def test_particulars_are_changed(head, agreement):
    page = head.get(url("draft-details", agreement))
    head.post(
        url("draft-details", agreement), particulars(page, title="Pengelolaan Pasar Bersama", value="1.000")
    )
    assert (fresh(agreement).title, fresh(agreement).value) == ("Pengelolaan Pasar Bersama", 1000)


def test_who_comes_second_sees_both_and_decides(head, agreement):
    page = head.get(url("draft-details", agreement))
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    head.force_login(colleague)
    head.post(url("draft-details", agreement), particulars(page, place="Karanganyar"))
    head.force_login(agreement.created_by)
    response = head.post(url("draft-details", agreement), particulars(page, place="Gombong"))
    assertContains(response, "Karanganyar")
    assertContains(response, 'value="Gombong"')
    assertContains(response, str(colleague))
    assert fresh(agreement).place == "Karanganyar"
    head.post(
        url("draft-details", agreement), particulars(page, place="Gombong", seen=response.context["seen"])
    )
    assert fresh(agreement).place == "Gombong"


def test_work_on_another_part_disturbs_nobody(head, agreement):
    page = head.get(url("draft-details", agreement))
    writing.add_article(agreement, by=agreement.created_by, after=None, heading="", content="other", body="x")
    head.post(url("draft-details", agreement), particulars(page, place="Gombong"))
    assert fresh(agreement).place == "Gombong"


def test_recitals_are_changed_and_clashes_shown(head, agreement):
    address = url("draft-recitals", agreement)
    page = head.get(address)
    mine = {
        "considering": "bahwa satu;\nbahwa dua;",
        "in_view_of": "UU 6/2014;",
        "seen": page.context["seen"],
    }
    assertRedirects(head.post(address, mine), address)
    assert agreement.draft.__class__.objects.get(agreement=agreement).considering == mine["considering"]
    response = head.post(address, mine | {"considering": "bahwa tiga;"})
    assertContains(response, "bahwa dua;")
    assertContains(response, "bahwa tiga;")


def test_an_unknown_placeholder_is_told(head, agreement):
    page = head.get(url("draft-recitals", agreement))
    posted = {"considering": "bahwa {{ rahasia }};", "in_view_of": "", "seen": page.context["seen"]}
    assertContains(head.post(url("draft-recitals", agreement), posted), "tidak dikenal")


def codes(agreement):
    return [
        key_of(p.organization)
        for p in agreement.parties.select_related("organization__village").order_by("ordinal")
    ]


def test_parties_are_added_moved_and_taken_out(head, agreement):
    third = Organization.objects.get(pk=village("Buayan").pk)
    address = url("draft-parties", agreement)
    first, second = codes(agreement)
    shown = head.get(address).context["shown"]
    assertRedirects(
        head.post(address, {"seen": shown, "pihak": [first, key_of(third), second]}),
        address,
    )
    assert codes(agreement) == [first, key_of(third), second]
    shown = head.get(address).context["shown"]
    head.post(address, {"seen": shown, "pihak": [key_of(third), first]})
    assert codes(agreement) == [key_of(third), first]
    assert not agreement.provisions.filter(party__organization__village__area=second).exists()


def test_the_initiator_stays_and_partners_stay_out(head, agreement):
    address, (first, second) = url("draft-parties", agreement), codes(agreement)
    shown = head.get(address).context["shown"]
    third = key_of(Organization.objects.get(pk=village("Buayan").pk))
    for wrong in ([second, third], [first], [first, first], [first, partner().slug], [first, "\0"]):
        response = head.post(address, {"seen": shown, "pihak": wrong}, follow=True)
        assertContains(response, "Tidak bisa")
    assert codes(agreement) == [first, second]


def test_parties_changed_meanwhile_are_told(head, agreement):
    address, (first, second) = url("draft-parties", agreement), codes(agreement)
    shown = head.get(address).context["shown"]
    third = key_of(Organization.objects.get(pk=village("Buayan").pk))
    head.post(address, {"seen": shown, "pihak": [first, second, third]})
    response = head.post(address, {"seen": shown, "pihak": [first, third]}, follow=True)
    assertContains(response, "baru saja diubah orang lain")
    assert codes(agreement) == [first, second, third]


def test_the_initiators_head_withdraws_with_a_reason(head, agreement):
    address = url("draft-withdraw", agreement)
    assertContains(head.get(address), "tidak bisa dibatalkan")
    assertContains(head.post(address, {"reason": " "}), "tidak boleh kosong")
    assertRedirects(head.post(address, {"reason": "Ditunda musyawarah."}), agreement.desk_url)
    assert fresh(agreement).stage == Stage.WITHDRAWN


def test_nobody_else_withdraws(client, agreement):
    client.force_login(signatory_of(agreement.parties.get(ordinal=2).organization))
    assertContains(client.get(url("draft-withdraw", agreement)), "Hanya pemrakarsa", status_code=403)


def test_last_remarks_stand_on_top_and_at_their_article(head, agreement):
    returned(agreement, "Sebutkan lokasi TPS.", opinion="Tinggal satu hal.")
    response = head.get(url("draft-edit", agreement))
    assertContains(response, "Sebutkan lokasi TPS.", count=1)
    assertContains(response, "Tinggal satu hal.")
    assertContains(head.get(url("draft-articles", agreement)), "ada catatan peninjau", count=1)
    article = agreement.articles.order_by("ordinal").first()
    assertContains(head.get(url("article-edit", agreement, article.pk)), "Sebutkan lokasi TPS.")


def test_a_remark_outlives_its_article(head, agreement):
    returned(agreement, "Hapus saja pasal ini.")
    writing.remove_article(agreement.articles.order_by("ordinal").first(), by=agreement.created_by)
    response = head.get(url("draft-edit", agreement))
    assertContains(response, "Hapus saja pasal ini.", count=1)
    assertContains(response, "pasal ini sudah dihapus")


def test_the_preview_shows_the_whole_numbered_text(head, agreement):
    response = head.get(url("draft-preview", agreement))
    assertContains(response, "MEMUTUSKAN")
    assertContains(response, 'id="pasal-3"')


def test_a_text_that_cannot_be_set_says_why(head, agreement):
    agreement.articles.filter(content="funding").update(body="{{ entah }}")
    assertContains(head.get(url("draft-preview", agreement)), "tidak dikenal")
    assertContains(head.get(url("draft-edit", agreement)), "Naskah belum dapat disusun")


def test_somebody_who_only_has_an_account_sees_no_draft(client, agreement):
    client.force_login(UserFactory())
    assert client.get(url("draft-edit", agreement)).status_code == 404
