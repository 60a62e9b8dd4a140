"""Answer an invitation to write together, and hand on the pen."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.drafting.guards import pen_of
from agreements.drafting.together import joining
from agreements.drafting.together.forms import PenForm, ReasonForm
from agreements.drafting.together.views.common import draft_url, telling
from agreements.record.models import Agreement
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_POST
def join(request: SignedIn, ref: str) -> HttpResponse:
    """Write along."""
    agreement = find(request, ref, "join")
    joining.join(agreement, by=request.user)
    messages.success(request, _("Pihak Anda ikut menyusun naskah ini."))
    return redirect(draft_url(agreement))


def stay_out(request: SignedIn, ref: str) -> HttpResponse:
    """Refuse to write along, after a page that says who reads the reason."""
    agreement = find(request, ref, "stay_out")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        joining.stay_out(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Alasan Anda disampaikan kepada semua pihak."))
        return redirect(draft_url(agreement))
    said = [
        _("Semua pihak membaca alasan Anda."),
        _("Selama pihak Anda tercantum, naskah tidak dapat dikirim untuk ditinjau."),
        _("Anda dapat berubah pikiran dan ikut menyusun kapan saja."),
    ]
    title, verb = _("Tidak ikut menyusun “%s”?") % agreement.title, _("Sampaikan bahwa kami tidak ikut")
    return telling(request, agreement, form, {"title": title, "verb": verb, "consequences": said})


def hand_over(request: SignedIn, ref: str) -> HttpResponse:
    """Let another party write the common text."""
    agreement = find(request, ref, "hand_over")
    form = PenForm(request.POST or None, parties=joining.takers_of(request.user, agreement))
    if request.method == "POST" and form.is_valid():
        to = form.taker
        joining.hand_over(agreement, by=request.user, to=to)
        messages.success(request, _("Pena sekarang dipegang %(name)s.") % {"name": to.name})
        return redirect(draft_url(agreement))
    return telling(request, agreement, form, _about_the_pen(agreement, form))


def _about_the_pen(agreement: Agreement, form: PenForm) -> dict:
    alone = _("Belum ada pihak lain yang ikut menyusun, jadi pena belum dapat diserahkan.")
    return {
        "title": _("Serahkan pena"),
        "verb": _("Serahkan pena"),
        "consequences": [
            _("Pena sekarang dipegang %(name)s.") % {"name": pen_of(agreement).name},
            _("Pemegang pena menulis naskah bersama dan memutuskan usul; pihak lain mengusulkan."),
            _("Pemrakarsa dapat mengambil pena kembali."),
        ],
        "nothing": "" if form.parties else alone,
    }
