"""What happens to an agreement is told to those whom it concerns, once, and asked of those who can do it."""

import pytest
from django.urls import reverse

from agreements.drafting.together import joining
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.notices.reading import still_asked, told
from agreements.notices.table import ASKS, TABLE
from agreements.notices.wording import WORDING
from agreements.record import journal
from agreements.record.journal import SENTENCES
from agreements.review import actions
from agreements.review.models import Step
from agreements.review.remarks.actions import NewRemark
from agreements.signing.freezing import approve
from tests import factories as make
from villages.people.models import User

pytestmark = pytest.mark.django_db


def of(person: User, code: str) -> Notice:
    return Notice.objects.select_related("agreement", "entry__actor", "entry__on_behalf_of").get(
        person=person, code=code
    )


def test_every_code_of_the_tables_is_one_that_exists():
    written = {tell.code for rows in TABLE.values() for tell in rows}
    assert written <= set(WORDING)
    assert set(TABLE) | {code for codes in ASKS.values() for code in codes} <= set(SENTENCES)


@pytest.mark.parametrize("code", sorted(WORDING))
def test_every_notice_leads_to_a_page(code):
    assert reverse(WORDING[code].address, args=["7HK2M9PQ"])


def test_who_is_invited_hears_of_it_and_the_inviter_does_not(cast, heard):
    assert heard() == {"other_head": ["invited"]}
    notice = of(cast.other_head, "invited")
    (line,) = told([notice], cast.other_head)
    assert line.ask == "Jawab undangan: ikut menyusun naskah ini atau tidak."
    assert line.url.startswith("http") and cast.agreement.ref in line.url
    joining.join(cast.agreement, by=cast.other_head)
    assert heard() == {"head": ["partner_answered"], "secretary": ["partner_answered"]}


def test_a_submission_asks_the_office_until_its_deadline(cast, heard):
    heard()
    make.submitted(cast.agreement)
    assert heard() == {
        "officer": ["step_asked"],
        "colleague": ["step_asked"],
        "other_head": ["submitted"],
    }
    step, notice = Step.objects.get(), of(cast.officer, "step_asked")
    assert notice.due_on == step.due_on
    (line,) = told([notice], cast.officer)
    assert line.chat.splitlines()[0] == cast.agreement.title
    assert f"Sampai {step.due_on.day} " in line.chat
    assert line.chat.splitlines()[-1] == line.url


def test_nothing_is_told_twice(cast, heard):
    make.submitted(cast.agreement)
    assert heard()
    count = Notice.objects.count()
    assert derive() == 0
    assert Notice.objects.count() == count


def test_what_a_colleague_has_done_is_asked_no_more(cast, heard):
    make.submitted(cast.agreement)
    heard()
    notice = of(cast.colleague, "step_asked")
    assert still_asked([notice]) == {notice.pk}
    actions.send_back(cast.agreement, by=cast.officer, remarks=[NewRemark("Perjelas.")])
    notice = of(cast.colleague, "step_asked")
    assert still_asked([notice]) == set()
    (line,) = told([notice], cast.colleague)
    assert (line.ask, line.over) == ("", True)


def test_a_return_asks_the_parties_to_mend_it(cast, heard):
    make.submitted(cast.agreement)
    heard()
    actions.send_back(cast.agreement, by=cast.officer, remarks=[NewRemark("Perjelas.")])
    told_now = heard()
    assert told_now == {name: ["returned"] for name in ("head", "secretary", "other_head")}
    (line,) = told([of(cast.head, "returned")], cast.head)
    assert str(cast.officer) in line.what and "1 catatan" in line.what
    assert line.verb == "Perbaiki naskah"


def test_an_approval_is_told_and_asks_the_first_to_sign(cast, heard):
    make.submitted(cast.agreement)
    heard()
    document = approve(cast.agreement, by=cast.officer)
    assert heard() == {
        **{name: ["approved"] for name in ("head", "secretary", "other_head")},
        "colleague": ["approved"],
    }
    document.state = "ready"
    document.save(update_fields=["state"])
    journal.append(cast.agreement, "render", by=None)
    assert heard() == {"head": ["turn"], "other_head": ["turn"]}
    turn = of(cast.head, "turn")
    assert turn.mailed_at, "the signing sends its own letter"


def test_a_refusal_for_good_is_told_to_the_councils_too(cast, heard):
    make.submitted(cast.agreement)
    heard()
    actions.turn_down(cast.agreement, by=cast.officer, reason="Bertentangan.", ground="UU 6/2014 Pasal 91")
    found = heard()
    assert found["council"] == ["rejected"]
    assert found["colleague"] == ["rejected"]
    assert "officer" not in found


def test_a_submission_taken_back_is_told_to_the_office(cast, heard):
    make.submitted(cast.agreement)
    heard()
    actions.take_back(cast.agreement, by=cast.head, reason="Ada yang terlupa.")
    found = heard()
    assert found["officer"] == ["taken_back"] and found["other_head"] == ["taken_back"]
    assert "head" not in found


def test_an_officer_of_a_party_is_not_asked(cast, heard):
    heard()
    both = make.reviewer()
    make.MembershipFactory(
        person=both, organization=cast.agreement.parties.first().organization, position="village_staff"
    )
    make.submitted(cast.agreement)
    heard()
    assert not Notice.objects.filter(person=both, code="step_asked").exists()


def test_the_first_run_leaves_an_old_journal_alone(cast, on_day):
    on_day("2030-01-10")
    assert derive() == 0
    make.submitted(cast.agreement)
    assert derive() > 0
    assert not Notice.objects.filter(code="invited").exists()
