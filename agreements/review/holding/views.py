"""The pages on who does the work: take and release a step, be away and be stood in for."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.review.holding import actions
from agreements.review.holding.forms import AbsenceForm
from agreements.review.holding.models import Absence
from agreements.review.holding.queries import absences_seen_by
from agreements.review.models import Step
from agreements.review.queries import review_offices
from agreements.review.steps import own_steps
from villages.people.access import Answer, SignedIn


@require_POST
def take(request: SignedIn, ref: str) -> HttpResponse:
    """Hold a step of one's office, also one that a colleague holds."""
    agreement = find(request, ref, "take_step")
    actions.take_step(_step(request, agreement), by=request.user)
    messages.success(request, _("Anda memegang langkah ini."))
    return redirect("agreements:review", agreement.ref)


@require_POST
def release(request: SignedIn, ref: str) -> HttpResponse:
    """Let go of a step."""
    agreement = find(request, ref, "release_step")
    actions.release_step(_step(request, agreement), by=request.user)
    messages.success(request, _("Langkah dilepaskan; rekan Anda dapat memegangnya."))
    return redirect("agreements:review", agreement.ref)


def _step(request: SignedIn, agreement: Agreement) -> Step:
    """The step that the form names; the person's first one where it names none of theirs."""
    steps, named = own_steps(agreement, request.user), request.POST.get("step", "")
    return next((step for step in steps if str(step.pk) == named), steps[0])


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: SignedIn) -> HttpResponse:
    """Who is away in one's offices, and the form to say that one will be."""
    if not review_offices(request.user):
        raise Refused(
            Answer(False, _("Halaman ini untuk petugas kecamatan dan kabupaten."), because_of_who=True)
        )
    form = AbsenceForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid() and _recorded(request, form):
        messages.success(request, _("Ketidakhadiran dicatat; pengganti Anda dapat memutuskan."))
        return redirect("agreements:absences")
    page = {"form": form, "absences": absences_seen_by(request.user)}
    return render(request, "agreements/review/holding/absences.html", page)


def _recorded(request: SignedIn, form: AbsenceForm) -> bool:
    given = dict(form.cleaned_data)
    colleague = given.pop("cover")
    office = next(o for o in review_offices(request.user) if o.pk == colleague.organization_id)
    try:
        actions.record_absence(by=request.user, office=office, cover=colleague.person, **given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
def end_absence(request: SignedIn, pk: int) -> HttpResponse:
    """Be back earlier, or not go away at all."""
    absence = get_object_or_404(Absence, pk=pk, person=request.user)
    actions.end_absence(absence, by=request.user)
    messages.success(request, _("Anda tercatat hadir kembali."))
    return redirect("agreements:absences")
