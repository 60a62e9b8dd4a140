"""A page says when the proof of a signature's time is still to come, and asks nothing where it is there."""

import pytest

from agreements.signing.models import Revision, Signature
from agreements.signing.queries import document_of
from agreements.signing.turns import note_revision
from agreements.templatetags.proof_of_time import time_pending
from tests.agreements.conftest import one_more
from tests.factories import approved, begun, signed_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]


@pytest.fixture
def unproven(monkeypatch):
    """A signature made while the time-stamp service was down, and its document."""
    made = one_more(b"%PDF-1.7\n", field="ttd-p1")
    monkeypatch.setattr(
        "agreements.signing.crypto.pades.sign", lambda *_pdf, **_more: type(made)(made.data, "B-B", "")
    )
    agreement = approved(begun())
    signed_by(agreement, agreement.parties.order_by("ordinal").first().organization)
    document = document_of(agreement)
    return document, document.signatures.get()


def test_until_then_it_is_said(unproven):
    document, signature = unproven
    assert time_pending(signature) == "bukti waktu menyusul"
    note_revision(document, b"%PDF-1.7\ncap", Revision.Kind.EVIDENCE, time_source="local")
    assert time_pending(signature) == ""


def test_nothing_is_asked_where_the_time_is_proven(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert time_pending(Signature(level="B-LT")) == ""
