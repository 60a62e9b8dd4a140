"""Write the provisions of a draft: what each party may, must, must not, and what follows if it does not."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from agreements.drafting import articles
from agreements.drafting.actions import Stale
from agreements.drafting.forms import ProvisionForm
from agreements.drafting.models import Provision
from agreements.drafting.views.common import crumbs, draft_url, number_in, saved_now, take_over
from agreements.record.access import name_with_place, parties_of
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.record.vocabulary import ProvisionKind
from villages.people.access import SignedIn


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Give a party one more provision."""
    agreement = find(request, ref, "edit")
    wanted = request.GET.get("jenis", "")
    initial = {
        "kind": wanted if wanted in ProvisionKind.values else ProvisionKind.OBLIGATION,
        "party": agreement.parties.filter(ordinal=number_in(request, "pihak")).first(),
    }
    form = ProvisionForm(request.POST or None, initial=initial, parties=_parties(agreement))
    if request.method == "POST" and form.is_valid():
        try:
            row = articles.add_provision(agreement, by=request.user, **form.cleaned_data)
            messages.success(request, saved_now())
            return redirect(draft_url(agreement, f"pihak-{row.party.ordinal}"))
        except ValidationError as error:
            take_over(form, error)
    page = _page(agreement, form) | {"title": _("Tambah hak, kewajiban, batasan, atau sanksi")}
    return render(request, "agreements/drafting/provision.html", page)


def _parties(agreement: Agreement) -> list[tuple[int, str]]:
    return [
        (party.pk, f"{party.ordinal}. {name_with_place(party.organization)}")
        for party in parties_of(agreement)
    ]


def _page(agreement: Agreement, form: ProvisionForm) -> dict[str, Any]:
    cancel_url = draft_url(agreement, "ketentuan")
    return {"agreement": agreement, "form": form, "crumbs": crumbs(agreement), "cancel_url": cancel_url}


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one provision."""
    agreement = find(request, ref, "edit")
    row = get_object_or_404(agreement.provisions.select_related("party__organization", "agreement"), pk=pk)
    form = ProvisionForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            articles.save_provision(row, by=request.user, **form.cleaned_data)
            messages.success(request, saved_now())
            return redirect(draft_url(agreement, f"pihak-{row.party.ordinal}"))
        except Stale:
            words = _("Ketentuan ini sudah dihapus orang lain; salin tulisan Anda bila masih diperlukan.")
            form.add_error(None, " ".join([words, last_step(agreement)]))
    title = _("Ubah ketentuan untuk %s") % row.party.organization.name
    page = _page(agreement, form) | {"title": title, "row": row}
    return render(request, "agreements/drafting/provision.html", page)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one provision out, after a page that shows it."""
    agreement = find(request, ref, "edit")
    row: Provision = get_object_or_404(agreement.provisions.select_related("party__organization"), pk=pk)
    if request.method == "POST":
        articles.remove_provision(row, by=request.user)
        messages.success(request, _("Ketentuan dihapus."))
        return redirect(draft_url(agreement, f"pihak-{row.party.ordinal}"))
    page = {
        "title": _("Hapus %(kind)s %(name)s?")
        % {"kind": row.get_kind_display().lower(), "name": row.party.organization.name},
        "crumbs": crumbs(agreement),
        "verb": _("Hapus ketentuan"),
        "cancel_url": draft_url(agreement, f"pihak-{row.party.ordinal}"),
        "consequences": [_("Baris ini hilang dari naskah: “%s”") % row.text],
    }
    return render(request, "components/confirm.html", page)
