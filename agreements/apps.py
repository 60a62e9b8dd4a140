"""The app of the agreements themselves."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """The life of an agreement, package by package."""

    name = "agreements"
    verbose_name = _("Kerja sama")
