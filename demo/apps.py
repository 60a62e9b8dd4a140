"""The app of the demo; installed only in demo mode."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The story and the command that tells it."""

    name = "demo"
    verbose_name = _("Data contoh")
