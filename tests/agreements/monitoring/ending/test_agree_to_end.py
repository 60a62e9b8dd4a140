"""Propose to all parties to end: a head asks, every head answers, and it ends on the day they agreed on."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from agreements.monitoring.ending.actions import propose_end
from agreements.monitoring.ending.expiring import expire_due
from agreements.monitoring.ending.models import Ending
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.motions.actions import vote
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force() -> Agreement:
    factories.agency()
    return factories.listed(factories.village(), factories.village(), factories.village())


@pytest.fixture
def heads(in_force):
    return [factories.signatory_of(p.organization) for p in in_force.parties.order_by("ordinal")]


def url(agreement: Agreement, way: str = "tujuan-tercapai") -> str:
    return f"/kerja-sama/{agreement.ref}/usul-akhiri/{way}/"


def stage(agreement: Agreement) -> str:
    return Agreement.objects.get(pk=agreement.pk).stage


def test_a_head_proposes_and_the_last_yes_ends_it(client, in_force, heads):
    client.force_login(heads[0])
    said = {"note": "Bank sampah sudah mandiri.", "public_note": "Tujuan tercapai lebih awal."}
    response = client.post(url(in_force), said)
    motion = in_force.motions.get()
    assert response["Location"] == f"/kerja-sama/{in_force.ref}/usul/{motion.pk}/"
    text = client.get(response["Location"]).content.decode()
    assert "Tujuan kerja sama telah tercapai" in text and "begitu semua pihak setuju" in text
    vote(motion, by=heads[1], agrees=True)
    assert stage(in_force) == Stage.IN_FORCE
    vote(motion, by=heads[2], agrees=True)
    assert stage(in_force) == Stage.ENDED
    ending = Ending.objects.get()
    assert (ending.ground, ending.note, ending.motion) == ("achieved", said["note"], motion)
    assert ending.public_note == said["public_note"]
    assert ending.letter.issuer == motion.party.organization
    names = [signer["name"] for signer in ending.letter.content["signers"]]
    assert names == [head.full_name for head in heads]


def test_one_no_and_it_goes_on(in_force, heads):
    motion = propose_end(in_force, by=heads[0], ground="mutual", note="Anggaran habis.")
    vote(motion, by=heads[1], agrees=True)
    vote(motion, by=heads[2], agrees=False, note="Truk baru dibeli.")
    assert stage(in_force) == Stage.IN_FORCE
    assert expire_due() == 0
    assert not Ending.objects.exists()


def test_it_holds_to_the_end_of_the_day_they_agreed_on(client, in_force, heads, on_day):
    last = timezone.localdate() + dt.timedelta(days=40)
    motion = propose_end(in_force, by=heads[0], ground="mutual", note="Sampai akhir musim.", on=last)
    for head in heads[1:]:
        vote(motion, by=head, agrees=True)
    assert stage(in_force) == Stage.IN_FORCE
    client.force_login(heads[1])
    text = client.get(f"/kerja-sama/{in_force.ref}/pengakhiran/").content.decode()
    assert "Semua pihak sudah setuju" in text
    on_day(last)
    assert expire_due() == 0
    on_day(last + dt.timedelta(days=9))
    assert (expire_due(), expire_due()) == (1, 0)
    assert Ending.objects.get().motion == motion


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"note": ""}, "note"),
        ({"note": "Ya.", "on": "2020-01-01"}, "on"),
        ({"note": "Ya.", "on": "2099-01-01"}, "on"),
        ({"note": "Ya.", "on": "besok"}, "on"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(client, in_force, heads, said, field):
    client.force_login(heads[0])
    response = client.post(url(in_force), said)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert not in_force.motions.exists()


@pytest.mark.parametrize("way", ["pelanggaran", "bertentangan-hukum", "kepentingan-masyarakat"])
def test_some_grounds_are_not_for_the_parties_to_agree_on(client, in_force, heads, way):
    client.force_login(heads[0])
    assert client.post(url(in_force, way), {"note": "Sepakat."}).status_code == 404
    with pytest.raises(ValidationError):
        propose_end(in_force, by=heads[0], ground="breach", note="Sepakat.")


def test_a_replacement_is_named_and_holds(client, in_force, heads):
    client.force_login(heads[0])
    both = [party.organization for party in in_force.parties.order_by("ordinal")]
    assert client.post(url(in_force, "diganti"), {"note": "Baru."}).status_code == 200
    successor = factories.listed(*both, title="Pengelolaan Sampah Kedua")
    client.post(url(in_force, "diganti"), {"note": "Baru.", "replaced_by": successor.ref})
    motion = in_force.motions.get()
    for head in heads[1:]:
        vote(motion, by=head, agrees=True)
    assert Ending.objects.get().replaced_by == successor


def test_one_proposal_at_a_time_and_only_by_heads(client, in_force, heads):
    propose_end(in_force, by=heads[0], ground="mutual", note="Sepakat.")
    with pytest.raises(Refused):
        propose_end(in_force, by=heads[1], ground="achieved", note="Selesai.")
    client.force_login(factories.reviewer())
    assert client.get(url(in_force)).status_code == 403


def test_the_minutes_by_hand_end_what_was_still_proposed(in_force, heads):
    motion = propose_end(in_force, by=heads[0], ground="mutual", note="Sepakat.")
    factories.ended(in_force)
    motion.refresh_from_db()
    assert motion.state == "withdrawn"
    with pytest.raises(Refused):
        vote(motion, by=heads[1], agrees=True)
    assert Letter.objects.filter(kind=Letter.Kind.ENDING).count() == 1
