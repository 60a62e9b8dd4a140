"""The reports of an agreement: what is owed, one report with its figures, writing, signing off, reading, passing on."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.documents import store
from agreements.drafting.actions import Stale
from agreements.monitoring.reports import actions, making, pages
from agreements.monitoring.reports.forms import ReportForm
from agreements.monitoring.reports.guards import may_sign, may_write
from agreements.monitoring.reports.models import Report
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from villages.people.access import Answer, SignedIn

both = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def reports(request: SignedIn, ref: str) -> HttpResponse:
    """What is owed of the agreement, by whom until when, and how far each is."""
    agreement = find(request, ref)
    page = {"agreement": agreement, "lines": pages.lines(agreement, request.user)}
    return render(request, "agreements/monitoring/reports/reports.html", page)


@require_POST
def begin(request: SignedIn, ref: str) -> HttpResponse:
    """Begin a report that is owed."""
    agreement = find(request, ref, "report")
    kind, since, key = (request.POST.get(name, "") for name in ("jenis", "sejak", "pelapor"))
    wanted = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
    report = actions.begin(agreement, by=request.user, kind=kind, starts_on=since, organization=wanted)
    messages.success(request, _("Rancangan laporan sudah berisi angka dari catatan; lengkapi kata-katanya."))
    return redirect("agreements:report-edit", agreement.ref, report.pk)


def _report(agreement: Agreement, pk: int) -> Report:
    found = agreement.reports.select_related("organization", "body", "signed_by")
    report = get_object_or_404(found, pk=pk)
    report.agreement = agreement
    return report


def _url(report: Report) -> str:
    return reverse("agreements:report", args=[report.agreement.ref, report.pk])


@never_cache
@require_safe
def report(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One report: its words and figures, its PDF or how far it is, who has read it."""
    row = _report(find(request, ref), pk)
    progress = making.progress(row)
    if request.htmx:  # type: ignore[attr-defined]
        if progress:
            return render(
                request,
                "agreements/monitoring/reports/_progress.html",
                {"progress": progress, "url": request.path},
            )
        return HttpResponse(headers={"HX-Refresh": "true"})
    page = pages.of_report(row, request.user) | {"progress": progress, "url": request.path}
    return render(request, "agreements/monitoring/reports/report.html", page)


@both
def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Write the words of a draft beside its figures."""
    agreement = find(request, ref, "report")
    row = _report(agreement, pk)
    _ask(may_write(request.user, row))
    seen, form = row.edition, ReportForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(row, by=request.user, edition=_seen(request), **form.facts())
            messages.success(request, _("Rancangan laporan tersimpan."))
            return redirect(_url(row))
        except Stale as stale:
            seen = stale.current.edition
            form.add_error(None, _stale(agreement))
        except ValidationError as error:
            form.add_error(None, error)
    page = pages.of_report(_report(agreement, pk), request.user) | {"form": form, "seen": seen}
    return render(
        request, "agreements/monitoring/reports/edit.html", page, status=400 if form.errors else 200
    )


def _stale(agreement: Agreement) -> str:
    words = _(
        "Laporan ini diubah orang lain sejak Anda membukanya; isian Anda belum tersimpan dan masih ada di bawah."
    )
    return " ".join([words, last_step(agreement)])


@both
def sign(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Sign the report off and send it, with words and figures before one's eyes."""
    row = _report(find(request, ref, "sign_report"), pk)
    _ask(may_sign(request.user, row))
    if request.method == "POST":
        try:
            actions.sign(row, by=request.user, seen=request.POST.get("seen", ""))
            messages.success(request, _("Laporan disahkan dan disampaikan. PDF-nya sedang dibuat."))
            return redirect(_url(row))
        except Stale:
            messages.error(
                request, _("Isi atau angkanya berubah sejak Anda membacanya; bacalah sekali lagi.")
            )
            return redirect("agreements:report-sign", row.agreement.ref, row.pk)
    return render(request, "agreements/monitoring/reports/sign.html", pages.of_signing(row))


@require_POST
def read(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Say that one has read it, for the council, village or office for which one acts."""
    row = _report(find(request, ref, "read_report"), pk)
    actions.read(row, by=request.user)
    messages.success(request, _("Tercatat: laporan ini sudah dibaca."))
    return redirect(_url(row))


@require_POST
def pass_on(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Pass the copy for the regent on."""
    row = _report(find(request, ref, "read_report"), pk)
    actions.pass_on(row, by=request.user)
    messages.success(request, _("Laporan diteruskan kepada bupati."))
    return redirect(_url(row))


@both
def discard(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Give a draft up, after a page that says what goes."""
    agreement = find(request, ref, "report")
    row = _report(agreement, pk)
    _ask(may_write(request.user, row))
    if request.method == "POST":
        return _discarded(request, row)
    page = {
        "agreement": agreement,
        "title": _("Buang rancangan laporan ini?"),
        "crumbs": pages.crumbs(agreement),
        "verb": _("Buang rancangan"),
        "cancel_url": _url(row),
        "seen": row.edition,
        "consequences": [
            _("Kata-kata yang sudah ditulis di rancangan ini hilang."),
            _("Catatan kegiatan, dana, dan hasil tetap ada; laporannya tetap harus disusun."),
        ],
    }
    return render(request, "agreements/monitoring/reports/discard.html", page)


def _discarded(request: SignedIn, row: Report) -> HttpResponse:
    try:
        actions.discard(row, by=request.user, edition=_seen(request))
    except Stale:
        messages.error(request, _("Rancangan ini baru saja diubah orang lain; bacalah dahulu."))
        return redirect(_url(row))
    messages.success(request, _("Rancangan laporan dibuang."))
    return redirect("agreements:reports", row.agreement.ref)


@require_POST
def make(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Have the PDF made once more where that failed."""
    row = _report(find(request, ref), pk)
    if making.has_failed(row):
        actions.make_again(row, by=request.user)
    return redirect(_url(row))


@require_safe
def pdf(request: SignedIn, ref: str, pk: int) -> HttpResponseBase:
    """The report's file; 404 where there is none."""
    row = _report(find(request, ref), pk)
    try:
        path = store.sound(row.sha256, shelf=making.SHELF) if row.sha256 else None
    except store.Damaged:
        path = None
    if path is None:
        raise Http404
    name = f"laporan-{row.agreement.ref}-{row.ends_on.year}-{row.kind}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return FileResponse(path.open("rb"), content_type="application/pdf", headers=headers)


def _ask(answer: Answer) -> None:
    if not answer:
        raise Refused(answer)


def _seen(request: SignedIn) -> int:
    """The edition that the page showed; 0, which no report has, for anything else."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
