"""What the pages of writing together share: where they hang, and the page that takes a word to the others."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.record.models import Agreement


def draft_url(agreement: Agreement) -> str:
    """The draft's own page, where writing together is told."""
    return reverse("agreements:draft-edit", args=[agreement.ref]) + "#bersama"


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about a draft hangs."""
    return [(_("Naskah"), reverse("agreements:draft-edit", args=[agreement.ref]))]


def telling(
    request: HttpRequest, agreement: Agreement, form: forms.Form, page: dict[str, Any]
) -> HttpResponse:
    """A page that says what a word to the other parties means, with the form that takes it."""
    shared = {"agreement": agreement, "crumbs": crumbs(agreement), "form": form, "nothing": ""}
    context = {**shared, "cancel_url": draft_url(agreement), **page}
    return render(request, "agreements/drafting/together/telling.html", context)
