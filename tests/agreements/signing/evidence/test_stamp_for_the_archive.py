"""Once a year every document that counts gets a time stamp over all of it, and stays provable."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from agreements.documents import store
from agreements.record.journal import breaks
from agreements.record.stages import Stage
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.crypto import lasting
from agreements.signing.crypto.clocks import NoTime
from agreements.signing.crypto.inspection import inspect
from agreements.signing.evidence import actions
from agreements.signing.evidence.queries import due_for_archive, level_of
from agreements.signing.models import Revision
from agreements.signing.queries import document_of
from tests.factories import approved, begun, moved, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_force():
    return moved(signed(approved(begun())), Stage.IN_FORCE)


@pytest.fixture
def quick(quick_paper, monkeypatch):
    """Stamps that cost nothing: for tests of when, not of what."""
    monkeypatch.setattr(
        lasting, "extend", lambda pdf, **_more: lasting.Extended(pdf + b"cap\n%%EOF\n", "local")
    )


def run(*words):
    said = StringIO()
    call_command("archive_timestamps", *words, stdout=said)
    return said.getvalue()


def judged(agreement):
    authority = the_authority()
    data = store.get(document_of(agreement).sha256)
    return inspect(data, root=authority.root, crls=authority.crls(revoked()))


def test_a_document_in_force_is_stamped_and_a_year_later_again(in_force, on_day):
    before = document_of(in_force)
    first = timezone.localdate()
    assert "1 dokumen mendapat cap waktu arsip" in run()
    on_day(first + timedelta(days=340))
    assert "1 dokumen mendapat cap waktu arsip" in run()
    document = document_of(in_force)
    assert store.get(document.sha256).startswith(store.get(before.sha256))
    report = judged(in_force)
    assert (report.verdict, report.problems) == ("valid", ())
    assert [s.level for s in report.signatures] == ["B-LTA", "B-LTA"]
    assert len(report.stamps) == 2
    assert {level_of(s) for s in document.signatures.all()} == {"B-LTA"}
    on_day(first + timedelta(days=12 * 365))  # certificates of signatories have long expired
    assert judged(in_force).verdict == "valid"


@pytest.mark.usefixtures("quick")
def test_a_second_run_finds_nothing_to_do(in_force):
    assert "1 dokumen mendapat" in run()
    sha256 = document_of(in_force).sha256
    assert "0 dokumen mendapat" in run()
    assert document_of(in_force).sha256 == sha256
    revision = document_of(in_force).revisions.get(kind=Revision.Kind.ARCHIVE)
    assert (revision.sha256, revision.time_source, revision.signatures) == (sha256, "local", 2)


@pytest.mark.usefixtures("quick")
def test_it_is_in_the_journal(in_force):
    run()
    entry = in_force.journal.order_by("-serial").first()
    assert (entry.code, entry.actor) == ("archive", None)
    assert entry.details["sha256"] == document_of(in_force).sha256
    in_force.refresh_from_db()
    assert not list(breaks([in_force]))


@pytest.mark.usefixtures("quick")
def test_the_earlier_file_stays_known(in_force):
    before = document_of(in_force).sha256
    run()
    assert document_of(in_force).revisions.filter(sha256=before).exists()
    assert store.get(before)


@pytest.mark.usefixtures("quick")
def test_eleven_months_are_kept(in_force, on_day):
    first = timezone.localdate()
    run()
    on_day(first + timedelta(days=330))
    assert not due_for_archive(timezone.now()).exists()
    on_day(first + timedelta(days=337))
    assert due_for_archive(timezone.now()).exists()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("stage", "due"), [(Stage.ENDED, True), (Stage.PUBLICATION, False)])
def test_what_is_ended_is_kept_too_and_what_is_not_published_waits(in_force, stage, due):
    moved(in_force, stage)
    assert due_for_archive(timezone.now()).exists() is due


@pytest.mark.usefixtures("quick")
def test_what_is_due_no_more_is_left_alone(in_force):
    run()
    assert actions.archive(document_of(in_force).pk) is None
    assert actions.add_evidence(document_of(in_force).pk) is None


@pytest.mark.usefixtures("quick")
def test_so_many_at_a_time(in_force):
    moved(signed(approved(begun())), Stage.IN_FORCE)
    assert "1 dokumen mendapat" in run("--limit", "1")
    assert "1 dokumen mendapat" in run("--limit", "1")
    assert "0 dokumen mendapat" in run("--limit", "1")


@pytest.mark.usefixtures("quick")
def test_one_damaged_file_does_not_keep_the_others_waiting(in_force, monkeypatch):
    other = moved(signed(approved(begun())), Stage.IN_FORCE)
    get, lost = store.get, document_of(in_force).sha256

    def damaged(sha256, **more):
        if sha256 == lost:
            raise store.Damaged(sha256)
        return get(sha256, **more)

    monkeypatch.setattr(store, "get", damaged)
    with pytest.raises(CommandError, match="Damaged"):
        run()
    assert document_of(other).revisions.filter(kind=Revision.Kind.ARCHIVE).exists()


@pytest.mark.usefixtures("quick")
def test_without_time_nothing_is_stamped(in_force, monkeypatch):
    def no_time(_pdf, **_more):
        raise NoTime("unreachable")

    monkeypatch.setattr(lasting, "extend", no_time)
    with pytest.raises(CommandError, match="unreachable"):
        run()
    assert not document_of(in_force).revisions.filter(kind=Revision.Kind.ARCHIVE).exists()
