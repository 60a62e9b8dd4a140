"""When no time stamp can be had, people sign all the same; the proof of time follows by itself."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from agreements.documents import store
from agreements.record.journal import breaks
from agreements.record.stages import Stage
from agreements.signing import actions as signing
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.crypto import lasting
from agreements.signing.crypto.clocks import NoTime
from agreements.signing.crypto.inspection import inspect
from agreements.signing.evidence import actions, clocks, tasks
from agreements.signing.evidence.queries import (
    awaited_fields,
    is_time_pending,
    level_of,
    pending,
    source_words,
    time_proofs,
)
from agreements.signing.models import FrozenDocument, Revision
from agreements.signing.queries import document_of
from tests.agreements.signing.evidence.time_service import NAME, time_service
from tests.factories import approved, begun, signatory_of, signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(settings, tmp_path):
    """A time-stamp service that the portal is configured to use."""
    with time_service() as running:
        (tmp_path / "root.pem").write_bytes(running.pem())
        settings.TSA_URL, settings.TSA_ROOT = running.url, str(tmp_path / "root.pem")
        yield running


@pytest.fixture
def down(service, monkeypatch):
    """The service out of order, until it is called `up`."""
    monkeypatch.setattr("agreements.signing.crypto.clocks.REST", 0.0)
    service.mode = "500"
    return service


@pytest.fixture
def ready():
    """An agreement of two villages with its PDF made."""
    return approved(begun())


def sign_next(agreement):
    """The next party that has not signed signs."""
    document = document_of(agreement)
    place = document.signers.filter(signature=None, party__isnull=False).order_by("ordinal").first()
    signed_by(agreement, place.organization)
    return document_of(agreement).signatures.order_by("-ordinal").first()


def judged(agreement, **more):
    document, authority = document_of(agreement), the_authority()
    roots = clocks.time_roots()
    crls = authority.crls(revoked())
    return inspect(store.get(document.sha256), root=authority.root, crls=crls, time_roots=roots, **more)


def queued():
    return DBTaskResult.objects.filter(task_path=tasks.complete_evidence.module_path)


def test_with_a_service_at_hand_its_time_is_in_the_signature(ready, service):
    signature = sign_next(ready)
    assert (signature.level, level_of(signature)) == ("B-LT", "B-LT")
    proof = time_proofs(document_of(ready))[signature.pk]
    assert (proof.source, proof.is_pending, proof.words) == (NAME, False, f"cap waktu dari {NAME}")
    assert judged(ready).verdict == "valid"
    assert not queued().exists()


def test_each_further_signature_asks_the_service_only_once(ready, service):
    sign_next(ready)
    before = service.asked
    sign_next(ready)
    assert service.asked == before + 1


def test_without_a_service_the_portals_own_time_is_named(ready):
    signature = sign_next(ready)
    proof = time_proofs(document_of(ready))[signature.pk]
    assert (signature.level, proof.source, proof.words) == ("B-LT", "local", "cap waktu dari portal sendiri")
    assert source_words("local") == "cap waktu dari portal sendiri"


def test_with_the_service_down_everybody_signs_and_it_is_said(ready, down):
    first = sign_next(ready)
    assert (first.level, level_of(first)) == ("B-B", "B-B")
    assert time_proofs(document_of(ready))[first.pk].words == "bukti waktu menyusul"
    assert is_time_pending(document_of(ready))
    sign_next(ready)
    ready.refresh_from_db()
    assert ready.stage == Stage.PUBLICATION
    fields = awaited_fields(document_of(ready))
    assert fields == ["ttd-p1", "ttd-p2"]
    report = judged(ready, awaited=fields)
    assert (report.verdict, [s.notes for s in report.signatures]) == ("valid", [("time_pending",)] * 2)


def test_a_try_is_queued_with_the_signature(ready, down):
    sign_next(ready)
    task = queued().get()
    assert task.status == TaskResultStatus.READY
    assert task.args_kwargs == {"args": [document_of(ready).pk, 0], "kwargs": {}}
    assert dt.timedelta(0) < task.run_after - timezone.now() <= tasks.WAITS[0]


def test_a_failed_signature_queues_nothing(ready, down, monkeypatch):
    monkeypatch.setattr(signing, "open_turn", lambda document: 1 / 0)
    place = document_of(ready).signers.order_by("ordinal").first()
    with pytest.raises(ZeroDivisionError):
        signed_by(ready, place.organization)
    assert not queued().exists()
    assert not document_of(ready).signatures.exists()


def test_the_proof_follows_when_the_service_is_back(ready, down):
    signature = sign_next(ready)
    before = document_of(ready)
    down.mode = ""
    assert tasks.complete_evidence.call(before.pk) == "added"
    document = document_of(ready)
    assert store.get(document.sha256).startswith(store.get(before.sha256))
    assert (level_of(signature), time_proofs(document)[signature.pk].source) == ("B-LT", NAME)
    assert not is_time_pending(document)
    revision = document.revisions.order_by("-number").first()
    assert (revision.kind, revision.signatures) == (Revision.Kind.EVIDENCE, 1)
    assert (revision.sha256, revision.size) == (document.sha256, document.size)
    report = judged(ready)
    assert (report.verdict, report.problems) == ("valid", ())
    assert report.signatures[0].level == "B-LT"
    signature.refresh_from_db()
    assert signature.level == "B-B"  # what it was when given stays written


def test_it_is_in_the_journal(ready, down):
    sign_next(ready)
    down.mode = ""
    tasks.complete_evidence.call(document_of(ready).pk)
    entry = ready.journal.order_by("-serial").first()
    assert (entry.code, entry.actor, entry.details["time_source"]) == ("add_evidence", None, NAME)
    assert entry.details["sha256"] == document_of(ready).sha256
    ready.refresh_from_db()
    assert not list(breaks([ready]))


def test_a_second_try_adds_nothing(ready, down):
    sign_next(ready)
    sign_next(ready)
    down.mode = ""
    document = document_of(ready)
    said = [tasks.complete_evidence.call(document.pk) for _i in range(2)]
    assert said == ["added", "nothing_pending"]
    assert document.revisions.filter(kind=Revision.Kind.EVIDENCE).count() == 1


def test_people_sign_between_and_after(ready, down):
    first = sign_next(ready)
    down.mode = ""
    tasks.complete_evidence.call(document_of(ready).pk)
    second = sign_next(ready)
    assert [level_of(s) for s in (first, second)] == ["B-LT", "B-LT"]
    down.mode = "500"
    assert judged(ready).verdict == "valid"
    ready.refresh_from_db()
    assert ready.stage == Stage.PUBLICATION


def test_while_it_stays_down_tries_grow_farther_apart_and_end(ready, down):
    sign_next(ready)
    document = document_of(ready)
    queued().delete()
    waits = []
    for tries in range(len(tasks.WAITS) + 1):
        assert tasks.complete_evidence.call(document.pk, tries) == "unreachable"
        task = queued().first()
        if task is None:
            break
        assert task.args_kwargs["args"] == [document.pk, tries + 1]
        waits.append(round((task.run_after - timezone.now()).total_seconds() / 60))
        queued().delete()
    assert len(waits) == len(tasks.WAITS)
    assert waits == sorted(waits)
    assert document_of(ready).sha256 == document.sha256


def test_without_revocation_lists_about_the_service_they_follow(ready, service):
    service.mode = "no_list"
    signature = sign_next(ready)
    assert (signature.level, level_of(signature)) == ("B-T", "B-T")
    proof = time_proofs(document_of(ready))[signature.pk]
    assert proof.words == f"cap waktu dari {NAME}; bukti pencabutan menyusul"
    assert queued().count() == 1


def test_a_signature_made_meanwhile_wins(ready, down, monkeypatch):
    sign_next(ready)
    down.mode = ""
    extend, late = lasting.extend, []

    def overtaken(pdf, **more):
        longer = extend(pdf, **more)
        if not late:
            late.append(sign_next(ready))
        return longer

    monkeypatch.setattr(lasting, "extend", overtaken)
    actions.add_evidence(document_of(ready).pk)
    document = document_of(ready)
    kinds = list(document.revisions.order_by("number").values_list("kind", flat=True))
    assert kinds == ["base", "signature", "signature", "evidence"]
    assert judged(ready).verdict == "valid"
    assert len(judged(ready).signatures) == 2


def test_overtaken_every_time_it_tries_again_later(ready, down, monkeypatch):
    sign_next(ready)
    down.mode = ""
    document = document_of(ready)
    queued().delete()
    monkeypatch.setattr(actions, "_kept", lambda *_about: None)
    assert tasks.complete_evidence.call(document.pk) == "overtaken"
    assert queued().count() == 1


def test_a_voided_documents_signatures_are_proven_too(ready, down):
    sign_next(ready)
    document = document_of(ready)
    second = document.signers.filter(signature=None).order_by("ordinal").first()
    signing.decline(ready, by=signatory_of(second.organization), reason="Luas lahan keliru.")
    down.mode = ""
    assert list(pending()) == [document]
    assert tasks.complete_evidence.call(document.pk) == "added"
    voided = FrozenDocument.objects.get(pk=document.pk)
    assert voided.voided_at
    assert not pending().exists()


def test_the_command_goes_on_trying(ready, down):
    sign_next(ready)
    with pytest.raises(CommandError, match="coba lagi nanti"):
        call_command("archive_timestamps")
    down.mode = ""
    for count in (1, 0):
        said = StringIO()
        call_command("archive_timestamps", stdout=said)
        assert f"{count} dokumen dilengkapi bukti waktu" in said.getvalue()


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_the_time_is_being_asked_for(service, monkeypatch):
    """The service is asked before anything is locked: a signature is possible at that very moment."""
    agreement = approved(begun())
    service.mode, before = "500", 0
    monkeypatch.setattr("agreements.signing.crypto.clocks.REST", 0.0)
    sign_next(agreement)
    service.mode = ""
    extend = lasting.extend

    def slowly(pdf, **more):
        nonlocal before
        if not before:
            before = 1
            with ThreadPoolExecutor(1) as elsewhere:
                elsewhere.submit(in_a_thread, sign_next, agreement).result(timeout=30)
        return extend(pdf, **more)

    monkeypatch.setattr(lasting, "extend", slowly)
    actions.add_evidence(document_of(agreement).pk)
    assert document_of(agreement).signatures.count() == 2
    assert judged(agreement).verdict == "valid"


def in_a_thread(work, *words):
    try:
        return work(*words)
    finally:
        connections.close_all()


def test_no_time_is_an_error_of_its_own(ready, down):
    sign_next(ready)
    with pytest.raises(NoTime):
        actions.add_evidence(document_of(ready).pk)
