"""End an agreement in force: the district, on one of nine grounds, with what shows it; or time itself."""

import datetime as dt

import pytest

from agreements.monitoring.actions import expire_due
from agreements.monitoring.models import Ending
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.record.vocabulary import EndingGround
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force() -> Agreement:
    factories.agency()
    return factories.listed(factories.village(), factories.village())


def url(agreement: Agreement) -> str:
    return f"/kerja-sama/{agreement.ref}/akhiri/"


def stage(agreement: Agreement) -> str:
    return Agreement.objects.get(pk=agreement.pk).stage


def test_the_page_offers_the_nine_grounds_and_changes_nothing(client, in_force):
    client.force_login(factories.reviewer())
    text = client.get(url(in_force)).content.decode()
    assert all(str(ground.label) in text for ground in EndingGround)
    assert len(EndingGround) == 9
    assert stage(in_force) == Stage.IN_FORCE


def test_the_district_ends_it_with_ground_and_note(client, in_force):
    officer = factories.reviewer()
    client.force_login(officer)
    note = "Berita acara 12/2026 tanggal 3 Maret 2026."
    response = client.post(url(in_force), {"ground": "mutual", "note": note})
    assert response["Location"] == in_force.desk_url
    assert stage(in_force) == Stage.ENDED
    ending = Ending.objects.get()
    assert (ending.ground, ending.note, ending.recorded_by) == ("mutual", note, officer)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({}, "ground"),
        ({"ground": "whim", "note": "x"}, "ground"),
        ({"ground": "mutual", "note": "  "}, "note"),
        ({"ground": "expired"}, "ground"),
        ({"ground": "mutual", "note": "x" * 2001}, "note"),
        ({"ground": "mutual", "note": "a\x00b"}, "note"),
    ],
)
def test_without_ground_or_proof_it_goes_on(client, in_force, form, field):
    client.force_login(factories.reviewer())
    response = client.post(url(in_force), form)
    assert response.status_code == 400
    assert field in response.context["form"].errors
    assert stage(in_force) == Stage.IN_FORCE


def test_nobody_else_ends_it(client, in_force):
    form = {"ground": "mutual", "note": "Kami sepakat."}
    assert client.post(url(in_force), form).status_code == 302
    client.force_login(factories.signatory_of(in_force.parties.get(ordinal=1).organization))
    assert client.post(url(in_force), form).status_code == 403
    client.force_login(factories.signatory_of(factories.village()))
    assert client.post(url(in_force), form).status_code == 404
    assert stage(in_force) == Stage.IN_FORCE


def test_a_second_ending_is_told_what_happened(client, in_force):
    client.force_login(factories.reviewer())
    form = {"ground": "mutual", "note": "Berita acara 12/2026."}
    client.post(url(in_force), form)
    response = client.post(url(in_force), form, follow=True)
    assert "mengakhiri kerja sama" in response.content.decode()
    assert Ending.objects.count() == 1


def test_time_ends_what_ran_out_once(in_force, on_day):
    on_day(in_force.ends_on)
    assert expire_due() == 0
    on_day(in_force.ends_on + dt.timedelta(days=1))
    assert (expire_due(), expire_due()) == (1, 0)
    assert stage(in_force) == Stage.ENDED
    assert Ending.objects.get().ground == EndingGround.EXPIRED
