"""Announce: those who may, after a page that says what becomes public; once."""

import pytest

from agreements.publication.models import Publication
from agreements.record.stages import Stage
from tests import factories
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def url(agreement) -> str:
    return f"/kerja-sama/{agreement.ref}/umumkan/"


def test_a_page_says_what_becomes_public_and_changes_nothing(client, signed):
    client.force_login(signed.created_by)
    text = client.get(url(signed)).content.decode()
    assert "dapat dibaca siapa saja" in text
    assert "Langkah ini tidak bisa dibatalkan" in text
    signed.refresh_from_db()
    assert signed.stage == Stage.PUBLICATION


def test_announcing_makes_it_public(client, signed):
    client.force_login(signed.created_by)
    response = client.post(url(signed), follow=True)
    assert response.redirect_chain == [(signed.get_absolute_url(), 302)]
    assert "Kerja sama ini sudah diumumkan" in response.content.decode()
    client.logout()
    assert client.get(signed.get_absolute_url()).status_code == 200


def test_a_second_click_is_told_what_happened(client, signed):
    client.force_login(signed.created_by)
    client.post(url(signed))
    response = client.post(url(signed), follow=True)
    assert response.redirect_chain[0][0] == signed.desk_url
    assert "mengumumkan kerja sama" in response.content.decode()
    assert Publication.objects.count() == 1


def test_strangers_see_no_such_page_and_onlookers_are_told_why(client, signed):
    assert client.post(url(signed)).status_code in (302, 404)
    client.force_login(factories.signatory_of(factories.village()))
    assert client.post(url(signed)).status_code == 404
    village = signed.parties.get(ordinal=2).organization
    client.force_login(factories.member(village, Position.COUNCIL))
    assert client.post(url(signed)).status_code == 403
    signed.refresh_from_db()
    assert signed.stage == Stage.PUBLICATION


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.ENDED])
def test_at_another_stage_there_is_nothing_to_announce(client, stage):
    village = factories.village()
    agreement = factories.listed(village, factories.village(), stage=stage)
    client.force_login(factories.signatory_of(village))
    assert client.post(url(agreement))["Location"] == agreement.desk_url
    agreement.refresh_from_db()
    assert agreement.stage == stage
