"""Lowers what it costs to open a key; the tests about sealing take the real cost."""

from collections.abc import Iterator
from functools import cache
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives import serialization
from pyhanko.sign.timestamps import dummy_client

from agreements.signing.crypto import sealing

REAL = {"MEMORY_KIB": sealing.MEMORY_KIB, "PASSES": sealing.PASSES}
LOW = {"MEMORY_KIB": 8, "PASSES": 1}


@pytest.fixture(autouse=True, scope="session")
def sealing_costs_little() -> None:
    vars(sealing).update(LOW)


@pytest.fixture(scope="module")
def real_sealing(sealing_costs_little: None) -> Iterator[None]:
    """Sealing as in the running portal."""
    vars(sealing).update(REAL)
    yield
    vars(sealing).update(LOW)


@pytest.fixture(autouse=True, scope="session")
def a_key_of_time_stamps_is_examined_once() -> None:
    """Reading an RSA key proves its primes, for every time stamp again."""
    read = cache(serialization.load_der_private_key)
    dummy_client.serialization = SimpleNamespace(load_der_private_key=read)
