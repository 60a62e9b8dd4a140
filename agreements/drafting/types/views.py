"""The pages on which a district writes its own agreement types."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.documents.content import ContentError
from agreements.drafting.types import actions
from agreements.drafting.types.checking import document_of_type, known_placeholders, problems
from agreements.drafting.types.forms import FirstProvisionForm, ModelArticleForm, NewTypeForm, ParticularsForm
from agreements.drafting.types.models import AgreementType
from agreements.drafting.types.queries import begun_within, regency_edited_by, types_seen_by
from agreements.record.vocabulary import ProvisionKind
from villages.people.access import SignedIn, ask


def _found(request: SignedIn, pk: int, *, working: bool = False) -> AgreementType:
    """The type, if it is the portal's or the officer's own; with `working` only a version that may still change."""
    ask(actions.may_edit_types(request.user))
    regency = regency_edited_by(request.user)
    assert regency is not None
    known = types_seen_by(regency)
    if working:
        known = known.filter(regency=regency, published_at__isnull=True)
    return get_object_or_404(known, pk=pk)


def _crumbs(agreement_type: AgreementType | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Jenis perjanjian"), reverse("agreements:types"))]
    if agreement_type:
        crumbs.append((str(agreement_type), reverse("agreements:type", args=[agreement_type.pk])))
    return crumbs


@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Every type that holds in the officer's regency, and the versions that are being written."""
    ask(actions.may_edit_types(request.user))
    regency = regency_edited_by(request.user)
    assert regency is not None
    rows: dict[str, list[tuple[AgreementType, int]]] = {}
    begun = begun_within(regency)
    for version in types_seen_by(regency):
        rows.setdefault(version.code, []).append((version, begun.get(version.pk, 0)))
    page = {"regency": regency, "rows": list(rows.values())}
    return render(request, "agreements/drafting/types/index.html", page)


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One version: what it asks for, its articles with guidance and law, its first provisions, what is wrong."""
    found = _found(request, pk)
    working = found.published_at is None
    page = {
        "type": found,
        "crumbs": _crumbs(),
        "articles": list(found.articles.order_by("ordinal")),
        "provisions": [
            (place, ProvisionKind(row["kind"]).label, row) for place, row in enumerate(found.provisions, 1)
        ],
        "problems": problems(found) if working else [],
        "working": working,
        "own": found.regency_id is not None,
        "form": NewTypeForm(),
        "document": _document(found),
    }
    return render(request, "agreements/drafting/types/type.html", page)


def _document(found: AgreementType) -> Any:
    try:
        return document_of_type(found)
    except ContentError:
        return None


@require_POST
def open_version(request: SignedIn, pk: int) -> HttpResponse:
    """Begin to write the regency's next version, or a type of its own beside it."""
    source = _found(request, pk)
    form = NewTypeForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    code = f"{slugify(name)[:50]}-{source.kind[:5]}" if slugify(name) else ""
    made = actions.open_version(source, by=request.user, code=code, name=name if code else "")
    messages.success(request, _("Versi kerja siap diubah. Rancangan yang sudah dimulai tidak ikut berubah."))
    return redirect("agreements:type", made.pk)


def particulars(request: SignedIn, pk: int) -> HttpResponse:
    """Change what a working version says about itself."""
    found = _found(request, pk, working=True)
    form = ParticularsForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        actions.save_particulars(found, by=request.user, **fields)
        messages.success(request, _("Tersimpan."))
        return redirect("agreements:type", pk)
    return _form(request, found, form, _("Pokok jenis perjanjian"))


def _form(request: SignedIn, found: AgreementType, form: Any, title: str, **more: Any) -> HttpResponse:
    page = {
        "form": form,
        "title": title,
        "type": found,
        "crumbs": _crumbs(found),
        "cancel_url": reverse("agreements:type", args=[found.pk]),
        "placeholders": sorted(known_placeholders(found.kind)),
        **more,
    }
    return render(request, "agreements/drafting/types/part.html", page)


def article(request: SignedIn, pk: int, article_pk: int | None = None) -> HttpResponse:
    """Write one model article, an old one or a new one at the end."""
    found = _found(request, pk, working=True)
    row = get_object_or_404(found.articles, pk=article_pk) if article_pk else None
    form = ModelArticleForm(request.POST or None, instance=row, kind=found.kind)
    if request.method == "POST" and form.is_valid():
        fields = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        stored = found.articles.get(pk=row.pk) if row else None
        actions.save_model_article(found, stored, by=request.user, **fields)
        messages.success(request, _("Tersimpan."))
        return redirect("agreements:type", pk)
    title = _("Pasal baku %d") % row.ordinal if row else _("Tambah pasal baku")
    return _form(request, found, form, title)


@require_POST
def move(request: SignedIn, pk: int, article_pk: int) -> HttpResponse:
    """Move a model article one place up or down."""
    found = _found(request, pk, working=True)
    row = get_object_or_404(found.articles.select_related("agreement_type"), pk=article_pk)
    actions.move_model_article(row, by=request.user, up=request.POST.get("arah") == "naik")
    return redirect(reverse("agreements:type", args=[pk]) + f"#pasal-{article_pk}")


def remove(request: SignedIn, pk: int, article_pk: int) -> HttpResponse:
    """Take a model article out of a working version."""
    found = _found(request, pk, working=True)
    row = get_object_or_404(found.articles.select_related("agreement_type"), pk=article_pk)
    if request.method == "POST":
        actions.remove_model_article(row, by=request.user)
        messages.success(request, _("Pasal baku dihapus."))
        return redirect("agreements:type", pk)
    title = _("Hapus pasal baku “%s”?") % row
    return _confirm(request, found, title, _("Hapus pasal baku"), [_("Teksnya hilang dari versi kerja ini.")])


def _confirm(
    request: SignedIn, found: AgreementType, title: str, verb: str, consequences: list[str]
) -> HttpResponse:
    page = {
        "title": title,
        "verb": verb,
        "consequences": consequences,
        "crumbs": _crumbs(found),
        "cancel_url": reverse("agreements:type", args=[found.pk]),
    }
    return render(request, "components/confirm.html", page)


def provision(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """Change the provision at that place of the list; the place behind the last adds one."""
    found = _found(request, pk, working=True)
    rows = list(found.provisions)
    if not 1 <= place <= len(rows) + 1:
        raise Http404
    before = rows[place - 1] if place <= len(rows) else {}
    form = FirstProvisionForm(request.POST or None, initial=_initial(before), stored=before)
    if request.method == "POST" and form.is_valid():
        rows[place - 1 : place] = [form.row(before)]
        actions.save_particulars(found, by=request.user, provisions=rows)
        messages.success(request, _("Tersimpan."))
        return redirect(reverse("agreements:type", args=[pk]) + "#ketentuan")
    title = _("Ubah ketentuan awal") if before else _("Tambah ketentuan awal")
    return _form(request, found, form, title)


def _initial(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"due_rule": "" if row.get("due_rule") == "on_date" else row.get("due_rule", "")}


def remove_provision(request: SignedIn, pk: int, place: int) -> HttpResponse:
    """Take one first provision out of a working version."""
    found = _found(request, pk, working=True)
    rows = list(found.provisions)
    if not 1 <= place <= len(rows):
        raise Http404
    gone = rows.pop(place - 1)
    if request.method == "POST":
        actions.save_particulars(found, by=request.user, provisions=rows)
        messages.success(request, _("Ketentuan awal dihapus."))
        return redirect(reverse("agreements:type", args=[pk]) + "#ketentuan")
    sentence = _("Rancangan baru tidak lagi dimulai dengan: “%s”") % gone["text"]
    return _confirm(request, found, _("Hapus ketentuan awal?"), _("Hapus ketentuan"), [sentence])


@require_POST
def publish(request: SignedIn, pk: int) -> HttpResponse:
    """Let drafts begin from a working version, once nothing is wrong with it."""
    found = _found(request, pk)
    wrong = problems(found)
    if wrong:
        messages.error(request, _("Belum dapat diterbitkan: %s") % wrong[0].message)
        return redirect("agreements:type", pk)
    actions.publish_version(found, by=request.user)
    messages.success(
        request, _("Versi diterbitkan; rancangan baru di kabupaten ini dimulai dari naskah ini.")
    )
    return redirect("agreements:type", pk)


def discard(request: SignedIn, pk: int) -> HttpResponse:
    """Throw a working version away, after a page that says so."""
    found = _found(request, pk, working=True)
    if request.method == "POST":
        actions.discard_version(found, by=request.user)
        messages.success(request, _("Versi kerja dibuang."))
        return redirect("agreements:types")
    sentence = _("Semua perubahan dalam versi kerja ini hilang; versi yang sudah terbit tetap berlaku.")
    return _confirm(request, found, _("Buang versi kerja “%s”?") % found, _("Buang versi kerja"), [sentence])


@require_POST
def toggle(request: SignedIn, pk: int) -> HttpResponse:
    """Close a type of the regency for new drafts, or open it again."""
    found = _found(request, pk)
    closed = actions.set_active(found, by=request.user, active=not found.active)
    messages.success(
        request,
        _("Jenis ini dapat dipilih lagi.") if closed.active else _("Jenis ini ditutup untuk rancangan baru."),
    )
    return redirect("agreements:type", pk)
