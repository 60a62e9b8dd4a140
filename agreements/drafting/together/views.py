"""Answer an invitation, hand on the pen, agree or not yet: pages and verbs of the parties."""

from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agreements.documents.content import ContentError
from agreements.drafting.actions import Stale
from agreements.drafting.guards import has_joined, pen_of
from agreements.drafting.queries import content_of, document_of
from agreements.drafting.together import consent, joining
from agreements.drafting.together.forms import PenForm, ReasonForm
from agreements.drafting.together.pages import party_line
from agreements.drafting.together.queries import standings
from agreements.drafting.versions.actions import text_digest
from agreements.drafting.versions.differences import differences
from agreements.record.access import parties_of, speaking_for
from agreements.record.models import Agreement
from agreements.record.pages import find, last_step
from villages.people.access import SignedIn

_KEEP_SEEN = 6 * 60 * 60


def draft_url(agreement: Agreement) -> str:
    """The draft's own page, where writing together is told."""
    return reverse("agreements:draft-edit", args=[agreement.ref]) + "#bersama"


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about a draft hangs."""
    return [(_("Naskah"), reverse("agreements:draft-edit", args=[agreement.ref]))]


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
    page = {
        "title": _("Tidak ikut menyusun “%s”?") % agreement.title,
        "verb": _("Sampaikan bahwa kami tidak ikut"),
        "consequences": [
            _("Semua pihak membaca alasan Anda."),
            _("Selama pihak Anda tercantum, naskah tidak dapat dikirim untuk ditinjau."),
            _("Anda dapat berubah pikiran dan ikut menyusun kapan saja."),
        ],
    }
    return _telling(request, agreement, form, page)


def hand_over(request: SignedIn, ref: str) -> HttpResponse:
    """Let another party write the common text."""
    agreement = find(request, ref, "hand_over")
    pen = pen_of(agreement)
    takers = [p for p in parties_of(agreement) if p.organization_id != pen.pk and has_joined(agreement, p)]
    form = PenForm(request.POST or None, parties=takers)
    if request.method == "POST" and form.is_valid():
        to = next(p.organization for p in takers if p.organization_id == form.cleaned_data["to"])
        joining.hand_over(agreement, by=request.user, to=to)
        messages.success(request, _("Pena sekarang dipegang %(name)s.") % {"name": to.name})
        return redirect(draft_url(agreement))
    page = {
        "title": _("Serahkan pena"),
        "verb": _("Serahkan pena"),
        "consequences": [
            _("Pena sekarang dipegang %(name)s.") % {"name": pen.name},
            _("Pemegang pena menulis naskah bersama dan memutuskan usul; pihak lain mengusulkan."),
            _("Pemrakarsa dapat mengambil pena kembali."),
        ],
        "nothing": ""
        if takers
        else _("Belum ada pihak lain yang ikut menyusun, jadi pena belum dapat diserahkan."),
    }
    return _telling(request, agreement, form, page)


def disagree(request: SignedIn, ref: str) -> HttpResponse:
    """Say that one's party does not agree yet, and why."""
    agreement = find(request, ref, "disagree")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        consent.disagree(agreement, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Alasan Anda disampaikan kepada semua pihak."))
        return redirect(draft_url(agreement))
    page = {
        "title": _("Belum setuju dengan naskah ini?"),
        "verb": _("Sampaikan bahwa kami belum setuju"),
        "consequences": [
            _("Semua pihak membaca alasan Anda dan versi naskah yang Anda maksud."),
            _("Persetujuan Anda sebelumnya, bila ada, tidak berlaku lagi."),
        ],
    }
    return _telling(request, agreement, form, page)


def _telling(request: SignedIn, agreement: Agreement, form: Any, page: dict[str, Any]) -> HttpResponse:
    """A page that says what a word to the other parties means, with the form that takes it."""
    shared = {"agreement": agreement, "crumbs": crumbs(agreement), "form": form, "nothing": ""}
    context = {**shared, "cancel_url": draft_url(agreement), **page}
    return render(request, "agreements/drafting/together/telling.html", context)


def agree(request: SignedIn, ref: str) -> HttpResponse:
    """Read the whole text and agree to exactly that; what changed meanwhile is shown instead."""
    agreement = find(request, ref, "agree")
    if request.method != "POST":
        return _to_read(request, agreement)
    seen = request.POST.get("seen", "")
    if len(seen) != 64 or not seen.isalnum():
        raise BadRequest("no digest")
    try:
        consent.agree(agreement, by=request.user, seen=seen)
    except Stale as stale:
        return _to_read(request, stale.current, seen=seen)
    messages.success(request, _("Persetujuan pihak Anda atas naskah ini dicatat."))
    return redirect(draft_url(agreement))


def _to_read(request: SignedIn, agreement: Agreement, *, seen: str = "") -> HttpResponse:
    """The text with the button; after `seen` went stale also what is different in it.

    What was shown is remembered for some hours, so that the difference can be told; without that the reader is told
    who changed the text last.
    """
    content = content_of(agreement)
    digest = text_digest(content)
    agreement._digest_now = (agreement.edition, digest)  # type: ignore[attr-defined]
    cache.set(_seen_key(agreement, digest), content, _KEEP_SEEN)
    before = cache.get(_seen_key(agreement, seen)) if seen else None
    try:
        document, problem = document_of(agreement), ""
    except ContentError as error:
        document, problem = None, error.reason
    organization = speaking_for(request.user, agreement, signing=True)
    own = next(
        (s for s in standings(agreement) if s.party.organization_id == getattr(organization, "pk", 0)), None
    )
    page = {
        "agreement": agreement,
        "crumbs": crumbs(agreement),
        "cancel_url": draft_url(agreement),
        "seen": digest,
        "stale": bool(seen),
        "changed_by": last_step(agreement) if seen else "",
        "changes": differences(before, content) if before else [],
        "document": document,
        "problem": problem,
        "organization": organization,
        "own": party_line(own, agreement) if own else None,
    }
    return render(request, "agreements/drafting/together/agree.html", page)


def _seen_key(agreement: Agreement, digest: str) -> str:
    return f"naskah-dibaca-{agreement.ref}-{digest}"
