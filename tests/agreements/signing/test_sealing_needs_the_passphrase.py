"""A sealed key opens with its passphrase, for its user and certificate, and with nothing else."""

import base64
import json

import pytest

from agreements.signing.crypto import sealing
from agreements.signing.crypto.sealing import WrongPassphrase

PASSPHRASE = "jalan pagi ke pasar ikan"
OWNER = {"user_id": 7, "fingerprint": "ab" * 32}


@pytest.fixture(scope="module")
def key():
    return sealing.new_key()


@pytest.fixture(scope="module")
def box(key, real_sealing):
    return sealing.seal(key, PASSPHRASE, **OWNER)


def test_the_right_passphrase_opens(key, box):
    opened = sealing.unseal(box, PASSPHRASE, **OWNER)
    assert opened.private_numbers() == key.private_numbers()


@pytest.mark.parametrize(
    "passphrase", ["", "Jalan pagi ke pasar ikan", "jalan pagi ke pasar ikan ", "x" * 10_000]
)
def test_another_passphrase_does_not(box, passphrase):
    with pytest.raises(WrongPassphrase) as caught:
        sealing.unseal(box, passphrase, **OWNER)
    assert not str(caught.value)


@pytest.mark.parametrize("other", [{"user_id": 8}, {"fingerprint": "cd" * 32}])
def test_a_box_moved_to_another_user_or_certificate_does_not_open(box, other):
    with pytest.raises(WrongPassphrase):
        sealing.unseal(box, PASSPHRASE, **{**OWNER, **other})


def changed(box, parts):
    return json.dumps({**json.loads(box), **parts}).encode()


@pytest.mark.parametrize(
    "parts",
    [
        {"m": 1 << 30},
        {"t": 10_000},
        {"m": 1024},
        {"v": 2},
        {"salt": base64.b64encode(b"0" * 16).decode()},
        {"nonce": ""},
        {"box": base64.b64encode(b"0" * 80).decode()},
        {"box": None},
    ],
)
def test_a_box_that_was_tampered_with_does_not_open(box, parts):
    with pytest.raises(WrongPassphrase):
        sealing.unseal(changed(box, parts), PASSPHRASE, **OWNER)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b"\xff\x00"])
def test_what_is_no_box_does_not_open(data):
    with pytest.raises(WrongPassphrase):
        sealing.unseal(data, PASSPHRASE, **OWNER)


def test_the_same_words_typed_on_another_keyboard_open(real_sealing):
    key = sealing.new_key()
    composed, decomposed = "kopi h\u00e9bat tiap pagi", "kopi he\u0301bat tiap pagi"
    assert sealing.unseal(sealing.seal(key, composed, **OWNER), decomposed, **OWNER)


def test_sealing_costs_a_guesser_memory_and_never_repeats(key, box):
    parts = json.loads(box)
    assert (parts["kdf"], parts["m"], parts["t"]) == ("argon2id", 64 * 1024, 3)
    again = json.loads(sealing.seal(key, PASSPHRASE, **OWNER))
    assert {again[name] for name in ("salt", "nonce", "box")}.isdisjoint(parts.values())


def test_an_empty_passphrase_seals_nothing(key):
    with pytest.raises(ValueError, match="empty"):
        sealing.seal(key, "", **OWNER)
