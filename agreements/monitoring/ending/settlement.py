"""The forms with which what remains after the end is added, settled or let go."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.monitoring.ending import settling
from agreements.monitoring.ending.forms import ItemForm, SettleForm, WaiveForm
from agreements.monitoring.ending.guards import may_settle, may_waive
from agreements.monitoring.ending.models import SettlementItem
from agreements.record.access import parties_of
from agreements.record.asking import FaultsIn, sent
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn, ask

_METHODS = ["GET", "HEAD", "POST"]


def _item(agreement: Agreement, pk: int) -> SettlementItem:
    items = agreement.settlement.select_related("party__organization", "agreement")
    return get_object_or_404(items, pk=pk)


def _answer(
    request: SignedIn, agreement: Agreement, form: Form, do: Callable[[], Any], told: str, **page: Any
):
    """Do it and say so, or show the form again with what is wrong beside its field."""
    if form.is_bound and form.is_valid():
        with FaultsIn(form):
            do()
            messages.success(request, told)
            return redirect("agreements:ending", agreement.ref)
    back = reverse("agreements:ending", args=[agreement.ref])
    page |= {"agreement": agreement, "form": form, "cancel_url": back}
    return render(request, "agreements/monitoring/ending/item.html", page)


@require_http_methods(_METHODS)
def add(request: SignedIn, ref: str) -> HttpResponse:
    """Add what the portal could not know."""
    agreement = find(request, ref, "settle")
    form = ItemForm(sent(request), parties=parties_of(agreement))
    return _answer(
        request,
        agreement,
        form,
        lambda: settling.add(agreement, by=request.user, **form.cleaned_data),
        _("Hal ini ditambahkan ke daftar penyelesaian."),
        title=_("Tambah hal yang harus diselesaikan"),
        verb=_("Tambahkan"),
    )


@require_http_methods(_METHODS)
def settle(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Say that something was given."""
    agreement = find(request, ref, "settle")
    item = _item(agreement, pk)
    ask(may_settle(request.user, item))
    form = SettleForm(sent(request), initial={"edition": item.edition})
    return _answer(
        request,
        agreement,
        form,
        lambda: settling.settle(item, by=request.user, **form.cleaned_data),
        _("Tercatat selesai."),
        title=_("Nyatakan selesai"),
        item=item,
        verb=_("Nyatakan selesai"),
    )


@require_http_methods(_METHODS)
def waive(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let something go, with the reason."""
    agreement = find(request, ref, "settle")
    item = _item(agreement, pk)
    ask(may_waive(request.user, item))
    form = WaiveForm(sent(request), initial={"edition": item.edition})
    return _answer(
        request,
        agreement,
        form,
        lambda: settling.waive(item, by=request.user, **form.cleaned_data),
        _("Pihak itu dibebaskan dari hal ini."),
        title=_("Bebaskan dari kewajiban ini?"),
        item=item,
        verb=_("Bebaskan"),
        danger=True,
    )
