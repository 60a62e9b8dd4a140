"""The working view of one agreement: what now, what I may do and why not, who owes what, what happened."""

import pytest
from django.test import Client

from agreements.record.stages import Stage
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from tests import factories
from villages.people.models import Position

pytestmark = pytest.mark.django_db


def view(user, agreement):
    client = Client()
    client.force_login(user)
    return client.get(agreement.desk_url)


def verbs(page) -> dict[str, str]:
    found = [page["leading"], *page["verbs"]] if page["leading"] else page["verbs"]
    return {verb.code: verb.reason for verb in found}


def test_strangers_find_nothing(pair):
    agreement = factories.begun(*pair)
    assert view(factories.signatory_of(factories.village()), agreement).status_code == 404
    assert view(factories.reviewer(), agreement).status_code == 404
    assert Client().get(agreement.desk_url).status_code == 302


def test_the_drafter_edits_submits_and_withdraws(pair):
    agreement = factories.begun(*pair)
    page = view(agreement.created_by, agreement).context
    assert page["mine"]
    assert page["leading"].url == f"/naskah/{agreement.ref}/"
    assert verbs(page) == {"edit": "", "open_round": "", "agree": "", "consult": "", "withdraw": ""}


def test_a_closed_verb_says_why(pair):
    agreement = factories.begun(*pair)
    other = factories.signatory_of(pair[1])
    agreement.articles.filter(content="term").delete()
    page = view(other, agreement)
    assert "Jangka waktu" in verbs(page.context)["open_round"]
    assert "disabled" in page.content.decode()
    assert "withdraw" not in verbs(page.context)


def test_the_district_reviews_and_the_parties_wait(pair):
    agreement = factories.submitted(factories.begun(*pair))
    page = view(factories.reviewer(), agreement).context
    assert page["mine"]
    assert page["leading"].url == f"/tinjauan/{agreement.ref}/"
    assert set(verbs(page)) == {"send_back", "approve"}
    page = view(agreement.created_by, agreement).context
    assert not page["mine"]
    assert verbs(page) == {"take_back": ""}
    assert page["sentence"].startswith("Naskah sedang ditinjau")


def test_remarks_stand_in_the_timeline_where_they_were_made(pair):
    agreement = factories.submitted(factories.begun(*pair))
    send_back(agreement, by=factories.reviewer(), remarks=[NewRemark("Sebutkan luas lahan.")])
    agreement.refresh_from_db()
    factories.submitted(agreement)
    send_back(agreement, by=factories.reviewer(), remarks=[NewRemark("Masih kurang <jelas>.")])
    page = view(agreement.created_by, agreement)
    remarks = [event.remark for event in page.context["events"] if event.remark]
    assert remarks == ["Masih kurang <jelas>.", "Sebutkan luas lahan."]
    assert "Masih kurang &lt;jelas&gt;." in page.content.decode()
    assert set(page.context["dates"]) == {"drafting"}


def test_who_has_signed_and_who_has_not(pair, quick_paper):
    one, other = pair
    agreement = factories.approved(factories.begun(one, other))
    first = factories.signed_by(agreement, one)
    page = view(factories.signatory_of(other), agreement)
    done, owing = page.context["sides"]
    assert done.done_line.startswith("Ditandatangani")
    assert first.full_name in done.signatory
    assert owing.owes == "Belum menandatangani"
    assert page.context["leading"].code == "sign"
    page = view(first, agreement).context
    assert page["leading"] is None
    assert verbs(page)["sign"] == "Anda sudah menandatangani."
    assert set(page["dates"]) == {"drafting", "review", "signing"}


def test_at_every_stage_every_role_gets_a_page(pair):
    one, _other = pair
    people = [
        factories.signatory_of(one),
        factories.member(one, Position.VILLAGE_SECRETARY),
        factories.member(one, Position.COUNCIL),
        factories.reviewer(),
    ]
    for stage in Stage:
        agreement = factories.begun(*pair)
        if stage != Stage.DRAFTING:
            factories.moved(agreement, stage)
        for person in people:
            page = view(person, agreement)
            hidden = stage in (Stage.DRAFTING, Stage.WITHDRAWN) and person is people[3]
            assert page.status_code == (404 if hidden else 200), (stage, person)
            if not hidden:
                assert page.context["sentence"]


@pytest.mark.parametrize("ref", ["%00", "x", "AAAAAAAA", "SEMUAXXX", pytest.param("a" * 500, id="long")])
def test_an_odd_reference_is_404(client, ref):
    client.force_login(factories.reviewer())
    assert client.get(f"/meja/{ref}/").status_code == 404
