"""A real installation: everything from the environment, and no start before it is complete."""

from urllib.parse import urlsplit

from kerjasama.logs import logging_to
from kerjasama.settings.base import *  # noqa: F403
from kerjasama.settings.base import DATABASE_CONN_MAX_AGE, DATABASE_URL, LOG_LEVEL, PUBLIC_URL, env
from kerjasama.settings.environment import database, mail

DEBUG = False
SECRET_KEY = env.required("SECRET_KEY", "kunci acak, sedikitnya 50 huruf (random key, 50 characters or more)")
SECRET_KEY_FALLBACKS = env.listing("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.listing("ALLOWED_HOSTS")
_address = env.required("PUBLIC_URL", "alamat portal, https://… (address of the portal)")
_database = env.required("DATABASE_URL", "PostgreSQL ≥ 15, postgres://user:password@host:5432/name")
_mail = env.required("EMAIL_URL", "server surel (mail server), smtp+tls://user:password@host:587")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.required(
    "DEFAULT_FROM_EMAIL", "alamat pengirim surel (sender of mail)"
)
env.required("CA_DIR", "folder sertifikat penanda tangan (folder of the signing certificates)")
env.required("CA_PASSPHRASE", "sandi kunci CA (passphrase of the CA's key)")
env.required("MEDIA_ROOT", "folder dokumen dan lampiran (folder of documents and attachments)")

if not ALLOWED_HOSTS:
    env.faults.append("ALLOWED_HOSTS: nama host, dipisah koma (host names between commas)")
if "*" in ALLOWED_HOSTS:
    env.faults.append("ALLOWED_HOSTS: sebut namanya, bukan * (say the names, not *)")
if SECRET_KEY and len(SECRET_KEY) < 50:
    env.faults.append("SECRET_KEY: kurang dari 50 huruf (shorter than 50 characters)")
if _address and (urlsplit(_address).scheme != "https" or urlsplit(_address).path.strip("/")):
    env.faults.append("PUBLIC_URL: https://nama-host, tanpa jalur (https://host, without a path)")
env.refuse_faults()

DATABASES = {"default": database(DATABASE_URL, DATABASE_CONN_MAX_AGE)}
globals().update(mail(_mail))
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.number("SECURE_HSTS_SECONDS", 365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

LOGGING = logging_to("kerjasama.logs.Json", LOG_LEVEL)
LOG_ERROR_TEXTS = env.flag("LOG_ERROR_TEXTS")
env.refuse_faults()
