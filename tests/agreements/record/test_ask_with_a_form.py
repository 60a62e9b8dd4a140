"""What a deed finds wrong with what was sent stands where the person sees it, and nothing else is swallowed."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from agreements.record.asking import FaultsIn, sent


class Amount(forms.Form):
    amount = forms.IntegerField()


@pytest.fixture
def form() -> Amount:
    found = Amount({"amount": "5"})
    assert found.is_valid()
    return found


def test_a_fault_of_a_field_stands_beside_it(form: Amount) -> None:
    with FaultsIn(form):
        raise ValidationError({"amount": "Lebih dari yang dijanjikan."})
    assert form.errors == {"amount": ["Lebih dari yang dijanjikan."]}


def test_a_fault_of_what_the_form_does_not_ask_stands_above_it(form: Amount) -> None:
    with FaultsIn(form):
        raise ValidationError({"party": "Pihak ini sudah keluar.", "amount": "Terlalu banyak."})
    assert form.errors == {"__all__": ["Pihak ini sudah keluar.", "Terlalu banyak."]}


def test_a_deed_without_a_fault_leaves_no_error_and_other_errors_go_on(form: Amount) -> None:
    with FaultsIn(form):
        pass
    assert not form.errors
    with pytest.raises(LookupError), FaultsIn(form):
        raise LookupError


def test_an_empty_form_that_was_sent_is_told_from_one_that_is_only_shown() -> None:
    assert sent(RequestFactory().get("/?amount=5")) is None
    assert sent(RequestFactory().post("/")) == {}
