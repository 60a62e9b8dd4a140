"""The page on which the district ends an agreement in force."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agreements.monitoring import actions
from agreements.monitoring.forms import EndingForm
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: SignedIn, ref: str) -> HttpResponse:
    """End the agreement on one of the nine grounds, after a page that says what it means."""
    agreement = find(request, ref, "end")
    form = EndingForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _ended(request, agreement, form):
        messages.success(request, _("Kerja sama ini tercatat berakhir."))
        return redirect(agreement.desk_url)
    page = {
        "title": _("Akhiri “%s”?") % agreement.title,
        "verb": _("Akhiri kerja sama"),
        "cancel_url": agreement.desk_url,
        "consequences": [
            _("Kerja sama tidak lagi mengikat para pihak mulai sekarang."),
            _(
                "Naskah, tanda tangan, dan riwayatnya tetap dapat dibaca siapa saja, dengan keterangan berakhir."
            ),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", page, status=400 if form.errors else 200)


def _ended(request: SignedIn, agreement: Agreement, form: EndingForm) -> bool:
    """End it, or put what is wrong beside its field."""
    try:
        actions.end(agreement, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
    return not form.errors
