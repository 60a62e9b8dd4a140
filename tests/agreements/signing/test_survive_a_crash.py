"""Whatever dies in the middle of signing, afterwards the signature is whole or not there at all and can be repeated."""

import errno
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections
from django.utils.module_loading import import_string

from agreements.documents import store
from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.signing.actions import sign
from agreements.signing.crypto import pades
from agreements.signing.models import Signature
from agreements.signing.queries import document_of, open_slots
from tests.factories import PASSPHRASE, approved, begun, certified, signatory_of

pytestmark = pytest.mark.django_db(transaction=True)

STEPS = {
    "before the key is opened": ("agreements.signing.actions.open_means", "before"),
    "before the row is held": ("agreements.signing.actions.take_turn", "before"),
    "while the row is held": ("agreements.signing.actions.take_turn", "after"),
    "before the file grows": ("agreements.signing.crypto.pades.sign", "before"),
    "after the file has grown": ("agreements.signing.crypto.pades.sign", "after"),
    "while the file is written": ("os.fsync", "before"),
    "after the file is kept": ("agreements.documents.store.put", "after"),
    "before the turn moves on": ("agreements.signing.actions.open_turn", "before"),
    "after the journal": ("agreements.record.journal.append", "after"),
    "before the commit": ("django.db.backends.base.base.BaseDatabaseWrapper._commit", "before"),
}
"""Where the process dies, by the function and on which side of it; none of these leaves a signature."""
AFTERWARDS = ("agreements.record.models.Agreement.refresh_from_db", "before")


def ready():
    """A document of two villages, and the first head with a certificate."""
    agreement = approved(begun())
    organization = agreement.parties.get(ordinal=1).organization
    return agreement, certified(signatory_of(organization), organization)


def press(agreement, person):
    """Sign as in a fresh request."""
    own = Agreement.objects.get(pk=agreement.pk)
    return sign(own, by=person, passphrase=PASSPHRASE, seen=document_of(own).content_digest)


def killed(agreement, person, where, side):
    """Sign in a process of its own that is killed with `kill -9` at that step."""
    connections.close_all()
    reached, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _connect_anew()
            _die_at(where, side, tell)
            press(agreement, person)
        finally:
            os._exit(1)  # never reached when the step is
    os.close(tell)
    try:
        assert os.read(reached, 1) == b"!", "the step was not reached"
    finally:
        os.close(reached)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _connect_anew():
    """In the child: leave alone what was inherited.

    Where a browser test came before, Django keeps another connection for this process than for its parent, whose
    thread has a loop running; killed in the middle of it, the child would leave a transaction that nobody ends.
    """
    for alias in connections:
        with suppress(AttributeError):
            del connections[alias]


def _die_at(where, side, tell):
    """In the child: at the step, say so and wait for the end."""
    module, _dot, name = where.rpartition(".")
    holder = sys.modules.get(module) or import_string(module)
    done = getattr(holder, name)

    def stop(*args, **more):
        result = done(*args, **more) if side == "after" else None
        os.write(tell, b"!")
        time.sleep(600)
        return result

    setattr(holder, name, stop)


def assert_absent(agreement, before):
    """Nothing of the signature is there."""
    document = document_of(agreement)
    assert not Signature.objects.exists()
    assert (document.sha256, document.revisions.count()) == (before, 1)
    assert [slot.signer.key for slot in open_slots(document)] == ["p1", "p2"]
    assert store.get(before)


def assert_whole(agreement, signature):
    """The signature is there once, with the file that holds it."""
    document = document_of(agreement)
    assert Signature.objects.get() == signature
    assert document.sha256 == signature.sha256
    assert [state.signatures for state in document.revisions.order_by("number")] == [0, 1]
    data = store.get(document.sha256)
    assert data.count(b"signature in ttd-p1") == 1
    assert [slot.signer.key for slot in open_slots(document)] == ["p2"]
    fresh = Agreement.objects.get(pk=agreement.pk)
    assert fresh.journal.filter(code="sign").count() == 1
    assert not list(breaks([fresh]))


@pytest.mark.usefixtures("quick_paper")
@pytest.mark.parametrize("step", STEPS)
def test_killed_before_the_commit_nothing_is_signed_and_it_can_be_repeated(step):
    agreement, person = ready()
    before = document_of(agreement).sha256
    killed(agreement, person, *STEPS[step])
    assert_absent(agreement, before)
    assert_whole(agreement, press(agreement, person))


@pytest.mark.usefixtures("quick_paper")
def test_killed_after_the_commit_it_is_signed_and_pressing_again_signs_no_second_time():
    agreement, person = ready()
    killed(agreement, person, *AFTERWARDS)
    signature = Signature.objects.get()
    assert_whole(agreement, press(agreement, person))
    assert Signature.objects.get() == signature


def test_a_real_signature_survives_a_kill_between_file_and_rows(monkeypatch, tmp_path):
    monkeypatch.setattr("agreements.signing.crypto.sealing.MEMORY_KIB", 8)
    monkeypatch.setattr("agreements.signing.crypto.sealing.PASSES", 1)
    agreement, person = ready()
    before = document_of(agreement).sha256
    killed(agreement, person, *STEPS["after the file is kept"])
    assert_absent(agreement, before)
    press(agreement, person)
    file = tmp_path / "document.pdf"
    file.write_bytes(store.get(document_of(agreement).sha256))
    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout
    assert said.count("Signature is Valid.") == 1


@pytest.mark.usefixtures("quick_paper")
def test_a_full_disk_leaves_nothing_behind_and_it_can_be_repeated(monkeypatch):
    agreement, person = ready()
    before, kept = document_of(agreement).sha256, _files()

    def full(_handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            press(agreement, person)
    assert_absent(agreement, before)
    assert _files() == kept
    assert_whole(agreement, press(agreement, person))


def _files():
    return sorted(path for path in Path(settings.MEDIA_ROOT, "documents").rglob("*") if path.is_file())


@pytest.mark.usefixtures("quick_paper")
@pytest.mark.parametrize("after", [False, True])
def test_a_database_that_restarts_in_the_middle_leaves_nothing_behind(monkeypatch, after):
    agreement, person = ready()
    before, one_more = document_of(agreement).sha256, pades.sign

    def cut_off(*args, **more):
        grown = one_more(*args, **more) if after else None
        _terminate(connection.connection.info.backend_pid)
        return grown or one_more(*args, **more)

    with monkeypatch.context() as patch:
        patch.setattr("agreements.signing.crypto.pades.sign", cut_off)
        with pytest.raises((OperationalError, InterfaceError)):
            press(agreement, person)
    connections.close_all()
    assert_absent(agreement, before)
    assert_whole(agreement, press(agreement, person))


def _terminate(pid):
    """End the connection of that process in the database, as a restart does."""
    known, names = connection.get_connection_params(), ("dbname", "user", "password", "host", "port")
    other = psycopg2.connect(**{name: known[name] for name in names if name in known})
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    finally:
        other.close()
