"""The journal is a chain: whatever people do it holds, and whatever anybody changes behind its back is found."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import InternalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.drafting.actions import save_recitals, update_details, withdraw
from agreements.drafting.writing import actions as writing
from agreements.record import journal
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.actions import open_round, send_back
from agreements.review.remarks.actions import NewRemark
from tests.agreements.factories import an_agreement, returned
from tests.factories import agency, begun, member, reviewer, signatory_of, village
from villages.people.models import Position

pytestmark = pytest.mark.django_db
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


def step(agreement, person, kind, text):
    agreement.refresh_from_db()
    if kind == "details":
        update_details(agreement, by=person, edition=agreement.edition, place=f"Kebumen {text}"[:80])
    elif kind == "recitals":
        save_recitals(agreement, by=person, edition=agreement.edition, considering=text, in_view_of="")
    elif kind == "article":
        article = agreement.articles.order_by("ordinal").last()
        writing.save_article(
            article, by=person, edition=article.edition, heading="", content=article.content, body=text
        )
    elif kind == "add":
        writing.add_article(agreement, by=person, after=None, heading="", content="other", body=text)
    elif kind == "note":
        journal.append(agreement, "edit", by=person, details={"said": text, "number": len(text)})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["details", "recitals", "article", "add", "note"]), st.integers(0, 1), TEXT
        ),
        max_size=8,
    )
)
def test_the_chain_holds_whatever_people_write(db, steps):
    with transaction.atomic():
        agreement = begun()
        own = agreement.initiator
        heads = [signatory_of(own), member(own, Position.VILLAGE_SECRETARY)]
        for kind, who, text in steps:
            step(agreement, heads[who], kind, text)
        agreement.refresh_from_db()
        assert list(journal.breaks([agreement])) == []
        assert agreement.journal_length == agreement.journal.count()
        serials = list(agreement.articles.order_by("ordinal").values_list("ordinal", flat=True))
        assert serials == list(range(1, len(serials) + 1))
        transaction.set_rollback(True)


@pytest.fixture
def agreement():
    return returned(begun(village("Argopeni"), village("Pasir")))


def behind_its_back(statement, *values):
    """What somebody with the database owner's rights could do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_journalentry DISABLE TRIGGER USER")
        cursor.execute(statement, values)
        cursor.execute("ALTER TABLE agreements_journalentry ENABLE TRIGGER USER")


@pytest.mark.parametrize(
    ("statement", "serial"),
    [
        ("UPDATE agreements_journalentry SET code = 'edit' WHERE agreement_id = %s AND serial = 2", 2),
        (
            "UPDATE agreements_journalentry SET at = at - interval '1 day' WHERE agreement_id = %s AND serial = 1",
            1,
        ),
        ("UPDATE agreements_journalentry SET actor_id = NULL WHERE agreement_id = %s AND serial = 3", 3),
        (
            "UPDATE agreements_journalentry SET on_behalf_of_id = NULL WHERE agreement_id = %s AND serial = 1",
            1,
        ),
        (
            "UPDATE agreements_journalentry SET details = '{\"round\": 7}' WHERE agreement_id = %s AND serial = 2",
            2,
        ),
        (
            "UPDATE agreements_journalentry SET hash = repeat('0', 64) WHERE agreement_id = %s AND serial = 2",
            2,
        ),
        ("DELETE FROM agreements_journalentry WHERE agreement_id = %s AND serial = 2", 2),
        ("DELETE FROM agreements_journalentry WHERE agreement_id = %s AND serial = 3", 3),
        ("DELETE FROM agreements_journalentry WHERE agreement_id = %s", 1),
    ],
)
def test_tampering_behind_the_triggers_is_found_at_its_place(agreement, statement, serial):
    behind_its_back(statement, agreement.pk)
    [broken] = journal.breaks([Agreement.objects.get(pk=agreement.pk)])
    assert (broken.ref, broken.serial) == (agreement.ref, serial)
    with pytest.raises(CommandError, match="1 rantai terputus"):
        call_command("verify_journal", stderr=StringIO())


def test_a_whole_chain_is_said_to_be_whole(agreement):
    said = StringIO()
    call_command("verify_journal", stdout=said)
    assert "utuh" in said.getvalue()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE agreements_journalentry SET code = 'edit'",
        "DELETE FROM agreements_journalentry",
        "TRUNCATE agreements_journalentry CASCADE",
    ],
)
def test_the_journal_withstands_sql(agreement, statement):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(InternalError, match=r"append-only|Cannot"), transaction.atomic():
            cursor.execute(statement)


def test_sentences_say_who_did_what(agreement):
    said = [journal.sentence(entry) for entry in agreement.journal.order_by("serial")]
    assert "Desa Argopeni" in said[0]
    assert said[0].endswith("memulai rancangan.")
    assert said[2].endswith("(1 catatan).")


def test_a_withdrawal_says_why():
    agreement = an_agreement(Stage.WITHDRAWN)
    entry = agreement.journal.order_by("-serial").first()
    assert journal.sentence(entry).endswith("Musyawarah desa menundanya.")


def test_half_an_hour_of_work_is_one_entry(on_day):
    agreement = begun()
    on_day("2027-02-01", "09:00")
    step(agreement, agreement.created_by, "add", "satu")
    on_day("2027-02-01", "09:29")
    step(agreement, agreement.created_by, "add", "dua")
    assert agreement.journal.filter(code="edit").count() == 1
    on_day("2027-02-01", "10:10")
    step(agreement, agreement.created_by, "add", "tiga")
    assert agreement.journal.filter(code="edit").count() == 2


def test_a_colleague_gets_an_entry_of_their_own():
    agreement = begun()
    colleague = member(agreement.initiator, Position.VILLAGE_STAFF)
    for person in (agreement.created_by, colleague, agreement.created_by):
        step(agreement, person, "add", "teks")
    assert agreement.journal.filter(code="edit").count() == 3


def test_nothing_is_journaled_when_the_verb_fails():
    agreement = begun()
    agency()
    before = agreement.journal.count()
    agreement.articles.filter(content="dispute").delete()
    with pytest.raises(Exception, match="Penyelesaian"):
        open_round(agreement, by=agreement.created_by)
    with pytest.raises(Exception, match="tahap"):
        send_back(agreement, by=reviewer(), remarks=[NewRemark("x")])
    with pytest.raises(Exception, match="alasan"):
        withdraw(agreement, by=agreement.created_by, reason="  ")
    assert agreement.journal.count() == before
