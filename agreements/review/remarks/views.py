"""The pages of remarks: all of a round, a new one at a place, one with its thread and the place that it unlocks."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.drafting.writing.storing import order_of
from agreements.record.access import parties_of, party_line
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.review.models import Remark, Reply
from agreements.review.remarks import actions, answering
from agreements.review.remarks.actions import NewRemark
from agreements.review.remarks.forms import RemarkForm
from agreements.review.remarks.pages import board
from agreements.review.remarks.places import Place, groups_of, label_of, place_named
from agreements.review.remarks.sheet import sheet_of
from villages.people.access import SignedIn


def _row(agreement: Agreement, pk: int) -> Remark:
    said = Reply.objects.select_related("organization", "by").order_by("pk")
    related = ("article", "provision__party__organization", "provision__breach_of", "author", "resolved_by")
    rows = Remark.objects.filter(round__agreement=agreement).select_related("round", "step__office", *related)
    return get_object_or_404(rows.prefetch_related(Prefetch("replies", said)), pk=pk)


def _at(agreement: Agreement, row: Remark) -> str:
    """The remark among the others."""
    return reverse("agreements:remarks", args=[agreement.ref]) + f"#catatan-{row.pk}"


def _crumbs(agreement: Agreement, *, to_list: bool = True) -> list[tuple[str, str]]:
    found = [(_("Tinjauan"), reverse("agreements:review", args=[agreement.ref]))]
    return [*found, (_("Catatan"), reverse("agreements:remarks", args=[agreement.ref]))] if to_list else found


@require_safe
def remarks(request: SignedIn, ref: str) -> HttpResponse:
    """All remarks of the newest round, or of the one that the address names, each with its thread."""
    agreement = find(request, ref)
    rounds = list(agreement.rounds.select_related("office").order_by("-number"))
    wanted = request.GET.get("putaran", "")
    chosen = next((one for one in rounds if str(one.number) == wanted), None) if wanted else None
    if not rounds or (wanted and chosen is None):
        raise Http404
    page = {
        "agreement": agreement,
        "line": party_line(parties_of(agreement)),
        "remarks": board(request.user, agreement, chosen or rounds[0]),
        "rounds": rounds if len(rounds) > 1 else [],
        "crumbs": _crumbs(agreement, to_list=False),
    }
    return render(request, "agreements/review/remarks/remarks.html", page)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Choose a place, then write a remark about it."""
    agreement = find(request, ref, "remark")
    key = request.POST.get("tempat", request.GET.get("tempat"))
    if key is None and request.method != "POST":
        return _choose(request, agreement)
    place, order = place_named(agreement, key or ""), order_of(agreement)
    if place is None:
        raise Http404
    form = RemarkForm(request.POST or None, agreement=agreement, place=place, order=order)
    if request.method == "POST" and form.is_valid():
        row = actions.remark(agreement, by=request.user, new=_new(form, place))
        messages.success(request, _("Catatan disimpan. Para pihak dapat menjawabnya sekarang."))
        return redirect(_at(agreement, row))
    page = {"form": form, "key": place.key, "place": label_of(place, order), "agreement": agreement}
    page["crumbs"] = _crumbs(agreement)
    return render(request, "agreements/review/remarks/add.html", page)


def _choose(request: SignedIn, agreement: Agreement) -> HttpResponse:
    """The places of the text, to choose from."""
    page = {"agreement": agreement, "groups": groups_of(agreement), "crumbs": _crumbs(agreement)}
    return render(request, "agreements/review/remarks/choose.html", page)


def _new(form: RemarkForm, place: Place) -> NewRemark:
    return NewRemark(
        text=form.cleaned_data["text"],
        article=place.article,
        provision=place.provision,
        detail=place.detail,
        weight=form.cleaned_data["weight"],
        proposal=form.proposal,
    )


def remark(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """One remark with its thread; whoever may answer it does so here, in words or by changing just its place."""
    agreement = find(request, ref)
    sheet = sheet_of(request, agreement, _row(agreement, pk))
    if request.method == "POST" and (reply := sheet.answer()):
        changed = bool(reply.old or reply.new)
        messages.success(
            request,
            _("Jawaban dan perubahannya dikirim kepada para peninjau.") if changed else _("Jawaban dikirim."),
        )
        return redirect(_at(agreement, sheet.row))
    page = sheet.page() | {"crumbs": _crumbs(agreement)}
    return render(request, "agreements/review/remarks/remark.html", page)


@require_POST
def take(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let the place read as the officer proposed."""
    agreement = find(request, ref)
    row = _row(agreement, pk)
    try:
        answering.take_proposal(row, by=request.user, seen=request.POST.get("seen", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("agreements:remark", agreement.ref, row.pk)
    messages.success(request, _("Usul rumusan dipakai; perubahannya dikirim kepada para peninjau."))
    return redirect(_at(agreement, row))


@require_POST
def resolve(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Say that nothing more is asked for; the place closes."""
    agreement = find(request, ref)
    row = actions.resolve(_row(agreement, pk), by=request.user)
    messages.success(request, _("Catatan dinyatakan selesai."))
    return redirect(_at(agreement, row))


@require_POST
def reopen(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Ask once more."""
    agreement = find(request, ref)
    row = actions.reopen(_row(agreement, pk), by=request.user)
    messages.success(request, _("Catatan dibuka lagi."))
    return redirect(_at(agreement, row))
