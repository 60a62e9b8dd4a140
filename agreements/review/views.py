"""The offices' pages: the queue, the text under review with what changed, who is asked what and why."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.content import ContentError
from agreements.documents.numbering import number
from agreements.drafting.completeness import remembered
from agreements.drafting.elsewhere import queries as elsewhere
from agreements.drafting.signatories.pages import told
from agreements.drafting.terms.pages import told_by_party
from agreements.drafting.versions.differences import differences
from agreements.record.access import may, parties_of, party_line
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from agreements.review import actions
from agreements.review.choosing import choices
from agreements.review.forms import RemarksForm
from agreements.review.models import Round, Step
from agreements.review.queries import queue_page, review_offices, rounds_of
from agreements.review.remarks.carrying import carried
from agreements.review.remarks.pages import remarks_page
from agreements.review.telling import told_steps
from villages.people.access import Answer, SignedIn
from villages.people.models import User


@require_POST
def submit(request: SignedIn, ref: str) -> HttpResponse:
    """Send the draft to the district."""
    agreement = find(request, ref)
    round_ = actions.open_round(agreement, by=request.user)
    messages.success(request, _("Naskah dikirim ke %s untuk ditinjau.") % round_.office.name)
    return redirect(agreement.desk_url)


@require_POST
def lodge(request: SignedIn, ref: str) -> HttpResponse:
    """Send the record of an agreement signed elsewhere to the district."""
    agreement = find(request, ref)
    round_ = actions.lodge(agreement, by=request.user)
    messages.success(request, _("Catatan dikirim ke %s untuk dikonfirmasi.") % round_.office.name)
    return redirect(agreement.desk_url)


@require_safe
def queue(request: SignedIn) -> HttpResponse:
    """What waits for this officer's decision, the longest waiting first."""
    offices = review_offices(request.user)
    if not offices:
        raise Refused(
            Answer(False, _("Antrean ini untuk petugas kecamatan dan kabupaten."), because_of_who=True)
        )
    after = _cursor(request.GET.get("setelah", ""))
    rows, last = queue_page(request.user, after)
    page = {
        "offices": offices,
        "rows": rows,
        "next_url": _next_url(last) if last else "",
        "first_url": request.path if after else "",
    }
    return render(request, "agreements/review/queue.html", page)


def _cursor(text: str) -> tuple[dt.date, int] | None:
    """The deadline and key that an address names; None for anything else."""
    day, _sign, key = text.rpartition("_")
    try:
        found = parse_date(day)
        if not found or not (key.isascii() and key.isdecimal() and len(key) < 19):
            return None
        return found, int(key)
    except ValueError:
        return None


def _next_url(last: Step) -> str:
    return "?" + urlencode({"setelah": f"{last.due_on:%Y-%m-%d}_{last.pk}"})


@require_safe
def round_page(request: SignedIn, ref: str) -> HttpResponse:
    """The text under review; those who may not decide read it with the reason why."""
    agreement = find(request, ref)
    return show(request, agreement, RemarksForm())


def show(request: SignedIn, agreement: Agreement, form: RemarksForm) -> HttpResponse:
    """The newest round's page with this form for remarks; 404 where there never was a round."""
    rounds = rounds_of(agreement)
    if not rounds:
        raise Http404
    current, earlier = rounds[0], rounds[1:]
    if agreement.signed_elsewhere:
        return _show_record(request, agreement, form, rounds)
    page = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "round": current,
        "earlier": earlier if not current.outcome else rounds,
        "terms": told_by_party(agreement),
        "last": last_step(agreement) if current.outcome else "",
        "form": form,
    }
    page |= _text(current) | _changes(agreement, current, earlier) | _checked(agreement, current)
    return render(request, "agreements/review/round.html", page | _asked(request.user, agreement, current))


def _asked(user: User, agreement: Agreement, current: Round) -> dict[str, Any]:
    """The offices' steps, what this person may decide, and the remarks."""
    steps, answers = told_steps(current, user), choices(user, agreement)
    left = carried(agreement, current) if not current.outcome else []
    return {"steps": steps, "choices": answers, "carried": left, **remarks_page(user, agreement, current)}


def _checked(agreement: Agreement, current: Round) -> dict[str, Any]:
    """What is missing or doubtful, while the round is open; and who is to sign."""
    found = remembered(agreement) if not current.outcome else []
    complete = not any(finding.blocking for finding in found)
    return {"findings": found, "complete": complete, **told(agreement)}


def _show_record(
    request: SignedIn, agreement: Agreement, form: RemarksForm, rounds: list[Round]
) -> HttpResponse:
    """What was signed elsewhere: the record beside its scans, to be compared."""
    page = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "round": rounds[0],
        "earlier": rounds if rounds[0].outcome else rounds[1:],
        "parties": elsewhere.parties_with_numbers(agreement),
        "facts": elsewhere.facts(agreement),
        "scans": elsewhere.scans_of(agreement),
        "alike": elsewhere.alike_of(request.user, agreement),
        "choices": choices(request.user, agreement),
        "confirm": may(request.user, "confirm", agreement),
        "steps": told_steps(rounds[0], request.user),
        "last": last_step(agreement) if rounds[0].outcome else "",
        "form": form,
    }
    return render(request, "agreements/review/record.html", page)


def _text(round_: Round) -> dict[str, Any]:
    """The text as it was submitted, numbered; a reason where it cannot be."""
    try:
        return {"document": number(round_.content), "problem": ""}
    except ContentError as error:
        return {"document": None, "problem": error.reason}


def _changes(agreement: Agreement, current: Round, earlier: list[Round]) -> dict[str, Any]:
    """What changed since the round before, and where that stands in the whole text; None when there was none."""
    if not earlier:
        return {"changes": None, "whole_url": ""}
    before = earlier[0]
    numbers = [agreement.ref, before.version.number, str(current.version.number)]
    return {
        "changes": differences(before.content, current.content),
        "whole_url": reverse("agreements:redline", args=numbers) + "?utuh=ya",
    }
