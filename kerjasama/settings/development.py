"""A developer's machine, and the demo that `make run` shows."""

import secrets
from functools import partial

from kerjasama.postgres import Cluster
from kerjasama.settings.base import *  # noqa: F403
from kerjasama.settings.base import DATABASE_CONN_MAX_AGE, DATABASE_URL, PLAIN_STATIC, STORAGES, VAR_DIR, env
from kerjasama.settings.environment import database, kept_secret

_random = partial(secrets.token_urlsafe, 50)

DEBUG = env.flag("DEBUG", default=True)
DEMO_MODE = env.flag("KERJASAMA_DEMO", default=True)
SECRET_KEY = env.text("SECRET_KEY") or kept_secret(VAR_DIR / "secret-key", _random)
CA_PASSPHRASE = env.text("CA_PASSPHRASE") or kept_secret(VAR_DIR / "ca-passphrase", _random)
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver")

if DATABASE_URL:
    DATABASES = {"default": database(DATABASE_URL, DATABASE_CONN_MAX_AGE)}
else:
    DATABASES = {"default": Cluster.of_development().settings(DATABASE_CONN_MAX_AGE)}

if DEBUG:
    STORAGES = {**STORAGES, "staticfiles": PLAIN_STATIC}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

env.refuse_faults()
