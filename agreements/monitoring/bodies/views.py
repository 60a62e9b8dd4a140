"""The inter-village body of a joint regulation: who serves on it, recording and changing it, its end."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agreements.drafting.actions import Stale
from agreements.monitoring.bodies import actions
from agreements.monitoring.bodies.forms import BodyForm, DissolveForm, MemberForm
from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.monitoring.bodies.queries import bodies_of, serving, standing_body
from agreements.record.access import may
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.record.vocabulary import Kind
from villages.people.access import SignedIn

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def body(request: SignedIn, ref: str) -> HttpResponse:
    """The body that serves, its people with their history, and the bodies before it; 404 for a contract."""
    agreement = find(request, ref)
    if agreement.kind != Kind.INTER_VILLAGE:
        raise Http404
    answer = may(request.user, "form_body", agreement)
    page = {
        "agreement": agreement,
        "cards": [_card(one) for one in bodies_of(agreement)],
        "standing": standing_body(agreement),
        "may_form": bool(answer),
        "why_not": "" if answer.because_of_who else answer.reason,
    }
    return render(request, "agreements/monitoring/bodies/body.html", page)


def _card(row: JointBody) -> dict[str, Any]:
    """A body with who serves now and who served before."""
    now = [] if row.dissolved_on else list(serving(row))
    keys = {member.pk for member in now}
    others = row.members.select_related("organization").order_by("starts_on", "pk")
    return {
        "row": row,
        "now": now,
        "before": [member for member in others if member.pk not in keys],
        "over": not row.dissolved_on and row.ends_on < timezone.localdate(),
    }


def _standing(agreement: Agreement) -> JointBody:
    found = standing_body(agreement)
    if found is None:
        raise Http404
    return found


@both
def form_body(request: SignedIn, ref: str) -> HttpResponse:
    """Record the body, where none serves."""
    agreement = find(request, ref, "form_body")
    if standing_body(agreement):
        raise Refused(actions.stands())
    form = BodyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.form_body(agreement, by=request.user, **form.facts())
            return _done(request, agreement, _("BKAD tercatat. Sekarang catat pengurusnya."))
        except ValidationError as error:
            _beside(form, error)
    return _show(request, agreement, form, _("Catat BKAD"), _("Simpan BKAD"))


@both
def change(request: SignedIn, ref: str) -> HttpResponse:
    """Change what is recorded about the body that serves."""
    agreement = find(request, ref, "form_body")
    row = _standing(agreement)
    form, seen = BodyForm(request.POST or None, instance=row), row.edition
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_body(row, by=request.user, edition=_seen(request), **form.facts())
            return _done(request, agreement, _("Catatan BKAD diubah."))
        except Stale as stale:
            seen = _told(form, agreement, stale)
        except ValidationError as error:
            _beside(form, error)
    return _show(request, agreement, form, _("Ubah catatan BKAD"), _("Simpan perubahan"), seen)


@both
def add_member(request: SignedIn, ref: str) -> HttpResponse:
    """Record one who serves on the body."""
    agreement = find(request, ref, "form_body")
    row = _standing(agreement)
    form = MemberForm(request.POST or None, agreement=agreement, initial={"starts_on": row.starts_on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_member(row, by=request.user, **form.facts())
            return _done(request, agreement, _("Pengurus tercatat."))
        except ValidationError as error:
            _beside(form, error)
    return _show(request, agreement, form, _("Tambah pengurus BKAD"), _("Simpan pengurus"))


@both
def member(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Mend one who serves, or record that they left."""
    agreement = find(request, ref, "form_body")
    row = _standing(agreement)
    found = get_object_or_404(row.members.select_related("body"), pk=pk)
    form = MemberForm(request.POST or None, agreement=agreement, leaving=True, initial=_typed(found))
    seen = row.edition
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_member(found, by=request.user, edition=_seen(request), **form.facts())
            return _done(request, agreement, _("Catatan pengurus diubah."))
        except Stale as stale:
            seen = _told(form, agreement, stale)
        except ValidationError as error:
            _beside(form, error)
    return _show(request, agreement, form, _("Ubah pengurus BKAD"), _("Simpan perubahan"), seen)


def _typed(found: BodyMember) -> dict[str, Any]:
    names = ("name", "office", "element", "reports", "starts_on", "ends_on")
    keys = {"organization": found.organization_id, "person": found.person_id or ""}
    return {name: getattr(found, name) for name in names} | keys


@both
def dissolve(request: SignedIn, ref: str) -> HttpResponse:
    """Record that the body ended, after a page that says what follows."""
    agreement = find(request, ref, "form_body")
    row = _standing(agreement)
    initial = {"on": timezone.localdate(), "seen": row.edition}
    form = DissolveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.dissolve(row, by=request.user, edition=_seen(request), on=form.cleaned_data["on"])
            return _done(request, agreement, _("Pembubaran BKAD tercatat."))
        except Stale as stale:
            form.data = {**request.POST.dict(), "seen": _told(form, agreement, stale)}
        except ValidationError as error:
            _beside(form, error)
    page = _ending(row) | {"form": form, "cancel_url": _url(agreement)}
    return render(request, "components/confirm.html", page, status=400 if form.errors else 200)


def _ending(row: JointBody) -> dict[str, Any]:
    """What the page says before the end of a body is recorded."""
    return {
        "title": _("Catat pembubaran “%s”?") % row.name,
        "verb": _("Catat pembubaran"),
        "consequences": [
            _("Masa tugas semua pengurusnya berakhir pada hari itu; nama mereka tetap tercatat."),
            _("Laporan berikutnya disusun desa pemrakarsa sampai ada BKAD baru."),
        ],
    }


def _show(
    request: SignedIn, agreement: Agreement, form: forms.BaseForm, title: str, verb: str, seen: int = 0
) -> HttpResponse:
    page = {
        "agreement": agreement,
        "title": title,
        "verb": verb,
        "form": form,
        "seen": seen,
        "crumbs": [(_("BKAD"), _url(agreement))],
        "cancel_url": _url(agreement),
    }
    return render(request, "agreements/monitoring/bodies/edit.html", page, status=400 if form.errors else 200)


def _url(agreement: Agreement) -> str:
    return reverse("agreements:body", args=[agreement.ref])


def _done(request: SignedIn, agreement: Agreement, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(_url(agreement))


def _seen(request: SignedIn) -> int:
    """The edition that the page showed; 0, which no body has, for anything else."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _told(form: forms.BaseForm, agreement: Agreement, stale: Stale) -> int:
    """Say who was faster; returns the edition as it stands now."""
    words = _("Catatan BKAD diubah orang lain sejak Anda membukanya; isian Anda masih ada di bawah.")
    form.add_error(None, " ".join([words, last_step(agreement)]))
    return stale.current.edition


def _beside(form: forms.BaseForm, error: ValidationError) -> None:
    """Put what an action found wrong beside the fields it is about."""
    names = {"organization_id": "organization", "person_id": "person"}
    for name, problems in (
        error.error_dict.items() if hasattr(error, "error_dict") else [("", error.error_list)]
    ):
        place = names.get(name, name)
        for problem in problems:
            form.add_error(place if place in form.fields else None, problem)
