"""`python -m tests.permissions.document` writes docs/roles.md from the permission matrix."""

import os
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kerjasama.settings.test")
    django.setup()
    roles = import_module("tests.permissions.roles_page")  # asks the addresses, which need Django
    roles.PAGE.write_text(roles.page(), encoding="utf-8")
