"""Anybody fetches the authority's certificates and revocation lists, and other software finds the way there."""

import datetime as dt
import re
import shutil
import subprocess

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID
from django.core.checks import run_checks
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_http_date

from agreements.signing.certificates.actions import enrol, revoke, the_authority
from agreements.signing.certificates.models import Certificate
from agreements.signing.crypto import authority, pki
from tests.factories import PASSPHRASE, agency, certified, made_authority, signatory_of, village

pytestmark = pytest.mark.django_db
FILES = (
    "/sertifikat/induk.crt",
    "/sertifikat/penanda-tangan.crt",
    "/sertifikat/induk.crl",
    "/sertifikat/penanda-tangan.crl",
)


@pytest.fixture(autouse=True)
def portal():
    agency()
    return made_authority()


@pytest.fixture
def head():
    place = village("Argopeni").organization
    return certified(signatory_of(place), place)


def own(person):
    return Certificate.objects.get(person=person, revoked_at__isnull=True)


def crl_now():
    return x509.load_der_x509_crl(Client().get("/sertifikat/penanda-tangan.crl").content)


@pytest.mark.parametrize("address", FILES)
def test_files_are_public_and_without_cookies(address):
    response = Client().get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == (
        "application/pkix-cert" if address.endswith("crt") else "application/pkix-crl"
    )
    assert not response.cookies and "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"].startswith("public") or "public" in response["Cache-Control"]
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


@pytest.mark.parametrize("address", FILES)
def test_who_has_it_already_is_told_so(address):
    first = Client().get(address)
    again = Client().get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]


def test_they_are_the_authoritys_own():
    root = x509.load_der_x509_certificate(Client().get(FILES[0]).content)
    issuer = x509.load_der_x509_certificate(Client().get(FILES[1]).content)
    assert (root, issuer) == (the_authority().root, the_authority().intermediate)
    for address, signer in ((FILES[2], root), (FILES[3], issuer)):
        crl = x509.load_der_x509_crl(Client().get(address).content)
        assert crl.is_signature_valid(signer.public_key()) and crl.issuer == signer.subject


def test_others_keep_a_list_far_shorter_than_it_is_valid(on_day):
    on_day("2027-06-01", "09:59:59", tick=False)
    response = Client().get(FILES[3])
    until = dt.datetime.fromtimestamp(parse_http_date(response["Expires"]), dt.UTC)
    kept = int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1])
    crl = x509.load_der_x509_crl(response.content)
    assert until == dt.datetime.now(dt.UTC) + dt.timedelta(seconds=kept)
    assert until < crl.next_update_utc - dt.timedelta(days=6)


def test_a_revocation_is_public_at_once(head):
    before = Client().get(FILES[3])
    serial = int(own(head).serial, 16)
    assert crl_now().get_revoked_certificate_by_serial_number(serial) is None
    revoke(own(head), by=head, reason="lost")
    assert crl_now().get_revoked_certificate_by_serial_number(serial)
    assert Client().get(FILES[3], headers={"If-None-Match": before["ETag"]}).status_code == 200


def test_every_process_makes_the_same_list_and_numbers_grow(head, settings, on_day):
    on_day("2027-06-01", "09:20", tick=False)
    crl = [
        authority.open_(settings.CA_DIR, settings.CA_PASSPHRASE).crls(
            [(77, dt.datetime(2027, 5, 1, tzinfo=dt.UTC))]
        )
        for _process in range(2)
    ]
    on_day("2027-06-01", "10:20", tick=False)
    later = the_authority().crls([(77, dt.datetime(2027, 5, 1, tzinfo=dt.UTC))])
    assert crl[0] == crl[1] != later
    first, second = (
        x509.load_der_x509_crl(data[1]).extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        for data in (crl[0], later)
    )
    assert first < second


def test_a_list_costs_as_many_queries_for_twenty_as_for_one(head):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            Client().get(FILES[3])
        return len(captured)

    enrol(own(head).organization, by=head, passphrase=PASSPHRASE)
    one = queries()
    for _n in range(3):
        enrol(own(head).organization, by=head, passphrase=PASSPHRASE)
    assert queries() == one == 1


def test_a_certificate_tells_where_to_look(head, settings):
    held = pki.from_pem(own(head).pem)
    access = held.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value[0]
    assert access.access_method == AuthorityInformationAccessOID.CA_ISSUERS
    place = held.extensions.get_extension_for_class(x509.CRLDistributionPoints).value[0].full_name[0].value
    assert access.access_location.value == settings.PUBLIC_URL + reverse(
        "agreements:authority-certificate", args=["penanda-tangan"]
    )
    assert place == settings.PUBLIC_URL + reverse("agreements:authority-revoked", args=["penanda-tangan"])


def test_a_new_authority_tells_where_its_root_is(tmp_path):
    made = authority.create(tmp_path / "ca", "sandi yang panjang sekali", public_url="https://contoh.id")
    for certificate in (made.intermediate, made.tsa):
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
        assert points[0].full_name[0].value == "https://contoh.id/sertifikat/induk.crl"
    with pytest.raises(x509.ExtensionNotFound):
        made.root.extensions.get_extension_for_class(x509.CRLDistributionPoints)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl program")
def test_openssl_follows_the_commands_of_the_page(head, tmp_path):
    for address in FILES:
        (tmp_path / address.rpartition("/")[2]).write_bytes(Client().get(address).content)
    (tmp_path / "orang.crt").write_bytes(pki.from_pem(own(head).pem).public_bytes(Encoding.DER))
    page = Client().get("/sertifikat/").content.decode()
    commands = re.findall(r'<code class="command">(openssl [^<]+)</code>', page)
    assert len(commands) == 2

    def run(command):
        command = command.replace(" verify ", f" verify -attime {int(timezone.now().timestamp())} ")
        done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
        return done.stdout + done.stderr

    shown = run(commands[0])
    assert re.search(r"=([0-9A-F:]{95})", shown)[1] in page
    assert "orang.crt: OK" in run(commands[1])
    revoke(own(head), by=head, reason="known")
    (tmp_path / "penanda-tangan.crl").write_bytes(Client().get(FILES[3]).content)
    assert "revoked" in run(commands[1])


def test_the_page_explains_it_to_everybody(settings):
    page = Client().get("/sertifikat/").content.decode()
    assert "tidak tersertifikasi" in page
    assert pki.fingerprint(the_authority().root)[:2].upper() + ":" in page


def test_other_parts_are_not_there():
    for address in (
        "/sertifikat/tsa.crt",
        "/sertifikat/root.key",
        "/sertifikat/induk.key",
        "/sertifikat/x.crl",
    ):
        assert Client().get(address).status_code == 404


def test_without_an_authority_it_says_later(settings, tmp_path):
    settings.CA_DIR = tmp_path / "none"
    for address in FILES:
        response = Client().get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "tidak dapat dibaca" in Client().get("/sertifikat/").content.decode()


def warned(**more):
    return {
        message.id
        for message in run_checks(tags=["security"], **more)
        if message.id.startswith("certificates")
    }


def test_operators_are_warned_years_before_the_authority_ends(settings, tmp_path, on_day):
    settings.CA_DIR, settings.CA_PASSPHRASE = tmp_path / "ca", "sandi yang panjang sekali"
    assert warned() == set()
    assert warned(include_deployment_checks=True) == {"certificates.W001"}
    authority.create(tmp_path / "ca", settings.CA_PASSPHRASE)
    assert warned(include_deployment_checks=True) == set()
    settings.CA_PASSPHRASE = "pendek"
    assert warned(include_deployment_checks=True) == {"certificates.W004"}
    (tmp_path / "ca" / "root.key").chmod(0o644)
    assert warned() == {"certificates.W005"}
    on_day("2049-01-01")
    assert "certificates.W002" in warned()
    (tmp_path / "ca" / "tsa.crt").write_text("bukan sertifikat")
    assert "certificates.W003" in warned()
