"""The district writes its own dated rules in plain fields, and sees what a change does before it is made."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.rules import Code, load_defaults, rules_for
from agreements.review.actions import open_round
from agreements.review.routes import actions
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    UserFactory,
    agency,
    begun,
    member,
    officer,
    reviewer,
    signatory_of,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.access import Refused
from villages.people.models import Position

pytestmark = pytest.mark.django_db
RULES = "/aturan/"
TODAY = dt.date(2026, 11, 23)
STEP = {
    "name": "Asisten pemerintahan",
    "office": "regent",
    "order": "3",
    "effect": "advisory",
    "days": "2",
    "escalate_to": "",
    "mode": "any",
    "legal_basis": "Perbup 7/2026 Pasal 4",
    "starts_on": "2026-12-01",
}


@pytest.fixture(autouse=True)
def national_rules(on_day):
    on_day(TODAY)
    load_defaults()


@pytest.fixture
def dpmd(client):
    person = reviewer()
    client.force_login(person)
    return person


def own(code=Code.REVIEW_STEP, key="asisten"):
    return LocalRule.objects.filter(code=code, key=key, regency=agency().regency_id).order_by("starts_on")


def national(code, key):
    return LocalRule.objects.get(code=code, key=key, regency=None)


def send(client, address, data):
    """The form, then the page that shows the effect; returns that page and its address."""
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer["Location"]), answer["Location"]


def test_the_page_tells_every_rule_with_its_basis(client, dpmd):
    page = client.get(RULES)
    for words in (
        "Bagian Hukum",
        "mengikat",
        "5 hari kerja",
        "Permendagri 96/2017 Pasal 6",
        "aturan bawaan nasional",
    ):
        assertContains(page, words)


def test_officers_read_and_only_the_agency_writes(client):
    legal = OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL, regency=agency().regency)
    client.force_login(member(legal, Position.LEGAL_OFFICER))
    assertContains(client.get(RULES), "ditulis oleh petugas DPMD")
    assert client.get(reverse("agreements:rule-add", args=["langkah"])).status_code == 403
    for person in (UserFactory(), signatory_of(village("Argopeni").organization)):
        client.force_login(person)
        assert client.get(RULES).status_code == 403


def test_a_new_step_is_written_after_its_effect_was_shown(client, dpmd):
    page, address = send(client, reverse("agreements:rule-add", args=["langkah"]), STEP)
    assertContains(page, "Mulai 1 Desember 2026")
    assertContains(page, "memberi pertimbangan")
    assert not own(key="asisten-pemerintahan").exists()  # looking writes nothing
    assert client.post(address).status_code == 302
    rule = own(key="asisten-pemerintahan").get()
    assert rule.value == {
        "office": "regent",
        "order": 3,
        "effect": "advisory",
        "days": 2,
        "when": {},
        "escalate_to": "",
    }
    assert client.get(address).status_code == 404  # what has been made is not made twice
    assertContains(client.get(reverse("agreements:rule", args=[rule.pk])), str(dpmd))
    assertContains(client.get(RULES), "Mulai 1 Desember 2026 ada yang baru")


def test_circumstances_become_a_condition_that_can_be_edited_again(client, dpmd, on_day):
    data = STEP | {
        "circumstances": ["burdens", "assets"],
        "value_from": "50.000.000",
        "kinds": ["third_party"],
    }
    _page, address = send(client, reverse("agreements:rule-add", args=["langkah"]), data)
    client.post(address)
    rule = own(key="asisten-pemerintahan").get()
    either = [{"burdens": True}, {"assets": True}, {"value_from": 50_000_000}]
    assert rule.value["when"] == {"kinds": ["third_party"], "any": either}
    on_day("2026-12-02")
    client.force_login(dpmd)
    form = client.get(reverse("agreements:rule-change", args=[rule.pk])).context["form"]
    assert form.initial["circumstances"] == ["burdens", "assets"]
    assert (form.initial["value_from"], form.initial["kinds"]) == (50_000_000, ["third_party"])


def test_the_preview_tells_which_agreements_would_have_gone_another_way(client, dpmd):
    one, two = village("Argopeni"), village("Srati")
    cheap = begun(one, two, title="Kerja Sama Murah", value=1_000_000)
    dear = begun(one, two, title="Kerja Sama Mahal", value=90_000_000)
    for agreement in (cheap, dear):
        open_round(agreement, by=agreement.created_by)
    begun(one, two, title="Rancangan Rahasia", value=90_000_000)
    data = STEP | {"value_from": "90.000.000"}
    page, _address = send(client, reverse("agreements:rule-add", args=["langkah"]), data)
    assertContains(page, "Dari 2 naskah yang terakhir dikirim, 1 akan menempuh jalan lain")
    assertContains(page, "Dari 1 rancangan yang sedang disusun, 1 akan menempuh jalan lain")
    assertContains(page, "2 putaran sedang berjalan di kabupaten ini dan tidak berubah")
    assertContains(page, "Kerja Sama Mahal")
    assertContains(page, "bupati/wali kota (memberi pertimbangan, 2 hari kerja)")
    assertNotContains(page, "Kerja Sama Murah")
    assertNotContains(page, "Rancangan Rahasia")


def test_the_preview_costs_the_same_for_few_and_many(client, dpmd, django_assert_max_num_queries):
    one, two = village("Argopeni"), village("Srati")

    def cost():
        _page, address = send(client, reverse("agreements:rule-add", args=["langkah"]), STEP)
        with django_assert_max_num_queries(60) as used:
            client.get(address)
        return len(used)

    for title in ("Kerja Sama Satu", "Kerja Sama Dua"):
        open_round(begun(one, two, title=title), by=signatory_of(one.organization))
    few = cost()
    for number in range(4):
        open_round(begun(one, two, title=f"Kerja Sama Lagi {number}"), by=signatory_of(one.organization))
    assert cost() == few


def test_a_rule_that_has_begun_ends_the_day_before_the_new_one(client, dpmd, on_day):
    facts = {"code": "maximum_years", "key": "", "legal_basis": "Perbup"}
    first = actions.begin_rule(by=dpmd, value=3, starts_on=TODAY, **facts)
    on_day("2026-12-10")
    client.force_login(dpmd)
    address = reverse("agreements:rule-change", args=[first.pk])
    data = {"years": "4", "legal_basis": "Perbup 8/2026", "starts_on": "2027-01-01"}
    _page, check = send(client, address, data)
    client.post(check)
    rows = own(Code.MAXIMUM_YEARS, "")
    assert [(row.value, row.starts_on, row.ends_on) for row in rows] == [
        (3, TODAY, dt.date(2026, 12, 31)),
        (4, dt.date(2027, 1, 1), None),
    ]


def test_a_national_rule_is_switched_off_from_a_day_on(client, dpmd):
    rule = national(Code.REVIEW_STEP, "camat")
    data = {"legal_basis": "Perbup 7/2026 Pasal 2", "starts_on": "2026-12-01"}
    page, address = send(client, reverse("agreements:rule-off", args=[rule.pk]), data)
    assertContains(page, "Tidak ada aturan semacam ini.")
    client.post(address)
    code, regency = Code.REVIEW_STEP, agency().regency_id
    assert [r.key for r in rules_for(regency, code, dt.date(2026, 11, 30))] == ["camat", "dpmd", "hukum"]
    assert [r.key for r in rules_for(regency, code, dt.date(2026, 12, 1))] == ["dpmd", "hukum"]
    assert national(code, "camat").ends_on is None


def test_the_agencys_own_step_stays_and_binds(client, dpmd):
    rule = national(Code.REVIEW_STEP, "dpmd")
    assert client.get(reverse("agreements:rule-off", args=[rule.pk])).status_code == 404
    page = client.get(reverse("agreements:rule-change", args=[rule.pk]))
    assertNotContains(page, 'name="effect"')
    data = {"order": "1", "days": "7", "escalate_to": "regent", "effect": "advisory", "office": "legal"}
    data |= {"legal_basis": "Perbup", "starts_on": "2026-12-01"}
    _page, address = send(client, reverse("agreements:rule-change", args=[rule.pk]), data)
    client.post(address)
    value = own(key="dpmd").get().value
    assert (value["office"], value["effect"], value["days"], value["when"]) == (
        "village_agency",
        "blocking",
        7,
        {},
    )


def test_a_rule_is_ended_and_the_national_one_holds_again(client, dpmd):
    rule = actions.begin_rule(
        by=dpmd, code="maximum_years", key="", value=3, legal_basis="Perbup", starts_on=TODAY
    )
    page, address = send(client, reverse("agreements:rule-end", args=[rule.pk]), {"last_day": "2026-12-31"})
    assertContains(page, "5 tahun")
    client.post(address)
    rule.refresh_from_db()
    assert rule.ends_on == dt.date(2026, 12, 31)
    days, regency = (rule.ends_on, dt.date(2027, 1, 1)), agency().regency_id
    values = [rules_for(regency, Code.MAXIMUM_YEARS, day)[0].value for day in days]
    assert values == [3, 5]


def test_only_what_has_not_begun_is_taken_back(client, dpmd, on_day):
    facts = {"code": "maximum_years", "key": "", "value": 3, "legal_basis": "Perbup"}
    rule = actions.begin_rule(by=dpmd, starts_on=dt.date(2026, 12, 1), **facts)
    address = reverse("agreements:rule-remove", args=[rule.pk])
    assertContains(client.get(address), "tidak jadi berlaku")
    on_day("2026-12-01")
    client.force_login(dpmd)
    assert client.post(address).status_code == 404
    with pytest.raises(Refused):
        actions.remove_rule(rule, by=dpmd)
    on_day("2026-11-30")
    client.force_login(dpmd)
    assert client.post(address).status_code == 302
    assert not LocalRule.objects.filter(pk=rule.pk).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": "2026-11-22"}, "starts_on"),
        ({"ends_on": "2026-11-30"}, "__all__"),
        ({"days": "0"}, "days"),
        ({"days": "61"}, "days"),
        ({"order": "10"}, "order"),
        ({"office": "president"}, "office"),
        ({"effect": ""}, "effect"),
        ({"escalate_to": "regent"}, "escalate_to"),
        ({"name": "!!!"}, "name"),
        ({"name": "Hukum"}, "name"),
        ({"legal_basis": ""}, "legal_basis"),
        ({"value_from": "seribu"}, "value_from"),
        ({"types": ["none-such"]}, "types"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(client, dpmd, changes, field):
    answer = client.post(reverse("agreements:rule-add", args=["langkah"]), STEP | changes)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not LocalRule.objects.exclude(regency=None).exists()


def test_two_rows_of_one_rule_never_lie_over_each_other(dpmd):
    facts = {"by": dpmd, "code": "maximum_years", "key": "", "value": 3, "legal_basis": "Perbup"}
    actions.begin_rule(starts_on=dt.date(2027, 1, 1), **facts)
    with pytest.raises(ValidationError, match="Mulai 1 Januari 2027"):
        actions.begin_rule(starts_on=TODAY, **facts)
    with pytest.raises(ValidationError, match="Sudah ada aturan yang sama"):
        actions.begin_rule(starts_on=dt.date(2027, 1, 1), **facts)
    actions.begin_rule(starts_on=TODAY, ends_on=dt.date(2026, 12, 31), **facts)
    assert own(Code.MAXIMUM_YEARS, "").count() == 2


def test_nobody_touches_the_rules_of_another_regency_or_of_the_portal(client, dpmd):
    elsewhere = OfficeFactory(name="DPMD Lain", regency=RegencyFactory(code="33.04", name="Kabupaten Lain"))
    facts = {"code": "maximum_years", "key": "", "value": 3, "legal_basis": "Perbup"}
    theirs = actions.begin_rule(by=officer(elsewhere), starts_on=dt.date(2026, 12, 1), **facts)
    for name in ("rule", "rule-change", "rule-end", "rule-remove"):
        assert client.get(reverse(f"agreements:{name}", args=[theirs.pk])).status_code == 404, name
    for rule in (theirs, national(Code.MAXIMUM_YEARS, "")):
        for act in (
            lambda r: actions.remove_rule(r, by=dpmd),
            lambda r: actions.end_rule(r, by=dpmd, last_day=TODAY),
        ):
            with pytest.raises(Refused, match="bukan milik"):
                act(rule)
    with pytest.raises(Refused):
        actions.begin_rule(by=UserFactory(), starts_on=TODAY, **facts)


@pytest.mark.parametrize(
    ("kind", "data", "code", "key", "value"),
    [
        ("daftar-periksa", {"step": "camat", "questions": "Satu?\n\n Dua? "}, "checklist", "camat", ["Satu?", "Dua?"]),
        (
            "dokumen",
            {"kind": "terms_of_reference", "mode": "all", "circumstances": ["assets"]},
            "required_document",
            "terms_of_reference",
            {"kind": "terms_of_reference", "when": {"assets": True}},
        ),
        ("konsultasi", {"days": "14", "mode": "any"}, "consultation", "", {"days": 14, "when": {}}),
        ("jangka-waktu", {"subject": "loan", "years": "5"}, "maximum_years", "loan", 5),
        (
            "hari-libur",
            {"name": "Hari jadi kabupaten", "dates": "21-08-2027\n2027-08-20"},
            "holidays",
            "hari-jadi-kabupaten",
            ["2027-08-20", "2027-08-21"],
        ),
    ],
)  # fmt: skip
def test_every_kind_of_rule_has_plain_fields(client, dpmd, kind, data, code, key, value):
    data = data | {"legal_basis": "Perbup 7/2026", "starts_on": "2026-12-01"}
    _page, address = send(client, reverse("agreements:rule-add", args=[kind]), data)
    client.post(address)
    rule = own(code, key).get()
    assert rule.value == value
    assertContains(client.get(RULES), "Perbup 7/2026") if rule.starts_on <= TODAY else None
    assert client.get(reverse("agreements:rule", args=[rule.pk])).status_code == 200


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("daftar-periksa", {"step": "camat", "questions": "x" * 301}, "questions"),
        ("daftar-periksa", {"step": "camat", "questions": "\n".join("y" * 21)}, "questions"),
        ("daftar-periksa", {"step": "nobody", "questions": "Ya?"}, "step"),
        ("dokumen", {"kind": "signed_scan", "mode": "any"}, "kind"),
        ("konsultasi", {"days": "61", "mode": "any"}, "days"),
        ("jangka-waktu", {"subject": "lease", "years": "4"}, "years"),
        ("hari-libur", {"name": "Libur", "dates": "besok"}, "dates"),
        ("hari-libur", {"name": "Libur", "dates": " \n "}, "dates"),
    ],
)
def test_no_kind_takes_what_it_cannot_mean(client, dpmd, kind, data, field):
    data = data | {"legal_basis": "Perbup", "starts_on": "2026-12-01"}
    answer = client.post(reverse("agreements:rule-add", args=[kind]), data)
    assert field in answer.context["form"].errors


def test_a_condition_that_no_fields_mean_is_kept_whole(client, dpmd, on_day):
    odd = {"burdens": False, "kinds": ["third_party"]}
    value = {"kind": "minutes", "when": odd}
    facts = {"code": "required_document", "key": "minutes", "legal_basis": "Perbup"}
    rule = actions.begin_rule(by=dpmd, value=value, starts_on=TODAY, **facts)
    address = reverse("agreements:rule-change", args=[rule.pk])
    assertContains(
        client.get(address),
        "Biarkan syaratnya seperti sekarang: Kerja sama Desa dengan pihak ketiga; tidak: membebani",
    )
    data = {"mode": "any", "as_before": "on", "legal_basis": "Perbup 9", "starts_on": "2026-12-01"}
    _page, check = send(client, address, data)
    client.post(check)
    assert own("required_document", "minutes").last().value == value


def test_somebody_elses_or_an_old_mark_shows_nothing(client, dpmd):
    _page, address = send(client, reverse("agreements:rule-add", args=["langkah"]), STEP)
    client.force_login(officer(agency()))
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_what_became_impossible_meanwhile_is_told(client, dpmd):
    _page, address = send(client, reverse("agreements:rule-add", args=["langkah"]), STEP)
    value = {"office": "regent", "order": 3, "effect": "advisory", "days": 2, "when": {}, "escalate_to": ""}
    facts = {"code": "review_step", "key": "asisten-pemerintahan", "legal_basis": "Perbup"}
    actions.begin_rule(by=officer(agency()), value=value, starts_on=dt.date(2026, 12, 1), **facts)
    assertContains(client.post(address, follow=True), "Sudah ada aturan yang sama mulai tanggal itu.")
    assert own(key="asisten-pemerintahan").count() == 1


def test_a_round_that_runs_is_not_touched(client, dpmd):
    agreement = begun(village("Argopeni"), village("Srati"), value=1_000_000)
    round_ = open_round(agreement, by=agreement.created_by)
    before = list(round_.steps.order_by("pk").values())
    actions.begin_rule(by=dpmd, starts_on=TODAY, **{**_step(), "key": "dpmd"})
    assert list(round_.steps.order_by("pk").values()) == before
    again = begun(village("Pasir"), village("Jladri"), value=1_000_000)
    assert open_round(again, by=again.created_by).steps.get().days == 9
    assert Agreement.objects.count() == 2


def _step():
    value = {
        "office": "village_agency",
        "order": 2,
        "effect": "blocking",
        "days": 9,
        "when": {},
        "escalate_to": "",
    }
    return {"code": "review_step", "value": value, "legal_basis": "Perbup"}
