"""The app of the agreements themselves."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

GUARDED = (
    "record",
    "drafting",
    "drafting.elsewhere",
    "review",
    "review.consultation",
    "signing",
    "signing.paper",
)
"""Packages whose guards stand behind codes of the stage table; loading them fills `record.access.GUARDS`."""


class AgreementsConfig(AppConfig):
    """The life of an agreement, package by package."""

    name = "agreements"
    verbose_name = _("Kerja sama")

    def ready(self) -> None:
        """Let every package register its guards, and the certificates their check of the installation."""
        for package in GUARDED:
            import_module(f"agreements.{package}.guards")
        import_module("agreements.signing.certificates.checks")
