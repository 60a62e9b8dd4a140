"""Whoever guesses a passphrase waits: as a person, whichever certificate they try, and as a network address."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import RequestFactory
from django.utils import timezone

from agreements.signing.certificates import tries
from agreements.signing.certificates.actions import PassphraseRefused, enrol, open_key
from agreements.signing.certificates.models import PassphraseTries
from agreements.signing.crypto import sealing
from tests.factories import PASSPHRASE, MembershipFactory, agency, certified, checked, signatory_of, village

pytestmark = pytest.mark.django_db
WRONG = "salah sekali ini"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Sealing is made to be slow; how slow, other tests say."""
    monkeypatch.setattr(sealing, "MEMORY_KIB", 64)
    monkeypatch.setattr(sealing, "PASSES", 1)


@pytest.fixture
def place():
    agency()
    return village("Argopeni").organization


@pytest.fixture
def head(place):
    return certified(signatory_of(place), place)


def wrong(person, place, times=1):
    said = ""
    for _try in range(times):
        with pytest.raises(PassphraseRefused) as caught:
            open_key(person, place, WRONG)
        said = str(caught.value)
    return said


def from_network(address):
    """What the middleware remembers of a form from that address."""
    found = []
    handle = tries.from_address(lambda _request: found.append(tries.ADDRESS.get()))
    handle(RequestFactory().post("/", REMOTE_ADDR=address))
    return found[0]


@pytest.fixture
def at(request):
    """`at("10.0.0.1")`: what follows comes from there."""
    token = tries.ADDRESS.set("")
    yield lambda address: tries.ADDRESS.set(from_network(address))
    tries.ADDRESS.reset(token)


def test_it_is_told_how_many_tries_are_left(head, place):
    assert "Sisa 4 kali" in wrong(head, place)
    assert "Sisa 1 kali" in wrong(head, place, 3)


def test_the_fifth_wrong_one_suspends_even_the_right_one(head, place):
    assert "15 menit" in wrong(head, place, 5)
    with pytest.raises(PassphraseRefused, match="Terlalu banyak"):
        open_key(head, place, PASSPHRASE)


def test_the_pause_ends_and_the_next_is_longer(head, place, on_day):
    day = timezone.localdate() + dt.timedelta(days=1)
    on_day(day, "09:00")
    wrong(head, place, 5)
    on_day(day, "09:14")
    assert "Terlalu banyak" in wrong(head, place)
    on_day(day, "09:16")
    assert "Sisa 4 kali" in wrong(head, place)
    assert "60 menit" in wrong(head, place, 4)
    on_day(day, "10:20")
    assert open_key(head, place, PASSPHRASE)
    assert "Sisa 4 kali" in wrong(head, place)


def test_wrong_tries_at_one_certificate_count_for_the_others(head, place):
    second = village("Pasir", head=False).organization
    MembershipFactory(person=head, organization=second)
    certified(head, second)
    wrong(head, place, 3)
    assert "Terlalu banyak" in wrong(head, second, 2)
    with pytest.raises(PassphraseRefused):
        open_key(head, place, PASSPHRASE)


def test_a_new_certificate_does_not_begin_the_count_anew(head, place):
    wrong(head, place, 4)
    enrol(place, by=head, passphrase="empat kuda makan rumput")
    assert "Terlalu banyak" in wrong(head, place)


def test_a_right_one_clears_the_persons_count(head, place):
    wrong(head, place, 4)
    assert open_key(head, place, PASSPHRASE)
    assert "Sisa 4 kali" in wrong(head, place)


def test_one_address_cannot_try_one_person_after_the_other(place, at):
    at("203.0.113.9")
    people = [MembershipFactory(organization=place, position="council").person for _n in range(8)]
    for person in people:
        certified(person, place)
    for person in people[:7]:
        wrong(person, place, 4)
    wrong(people[7], place, 2)
    with pytest.raises(PassphraseRefused, match="Terlalu banyak"):
        open_key(people[7], place, PASSPHRASE)
    at("203.0.113.10")
    assert open_key(people[7], place, PASSPHRASE)


def test_a_village_hall_full_of_right_signatures_is_no_attack(place, at):
    at("203.0.113.9")
    person = certified(signatory_of(place), place)
    for _try in range(tries.MOST_FROM_ADDRESS + 5):
        assert open_key(person, place, PASSPHRASE)


def test_the_address_is_not_kept_and_ipv6_counts_by_network(head, place, at):
    assert from_network("2001:db8:1:2::3") == from_network("2001:db8:1:2:ffff::4") == "2001:db8:1:2::/64"
    at("203.0.113.9")
    wrong(head, place)
    assert not PassphraseTries.objects.filter(key__contains="203.0.113").exists()
    assert PassphraseTries.objects.filter(key__startswith="address:").count() == 1


def test_what_is_old_is_forgotten(head, place, on_day):
    wrong(head, place, 4)
    on_day(timezone.localdate() + dt.timedelta(days=3))
    assert "Sisa 4 kali" in wrong(head, place)
    on_day(timezone.localdate() + dt.timedelta(days=6))
    assert tries.forget_old() == 1


def test_a_try_is_counted_even_when_the_request_breaks(head, place, monkeypatch):
    def broken(*args, **kwargs):
        raise MemoryError

    monkeypatch.setattr(sealing, "unseal", broken)
    for _try in range(5):
        with pytest.raises(MemoryError):
            open_key(head, place, PASSPHRASE)
    with pytest.raises(PassphraseRefused, match="Terlalu banyak"):
        open_key(head, place, PASSPHRASE)


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_the_same_moment_are_still_five():
    agency()
    place = village("Argopeni").organization
    person = certified(signatory_of(place), place)
    looked = []
    unseal = sealing.unseal

    def counted(*args, **kwargs):
        looked.append(1)
        return unseal(*args, **kwargs)

    def press(_number):
        try:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sealing, "unseal", counted)
                open_key(person, place, WRONG)
        except PassphraseRefused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(press, range(16)))
    assert len(looked) <= 5
    assert PassphraseTries.objects.get().wrong == 5
    assert sum("Terlalu banyak" in words for words in said) >= 11


def test_a_check_is_no_try(place):
    person = signatory_of(place)
    checked(person, place)
    assert not PassphraseTries.objects.exists()
