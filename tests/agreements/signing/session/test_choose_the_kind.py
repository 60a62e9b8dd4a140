"""Where BSrE is offered beside the portal's own certificates, a person chooses, and the NIK only passes through."""

import pytest

from agreements.record.vocabulary import SigningMethod
from agreements.signing.session.forms import SignForm

BOTH = [SigningMethod.LOCAL, SigningMethod.BSRE]
NIK = "3305010101800001"


def form(*ways, **typed):
    sent = {"seen": "a" * 64, "consent": "on", "passphrase": "lima burung pipit terbang"} | typed
    return SignForm(sent, place=None, assistance=None, ways=list(ways))


def test_with_one_way_nobody_is_asked():
    only = form(SigningMethod.LOCAL)
    assert only.is_valid() and only.cleaned_data["method"] == SigningMethod.LOCAL
    assert not {"method", "nik"} & only.fields.keys()


def test_with_two_ways_the_choice_is_needed():
    assert "method" in form(*BOTH).errors
    assert form(*BOTH, method="local").is_valid()


@pytest.mark.parametrize("nik", ["", "123", "tigapuluhtigalim", "9" * 16])
def test_a_certified_signature_needs_a_nik_that_can_be_one(nik):
    assert "nik" in form(*BOTH, method="bsre", nik=nik).errors
    assert form(*BOTH, method="bsre", nik=NIK).is_valid()


def test_neither_nik_nor_passphrase_is_shown_again():
    html = str(form(*BOTH, method="bsre", nik=NIK, consent=""))
    assert NIK not in html and "pipit" not in html


def test_a_way_that_is_not_offered_is_no_way():
    assert "method" in form(*BOTH, method="paper").errors
    only = form(SigningMethod.LOCAL, method="bsre")
    assert only.is_valid() and only.cleaned_data["method"] == SigningMethod.LOCAL
