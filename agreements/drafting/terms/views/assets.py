"""Write what a party brings in besides money."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from agreements.drafting.terms import actions
from agreements.drafting.terms.forms import AssetForm
from agreements.drafting.terms.rows import (
    adding,
    changing,
    party_to_write,
    removing,
    row_page,
    row_to_write,
)
from agreements.record.pages import find
from villages.organizations.models import OrganizationKind
from villages.people.access import SignedIn


def add(request: SignedIn, ref: str) -> HttpResponse:
    """Add something that the party in the address brings in besides money."""
    agreement = find(request, ref, "edit")
    party = party_to_write(request, agreement)
    initial = {"village_owned": party.organization.kind == OrganizationKind.VILLAGE}
    form = AssetForm(request.POST or None, initial=initial, party=party)
    done = adding(request, form, actions.add_asset, agreement=agreement)
    words = {"title": _("Tambah aset"), "verb": _("Simpan aset")}
    return done or row_page(request, agreement, form, kind="asset", **words)


def edit(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Change one asset; what somebody else saved meanwhile is shown beside it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.assets.all(), pk)
    form = AssetForm(request.POST or None, instance=row, party=row.party)
    done, theirs = changing(request, form, row, actions.save_asset)
    words = {"title": _("Ubah aset"), "verb": _("Simpan aset")}
    return done or row_page(request, agreement, form, kind="asset", **words, **theirs)


def remove(request: SignedIn, ref: str, pk: int) -> HttpResponse:
    """Take one asset out, after a page that shows it."""
    agreement = find(request, ref, "edit")
    row = row_to_write(request, agreement, agreement.assets.all(), pk)
    return removing(
        request,
        row,
        actions.remove_asset,
        title=_("Hapus aset %s?") % row.party.organization.name,
        verb=_("Hapus aset"),
        consequences=[_("Baris ini hilang dari naskah: “%s”") % row.description],
    )
