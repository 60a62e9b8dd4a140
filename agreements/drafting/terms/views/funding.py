"""The step of money and term: who pays what from where in which year; a row of money to write."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.drafting.overview import found_in
from agreements.drafting.pages import steps_of
from agreements.drafting.terms import actions
from agreements.drafting.terms.forms import FundingForm
from agreements.drafting.terms.pages import first_guess, funding_page, own_organizations
from agreements.drafting.terms.rows import (
    adding,
    changing,
    party_to_write,
    removing,
    row_page,
    row_to_write,
)
from agreements.drafting.terms.telling import rupiah
from agreements.record.pages import find
from villages.people.access import SignedIn


@require_safe
def page(request: SignedIn, ref: str) -> HttpResponse:
    """Money and assets of every party with their sums, and the term."""
    agreement = find(request, ref, "edit")
    context = funding_page(request.user, agreement) | {
        "steps": steps_of(request.user, agreement, here="funding"),
        "missing": found_in("funding", agreement),
    }
    return render(request, "agreements/drafting/terms/funding.html", context)


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Add money of the party that the address names."""
    agreement = find(request, ref, "edit")
    party = party_to_write(request, agreement)
    own = party.organization_id in own_organizations(request.user)
    form = FundingForm(request.POST or None, initial=first_guess(agreement, party), party=party, own=own)
    done = adding(request, form, actions.add_funding, agreement=agreement)
    words = {"title": _("Tambah dana"), "verb": _("Simpan dana")}
    return done or row_page(request, agreement, form, kind="funding", **words)


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one row of money; what somebody else saved meanwhile is shown beside it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.funding.all(), pk)
    own = row.party.organization_id in own_organizations(request.user)
    form = FundingForm(request.POST or None, instance=row, party=row.party, own=own)
    done, theirs = changing(request, form, row, actions.save_funding)
    words = {"title": _("Ubah dana"), "verb": _("Simpan dana")}
    return done or row_page(request, agreement, form, kind="funding", **words, **theirs)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one row of money out, after a page that shows it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.funding.all(), pk)
    words = {"source": row.get_source_display(), "year": row.year, "amount": rupiah(row.amount)}
    return removing(
        request,
        row,
        actions.remove_funding,
        title=_("Hapus dana %s?") % row.party.organization.name,
        verb=_("Hapus dana"),
        consequences=[_("Baris ini hilang dari naskah: %(source)s %(year)s, %(amount)s.") % words],
    )
