"""The pages on which a village asks its citizens, checks and answers what they say, and reports."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting.views.common import number_in, take_over
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.review.consultation import actions, queries
from agreements.review.consultation.findings import longest_rule
from agreements.review.consultation.forms import ConsultForm, ModerationForm, ReportForm
from agreements.review.consultation.guards import may_lead
from agreements.review.consultation.models import CitizenComment, Consultation
from agreements.review.consultation.pages import crumbs, work_url, working_page
from villages.people.access import SignedIn


@require_safe
def work(request: SignedIn, ref: str) -> HttpResponse:
    """Every consultation of the draft, and the opinions that wait; for everybody who has a part in it."""
    agreement = find(request, ref)
    page = working_page(request.user, agreement)
    page |= _opinions(request, page["held"][0].consultation) if page["held"] else {"comments": []}
    return render(request, "agreements/review/consultation/work.html", page)


def _opinions(request: SignedIn, consultation: Consultation) -> dict[str, Any]:
    """One page of the opinions on the newest consultation: what waits, or with `semua` in the address all."""
    everything = request.GET.get("semua") == "ya" or bool(consultation.reported_at)
    after = number_in(request, "sesudah")
    rows, last = queries.to_do_page(consultation, everything=everything, after=after)
    on = {"semua": "ya"} if everything else {}
    return {
        "comments": rows,
        "everything": everything,
        "next_url": "?" + urlencode(on | {"sesudah": last}) if last else "",
        "first_url": "?" + urlencode(on) if after else "",
    }


def consult(request: SignedIn, ref: str) -> HttpResponse:
    """Lay the draft open, after a page that says what citizens will read."""
    agreement = find(request, ref, "consult")
    rule, today = longest_rule(agreement), timezone.localdate()
    days = int(rule.value["days"]) if rule else 2 * actions.LEAST_DAYS
    first = {"summary": agreement.summary, "opens_on": today}
    first["closes_on"] = today + dt.timedelta(days=days - 1)
    form = ConsultForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.consult(agreement, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            take_over(form, error)
        else:
            messages.success(request, _("Konsultasi publik dibuka; warga dapat menyampaikan pendapat."))
            return redirect(work_url(agreement))
    page = {"rule": rule, "least": actions.LEAST_DAYS}
    return _show(request, agreement, form, "agreements/review/consultation/consult.html", **page)


def _show(
    request: SignedIn, agreement: Agreement, form: forms.Form, template: str, **more: Any
) -> HttpResponse:
    page = {
        "agreement": agreement,
        "form": form,
        "crumbs": crumbs(agreement),
        "cancel_url": work_url(agreement),
    }
    return render(request, template, page | more)


def _led(request: SignedIn, agreement: Agreement) -> Consultation:
    """The newest consultation, if this person may look after it. Raises Refused; 404 where there is none."""
    row = agreement.consultations.select_related("version", "rule").order_by("-opens_on", "-pk").first()
    if row is None:
        raise Http404
    row.agreement = agreement
    answer = may_lead(request.user, row)
    if not answer:
        raise Refused(answer, "consult")
    return row


def moderate(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Check one opinion and answer it."""
    agreement = find(request, ref)
    confirmed = _led(request, agreement).comments.filter(confirmed_at__isnull=False)
    row = get_object_or_404(confirmed.select_related("consultation__agreement"), pk=pk)
    hidden = row.state == CitizenComment.Moderation.HIDDEN
    first = {"shown": "no" if hidden else "yes", "answer": row.answer, "reason": row.reason}
    form = ModerationForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("answer", "reason")}
        try:
            actions.moderate(row, by=request.user, shown=form.cleaned_data["shown"] == "yes", **said)
        except ValidationError as error:
            take_over(form, error)
        else:
            messages.success(request, _("Pendapat warga sudah diperiksa."))
            return redirect(work_url(agreement))
    return _show(request, agreement, form, "agreements/review/consultation/moderate.html", comment=row)


def report(request: SignedIn, ref: str) -> HttpResponse:
    """End the consultation with what came out of it."""
    agreement = find(request, ref)
    row = _led(request, agreement)
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(row, by=request.user, report=form.cleaned_data["report"])
        except ValidationError as error:
            take_over(form, error)
        else:
            messages.success(
                request, _("Laporan konsultasi diumumkan dan menyertai naskah dalam peninjauan.")
            )
            return redirect(work_url(agreement))
    page = {"consultation": row, "tally": queries.tally(row)}
    return _show(request, agreement, form, "agreements/review/consultation/report.html", **page)
