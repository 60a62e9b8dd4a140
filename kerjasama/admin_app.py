"""Makes Django's administration use the portal's own site."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    """The administration, entered through the portal's own door."""

    default_site = "kerjasama.administration.Site"
