"""The pages of the money: the books of every party, a new entry, a counter-entry, the books as a file."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.monitoring.activities import bookkeeping, queries
from agreements.monitoring.activities.forms import MovementForm, ReverseForm
from agreements.monitoring.activities.guards import may_record_for, parties_for
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.files.answers import done
from agreements.monitoring.files.queries import files_by
from agreements.record import tables
from agreements.record.access import may
from agreements.record.asking import FaultsIn, sent
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.place_days import today_at
from villages.people.access import SignedIn


@require_safe
def books(request: SignedIn, ref: str) -> HttpResponse:
    """Every entry, page by page, and what they add up to for each party."""
    agreement = find(request, ref)
    rows, following = queries.page_of(agreement, request.GET.get("setelah", ""))
    writes = may(request.user, "carry_out", agreement)
    own, files = parties_for(request.user, agreement) if writes else [], files_by(agreement, rows)
    address, found = reverse("agreements:funds", args=[agreement.ref]), queries.books_of(agreement)
    page = {
        "agreement": agreement,
        "books": found,
        "sums": queries.sums(found),
        "entries": [(row, files[row.pk]) for row in rows],
        "mine": {party.pk for party in own},
        "first_url": address if request.GET.get("setelah") else "",
        "next_url": f"{address}?setelah={following}" if following else "",
    }
    return render(request, "agreements/monitoring/activities/books.html", page)


@require_safe
def books_file(request: SignedIn, ref: str, ending: str) -> HttpResponseBase:
    """The books as a file for a spreadsheet."""
    agreement = find(request, ref)
    if ending not in tables.FORMATS:
        raise Http404
    lines = queries.booked(queries.entries_of(agreement).iterator(chunk_size=500))
    return tables.download(f"buku-dana-{agreement.ref}", ending, queries.head_of_book(), lines)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedIn, ref: str) -> HttpResponse:
    """Write down money that was paid or received."""
    agreement = find(request, ref, "carry_out")
    parties, given = parties_for(request.user, agreement), sent(request)
    form = MovementForm(
        given, request.FILES or None, agreement=agreement, parties=parties, initial=_asked(request, agreement)
    )
    url = reverse("agreements:funds", args=[agreement.ref])
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(form, bookkeeping.book, agreement, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("Catatan uang tersimpan."))
        return done(request, url)
    page = {"agreement": agreement, "form": form, "cancel_url": url, "room": "activities"}
    page |= {"title": _("Catat uang masuk atau keluar"), "verb": _("Simpan catatan")}
    return render(request, "agreements/monitoring/files/form.html", page)


def _asked(request: SignedIn, agreement: Agreement) -> dict[str, Any]:
    """Today there, and what the address already says: for which activity or obligation."""
    names = {"kegiatan": "activity", "kewajiban": "occurrence"}
    given = {field: request.GET.get(name, "") for name, field in names.items()}
    known = {field: value for field, value in given.items() if value.isascii() and value.isdigit()}
    return known | {"on": today_at(agreement)}


@require_http_methods(["GET", "HEAD", "POST"])
def reverse_entry(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Set a wrong entry right, after a page that says how."""
    agreement = find(request, ref, "carry_out")
    row = get_object_or_404(
        Movement.objects.select_related("party__organization", "agreement"), agreement=agreement, pk=pk
    )
    answer = may_record_for(request.user, agreement, row.party)
    if not answer:
        raise Refused(answer)
    form = ReverseForm(sent(request))
    url = reverse("agreements:funds", args=[agreement.ref])
    if (
        request.method == "POST"
        and form.is_valid()
        and _tried(form, bookkeeping.reverse, row, by=request.user, reason=form.cleaned_data["note"])
    ):
        messages.success(request, _("Catatan uang dibatalkan dengan catatan lawan."))
        return redirect(url)
    return _ask_again(request, row, form, url)


def _ask_again(request: SignedIn, row: Movement, form: Form, url: str) -> HttpResponse:
    page = {
        "title": _("Batalkan catatan %(money)s dari %(party)s?")
        % {"money": queries.in_words(row), "party": row.party.organization.name},
        "verb": _("Batalkan catatan"),
        "cancel_url": url,
        "consequences": [
            _("Catatan ini tidak dihapus: sebuah catatan lawan membuatnya tidak lagi dihitung."),
            _("Jumlah dana pihak ini berubah; catat ulang dengan jumlah yang benar bila perlu."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page)


def _tried(form: Form, action: Any, *args: Any, **facts: Any) -> Any:
    """Do it; what the action finds wrong stands beside its field."""
    with FaultsIn(form):
        return action(*args, **facts)
    return None
