"""The deliberations of a draft: which were held, record one, mend a record, take one out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting.actions import Stale
from agreements.drafting.deliberations import actions
from agreements.drafting.deliberations.forms import DeliberationForm
from agreements.drafting.deliberations.guards import may_change, may_remove, recordable, standing
from agreements.drafting.deliberations.models import Deliberation
from agreements.drafting.deliberations.pages import (
    choices,
    chosen,
    crumbs,
    list_page,
    list_url,
    names_of,
    title,
)
from agreements.drafting.views.common import take_over, told_stale
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import Answer, SignedIn


@require_safe
def deliberations(request: SignedIn, ref: str) -> HttpResponse:
    """Every deliberation recorded with the draft, for everybody who has a part in it."""
    page = list_page(request.user, find(request, ref))
    return render(request, "agreements/drafting/deliberations/deliberations.html", page)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Record one."""
    agreement = find(request, ref, "edit")
    person = standing(request.user, agreement)
    if not recordable(person):
        words = _("Musyawarah dicatat oleh desanya sendiri, yang bersama oleh pemegang pena.")
        raise Refused(Answer(False, words, because_of_who=True))
    form = DeliberationForm(request.POST or None, request.FILES or None, whose=choices(person))
    if request.method == "POST" and form.is_valid():
        village = chosen(person, form.cleaned_data["whose"])
        try:
            actions.record(agreement, by=request.user, village=village, **form.facts())
            return _saved(request, agreement)
        except ValidationError as error:
            take_over(form, error)
    return _show(request, agreement, form, _("Catat musyawarah"))


def _saved(request: SignedIn, agreement: Agreement) -> HttpResponse:
    messages.success(request, _("Musyawarah tercatat."))
    return redirect(list_url(agreement))


def _show(
    request: SignedIn, agreement: Agreement, form: DeliberationForm, heading: str, **more: Any
) -> HttpResponse:
    page = {"agreement": agreement, "form": form, "title": heading, "crumbs": crumbs(agreement), "seen": ""}
    page["cancel_url"] = list_url(agreement)
    return render(request, "agreements/drafting/deliberations/deliberation.html", page | more)


def _row(agreement: Agreement, pk: int) -> Deliberation:
    related = ("agreement", "village", "recorded_for")
    return get_object_or_404(agreement.deliberations.select_related(*related), pk=pk)


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Mend one record."""
    agreement = find(request, ref, "edit")
    row = _row(agreement, pk)
    answer = may_change(standing(request.user, agreement), row)
    if not answer:
        raise Refused(answer)
    seen = row.edition
    form = DeliberationForm(request.POST or None, request.FILES or None, instance=row, names=names_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(row, by=request.user, edition=_seen(request), **form.facts())
            return _saved(request, agreement)
        except Stale as stale:
            seen = stale.current.edition
            told_stale(form, agreement)
        except ValidationError as error:
            take_over(form, error)
    return _show(request, agreement, form, title(row), seen=seen, files=row.files.order_by("added_at", "pk"))


def _seen(request: SignedIn) -> int:
    """The edition that the page showed; 0, which no record has, for anything else."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one record out, after a page that says what goes."""
    agreement = find(request, ref, "edit")
    row = _row(agreement, pk)
    answer = may_remove(standing(request.user, agreement), row)
    if not answer:
        raise Refused(answer)
    if request.method == "POST":
        actions.remove(row, by=request.user)
        messages.success(request, _("Catatan musyawarah dihapus."))
        return redirect(list_url(agreement))
    return render(request, "components/confirm.html", _removal(agreement, row))


def _removal(agreement: Agreement, row: Deliberation) -> dict[str, Any]:
    words = _("Hapus catatan %(title)s tanggal %(day)s?")
    return {
        "title": words % {"title": title(row), "day": f"{row.held_on:%d-%m-%Y}"},
        "crumbs": crumbs(agreement),
        "verb": _("Hapus catatan"),
        "cancel_url": list_url(agreement),
        "consequences": [
            _("Catatan dan daftar hadirnya hilang; riwayat tetap menyebut bahwa pernah dicatat."),
            _("Berkas berita acaranya tetap ada di antara lampiran dan dapat dihapus di sana."),
        ],
    }
