"""A remark opens just its place: the party changes it, the offices see what changed, everything else stays closed."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from agreements.drafting.actions import Stale, update_details
from agreements.drafting.models import Article, Provision
from agreements.drafting.together.models import Participation
from agreements.drafting.versions.queries import seen_by
from agreements.drafting.writing.actions import save_article
from agreements.record import journal
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.rules import load_defaults
from agreements.record.vocabulary import ProvisionKind
from agreements.review import actions as rounds
from agreements.review.models import Decision, Remark, Weight
from agreements.review.remarks.actions import NewRemark, remark, reopen, resolve, say
from agreements.review.remarks.answering import (
    answer_article,
    answer_detail,
    answer_provision,
    take_proposal,
)
from agreements.review.remarks.pages import board
from agreements.review.remarks.places import Place, mark, text_at
from tests.factories import (
    OfficeFactory,
    RegencyFactory,
    agency,
    begun,
    member,
    reviewer,
    signatory_of,
    submitted,
    village,
)
from villages.organizations.models import OfficeKind
from villages.people.models import Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return submitted(begun(village("Argopeni"), village("Pasir")))


@pytest.fixture
def officer(agreement):
    return reviewer()


def head(agreement, ordinal=1):
    return signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def article(agreement, ordinal=2):
    return agreement.articles.get(ordinal=ordinal)


def line_of(agreement, ordinal, kind=ProvisionKind.OBLIGATION):
    return Provision.objects.select_related("party__organization").get(
        pk=agreement.provisions.filter(party__ordinal=ordinal, kind=kind).order_by("ordinal")[0].pk
    )


def at(agreement, officer, **more):
    return remark(agreement, by=officer, new=NewRemark("Perjelas siapa mengangkut.", **more))


def changed(row, agreement, *, body="Sampah diangkut tiap Senin.", **more):
    one = article(agreement)
    given = {"by": head(agreement), "edition": one.edition, "heading": one.heading, "body": body}
    return answer_article(row, **given | more)


def test_a_remark_unlocks_its_article_and_nothing_else(agreement, officer):
    row = at(agreement, officer, article=article(agreement))
    was = article(agreement).body
    reply = changed(row, agreement)
    assert article(agreement).body == "Sampah diangkut tiap Senin."
    assert was in reply.old
    assert "tiap Senin" in reply.new
    other, by = article(agreement, 3), head(agreement)
    with pytest.raises(Refused):
        save_article(other, by=by, edition=1, heading="", content=other.content, body="Lain.")
    with pytest.raises(Refused):
        update_details(agreement, by=by, edition=agreement.edition, title="Lain")
    with pytest.raises(InternalError, match="closed"), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(body="Lain.")
    with pytest.raises(InternalError, match="closed"), transaction.atomic():
        Article.objects.filter(pk=row.article_id).update(body="Di luar jawaban.")


def test_an_answer_keeps_a_version_that_the_offices_read(agreement, officer):
    row = at(agreement, officer, article=article(agreement))
    changed(row, agreement)
    round_ = agreement.rounds.get()
    assert round_.latest.number == round_.version.number + 1
    assert "tiap Senin" in str(round_.content)
    assert "tiap Senin" not in str(round_.version.content)
    assert list(seen_by(officer, agreement)) == [round_.version, round_.current]
    entry = agreement.journal.order_by("-serial")[0]
    assert (entry.code, entry.details["version"]) == ("answer", round_.current.number)
    assert not list(journal.breaks([Agreement.objects.get(pk=agreement.pk)]))


def test_only_who_holds_the_pen_changes_common_text_and_the_others_speak(agreement, officer):
    row = at(agreement, officer, article=article(agreement))
    second = head(agreement, 2)
    with pytest.raises(Refused, match="Naskah bersama ditulis"):
        changed(row, agreement, by=second)
    assert (
        say(row, by=second, text="Kami setuju.").organization == agreement.parties.get(ordinal=2).organization
    )
    with pytest.raises(Refused):
        changed(row, agreement, by=officer)


def test_a_line_is_changed_by_the_party_whose_it_is(agreement, officer):
    line = line_of(agreement, 2)
    row = at(agreement, officer, provision=line)
    given = {"edition": line.edition, "fields": {"text": "menyediakan dua truk"}}
    with pytest.raises(Refused):
        answer_provision(row, by=reviewer(), **given)
    reply = answer_provision(row, by=head(agreement, 2), text="Dua cukup.", **given)
    assert reply.organization == line.party.organization
    assert (reply.old.splitlines()[0], reply.new.splitlines()[0]) == (line.text, "menyediakan dua truk")
    with pytest.raises(Stale) as stale:
        answer_provision(row, by=head(agreement, 2), **given)
    assert stale.value.current.text == "menyediakan dua truk"
    assert Provision.objects.get(pk=line.pk).edition == line.edition + 1


def test_a_line_of_a_party_that_writes_along_is_closed_to_the_pen(agreement, officer):
    line = line_of(agreement, 2)
    row = at(agreement, officer, provision=line)
    Participation.objects.create(party=line.party, state="joined", by=head(agreement, 2))
    with pytest.raises(Refused, match="ditulis oleh"):
        answer_provision(row, by=head(agreement), edition=line.edition, fields={"text": "lain"})


def test_a_particular_is_changed_from_what_was_shown(agreement, officer):
    row = at(agreement, officer, detail="place")
    seen = mark(text_at(agreement, Place(detail="place")))
    reply = answer_detail(row, by=head(agreement), seen=seen, value="Balai Desa Argopeni")
    assert (reply.old, reply.new) == ("Kebumen", "Balai Desa Argopeni")
    with pytest.raises(Stale):
        answer_detail(row, by=head(agreement), seen=seen, value="Pasar")
    assert Agreement.objects.get(pk=agreement.pk).place == "Balai Desa Argopeni"


def test_an_impossible_particular_is_refused_whole(agreement, officer):
    row = at(agreement, officer, detail="ends_on")
    seen = mark(text_at(agreement, Place(detail="ends_on")))
    with pytest.raises(ValidationError):
        answer_detail(row, by=head(agreement), seen=seen, value=agreement.starts_on - dt.timedelta(days=1))
    assert not Remark.objects.get(pk=row.pk).answered_at
    assert not agreement.rounds.get().current


def test_a_resolved_remark_closes_its_place_and_an_opened_one_asks_again(agreement, officer):
    row = at(agreement, officer, article=article(agreement))
    say(row, by=head(agreement), text="Sudah jelas.")
    resolve(row, by=officer)
    with pytest.raises(Refused, match="selesai"):
        changed(row, agreement)
    with pytest.raises(Refused, match="selesai"):
        say(row, by=head(agreement), text="Masih ada.")
    reopen(row, by=officer)
    row.refresh_from_db()
    assert row.answered_at is None
    changed(row, agreement)
    codes = list(agreement.journal.order_by("serial").values_list("code", flat=True))
    assert codes[-4:] == ["answer", "resolve", "reopen_remark", "answer"]
    assert [resolve(row, by=officer).resolved_by, resolve(row, by=officer).resolved_by] == [officer] * 2
    assert agreement.journal.filter(code="resolve").count() == 2


def test_a_remark_of_a_finished_round_is_answered_no_more(agreement, officer):
    row = at(agreement, officer, article=article(agreement))
    rounds.send_back(agreement, by=officer)
    for act in (lambda: changed(row, agreement), lambda: say(row, by=head(agreement), text="Baik.")):
        with pytest.raises(Refused):
            act()
    with pytest.raises(Refused):
        resolve(row, by=officer)
    rounds.open_round(agreement, by=head(agreement))
    with pytest.raises(Refused, match="putaran yang sudah selesai"):
        changed(row, agreement)
    with pytest.raises(Refused, match="putaran yang sudah selesai"):
        reopen(row, by=officer)


def test_nothing_changed_and_nothing_said_is_no_answer(agreement, officer):
    one = article(agreement)
    row = at(agreement, officer, article=one)
    with pytest.raises(ValidationError):
        changed(row, agreement, body=one.body)
    with pytest.raises(ValidationError):
        say(row, by=head(agreement), text="  ")
    reply = changed(row, agreement, body=one.body, text="Tidak perlu diubah.")
    assert (reply.old, reply.new) == ("", "")
    assert agreement.rounds.get().current is None


def test_two_who_answer_at_once_are_shown_both_texts(agreement, officer):
    one = article(agreement)
    row = at(agreement, officer, article=one)
    lines = ["(1) Sampah diangkut.", "(2) Truk dipakai bersama.", "(3) Biaya dibagi."]
    changed(row, agreement, body="\n".join(lines))
    base = article(agreement).edition
    changed(row, agreement, edition=base, body="\n".join([*lines[:2], "(3) Biaya dibagi rata."]))
    with pytest.raises(Stale) as stale:
        changed(row, agreement, edition=base, body="\n".join(["(1) Sampah diangkut tiap Senin.", *lines[1:]]))
    assert "tiap Senin" in stale.value.merged
    assert "dibagi rata" in stale.value.merged
    assert "tiap Senin" not in article(agreement).body


def test_references_to_moved_ayat_follow_in_other_articles(officer):
    draft = begun(village("Argopeni"), village("Pasir"))
    by = head(draft)
    first, second = article(draft, 2), article(draft, 3)
    said = {"heading": first.heading, "content": first.content}
    save_article(first, by=by, edition=first.edition, body="(1) Satu hal.\n(2) Dua hal lain.", **said)
    said = {"heading": second.heading, "content": second.content}
    save_article(second, by=by, edition=second.edition, body="Menurut Pasal 2 ayat (2).", **said)
    submitted(draft)
    row = at(draft, officer, article=article(draft))
    changed(row, draft, body="(1) Satu hal.\n(2) Hal yang baru sekali.\n(3) Dua hal lain.")
    assert article(draft, 3).body.endswith("ayat (3).")


def test_the_officers_wording_is_taken_with_one_press(agreement, officer):
    row = at(agreement, officer, article=article(agreement), proposal="Sampah diangkut tiap Selasa.")
    shown = board(head(agreement), agreement, agreement.rounds.get()).items[0]
    assert shown.may_take
    with pytest.raises(Refused, match="baru saja berubah"):
        take_proposal(row, by=head(agreement), seen="0" * 16)
    with pytest.raises(Refused):
        take_proposal(row, by=head(agreement, 2), seen=shown.seen)
    reply = take_proposal(row, by=head(agreement), seen=shown.seen)
    assert article(agreement).body == "Sampah diangkut tiap Selasa."
    assert reply.text
    assert not board(head(agreement), agreement, agreement.rounds.get()).items[0].may_take


@pytest.mark.parametrize(
    ("name", "proposal", "value"),
    [
        ("value", "90000000", 90_000_000),
        ("burdens_community_or_assets", "True", True),
        ("place", "Pasar", "Pasar"),
    ],
)
def test_a_proposed_particular_is_taken(agreement, officer, name, proposal, value):
    row = at(agreement, officer, detail=name, proposal=proposal)
    shown = board(head(agreement), agreement, agreement.rounds.get()).items[0]
    assert shown.proposal
    take_proposal(row, by=head(agreement), seen=shown.seen)
    assert getattr(Agreement.objects.get(pk=agreement.pk), name) == value


def test_a_proposed_line_is_taken_and_a_remark_without_a_wording_is_not(agreement, officer):
    line = line_of(agreement, 1)
    row = at(agreement, officer, provision=line, proposal="menyediakan tiga truk")
    plain = at(agreement, officer, provision=line)
    seen = board(head(agreement), agreement, agreement.rounds.get()).items[0].seen
    with pytest.raises(Refused, match="tidak mengusulkan"):
        take_proposal(plain, by=head(agreement), seen=seen)
    take_proposal(row, by=head(agreement), seen=seen)
    assert Provision.objects.get(pk=line.pk).text == "menyediakan tiga truk"


def test_a_place_of_another_text_takes_no_remark(agreement, officer):
    other = begun(village("Karangduwur"), village("Srati"))
    with pytest.raises(ValidationError):
        at(agreement, officer, article=article(other))
    with pytest.raises(ValidationError):
        at(agreement, officer, provision=line_of(other, 1))


# Several offices


@pytest.fixture
def offices():
    """The national rules, with a kecamatan and a legal office in the regency; keys to one person each."""
    load_defaults()
    parties = village("Argopeni"), village("Pasir")
    regency = RegencyFactory()
    legal = OfficeFactory(name="Bagian Hukum", office_kind=OfficeKind.LEGAL, regency=regency)
    kind, here = OfficeKind.SUBDISTRICT, parties[0].area.subdistrict
    camat = OfficeFactory(name="Kecamatan Ayah", office_kind=kind, regency=regency, subdistrict=here)
    return {
        "parties": parties,
        "legal": member(legal, Position.LEGAL_OFFICER),
        "camat": member(camat, Position.SUBDISTRICT_HEAD),
        "dpmd": member(agency(), Position.AGENCY_OFFICER),
    }


def test_an_office_that_had_cleared_is_asked_once_more(offices):
    agreement = submitted(begun(*offices["parties"], value=900_000_000))
    rounds.advise(agreement, by=offices["camat"], decision=Decision.APPROVED)
    rounds.clear(agreement, by=offices["dpmd"])
    row = at(agreement, offices["legal"], article=article(agreement))
    changed(row, agreement)
    again = agreement.rounds.get().steps.get(key="dpmd", again=True)
    assert again.is_open
    assert again.holder == offices["dpmd"]


def test_a_new_value_brings_in_the_office_that_the_rules_name_for_it(offices):
    agreement = submitted(begun(*offices["parties"], value=100_000_000))
    round_ = agreement.rounds.get()
    assert not round_.steps.filter(key="hukum").exists()
    rounds.advise(agreement, by=offices["camat"], decision=Decision.APPROVED)
    row = at(agreement, offices["dpmd"], detail="value")
    seen = mark(text_at(agreement, Place(detail="value")))
    answer_detail(row, by=head(agreement), seen=seen, value=900_000_000)
    round_.refresh_from_db()
    assert round_.steps.get(office__name="Bagian Hukum").effect == "blocking"
    assert len(round_.route) == round_.steps.count()
    assert len({step["office"] for step in round_.route}) == 3


def test_who_wrote_a_remark_settles_it_while_asked_and_then_who_decides(offices):
    agreement = submitted(begun(*offices["parties"]))
    row = at(agreement, offices["camat"], weight=Weight.MUST)
    rows = board(offices["camat"], agreement, agreement.rounds.get()).items
    assert rows[0].may_settle
    rounds.advise(agreement, by=offices["camat"], decision=Decision.OBJECTED, opinion="Belum jelas.")
    with pytest.raises(Refused):
        resolve(row, by=offices["camat"])
    assert resolve(row, by=offices["dpmd"]).resolved_by == offices["dpmd"]


def test_another_office_does_not_settle_it_meanwhile(offices):
    agreement = submitted(begun(*offices["parties"], value=900_000_000))
    rounds.advise(agreement, by=offices["camat"], decision=Decision.APPROVED)
    row = at(agreement, offices["legal"])
    with pytest.raises(Refused, match="ditulis Bagian Hukum"):
        resolve(row, by=offices["dpmd"])
    say(row, by=offices["dpmd"], text="Kami sependapat.")
    row.refresh_from_db()
    assert row.answered_at is None
    assert not board(offices["dpmd"], agreement, agreement.rounds.get()).items[0].may_settle


def test_a_board_costs_the_same_for_few_and_many(agreement, officer):
    def queries():
        round_ = agreement.rounds.get()
        with CaptureQueriesContext(connection) as used:
            board(head_, Agreement.objects.get(pk=agreement.pk), round_)
        return len(used)

    head_ = head(agreement)
    for ordinal in (1, 2):
        row = at(agreement, officer, article=article(agreement, ordinal), proposal="Lain.")
        at(agreement, officer, provision=line_of(agreement, ordinal), proposal="lain")
        say(row, by=head_, text="Baik.")
    before = queries()
    for ordinal in (1, 2, 3, 4):
        row = at(agreement, officer, article=article(agreement, ordinal), proposal="Lain.")
        at(agreement, officer, provision=line_of(agreement, 1 + ordinal % 2), proposal="lain")
        say(row, by=head_, text="Baik.")
    assert queries() == before
