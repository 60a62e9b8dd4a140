"""The app of those who take part."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VillagesConfig(AppConfig):
    """Regions, organizations and people."""

    name = "villages"
    verbose_name = _("Desa dan mitra")
