"""What the pages of a draft share: the part that somebody else changed meanwhile, errors of an action on a form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents.placeholders import values
from agreements.drafting.actions import Stale
from agreements.drafting.queries import head_of
from agreements.record.models import Agreement
from agreements.record.pages import last_step

_TRIES = 3


def draft_url(agreement: Agreement, place: str = "") -> str:
    """The draft's page, at one of its places; of what was signed elsewhere the record."""
    if agreement.signed_elsewhere:
        return reverse("agreements:elsewhere-record", args=[agreement.ref])
    return reverse("agreements:draft-edit", args=[agreement.ref]) + (place and f"#{place}")


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about one part of a draft hangs."""
    return [(_("Naskah"), draft_url(agreement))]


def saved_now() -> str:
    """ "Tersimpan 14.05." """
    return _("Tersimpan pukul %s.") % timezone.localtime().strftime("%H.%M")


def unless_changed(
    agreement: Agreement, shown: str, mark_of: Callable[[Agreement], str], act: Callable[[int], Any]
) -> Any:
    """Act on one part of the draft if that part is still as it was shown, whatever happened to the others.

    `shown` is the mark that the page carried, `mark_of` the mark as things stand. Raises Stale with the draft as it
    stands when the part has changed.
    """
    current = agreement
    for _try in range(_TRIES):
        if mark_of(current) != shown:
            raise Stale(current)
        try:
            return act(current.edition)
        except Stale as stale:
            current = stale.current
    raise Stale(current)


def told_stale(form: forms.BaseForm, agreement: Agreement) -> None:
    """Say on the form who was faster, that nothing is lost, and what to do."""
    words = _(
        "Bagian ini diubah orang lain sejak Anda membukanya; isian Anda belum tersimpan dan masih ada di bawah."
    )
    form.add_error(None, " ".join([words, last_step(agreement)]))


def take_over(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action found wrong beside the fields it is about."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, problems in error.error_dict.items():
        for problem in problems:
            form.add_error(name if name in form.fields else None, problem)


def known_placeholders(agreement: Agreement) -> dict[str, str]:
    """The placeholders that a text may use, each with what it stands for now."""
    return values(head_of(agreement))


def number_in(request: HttpRequest, name: str) -> int:
    """A whole number from the address; 0, which no row has, for anything else."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
