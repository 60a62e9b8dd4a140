"""Villages record how they decided: every side reads it, but only those who recorded it read who came."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from agreements.drafting.actions import Stale, set_parties
from agreements.drafting.completeness import findings
from agreements.drafting.deliberations import actions, attendees
from agreements.drafting.deliberations.models import Attendee, Decision, Deliberation
from agreements.drafting.together.joining import join
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement, Attachment
from agreements.record.stages import Stage
from tests.factories import begun, member, moved, partner, reviewer, signatory_of, submitted, village
from tests.support.papers import letter
from villages.people.models import Position

pytestmark = pytest.mark.django_db
NAMES = "1. Siti Aminah — PKK\nBudi Santoso, S.Pd. - Karang Taruna\n\nSlamet"


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Srati"))


@pytest.fixture
def head(agreement):
    return agreement.created_by


@pytest.fixture
def other(agreement):
    return signatory_of(party(agreement, 2).organization)


def party(agreement, ordinal=1):
    return agreement.parties.get(ordinal=ordinal)


def facts(**changes):
    return {
        "held_on": timezone.localdate() - dt.timedelta(days=3),
        "place": "Balai Desa",
        "agenda": "Kerja sama sampah",
        "attendance": 40,
        "decision": Decision.AGREED,
        "decision_text": "Menyepakati kerja sama.",
        "minutes": "",
    } | changes


def typed(agreement, **changes):
    held = facts()["held_on"].isoformat()
    whose = str(party(agreement).organization_id)
    return facts(held_on=held, whose=whose, names=NAMES) | changes


def recorded(agreement, by, ordinal=1, names=(), **changes):
    whose = party(agreement, ordinal) if ordinal else None
    return actions.record(agreement, by=by, village=whose, attendees=names, **facts(**changes))


def url(agreement, name="deliberations", *more):
    return reverse(f"agreements:{name}", args=[agreement.ref, *more])


def required(agreement, *kinds):
    kind = agreement.draft.agreement_type
    kind.required_deliberations = list(kinds)
    kind.save(update_fields=["required_deliberations"])
    return Agreement.objects.get(pk=agreement.pk)


def missing(agreement, *, blocking=True):
    found = findings(Agreement.objects.get(pk=agreement.pk))
    return [f.message for f in found if f.place == "deliberations" and f.blocking == blocking]


def test_a_village_records_its_deliberation_with_minutes_and_names(client, agreement, head):
    client.force_login(head)
    sent = typed(agreement, attendance="", file=letter())
    assertRedirects(client.post(url(agreement, "deliberation-add"), sent), url(agreement))
    row = Deliberation.objects.get()
    assert (row.kind, row.village, row.recorded_for) == ("village", agreement.initiator, agreement.initiator)
    assert row.attendance == 3
    assert list(row.attendees.order_by("pk").values_list("name", "capacity")) == [
        ("Siti Aminah", "PKK"),
        ("Budi Santoso, S.Pd.", "Karang Taruna"),
        ("Slamet", ""),
    ]
    assert row.files.get().kind == Attachment.Kind.MINUTES
    page = client.get(url(agreement))
    assertContains(page, "Musyawarah Desa, Desa Argopeni")
    assertContains(page, "menyepakati kerja sama")
    assertContains(page, "Siti Aminah")
    assertContains(page, "3 orang")


def test_the_journal_tells_it_without_a_name(agreement, head):
    recorded(agreement, head, names=[("Siti Aminah", "PKK")])
    entry = agreement.journal.get(code="deliberate")
    assert entry.on_behalf_of == agreement.initiator
    assert entry.details["decision"] == "agreed"
    assert "Siti" not in str(entry.details)


def test_only_the_organization_that_recorded_it_reads_who_came(client, agreement, head, other):
    recorded(agreement, head, names=[("Siti Aminah", "PKK")])
    for person, seen in (
        (head, True),
        (member(agreement.initiator, Position.COUNCIL), True),
        (other, False),
    ):
        client.force_login(person)
        page = client.get(url(agreement))
        assertContains(page, "40 orang")
        (assertContains if seen else assertNotContains)(page, "Siti Aminah")
    submitted(agreement)
    client.force_login(reviewer())
    page = client.get(url(agreement))
    assertContains(page, "40 orang")
    assertNotContains(page, "Siti Aminah")
    assertNotContains(page, "Ubah</a>")


def test_each_village_records_its_own(agreement, head, other):
    recorded(agreement, head, ordinal=2)  # the holder of the pen, until the other village writes along
    join(agreement, by=other)
    with pytest.raises(Refused, match="Desa Srati sendiri"):
        recorded(agreement, head, ordinal=2)
    row = recorded(agreement, other, ordinal=2)
    assert row.recorded_for == party(agreement, 2).organization
    with pytest.raises(Refused):
        recorded(agreement, other, ordinal=1)


def test_the_joint_one_is_recorded_by_the_holder_of_the_pen(agreement, head, other):
    row = recorded(agreement, head, ordinal=None)
    assert (row.kind, row.village) == ("inter_village", None)
    with pytest.raises(Refused):
        recorded(agreement, other, ordinal=None)


def test_the_form_offers_only_what_one_may_record(client, agreement, head, other):
    client.force_login(head)
    page = client.get(url(agreement, "deliberation-add"))
    assertContains(page, "Musyawarah Desa, Desa Argopeni (Ayah)")
    assertContains(page, "Musyawarah antar-Desa")
    client.force_login(other)
    page = client.get(url(agreement, "deliberation-add"))
    assertContains(page, "Musyawarah Desa, Desa Srati (Ayah)")
    assertNotContains(page, "Desa Argopeni (Ayah)")
    answer = client.post(url(agreement, "deliberation-add"), typed(agreement))
    assertContains(answer, "hal yang perlu diperbaiki")
    assert not Deliberation.objects.exists()


def test_a_partner_has_no_village_to_record_for(client):
    agreement = begun(village("Argopeni"), partner("Universitas Bahari"))
    client.force_login(signatory_of(party(agreement, 2).organization))
    assertContains(client.get(url(agreement, "deliberation-add")), "desanya sendiri", status_code=403)
    assertNotContains(client.get(url(agreement)), "Catat musyawarah</a>")


def test_only_those_who_recorded_it_mend_it(client, agreement, head, other):
    row = recorded(agreement, head, names=[("Siti Aminah", "PKK")])
    client.force_login(other)
    assert client.get(url(agreement, "deliberation-edit", row.pk)).status_code == 403
    client.force_login(head)
    page = client.get(url(agreement, "deliberation-edit", row.pk))
    assertContains(page, "Siti Aminah — PKK")
    sent = typed(agreement, seen="1", place="Pendopo", names="Siti Aminah — PKK\nWarti — RT 2")
    assertRedirects(client.post(url(agreement, "deliberation-edit", row.pk), sent), url(agreement))
    row.refresh_from_db()
    assert (row.place, row.edition, row.attendees.count()) == ("Pendopo", 2, 2)
    assert agreement.journal.filter(code="deliberate_again").count() == 1


def test_who_saves_second_is_told_and_loses_nothing(client, agreement, head):
    row = recorded(agreement, head)
    actions.change(row, by=head, edition=1, **facts(place="Pendopo"))
    with pytest.raises(Stale):
        actions.change(row, by=head, edition=1, **facts(place="Masjid"))
    client.force_login(head)
    page = client.post(
        url(agreement, "deliberation-edit", row.pk), typed(agreement, seen="1", place="Masjid")
    )
    assertContains(page, "diubah orang lain")
    assertContains(page, 'value="Masjid"')
    assertContains(page, 'name="seen" value="2"')


def test_a_record_is_taken_out_and_its_names_with_it(client, agreement, head):
    client.force_login(head)
    client.post(url(agreement, "deliberation-add"), typed(agreement, file=letter()))
    row = Deliberation.objects.get()
    assertContains(client.get(url(agreement, "deliberation-remove", row.pk)), "tidak bisa dibatalkan")
    assertRedirects(client.post(url(agreement, "deliberation-remove", row.pk)), url(agreement))
    assert not Attendee.objects.exists()
    assert agreement.attachments.count() == 1
    assert agreement.journal.filter(code="deliberate_not").count() == 1


def test_a_village_takes_out_what_others_recorded_about_it(agreement, head, other):
    row = recorded(agreement, head, ordinal=2)
    actions.remove(row, by=other)
    row = recorded(agreement, head, ordinal=1)
    with pytest.raises(Refused):
        actions.remove(row, by=other)


def test_nothing_is_recorded_once_the_text_is_submitted(client, agreement, head):
    row = recorded(agreement, head)
    submitted(agreement)
    current = Agreement.objects.get(pk=agreement.pk)
    with pytest.raises(Refused):
        recorded(current, head)
    with pytest.raises(Refused):
        actions.remove(row, by=head)
    client.force_login(head)
    assertNotContains(client.get(url(agreement)), "Catat musyawarah</a>")


def test_a_session_lies_in_the_past_and_somebody_came(agreement, head):
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for changes, field in (
        ({"held_on": tomorrow}, "held_on"),
        ({"attendance": 0}, "attendance"),
        ({"attendance": 1, "names": [("A", ""), ("B", "")]}, "attendance"),
        ({"place": ""}, "place"),
        ({"decision": "maybe"}, "decision"),
    ):
        with pytest.raises(ValidationError) as error:
            recorded(agreement, head, **changes)
        assert field in error.value.message_dict
    assert not Deliberation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"attendance": "", "names": ""}, "Isi jumlah yang hadir"),
        ({"names": "x" * 200}, "Baris 1"),
        ({"names": "\n".join(f"Orang {n}" for n in range(1001))}, "Paling banyak 1000 nama"),
        ({"names": "Siti\u202eAminah"}, "pembalik arah"),
        ({"held_on": "31-02-2026"}, "tanggal"),
        ({"file": "bukan"}, "bukan PDF"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(client, agreement, head, changes, words):
    client.force_login(head)
    if "file" in changes:
        changes = {"file": letter("x.pdf")}
        changes["file"].file.seek(0)
        changes["file"].file.write(b"bukan")
        changes["file"].file.seek(0)
    assertContains(client.post(url(agreement, "deliberation-add"), typed(agreement, **changes)), words)
    assert not Deliberation.objects.exists()


def test_names_are_read_back_as_they_are_written():
    people = attendees.read(NAMES)
    assert attendees.read(attendees.written(people)) == people
    assert attendees.read("Nur-Aini\tKetua RT\n2) Joko ; BPD") == [("Nur-Aini", "Ketua RT"), ("Joko", "BPD")]


def test_a_type_may_ask_for_a_deliberation_in_every_village(agreement, head, other):
    agreement = required(agreement, "village")
    assert len(missing(agreement)) == 2
    assert not may(head, "open_round", agreement)
    recorded(agreement, head)
    assert missing(agreement) == ["Belum ada catatan Musyawarah Desa Srati yang menyepakati kerja sama ini."]
    recorded(agreement, other, ordinal=2, decision=Decision.WITH_CHANGES)
    assert missing(agreement) == []
    assert "minta perubahan" in missing(agreement, blocking=False)[0]


def test_a_type_may_ask_for_the_joint_one(agreement, head):
    agreement = required(agreement, "inter_village")
    assert [f.legal_basis for f in findings(agreement) if f.place == "deliberations"] == [
        "UU 6/2014 Pasal 92 ayat (2); Permendagri 96/2017"
    ]
    recorded(agreement, head, ordinal=None)
    assert missing(agreement) == []


def test_a_refusal_stands_in_the_way_until_a_later_session_agrees(agreement, head):
    recorded(agreement, head, decision=Decision.REFUSED)
    assert "tidak menyepakati" in missing(agreement)[0]
    recorded(agreement, head, held_on=timezone.localdate() - dt.timedelta(days=1))
    assert missing(agreement) == []


def test_a_session_after_the_submission_does_not_count(agreement, head):
    recorded(agreement, head)
    late = required(agreement, "village")
    Deliberation.objects.update(held_on=timezone.localdate() + dt.timedelta(days=5))
    assert "belum berlangsung" in missing(late)[0]


def test_a_village_that_left_is_not_asked_any_more(agreement, head):
    third = village("Pasir").organization
    organizations = [p.organization for p in agreement.parties.order_by("ordinal")]
    set_parties(agreement, by=head, edition=agreement.edition, organizations=[*organizations, third])
    recorded(agreement, head, ordinal=3, decision=Decision.REFUSED)
    assert missing(agreement)
    current = Agreement.objects.get(pk=agreement.pk)
    set_parties(current, by=head, edition=current.edition, organizations=organizations)
    assert missing(agreement) == []


def test_the_list_takes_as_many_queries_however_long_it_is(client, agreement, head):
    client.force_login(head)
    counts = []
    for _n in range(2):
        for _m in range(3):
            recorded(agreement, head, names=[("Siti", ""), ("Budi", "")])
        with CaptureQueriesContext(connection) as queries:
            client.get(url(agreement))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_has_no_part_finds_nothing(client, agreement, head):
    recorded(agreement, head)
    client.force_login(signatory_of(village("Jladri").organization))
    for name, *more in (("deliberations",), ("deliberation-add",), ("deliberation-edit", 1)):
        assert client.get(url(agreement, name, *more)).status_code == 404
    moved(agreement, Stage.IN_FORCE)
    assert client.get(url(agreement)).status_code == 404
