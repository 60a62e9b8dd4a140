"""The list of all one's agreements: filtered, kept under a name, taken along as a table, dealt with several at once."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.desk.lists import actions, bulk, queries
from agreements.desk.lists.bulk import Deed
from agreements.desk.lists.filters import DeskList
from agreements.desk.lists.forms import SavedFilterForm, questions
from agreements.desk.parts import Part
from agreements.desk.queries import rows
from agreements.desk.scope import Scope
from agreements.record import paging, tables
from agreements.record.stages import Stage
from villages.people.access import SignedIn

private = cache_control(private=True, no_store=True)
_REPORT = "desk_report"
_WITH_DEEDS = (Stage.REVIEW, Stage.SIGNING)


@private
@require_safe
def everything(request: SignedIn) -> HttpResponse:
    """List the agreements with which this person has to do, as far as they fit; an unsound question: 400."""
    asked = queries.asked_by(request.user, request.GET)
    sound = asked.is_valid()
    scope = queries.narrowed(request.user, asked) if sound else Scope(())
    try:
        page = scope.page(request.GET.get("sesudah", ""))
    except paging.BadKey:
        raise BadRequest("key of a page") from None
    context = _asked(request, asked)
    context |= {
        "rows": rows(page.rows, request.user),
        "count": len(page.rows) if page.first and not page.next_key else scope.count(),
        "next_url": _address(request, sesudah=page.next_key) if page.next_key else "",
        "first_url": "" if page.first else _address(request),
        "deeds": Deed.choices if any(found.stage in _WITH_DEEDS for found in page.rows) else [],
        "saved": queries.saved_filters(request.user),
    }
    return render(request, "agreements/desk/everything.html", context, status=200 if sound else 400)


def _asked(request: SignedIn, asked: DeskList) -> dict[str, Any]:
    """How the list is narrowed, the ways to narrow it further, and where to take it."""
    part, given = request.GET.get("bagian", ""), questions(request.GET)
    query = f"?{urlencode(given)}" if given else ""
    return {
        "title": Part.LABELS.get(part) or _("Semua kerja sama saya"),
        "form": asked.form,
        "tabs": _tabs(request, part),
        "narrowed": bool(set(given) - {"bagian"}),
        "keep_url": reverse("agreements:desk-filters") + query if given else "",
        "files": [(e.upper(), reverse("agreements:desk-download", args=[e]) + query) for e in tables.FORMATS],
    }


def _address(request: SignedIn, **changes: str) -> str:
    """The address of this list with some questions changed, the empty ones left out."""
    asked = {name: value for name, value in (questions(request.GET) | changes).items() if value}
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def _tabs(request: SignedIn, part: str) -> list[tuple[str, str, bool]]:
    """The parts of the desk as links; all of them first."""
    choices = [("", _("Semua")), *((code, str(label)) for code, label in Part.LABELS.items())]
    return [(label, _address(request, bagian=code), code == part) for code, label in choices]


@private
@require_safe
def download(request: SignedIn, ending: str) -> HttpResponseBase:
    """The same list as a table for a spreadsheet, whole and streamed."""
    asked = queries.asked_by(request.user, request.GET)
    if ending not in tables.FORMATS:
        raise Http404
    if not asked.is_valid():
        raise BadRequest("an unknown filter")
    lines = queries.lines(queries.narrowed(request.user, asked), request.user)
    return tables.download(f"kerja-sama-{timezone.localdate()}", ending, queries.header(), lines)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def filters(request: SignedIn) -> HttpResponse:
    """Keep the filters of the address under a name; show those that are kept."""
    query = urlencode(questions(request.GET))
    form = SavedFilterForm(request.POST or None, initial={"query": query})
    if request.method == "POST" and form.is_valid() and _kept(request, form):
        messages.success(request, _("Saringan “%s” disimpan.") % form.cleaned_data["name"])
        return redirect(f"{reverse('agreements:desk-all')}?{form.cleaned_data['query']}")
    page = {"form": form, "saved": queries.saved_filters(request.user), "asked": query or form.is_bound}
    return render(request, "agreements/desk/lists/filters.html", page)


def _kept(request: SignedIn, form: SavedFilterForm) -> bool:
    try:
        actions.keep_filter(queries.PLACE, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    return True


@require_POST
def filter_remove(request: SignedIn, pk: int) -> HttpResponse:
    """Let one of one's own filters go."""
    actions.drop_filter(pk, by=request.user)
    messages.success(request, _("Saringan dihapus."))
    return redirect("agreements:desk-filters")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: SignedIn) -> HttpResponse:
    """Say what a deed would do to each of the chosen agreements; a POST does it and leads to the report."""
    given = request.POST if request.method == "POST" else request.GET
    deed = given.get("tindakan", "")
    if deed not in Deed.values:
        raise BadRequest("an unknown deed")
    chosen = bulk.chosen(request.user, given.getlist("pilih"))
    if request.method == "POST":
        done = bulk.carry_out(deed, chosen, by=request.user)
        request.session[_REPORT] = {"deed": deed, "lines": [_kept_line(line) for line in done]}
        return redirect("agreements:desk-together-report")
    lines = bulk.summary(request.user, deed, chosen)
    page = {
        "deed": Deed(deed),
        "ready": [line for line in lines if not line.reason],
        "closed": [line for line in lines if line.reason],
        "most": bulk.MOST if len(set(_names(given))) > bulk.MOST else 0,
    }
    return render(request, "agreements/desk/lists/together.html", page)


def _names(given: QueryDict) -> list[str]:
    return given.getlist("pilih")


def _kept_line(line: bulk.Line) -> dict[str, str]:
    agreement = line.agreement
    told = {"title": agreement.title, "url": agreement.desk_url, "line": line.line}
    return told | {"what": line.what, "reason": line.reason}


@private
@require_safe
def report(request: SignedIn) -> HttpResponse:
    """What the last deed did to each agreement; the list itself for who has done none."""
    kept = request.session.get(_REPORT)
    if not kept:
        return redirect("agreements:desk-all")
    page = {
        "deed": Deed(kept["deed"]),
        "done": [line for line in kept["lines"] if not line["reason"]],
        "refused": [line for line in kept["lines"] if line["reason"]],
    }
    return render(request, "agreements/desk/lists/report.html", page)
