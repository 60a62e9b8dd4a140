"""Which places on the national register can take part at all."""

from django.utils.translation import gettext as _

from villages.regions.models import AreaKind, VillageArea


def why_no_party(area: VillageArea) -> str:
    """Why the place cannot become a party, as a sentence; empty when it can.

    A *kelurahan* belongs to the regency's own administration (UU 6/2014 art. 91 speaks of villages only); a code
    off the register is no village any more.
    """
    if area.kind == AreaKind.KELURAHAN:
        return _(
            "%(name)s adalah kelurahan, bagian dari pemerintah kabupaten/kota. Hanya desa yang dapat menjadi pihak"
            " kerja sama desa (UU 6/2014 Pasal 91)."
        ) % {"name": area.name}
    if area.vanished:
        return _("Kode ini tidak lagi tercantum dalam daftar wilayah nasional.")
    return ""
