"""One party signs with the portal's key, the other with BSrE; each is shown as what it is, and nobody is locked out."""

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from agreements.documents import store
from agreements.record.crossing import Refused
from agreements.record.stages import Stage
from agreements.signing import means
from agreements.signing.actions import sign
from agreements.signing.certificates.actions import revoked, the_authority
from agreements.signing.certificates.models import PassphraseTries
from agreements.signing.certificates.tries import PassphraseRefused
from agreements.signing.crypto.inspection import inspect
from agreements.signing.models import Signature
from agreements.signing.queries import document_of
from tests.agreements.signing.backends import esign_client
from tests.agreements.signing.backends.esign_client import NIK, PASSPHRASE, PASSWORD, USER, Provider
from tests.factories import approved, begun, signatory_of, signed_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready():
    return approved(begun())


@pytest.fixture
def provider(settings, tmp_path):
    made = Provider()
    root = tmp_path / "bsre.pem"
    root.write_bytes(made.root.public_bytes(Encoding.PEM))
    with esign_client.serving(made) as url:
        settings.BSRE_URL, settings.BSRE_USER, settings.BSRE_PASSWORD = url, USER, PASSWORD
        settings.BSRE_ROOTS = str(root)
        yield made


def head(agreement, ordinal):
    return signatory_of(agreement.parties.get(ordinal=ordinal).organization)


def sign_certified(agreement, person, passphrase=PASSPHRASE):
    seen = document_of(agreement).content_digest
    return sign(agreement, by=person, passphrase=passphrase, seen=seen, method="bsre", nik=NIK)


def read(agreement):
    data = store.get(document_of(agreement).sha256)
    authority = the_authority()
    return inspect(
        data, root=authority.root, crls=authority.crls(revoked()), signer_roots=means.signer_roots()
    )


@pytest.mark.parametrize("first", [1, 2])
def test_a_mixed_document_is_sound_in_either_order(ready, provider, first):
    certified = head(ready, 2)
    provider.register(NIK, certified.full_name.upper())
    if first == 2:
        sign_certified(ready, certified)
    signed_by(ready, ready.parties.get(ordinal=1).organization)
    if first == 1:
        sign_certified(ready, certified)
    ready.refresh_from_db()
    assert ready.stage == Stage.PUBLICATION
    report = read(ready)
    assert len(report.signatures) == 2
    assert sorted(signature.certified for signature in report.signatures) == [False, True]
    assert all(
        not {"altered", "forged", "untrusted", "changed_after"} & set(s.problems) for s in report.signatures
    )
    given = Signature.objects.get(method="bsre")
    assert given.certificate is None
    assert given.provider["issuer"] == "Root CA Contoh BSrE"
    assert given.level == "B-B"


def test_a_wrong_passphrase_counts_and_nothing_is_signed(ready, provider):
    person = head(ready, 1)
    provider.register(NIK, person.full_name)
    with pytest.raises(PassphraseRefused, match="Sisa 4"):
        sign_certified(ready, person, "salah sekali")
    assert not Signature.objects.exists()
    assert PassphraseTries.objects.get(key=f"person:{person.pk}").wrong == 1


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [("broken", "tidak menjawab"), ("another file", "bukan naskah ini"), ("unsigned", "bukan naskah ini")],
)
def test_a_failing_provider_signs_nothing_and_locks_nobody_out(ready, provider, behaviour, words):
    person = head(ready, 1)
    provider.register(NIK, person.full_name)
    provider.behaviour = behaviour
    before = document_of(ready).sha256
    for _time in range(6):
        with pytest.raises(Refused, match=words):
            sign_certified(ready, person)
    assert document_of(ready).sha256 == before
    provider.behaviour = "sign"
    assert sign_certified(ready, person).method == "bsre"


def test_somebody_elses_certificate_is_refused(ready, provider):
    provider.register(NIK, "Orang Lain Sekali")
    with pytest.raises(Refused, match="atas nama orang lain"):
        sign_certified(ready, head(ready, 1))
    assert not Signature.objects.exists()


def test_without_a_client_certified_signing_is_not_offered(ready):
    assert [str(way) for way in means.offered()] == ["local"]
    with pytest.raises(Refused, match="tidak tersedia"):
        sign_certified(ready, head(ready, 1))


def test_neither_nik_nor_passphrase_is_kept_anywhere(ready, provider):
    person = head(ready, 1)
    provider.register(NIK, person.full_name)
    signature = sign_certified(ready, person)
    kept = str(signature.__dict__) + str(list(ready.journal.values_list("details", flat=True)))
    assert NIK not in kept
    assert PASSPHRASE not in kept
