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
    "monitoring.changing",
    "monitoring.bodies",
)
"""Packages whose guards stand behind codes of the stage table; loading them fills `record.access.GUARDS`."""

ASKING = ("review.routes", "review.consultation")
"""Packages that ask something of every draft (`drafting.completeness.asks`), each in its module `findings`."""

FOLLOWING_CROSSINGS = (
    "publication.catalogue.listing",
    "monitoring.motions.following",
    "monitoring.obligations.yielding",
    "monitoring.pulse.counting",
)
"""Modules that do something of their own whenever a stage moves (`record.crossing.after_crossing`)."""


CARRYING = ("monitoring.changing.carrying", "monitoring.ending.carrying")
"""Modules that say what follows when all parties agree to a motion (`monitoring.motions.handling`)."""


class AgreementsConfig(AppConfig):
    """The life of an agreement, package by package."""

    name = "agreements"
    verbose_name = _("Kerja sama")

    def ready(self) -> None:
        """Let every package register its guards and what it asks of drafts, the certificates their system check."""
        for package in GUARDED:
            import_module(f"agreements.{package}.guards")
        for package in ASKING:
            import_module(f"agreements.{package}.findings")
        for module in (*CARRYING, *FOLLOWING_CROSSINGS):
            import_module(f"agreements.{module}")
        import_module("agreements.signing.certificates.checks")
