"""The tests: a throwaway database, files in a folder of their own, nothing sent anywhere."""

import tempfile
from pathlib import Path

from kerjasama.postgres import Cluster
from kerjasama.settings.base import *  # noqa: F403
from kerjasama.settings.base import DATABASE_URL, PLAIN_STATIC, STORAGES, VAR_DIR
from kerjasama.settings.environment import database

DEBUG = False
DEMO_MODE = True
SECRET_KEY = CA_PASSPHRASE = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PUBLIC_URL = "http://testserver"

TEST_CLUSTER = VAR_DIR / "test" / "postgres"
DATABASES = {
    "default": database(DATABASE_URL) if DATABASE_URL else Cluster(TEST_CLUSTER, throwaway=True).settings()
}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of the live server leave no connection behind
# Rows that were rolled back count as rows until somebody looks: PostgreSQL would compile what reads three of them.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")

_files = tempfile.TemporaryDirectory(prefix="kerjasama-test-")  # removed with the process
MEDIA_ROOT = Path(_files.name) / "media"
CA_DIR = Path(_files.name) / "ca"
STATIC_ROOT = Path(_files.name) / "static"  # nothing is collected for tests
STATIC_ROOT.mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": PLAIN_STATIC}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},  # every test builds its own
}
ACCOUNT_RATE_LIMITS = False
API_PER_MINUTE = 0
