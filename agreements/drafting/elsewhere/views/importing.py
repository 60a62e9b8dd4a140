"""Bring an old register: upload, say what its columns hold, look at every row, then have the sound ones recorded."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.drafting.elsewhere import blank, jobs, queries, rows
from agreements.drafting.elsewhere.checking import check
from agreements.drafting.elsewhere.forms import MappingForm, RegisterForm
from agreements.drafting.elsewhere.guards import bringers, why_not_bring
from agreements.drafting.elsewhere.models import ImportJob, JobState, RowState
from agreements.drafting.elsewhere.recording import record
from agreements.drafting.views.common import number_in, take_over
from villages.people.access import SignedIn, ask

form_methods = require_http_methods(["GET", "HEAD", "POST"])
_WORK = {JobState.CHECKING: check, JobState.WRITING: record}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _find(request: SignedIn, key: UUID) -> ImportJob:
    """The register, if this person has brought it; 404 for everybody else."""
    return get_object_or_404(queries.jobs_of(request.user), key=key)


def _url(job: ImportJob) -> str:
    return reverse("agreements:elsewhere-job", args=[job.key])


@form_methods
def start(request: SignedIn) -> HttpResponse:
    """Take the file of an old register; it is only looked at."""
    ask(why_not_bring(request.user))
    able = [one for one in bringers(request.user) if one.is_confirmed]
    form = RegisterForm(request.POST or None, request.FILES or None, organizations=able)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            job = jobs.bring(said["file"], by=request.user, organization=said["organization"])
            return redirect("agreements:elsewhere-mapping", job.key)
        except ValidationError as error:
            take_over(form, error)
    return render(request, "agreements/drafting/elsewhere/import.html", {"form": form, "one": len(able) == 1})


@require_safe
def template(request: SignedIn, ending: str) -> HttpResponse:
    """The empty register, with an example and explanations."""
    ask(why_not_bring(request.user))
    made = {"csv": (blank.as_csv, "text/csv; charset=utf-8"), "xlsx": (blank.as_xlsx, _XLSX)}
    if ending not in made:
        raise Http404
    write, kind = made[ending]
    headers = {"Content-Disposition": f'attachment; filename="register-kerja-sama.{ending}"'}
    return HttpResponse(write(), content_type=kind, headers=headers)


@form_methods
def mapping(request: SignedIn, key: UUID) -> HttpResponse:
    """Say what each column holds; the guess stands already."""
    job = _find(request, key)
    form = MappingForm(request.POST or None, job=job)
    if request.method == "POST" and form.is_valid():
        try:
            jobs.map_columns(job, by=request.user, mapping=form.mapping, defaults=form.defaults)
            check.enqueue(job.pk)
            return redirect(_url(job))
        except ValidationError as error:
            take_over(form, error)
    return render(request, "agreements/drafting/elsewhere/mapping.html", {"job": job, "form": form})


@require_safe
def job_page(request: SignedIn, key: UUID) -> HttpResponse:
    """How far the register is: at work, its rows to look at, or what has become of it."""
    job = _find(request, key)
    if job.state in _WORK:
        return _progress(request, job)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Refresh": "true"})
    if job.state == JobState.MAPPING:
        return redirect("agreements:elsewhere-mapping", job.key)
    state = request.GET.get("keadaan", "")
    page = rows.page(job, state if state in RowState.values else "", number_in(request, "sesudah"))
    context = {"job": job, "page": page, "tabs": rows.tabs(job, page, _url(job))}
    return render(request, "agreements/drafting/elsewhere/job.html", context)


def _progress(request: SignedIn, job: ImportJob) -> HttpResponse:
    told = {
        JobState.CHECKING: _("Baris sedang diperiksa satu per satu."),
        JobState.WRITING: _("Baris sedang dicatat."),
    }
    page: dict[str, Any] = {"job": job, "url": request.path, "sentence": told[JobState(job.state)]}
    page |= {"total": job.total, "done": job.done, "stopped": jobs.has_stopped(job)}
    fragment = request.headers.get("HX-Request") == "true"
    if fragment and page["stopped"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    name = "components/progress.html" if fragment else "agreements/drafting/elsewhere/working.html"
    return render(request, name, page)


@require_POST
def keep(request: SignedIn, key: UUID, number: int) -> HttpResponse:
    """Say of a doubtful row that it is another agreement, or take that back."""
    row = get_object_or_404(_find(request, key).rows.select_related("job"), number=number)
    jobs.keep_row(row, by=request.user, kept=request.POST.get("kept") == "ya")
    return redirect(f"{_url(row.job)}?keadaan=duplicate&sesudah={number - 1}#baris-{number}")


@require_safe
def problems(request: SignedIn, key: UUID) -> HttpResponse:
    """The rows that could not be understood, each with what is wrong, to be mended and uploaded again."""
    job = _find(request, key)
    headers = {"Content-Disposition": 'attachment; filename="baris-bermasalah.csv"'}
    return HttpResponse(rows.problems_csv(job), content_type="text/csv; charset=utf-8", headers=headers)


def _consequences() -> list[str]:
    """What becomes of the rows once they are recorded."""
    return [
        _("Setiap baris menjadi satu catatan; desa dan mitra yang belum dikenal masuk ke dalam daftar."),
        _("Baris yang perlu diperbaiki atau mungkin sudah tercatat dilewati."),
        _("Setelah itu lampirkan pindaian pada setiap catatan, lalu kirim untuk dikonfirmasi DPMD."),
    ]


@form_methods
def write(request: SignedIn, key: UUID) -> HttpResponse:
    """Have the sound rows recorded, after a page that says how many."""
    job = _find(request, key)
    if request.method == "POST":
        jobs.write(job, by=request.user)
        record.enqueue(job.pk)
        return redirect(_url(job))
    if job.state != JobState.CHECKED:
        return redirect(_url(job))
    page = {
        "title": _("Catat %d perjanjian dari register ini?") % jobs.to_write(job).count(),
        "verb": _("Catat sekarang"),
        "cancel_url": _url(job),
        "consequences": _consequences(),
    }
    return render(request, "components/confirm.html", page)


@require_POST
def resume(request: SignedIn, key: UUID) -> HttpResponse:
    """Take up work that stopped on the way."""
    job = jobs.resume(_find(request, key), by=request.user)
    _WORK[JobState(job.state)].enqueue(job.pk)
    return redirect(_url(job))


@form_methods
def cancel(request: SignedIn, key: UUID) -> HttpResponse:
    """Give the register up, after a page that says what goes."""
    job = _find(request, key)
    if request.method == "POST":
        jobs.cancel(job, by=request.user)
        messages.success(request, _("Impor dibatalkan; tidak ada yang dicatat."))
        return redirect("agreements:elsewhere")
    page = {
        "title": _("Batalkan impor “%s”?") % job.name,
        "verb": _("Batalkan impor"),
        "cancel_url": _url(job),
        "consequences": [_("Berkas dan hasil pemeriksaannya dihapus; tidak ada perjanjian yang dicatat.")],
    }
    return render(request, "components/confirm.html", page)
