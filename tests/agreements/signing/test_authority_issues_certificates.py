"""The portal's own certificate authority: made once, kept locked, issuing certificates and revocation lists."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.management import call_command
from django.core.management.base import CommandError

from agreements.signing.crypto import authority, pki, sealing
from agreements.signing.crypto.authority import AuthorityError
from agreements.signing.crypto.pki import Identity

WHO = Identity("Slamet Riyadi", "Kepala Desa Argopeni", "Desa Argopeni")
SECRET = "sandi yang panjang sekali"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return authority.create(tmp_path_factory.mktemp("authority") / "ca", SECRET)


def test_it_is_made_once_and_then_opened(tmp_path):
    first = authority.create(tmp_path / "deep" / "ca", SECRET)
    files = {file.name: file.read_bytes() for file in (tmp_path / "deep" / "ca").iterdir()}
    assert authority.create(tmp_path / "deep" / "ca", SECRET).fingerprint == first.fingerprint
    assert {file.name: file.read_bytes() for file in (tmp_path / "deep" / "ca").iterdir()} == files
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["ca"]


def test_two_makers_at_once_get_the_same(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _i: authority.create(tmp_path / "ca", SECRET).fingerprint, range(4)))
    assert len(set(made)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["ca"]


def test_keys_are_encrypted_and_for_the_owner_only(tmp_path):
    authority.create(tmp_path / "ca", SECRET)
    assert stat.S_IMODE((tmp_path / "ca").stat().st_mode) == 0o700
    keys = list((tmp_path / "ca").glob("*.key"))
    assert len(keys) == 3
    for key in keys:
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert key.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")


def test_a_wrong_passphrase_opens_nothing_and_is_not_repeated(tmp_path):
    authority.create(tmp_path / "ca", SECRET)
    with pytest.raises(AuthorityError) as caught:
        authority.create(tmp_path / "ca", "sandi salah sekali")
    assert "sandi salah" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_an_empty_passphrase_makes_nothing(tmp_path):
    with pytest.raises(AuthorityError):
        authority.create(tmp_path / "ca", "")
    assert not (tmp_path / "ca").exists()


def test_an_incomplete_folder_is_left_alone(tmp_path):
    authority.create(tmp_path / "ca", SECRET)
    (tmp_path / "ca" / "tsa.key").unlink()
    with pytest.raises(AuthorityError, match=r"tsa\.key"):
        authority.create(tmp_path / "ca", SECRET)


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "surat.txt").write_text("penting")
    with pytest.raises(AuthorityError):
        authority.create(tmp_path, SECRET)
    assert [file.name for file in tmp_path.iterdir()] == ["surat.txt"]


def test_it_may_begin_in_the_past(tmp_path):
    made = authority.create(tmp_path / "ca", SECRET, not_before=datetime(2023, 1, 1, tzinfo=UTC))
    for certificate in (made.root, made.intermediate, made.tsa):
        assert certificate.not_valid_before_utc <= datetime(2023, 1, 1, tzinfo=UTC)
        assert certificate.not_valid_after_utc > datetime(2040, 1, 1, tzinfo=UTC)


def test_a_certificate_names_person_office_and_organization(made):
    key = sealing.new_key()
    issued = made.issue(key.public_key(), WHO)
    named = {attribute.oid: attribute.value for attribute in issued.subject}
    assert named[NameOID.COMMON_NAME] == WHO.name
    assert named[NameOID.TITLE] == WHO.office
    assert named[NameOID.ORGANIZATION_NAME] == WHO.organization
    issued.verify_directly_issued_by(made.intermediate)
    made.intermediate.verify_directly_issued_by(made.root)
    usage = issued.extensions.get_extension_for_class(x509.KeyUsage).value
    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not issued.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_a_certificate_lasts_two_years_by_the_clock_of_the_day(made, on_day):
    on_day("2027-05-05")
    issued = made.issue(sealing.new_key().public_key(), WHO)
    assert abs(issued.not_valid_before_utc - datetime.now(UTC)) < timedelta(minutes=10)
    assert abs(issued.not_valid_after_utc - datetime.now(UTC) - timedelta(days=730)) < timedelta(minutes=10)


def test_long_names_are_cut_to_what_x509_allows(made):
    issued = made.issue(sealing.new_key().public_key(), Identity("Né" * 99, "J" * 65, "O" * 64))
    assert all(len(attribute.value.encode()) <= 64 for attribute in issued.subject)


def test_only_p256_keys_with_a_name_are_certified(made):
    with pytest.raises(ValueError, match="P-256"):
        made.issue(ec.generate_private_key(ec.SECP384R1()).public_key(), WHO)
    with pytest.raises(ValueError, match="name"):
        made.issue(sealing.new_key().public_key(), Identity(" ", "", ""))


def test_a_certificate_survives_storage_as_text(made):
    issued = made.issue(sealing.new_key().public_key(), WHO)
    again = pki.from_pem(pki.to_pem(issued))
    assert pki.fingerprint(again) == pki.fingerprint(issued)
    assert len(pki.fingerprint(issued)) == 64


def test_revocation_lists_are_kept_for_an_hour(made, on_day):
    on_day("2027-06-01", "09:00", tick=False)
    first = made.crls()
    on_day("2027-06-01", "09:30", tick=False)
    assert made.crls() is first
    on_day("2027-06-01", "11:00", tick=False)
    assert made.crls() is not first


def test_revocation_lists_follow_a_clock_that_goes_back(made, on_day):
    on_day("2027-06-01", tick=False)
    made.crls()
    on_day("2026-12-24", tick=False)
    listed = [x509.load_der_x509_crl(data) for data in made.crls()]
    assert all(each.last_update_utc == datetime.now(UTC) for each in listed)


def test_a_revocation_is_listed_at_once_and_only_from_its_day(made, on_day):
    on_day("2027-06-01", tick=False)
    made.crls()
    earlier, later = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 7, 1, tzinfo=UTC)
    listed = x509.load_der_x509_crl(made.crls([(77, earlier), (78, later)])[1])
    assert listed.get_revoked_certificate_by_serial_number(77).revocation_date_utc == earlier
    assert listed.get_revoked_certificate_by_serial_number(78) is None
    assert listed.is_signature_valid(made.intermediate.public_key())


def test_it_shows_no_secret_and_is_never_pickled(made):
    assert SECRET not in repr(made)
    with pytest.raises(TypeError):
        made.__reduce__()


def test_one_command_makes_it_and_says_its_fingerprint(tmp_path, settings, capsys):
    settings.CA_DIR, settings.CA_PASSPHRASE, settings.DEMO_MODE = tmp_path / "ca", SECRET, True
    call_command("create_ca")
    first = capsys.readouterr().out
    call_command("create_ca")
    assert capsys.readouterr().out == first
    assert "Berlaku sejak: 2022-12-31" in first
    assert SECRET not in first


def test_the_command_explains_a_wrong_passphrase(tmp_path, settings):
    settings.CA_DIR, settings.CA_PASSPHRASE = tmp_path / "ca", SECRET
    call_command("create_ca", "--not-before", "2024-03-01")
    settings.CA_PASSPHRASE = "sandi salah sekali"
    with pytest.raises(CommandError, match="CA_PASSPHRASE") as caught:
        call_command("create_ca")
    assert "sandi salah" not in str(caught.value)
