"""End an agreement in force on one of nine grounds: the district, with what shows it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.drafting.models import Provision
from agreements.monitoring.ending.actions import end
from agreements.monitoring.ending.grounds import BY_WAY, GROUNDS
from agreements.monitoring.ending.models import Ending
from agreements.monitoring.files.taking import taken
from agreements.monitoring.letters.actions import Text, issue
from agreements.monitoring.letters.models import Letter
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from tests import factories
from tests.support.papers import letter

pytestmark = pytest.mark.django_db

MINUTES = {"decision_number": "12/BA/2026", "decided_on": "2026-03-03", "note": "Sepakat selesai."}
WAYS = sorted(BY_WAY)


@pytest.fixture
def in_force() -> Agreement:
    factories.agency()
    return factories.listed(factories.village(), factories.village())


@pytest.fixture
def officer(in_force):
    return factories.reviewer()


def url(agreement: Agreement, way: str = "kesepakatan") -> str:
    return f"/kerja-sama/{agreement.ref}/akhiri/{way}/"


def stage(agreement: Agreement) -> str:
    return Agreement.objects.get(pk=agreement.pk).stage


def proof(way: str, agreement: Agreement) -> dict:
    """What the ground of that way needs."""
    needs, day = BY_WAY[way], timezone.localdate()
    said = {"note": "Berita acara nomor 4."}
    if needs.document:
        said |= {"decision_number": "4/2026", "decided_on": day}
    if needs.scan:
        said["scans"] = [taken(letter())]
    if needs.notice:
        said["noticed_on"] = day - dt.timedelta(days=30)
    if needs.successor:
        parties = [party.organization for party in agreement.parties.order_by("ordinal")]
        said["replaced_by"] = factories.listed(*parties, title="Pengelolaan Sampah Kedua")
    return said


def test_there_are_nine_and_only_time_has_no_page():
    assert [needs.ground for needs in GROUNDS] == list(EndingGround)
    assert [needs.ground for needs in GROUNDS if not needs.way] == [EndingGround.EXPIRED]


def test_the_room_shows_the_nine_grounds_and_changes_nothing(client, in_force, officer):
    client.force_login(officer)
    text = client.get(f"/kerja-sama/{in_force.ref}/pengakhiran/").content.decode()
    assert all(str(ground.label) in text for ground in EndingGround)
    assert all(url(in_force, way) in text for way in BY_WAY)
    assert stage(in_force) == Stage.IN_FORCE


def test_the_district_ends_it_with_the_minutes(client, in_force, officer):
    client.force_login(officer)
    response = client.post(url(in_force), {**MINUTES, "public_note": "Sampah kini diurus kabupaten."})
    assert response["Location"] == f"/kerja-sama/{in_force.ref}/pengakhiran/"
    assert stage(in_force) == Stage.ENDED
    ending = Ending.objects.get()
    assert (ending.ground, ending.note, ending.recorded_by) == ("mutual", MINUTES["note"], officer)
    assert (ending.decision_number, ending.decided_on) == ("12/BA/2026", dt.date(2026, 3, 3))
    text = client.get(response["Location"]).content.decode()
    assert "12/BA/2026" in text and "Sampah kini diurus kabupaten." in text


@pytest.mark.parametrize("way", WAYS)
def test_every_ground_ends_with_what_it_needs_and_leaves_minutes(in_force, officer, way):
    said = proof(way, in_force)
    ending = end(in_force, by=officer, ground=BY_WAY[way].ground, **said)
    assert stage(in_force) == Stage.ENDED
    assert ending.letter.kind == Letter.Kind.ENDING
    assert str(BY_WAY[way].ground.label) in str(ending.letter.content["facts"])
    assert ending.files.count() == len(said.get("scans", []))


@pytest.mark.parametrize("way", WAYS)
def test_without_any_of_it_the_cooperation_goes_on(in_force, officer, way):
    said = proof(way, in_force)
    for name in said:
        less = {key: value for key, value in said.items() if key != name}
        with pytest.raises(ValidationError) as raised:
            end(in_force, by=officer, ground=BY_WAY[way].ground, **less)
        assert list(raised.value.message_dict) == [name]
    assert stage(in_force) == Stage.IN_FORCE
    assert not Ending.objects.exists() and not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"note": "  "}, "note"),
        ({"note": "x" * 2001}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"public_note": "x" * 1001}, "public_note"),
        ({"decision_number": ""}, "decision_number"),
        ({"decided_on": ""}, "decided_on"),
        ({"decided_on": "2099-01-01"}, "decided_on"),
    ],
)
def test_what_is_missing_is_told_beside_its_field_and_the_rest_stays(
    client, in_force, officer, changed, field
):
    client.force_login(officer)
    response = client.post(url(in_force), MINUTES | changed)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    kept = "12/BA/2026" if field != "decision_number" else "Sepakat selesai."
    assert kept in response.content.decode()
    assert stage(in_force) == Stage.IN_FORCE


def test_the_days_of_notice_are_the_regencys(in_force, officer):
    LocalRule.objects.create(
        code=LocalRule.Code.ENDING_NOTICE,
        key="mutual",
        regency=factories.RegencyFactory(),
        value=14,
        legal_basis="Perbup 7/2026",
        starts_on=dt.date(2020, 1, 1),
    )
    today = timezone.localdate()
    said = {"decision_number": "4/2026", "decided_on": today, "note": "Sepakat."}
    for told in (None, today, today - dt.timedelta(days=13)):
        with pytest.raises(ValidationError) as raised:
            end(in_force, by=officer, ground="mutual", noticed_on=told, **said)
        assert list(raised.value.message_dict) == ["noticed_on"]
    end(in_force, by=officer, ground="mutual", noticed_on=today - dt.timedelta(days=14), **said)
    assert stage(in_force) == Stage.ENDED


def test_only_an_agreement_of_all_parties_takes_its_place(in_force, officer):
    one = in_force.parties.get(ordinal=1).organization
    other = factories.listed(one, factories.village())
    both = [party.organization for party in in_force.parties.order_by("ordinal")]
    draft = factories.listed(*both, stage="signing")
    for wrong in (other, draft, in_force):
        with pytest.raises(ValidationError):
            end(in_force, by=officer, ground="replaced", note="Diganti.", replaced_by=wrong)
    renewal = factories.listed(*both, factories.village(), parent=in_force)
    assert (
        end(in_force, by=officer, ground="replaced", note="Diganti.", replaced_by=renewal).replaced_by
        == renewal
    )


def test_its_addenda_end_with_it(in_force, officer):
    both = [party.organization for party in in_force.parties.order_by("ordinal")]
    addendum = factories.listed(*both, instrument="addendum", parent=in_force)
    factories.ended(in_force, by=officer)
    assert stage(addendum) == Stage.ENDED
    assert addendum.ending.ground == "mutual"


def test_nobody_else_ends_it(client, in_force):
    assert client.post(url(in_force), MINUTES).status_code == 401
    client.force_login(factories.signatory_of(in_force.parties.get(ordinal=1).organization))
    assert client.post(url(in_force), MINUTES).status_code == 403
    client.force_login(factories.signatory_of(factories.village()))
    assert client.post(url(in_force), MINUTES).status_code == 404
    assert stage(in_force) == Stage.IN_FORCE
    with pytest.raises(ValueError, match="without a person"):
        end(in_force, by=None, ground="mutual", note="Sistem.")


def test_a_second_ending_is_told_what_happened(client, in_force, officer):
    client.force_login(officer)
    client.post(url(in_force), MINUTES)
    response = client.post(url(in_force), MINUTES, follow=True)
    assert "mengakhiri kerja sama" in response.content.decode()
    assert Ending.objects.count() == 1


def test_before_it_holds_there_is_nothing_to_end(client, in_force, officer):
    both = [party.organization for party in in_force.parties.order_by("ordinal")]
    waiting = factories.listed(*both, stage="signing")
    client.force_login(officer)
    assert "belum berlaku" in client.get(f"/kerja-sama/{waiting.ref}/pengakhiran/").content.decode()
    assert client.get(url(waiting)).status_code == 302
    assert client.get(url(in_force, "bosan")).status_code == 404


def test_a_sanction_that_came_to_the_end_points_to_its_ground_and_fills_the_form(client, officer):
    villages = [factories.village().organization, factories.village().organization]
    in_force = factories.listed(*villages, stage="drafting")
    against, village = in_force.parties.get(ordinal=1), villages[1]
    facts = {"agreement": in_force, "party": against, "kind": "obligation"}
    rule = Provision.objects.create(ordinal=1, text="mengangkut sampah", **facts)
    factories.moved(in_force, "in_force")
    said = Text("Pengakhiran", ["Kewajiban tidak dilaksanakan."])
    head = factories.signatory_of(village)
    sent = issue(in_force, by=head, issuer=village, kind=Letter.Kind.TERMINATION, text=said)
    facts = {"state": "sanctioned", "opened_at": timezone.now(), "opened_by": head}
    case = in_force.breaches.create(ordinal=1, against=against, provision=rule, **facts)
    due = timezone.localdate()
    case.steps.create(
        ordinal=1, measure="termination", words="Diakhiri.", due_on=due, letter=sent, taken_by=head
    )
    client.force_login(officer)
    room = client.get(f"/kerja-sama/{in_force.ref}/pengakhiran/").content.decode()
    assert "Dugaan pelanggaran nomor 1 sudah sampai" in room
    form = client.get(url(in_force, "pelanggaran")).content.decode()
    assert f'value="{sent.number}"' in form and f'value="{due.isoformat()}"' in form


def test_a_renewal_that_holds_points_to_its_ground(client, in_force, officer):
    both = [party.organization for party in in_force.parties.order_by("ordinal")]
    factories.listed(*both, parent=in_force, title="Pengelolaan Sampah Kedua")
    client.force_login(officer)
    room = client.get(f"/kerja-sama/{in_force.ref}/pengakhiran/").content.decode()
    assert "sudah berlaku: Pengelolaan Sampah Kedua" in room
