"""A certified signature by BSrE's e-sign client: what is sent, what is refused, and what is believed of the answer."""

import logging
from dataclasses import replace

import pytest

from agreements.documents import pdf
from agreements.signing.backends.bsre import Bsre
from agreements.signing.backends.interface import Refusal, Secrets, Tampered, Unavailable, Wanted
from agreements.signing.backends.returned import accepted, same_person
from agreements.signing.crypto.stamp import Stamp
from tests.agreements.signing.backends import esign_client
from tests.agreements.signing.backends.esign_client import NIK, PASSPHRASE, PASSWORD, USER, Provider
from tests.support.contents import content

URL = "https://contoh.id/verifikasi/7Q2M-K9XA-4T1C/"
STAMP = Stamp("Drs. Slamet Riyadi, M.Si.", "Kepala Desa Argopeni", "Desa Argopeni", URL)
SECRETS = Secrets(PASSPHRASE, NIK)


@pytest.fixture(scope="module")
def document():
    return pdf.render(content(2))


@pytest.fixture
def provider():
    made = Provider()
    made.register(NIK, "SLAMET RIYADI")
    return made


@pytest.fixture
def bsre(provider):
    with esign_client.serving(provider) as url:
        yield Bsre(url, USER, PASSWORD)


@pytest.fixture
def wanted(document):
    return Wanted(document, "ttd-p1", STAMP, "Kebumen")


def believed(wanted, after, provider):
    return accepted(wanted.pdf, after, name=STAMP.name, roots=[provider.root])


def test_the_client_signs_over_the_box_of_the_place(bsre, provider, wanted):
    after = bsre.sign_pdf(wanted, SECRETS)
    facts = believed(wanted, after, provider)
    assert facts["subject"].startswith("CN=SLAMET RIYADI")
    assert facts["issuer"] == "Root CA Contoh BSrE"
    asked = provider.asked[0]["signatureProperties"][0]
    assert asked["tampilan"] == "VISIBLE"
    assert asked["page"] >= 1
    assert asked["width"] > 20
    assert asked["imageBase64"]


def test_a_second_signature_by_the_client_is_found_as_well(bsre, provider, wanted):
    provider.register("3305010101700002", "Wahyuni")
    first = bsre.sign_pdf(wanted, SECRETS)
    second = bsre.sign_pdf(Wanted(first, "ttd-p2", STAMP, "Kebumen"), Secrets(PASSPHRASE, "3305010101700002"))
    assert accepted(first, second, name="Wahyuni, S.Pd.", roots=[provider.root])["field"] != ""


@pytest.mark.parametrize(
    ("secrets", "code"),
    [(Secrets("salah", NIK), "passphrase"), (Secrets(PASSPHRASE, "3305010101709999"), "unknown")],
)
def test_a_refusal_says_why(bsre, wanted, secrets, code):
    with pytest.raises(Refusal) as refusal:
        bsre.sign_pdf(wanted, secrets)
    assert refusal.value.code == code


def test_an_expired_certificate_is_refused_by_the_client(bsre, provider, wanted):
    provider.register(NIK, "SLAMET RIYADI", days=-2)
    with pytest.raises(Refusal) as refusal:
        bsre.sign_pdf(wanted, SECRETS)
    assert refusal.value.code == "certificate"


@pytest.mark.parametrize("behaviour", ["slow", "broken", "html", "no file", "elsewhere"])
def test_a_client_that_gives_no_answer_is_unavailable(bsre, provider, wanted, behaviour):
    provider.behaviour = behaviour
    patient = replace(bsre, seconds=0.5 if behaviour == "slow" else 20)
    with pytest.raises(Unavailable):
        patient.sign_pdf(wanted, SECRETS)


def test_a_client_that_is_not_there_is_unavailable(wanted):
    with pytest.raises(Unavailable):
        Bsre("http://127.0.0.1:9", USER, PASSWORD).sign_pdf(wanted, SECRETS)


def test_our_own_login_refused_is_not_the_persons_fault(bsre, wanted):
    with pytest.raises(Unavailable):
        Bsre(bsre.url, USER, "lama").sign_pdf(wanted, SECRETS)


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ("another file", "not_ours"),
        ("unsigned", "not_ours"),
        ("rewritten", "not_ours"),
        ("text", "not_ours"),
        ("twice", "count"),
        ("flipped", "unreadable unsound"),
        ("one more byte", "unsound"),
    ],
)
def test_a_file_that_is_not_ours_plus_one_signature_is_not_believed(bsre, provider, wanted, behaviour, code):
    provider.behaviour = behaviour
    after = bsre.sign_pdf(wanted, SECRETS)
    with pytest.raises(Tampered) as refusal:
        believed(wanted, after, provider)
    assert refusal.value.code in code.split()


def test_a_signature_made_with_an_expired_certificate_is_not_believed(bsre, provider, wanted):
    provider.register(NIK, "SLAMET RIYADI", days=-2)
    provider.behaviour = "sign anyway"
    with pytest.raises(Tampered, match="untrusted"):
        believed(wanted, bsre.sign_pdf(wanted, SECRETS), provider)


def test_another_authority_is_not_believed(bsre, provider, wanted):
    after = bsre.sign_pdf(wanted, SECRETS)
    with pytest.raises(Tampered, match="untrusted"):
        accepted(wanted.pdf, after, name=STAMP.name, roots=[Provider().root])


def test_somebody_elses_certificate_is_not_believed(bsre, provider, wanted):
    provider.register(NIK, "Budi Hartono")
    after = bsre.sign_pdf(wanted, SECRETS)
    with pytest.raises(Tampered, match="somebody_else"):
        believed(wanted, after, provider)


def test_a_page_changed_within_the_signed_part_is_not_believed(provider, document):
    from tests.agreements.signing.pades_help import appended, page_replaced

    key, certificate = provider.people[NIK]
    changed = appended(document, page_replaced)
    after = esign_client.signed(changed, key, certificate, provider.root, {})
    with pytest.raises(Tampered, match="changed"):
        accepted(document, after, name=STAMP.name, roots=[provider.root])


@pytest.mark.parametrize(
    ("written", "certified", "same"),
    [
        ("Drs. H. Slamet Riyadi, M.Si.", "SLAMET RIYADI", True),
        ("Slamet Riyadi", "Slamet Riyadi Putra", True),
        ("Slamet Riyadi", "Slamet Widodo", False),
        ("M. Yusuf", "Muhammad Yusuf", True),
        ("Sukarno", "", False),
        ("", "", False),
    ],
)
def test_names_are_compared_without_titles(written, certified, same):
    assert same_person(written, certified) is same


def test_what_the_person_types_is_in_no_log_and_no_text(bsre, provider, wanted, caplog):
    caplog.set_level(logging.DEBUG)
    provider.behaviour = "broken"
    with pytest.raises(Unavailable) as refusal:
        bsre.sign_pdf(wanted, SECRETS)
    told = caplog.text + repr(refusal.value) + repr(SECRETS) + repr(wanted) + repr(bsre)
    assert PASSPHRASE not in told
    assert NIK not in told
    assert PASSWORD not in told
