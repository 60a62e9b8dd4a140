"""The step of rights, obligations, limits and sanctions: read them party by party, write one's own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.drafting.overview import found_in
from agreements.drafting.pages import steps_of
from agreements.drafting.terms import actions
from agreements.drafting.terms.forms import PROVISION_FORMS
from agreements.drafting.terms.pages import provisions_page
from agreements.drafting.terms.rows import (
    adding,
    back_to,
    changing,
    party_to_write,
    removing,
    row_page,
    row_to_write,
)
from agreements.record.pages import find
from agreements.record.vocabulary import ProvisionKind
from villages.people.access import SignedIn


@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """Every party's rows, with who writes them, and what is still missing."""
    agreement = find(request, ref, "edit")
    context = provisions_page(request.user, agreement) | {
        "steps": steps_of(request.user, agreement, here="provisions"),
        "missing": found_in("provisions", agreement),
    }
    return render(request, "agreements/drafting/terms/provisions.html", context)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Give a party one more row; party and kind stand in the address, an obligation unless it says otherwise."""
    agreement = find(request, ref, "edit")
    party = party_to_write(request, agreement)
    wanted = request.GET.get("jenis", "")
    kind = ProvisionKind(wanted if wanted in ProvisionKind.values else ProvisionKind.OBLIGATION)
    form = PROVISION_FORMS[kind](request.POST or None, party=party)
    done = adding(request, form, actions.add_provision, agreement=agreement, kind=kind)
    if done:
        return done
    address = reverse("agreements:provision-add", args=[ref]) + f"?pihak={party.ordinal}&jenis="
    words = {
        "title": _("Tambah %(kind)s") % {"kind": str(kind.label).lower()},
        "verb": _("Simpan ketentuan"),
        "others": [(other.label, address + other.value, other == kind) for other in ProvisionKind],
    }
    return row_page(request, agreement, form, kind=kind, **words)


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one row; what somebody else saved meanwhile is shown beside it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.provisions.all(), pk)
    form = PROVISION_FORMS[row.kind](request.POST or None, instance=row, party=row.party)
    done, theirs = changing(request, form, row, actions.save_provision)
    if done:
        return done
    title = _("Ubah %(kind)s") % {"kind": row.get_kind_display().lower()}
    words = {"title": title, "verb": _("Simpan ketentuan")}
    return row_page(request, agreement, form, kind=row.kind, **words, **theirs)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one row out, after a page that shows it and the sanctions that answered its breach."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.provisions.all(), pk)
    words = {"kind": row.get_kind_display().lower(), "name": row.party.organization.name}
    idle = [_("Sanksi ini tidak lagi punya dasar: “%s”") % s.text for s in row.sanctions.order_by("pk")]
    return removing(
        request,
        row,
        actions.remove_provision,
        title=_("Hapus %(kind)s %(name)s?") % words,
        verb=_("Hapus ketentuan"),
        consequences=[_("Baris ini hilang dari naskah: “%s”") % row.text, *idle],
    )


@require_POST
def move(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Let a row change places with the one before it (`arah` = naik) or the one behind it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.provisions.all(), pk)
    actions.move_provision(row, by=request.user, up=request.POST.get("arah") == "naik")
    return redirect(back_to(row))
