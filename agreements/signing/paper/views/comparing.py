"""The pages on which the registrar lays scan and document side by side, page by page, and decides."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agreements.documents import pages
from agreements.record.crossing import Refused, ask
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.signing.paper import actions
from agreements.signing.paper.forms import ReasonForm
from agreements.signing.paper.guards import may_decide
from agreements.signing.paper.models import PaperCopy
from agreements.signing.paper.queries import comparison_of
from villages.people.access import SignedIn


def _to_compare(request: SignedIn, ref: str, pk: int) -> tuple[Agreement, PaperCopy]:
    """The agreement and the scan that this person may decide on now; else Refused, or 404 for no such scan."""
    agreement = find(request, ref)
    copy = get_object_or_404(
        PaperCopy.objects.select_related("document", "uploaded_by"), pk=pk, document__agreement=agreement
    )
    ask(request.user, "compare_paper", agreement)
    answer = may_decide(request.user, copy)
    if not answer:
        raise Refused(answer)
    return agreement, copy


def _page_url(agreement: Agreement, copy: PaperCopy, number: int) -> str:
    return reverse("agreements:paper-compare", args=[agreement.ref, copy.pk]) + f"?halaman={number}"


@never_cache
@require_safe
def compare(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One page of the document beside the same page of the scan."""
    agreement, copy = _to_compare(request, ref, pk)
    comparison = comparison_of(copy)
    asked = request.GET.get("halaman", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 5 else 0
    if number not in comparison.numbers:
        number = comparison.left[0] if comparison.left else 1
    context = {
        "agreement": agreement,
        "copy": copy,
        "comparison": comparison,
        "number": number,
        "alike": number in comparison.compared,
        "signers": copy.signers.select_related("organization").order_by("ordinal"),
        "can_draw": pages.can_draw(),
    }
    return render(request, "agreements/signing/paper/compare.html", context)


@require_POST
def tick(request: SignedIn, ref: str, pk: int, number: int) -> HttpResponse:
    """Say that a page reads alike, or take that back; on to the next one that is left."""
    agreement, copy = _to_compare(request, ref, pk)
    alike = request.POST.get("alike") != "no"
    actions.compare(copy, by=request.user, number=number, alike=alike)
    left = comparison_of(copy).left
    following = next((page for page in left if page > number), left[0] if left else number)
    return redirect(_page_url(agreement, copy, following if alike else number))


def confirm(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let the ink count, after a page that says what it means."""
    agreement, copy = _to_compare(request, ref, pk)
    if request.method == "POST":
        actions.confirm(copy, by=request.user)
        messages.success(request, _("Tanda tangan basah pada pindaian ini tercatat."))
        return redirect(agreement.desk_url)
    names = ", ".join(copy.signers.order_by("ordinal").values_list("name", flat=True))
    context = {
        "title": _("Sahkan tanda tangan basah?"),
        "crumbs": [(_("Cocokkan pindaian"), _page_url(agreement, copy, 1))],
        "verb": _("Sahkan pindaian"),
        "cancel_url": _page_url(agreement, copy, 1),
        "consequences": [
            _("Anda menyatakan semua halaman pindaian sama dengan dokumen di portal."),
            _("Tanda tangan ini dicatat sebagai tanda tangan basah: %(names)s.") % {"names": names},
            _("Bila ini tanda tangan terakhir, penandatanganan selesai dan kerja sama dapat diumumkan."),
        ],
    }
    return render(request, "components/confirm.html", context)


def refuse(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let the scan not count, with a reason that the parties read."""
    agreement, copy = _to_compare(request, ref, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse(copy, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Pindaian ditolak; para pihak membaca alasan Anda."))
        return redirect("agreements:paper", agreement.ref)
    context = {
        "title": _("Tolak pindaian ini?"),
        "verb": _("Tolak pindaian"),
        "cancel_url": _page_url(agreement, copy, 1),
        "consequences": [
            _("Tanda tangan pada pindaian ini tidak dihitung; pindaiannya tetap tersimpan sebagai arsip."),
            _("Para pihak membaca alasan Anda dan dapat mengunggah pindaian lain."),
        ],
        "form": form,
    }
    return render(request, "components/confirm.html", context)


@require_POST
def draw(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Have the pictures of the pages drawn again."""
    agreement, copy = _to_compare(request, ref, pk)
    actions.draw_again(copy, by=request.user)
    messages.success(request, _("Gambar halaman sedang disiapkan; muat ulang halaman ini sebentar lagi."))
    return redirect("agreements:paper-compare", agreement.ref, copy.pk)


@never_cache
@require_safe
def picture(request: SignedIn, ref: str, pk: int, side: str, number: int) -> FileResponse:
    """The picture of one page, of the document or of the scan, for who compares them."""
    _agreement, copy = _to_compare(request, ref, pk)
    sources = {"dokumen": comparison_of(copy).source, "pindaian": copy.sha256}
    path = pages.picture(sources[side], number) if side in sources else None
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), content_type="image/jpeg")
