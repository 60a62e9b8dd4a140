"""Each party writes its own rights, obligations, limits and sanctions; who is slower sees both; others only read."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import Stale
from agreements.drafting.models import Provision
from agreements.drafting.terms import actions
from agreements.drafting.together.joining import join
from agreements.record.crossing import Refused
from tests.factories import begun, member, moved, signatory_of, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    made = begun(village("Argopeni"), village("Pasir"))
    made.provisions.all().delete()
    return made


@pytest.fixture
def head(client, agreement):
    client.force_login(agreement.created_by)
    return client


@pytest.fixture
def duty(agreement):
    return row(agreement, "obligation", "menyetor iuran")


def row(agreement, kind, text, ordinal=1, **more):
    party = agreement.parties.get(ordinal=ordinal)
    return actions.add_provision(
        agreement, by=agreement.created_by, party=party, kind=kind, text=text, **more
    )


def url(name, agreement, *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def texts(agreement, kind, ordinal=1):
    rows = agreement.provisions.filter(kind=kind, party__ordinal=ordinal)
    return list(rows.order_by("ordinal").values_list("text", flat=True))


def other_side(agreement):
    return signatory_of(agreement.parties.get(ordinal=2).organization)


def test_an_obligation_is_written_with_its_rhythm_money_and_evidence(head, agreement):
    address = url("provision-add", agreement) + "?pihak=2&jenis=obligation"
    typed = {
        "text": "menyetor iuran",
        "due_rule": "monthly",
        "due_on": "2027-01-31",
        "due_days": "12",
        "amount": "2.500.000",
        "evidence": "bukti setor bank",
    }
    response = head.post(address, typed)
    made = agreement.provisions.get()
    assertRedirects(response, url("draft-provisions", agreement) + f"#ketentuan-{made.pk}")
    said = (made.party.ordinal, made.due_rule, str(made.due_on), made.due_days, made.amount, made.evidence)
    assert said == (2, "monthly", "2027-01-31", None, 2_500_000, "bukti setor bank")


def test_working_days_are_counted_from_an_event_in_words(head, agreement):
    address = url("provision-add", agreement) + "?pihak=2&jenis=obligation"
    rule = {"due_rule": "after_event", "due_days": "7", "event": "panen raya", "due_on": "2027-01-31"}
    head.post(address, {"text": "membagi hasil", **rule})
    made = agreement.provisions.get()
    assert (made.due_rule, made.due_days, made.event, made.due_on) == ("after_event", 7, "panen raya", None)
    page = head.get(url("draft-provisions", agreement)).content.decode()
    assert "7 hari kerja sesudah panen raya" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"due_rule": "on_date"}, "due_on"),
        ({"due_rule": "after_signing"}, "due_days"),
        ({"due_rule": "after_signing", "due_days": "-1"}, "due_days"),
        ({"due_rule": "after_event", "event": "panen"}, "due_days"),
        ({"due_rule": "after_event", "due_days": "7"}, "event"),
        ({"due_rule": "weekly"}, "due_rule"),
        ({"due_on": "2027-01-31"}, "due_rule"),
        ({"due_rule": "on_date", "due_on": "kapan saja"}, "due_on"),
        ({"amount": "sejuta"}, "amount"),
        ({"evidence": "dua\nbaris"}, "evidence"),
        ({"text": " "}, "text"),
    ],
)
def test_what_a_rule_needs_is_asked_beside_its_field(head, agreement, typed, field):
    response = head.post(url("provision-add", agreement), {"text": "menyetor"} | typed)
    assert list(response.context["form"].errors) == [field]
    assert not agreement.provisions.exists()


def test_each_kind_asks_only_what_it_needs(head, agreement, duty):
    asked = {}
    for kind in ("right", "obligation", "limitation", "sanction"):
        form = head.get(url("provision-add", agreement) + f"?jenis={kind}").context["form"]
        asked[kind] = list(form.fields)
    assert asked["limitation"] == ["text"]
    assert asked["right"] == ["text", "amount"]
    assert asked["obligation"] == ["text", "due_rule", "due_on", "due_days", "event", "amount", "evidence"]
    assert asked["sanction"][:2] == ["breach_of", "text"]


def test_a_sanction_answers_a_breach_in_steps(head, agreement, duty):
    row(agreement, "obligation", "hal pihak lain", ordinal=2)
    row(agreement, "right", "hak sendiri")
    limit = row(agreement, "limitation", "membakar sampah")
    address = url("provision-add", agreement) + "?pihak=1&jenis=sanction"
    form = head.get(address).context["form"]
    assert list(form.fields["breach_of"].queryset) == [duty, limit]
    head.post(
        address,
        {
            "breach_of": duty.pk,
            "text": "sanksi administratif",
            "measure_1": "warning",
            "measure_3": "compensation",
            "after_3": "30",
            "amount_3": "500.000",
        },
    )
    made = agreement.provisions.get(kind="sanction")
    assert made.breach_of == duty
    assert made.steps == [
        {"measure": "warning", "after_days": None, "amount": None},
        {"measure": "compensation", "after_days": 30, "amount": 500_000},
    ]
    page = head.get(url("draft-provisions", agreement))
    assertContains(page, "Bila melanggar: menyetor iuran")
    assertContains(page, "ganti rugi Rp\u00a0500.000, setelah 30 hari")
    again = head.get(url("provision-edit", agreement, made.pk)).context["form"]
    assert (again["measure_2"].value(), again["after_2"].value()) == ("compensation", 30)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"after_2": "14"}, "measure_2"),
        ({"measure_1": "warning", "amount_1": "5.000"}, "amount_1"),
        ({"measure_1": "termination", "measure_2": "warning"}, "measure_1"),
        ({f"measure_{n}": "warning" for n in range(1, 5)}, "measure_1"),
        ({"measure_1": "jail"}, "measure_1"),
        ({"breach_of": ""}, "breach_of"),
    ],
)
def test_impossible_steps_are_told(head, agreement, duty, typed, field):
    sent = {"breach_of": duty.pk, "text": "sanksi"} | typed
    response = head.post(url("provision-add", agreement) + "?jenis=sanction", sent)
    assert field in response.context["form"].errors
    assertContains(response, "Ada 1 hal")


def test_a_sanction_cannot_answer_what_another_party_owes(agreement, duty):
    theirs = row(agreement, "obligation", "hal pihak lain", ordinal=2)
    for target in (theirs, row(agreement, "right", "hak")):
        with pytest.raises(ValidationError) as caught:
            row(agreement, "sanction", "teguran", breach_of=target)
        assert list(caught.value.error_dict) == ["breach_of"]


def test_rows_change_places_among_their_kind(head, agreement):
    first, second, third = (row(agreement, "right", text) for text in ("satu", "dua", "tiga"))
    row(agreement, "limitation", "batasan")
    move = url("provision-move", agreement, third.pk)
    head.post(move, {"arah": "naik"})
    assert texts(agreement, "right") == ["satu", "tiga", "dua"]
    head.post(url("provision-move", agreement, first.pk), {"arah": "turun"})
    assert texts(agreement, "right") == ["tiga", "satu", "dua"]
    for at_the_end in ({"arah": "naik"}, {"arah": "naik"}):
        head.post(move, at_the_end)
    assert texts(agreement, "right") == ["tiga", "satu", "dua"]
    head.post(url("provision-move", agreement, second.pk), {"arah": "turun"})
    assert texts(agreement, "right") == ["tiga", "satu", "dua"]
    assert head.get(move).status_code == 405


def test_rows_that_share_a_place_can_be_moved_apart(agreement):
    rows = [row(agreement, "right", text) for text in ("satu", "dua")]
    Provision.objects.filter(pk__in=[r.pk for r in rows]).update(ordinal=4)
    actions.move_provision(rows[1], by=agreement.created_by, up=True)
    assert texts(agreement, "right") == ["dua", "satu"]


def test_who_is_slower_sees_both_and_decides(head, agreement, duty):
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    address = url("provision-edit", agreement, duty.pk)
    page = head.get(address)
    actions.save_provision(
        duty, by=colleague, edition=1, text="menyetor iuran bulanan", due_rule="monthly", amount=7
    )
    mine = {"edition": page.context["edition"], "text": "menyetor iuran tahunan", "due_rule": "yearly"}
    response = head.post(address, mine)
    for words in ("menyetor iuran bulanan", "menyetor iuran tahunan", "setiap bulan", str(colleague)):
        assertContains(response, words)
    duty.refresh_from_db()
    assert duty.text == "menyetor iuran bulanan"
    head.post(address, mine | {"edition": response.context["edition"]})
    duty.refresh_from_db()
    assert (duty.text, duty.due_rule, duty.edition) == ("menyetor iuran tahunan", "yearly", 3)


@pytest.mark.parametrize("edition", ["", "nol", "-1", "9" * 40, "１"])
def test_a_strange_edition_counts_as_stale(head, agreement, duty, edition):
    response = head.post(url("provision-edit", agreement, duty.pk), {"edition": edition, "text": "lain"})
    assertContains(response, "Yang tersimpan sekarang")


def test_a_row_removed_meanwhile_keeps_what_was_typed(head, agreement, duty, monkeypatch):
    save = actions.save_provision

    def removed_first(provision, **fields):
        Provision.objects.filter(pk=provision.pk).delete()
        return save(provision, **fields)

    monkeypatch.setattr(actions, "save_provision", removed_first)
    sent = {"edition": 1, "text": "jangan hilang"}
    response = head.post(url("provision-edit", agreement, duty.pk), sent)
    assertContains(response, "jangan hilang")
    assertContains(response, "sudah dihapus orang lain")


def test_a_removed_row_raises_stale_without_a_row(agreement, duty):
    actions.remove_provision(duty, by=agreement.created_by)
    actions.remove_provision(duty, by=agreement.created_by)
    with pytest.raises(Stale) as caught:
        actions.save_provision(duty, by=agreement.created_by, edition=1, text="x")
    assert caught.value.current is None


def test_removing_says_which_sanction_loses_its_ground(head, agreement, duty):
    sanction = row(agreement, "sanction", "teguran tertulis", breach_of=duty)
    address = url("provision-remove", agreement, duty.pk)
    assertContains(head.get(address), "teguran tertulis")
    assertRedirects(head.post(address), url("draft-provisions", agreement) + "#pihak-1")
    sanction.refresh_from_db()
    assert sanction.breach_of is None


def test_a_party_that_joined_writes_its_own_rows_and_nobody_elses(client, head, agreement, duty):
    theirs = row(agreement, "right", "menerima iuran", ordinal=2)
    them = other_side(agreement)
    join(agreement, by=them)
    for name in ("provision-edit", "provision-remove"):
        assertContains(head.get(url(name, agreement, theirs.pk)), "Desa Pasir", status_code=403)
        assert head.post(url(name, agreement, theirs.pk), {"text": "x"}).status_code == 403
    assert head.get(url("provision-add", agreement) + "?pihak=2").status_code == 403
    assertContains(head.get(url("draft-provisions", agreement)), "menulis barisnya sendiri")
    with pytest.raises(Refused):
        actions.save_provision(theirs, by=agreement.created_by, edition=1, text="x")
    client.force_login(them)
    page = client.get(url("draft-provisions", agreement))
    assertContains(page, url("provision-edit", agreement, theirs.pk))
    assertNotContains(page, url("provision-edit", agreement, duty.pk))
    assertContains(page, "Anda hanya membaca")
    form = client.get(url("provision-add", agreement)).context["form"]
    assert form.party.ordinal == 2
    assert client.post(url("provision-move", agreement, duty.pk), {"arah": "naik"}).status_code == 403


@pytest.mark.parametrize(
    "address", ["?pihak=9", "?pihak=x&jenis=<b>", "?pihak=99999999999999999999", "?jenis=%00"]
)
def test_any_address_of_a_new_row_is_answered(head, agreement, address):
    assert head.get(url("provision-add", agreement) + address).status_code == 200


def test_a_row_of_another_agreement_is_not_found(head, agreement):
    other = begun(village("Buayan"), village("Rogodono"), by=None).provisions.order_by("pk").first()
    for name in ("provision-edit", "provision-remove", "provision-move"):
        assert head.post(url(name, agreement, other.pk), {"text": "x"}).status_code == 404


def test_the_page_costs_the_same_however_many_rows_there_are(head, agreement, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(80) as used:
            head.get(url("draft-provisions", agreement))
        return len(used)

    first = row(agreement, "obligation", "satu", due_rule="monthly")
    row(agreement, "sanction", "teguran", breach_of=first)
    queries()
    before = queries()
    for ordinal in (1, 2):
        for number in range(8):
            made = row(agreement, "obligation", f"hal {number}", ordinal=ordinal)
            row(agreement, "sanction", "teguran", ordinal=ordinal, breach_of=made)
    assert queries() <= before


def test_nothing_is_written_once_the_text_is_submitted(agreement, duty):
    moved(agreement, "review")
    with pytest.raises(Refused):
        actions.save_provision(duty, by=agreement.created_by, edition=1, text="x")
