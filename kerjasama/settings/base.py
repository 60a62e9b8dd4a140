"""What every installation of the portal shares; the environment fills in the rest."""

from pathlib import Path

import bootstrap
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kerjasama.logs import logging_to
from kerjasama.settings.environment import Environment
from kerjasama.setup.places import ROOT, VAR

env = Environment()

BASE_DIR, VAR_DIR = ROOT, VAR
PUBLIC_URL = env.text("PUBLIC_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}").rstrip("/")
DEMO_MODE = env.flag("KERJASAMA_DEMO")
DATABASE_URL = env.text("DATABASE_URL")
DATABASE_CONN_MAX_AGE = env.number("DATABASE_CONN_MAX_AGE", 60)

INSTALLED_APPS = [
    "kerjasama.admin_app.Administration",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "pgtrigger",
    "villages",
    "agreements",
    "demo",
    "kerjasama",
]

MIDDLEWARE = [
    "kerjasama.middleware.access_log",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kerjasama.middleware.CompressedTexts",
    "csp.middleware.CSPMiddleware",
    "kerjasama.middleware.permissions_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kerjasama.middleware.request_size",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kerjasama.unsent.keeping",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "villages.people.support.middleware.helping",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "villages.people.remembering.pages",
    "agreements.signing.certificates.tries.from_address",
    "agreements.record.pages.refusals",
    "kerjasama.unsent.refused",
]

ROOT_URLCONF = "kerjasama.urls"
WSGI_APPLICATION = "kerjasama.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CSRF_FAILURE_VIEW = "kerjasama.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kerjasama.context.portal",
            ],
        },
    }
]

# Who may log in
AUTH_USER_MODEL = "villages.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/meja/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "villages.people.forms.NamedSignup"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_FORMS = {
    "login": "kerjasama.account_forms.Login",
    "signup": "kerjasama.account_forms.Signup",
    "add_email": "kerjasama.account_forms.AddEmail",
    "change_password": "kerjasama.account_forms.ChangePassword",
    "set_password": "kerjasama.account_forms.SetPassword",
    "reset_password": "kerjasama.account_forms.ResetPassword",
    "reset_password_from_key": "kerjasama.account_forms.ResetPasswordKey",
    "reauthenticate": "kerjasama.account_forms.Reauthenticate",
}
MFA_FORMS = {
    "authenticate": "kerjasama.account_forms.SecondStep",
    "reauthenticate": "kerjasama.account_forms.SecondStepAgain",
    "activate_totp": "kerjasama.account_forms.ActivateApp",
    "add_webauthn": "kerjasama.account_forms.AddKey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True

# Language, place and time
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Looks
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", Path(bootstrap.__path__[0]) / "css"),
]
STATICFILES_FINDERS = ["kerjasama.static_files.ChosenFiles", "kerjasama.static_files.ChosenAppFiles"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kerjasama.static_files.Storage"},
}
PLAIN_STATIC = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Work over 200 ms
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Shared by all processes: rate limits, the worker's heartbeat
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kerjasama_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Public pages as last built, per process, under their ETag: never wrong, only forgotten
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 600},
    },
}

# Files. MEDIA_ROOT has no URL: every file goes through a view that asks who may see it.
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media"))).absolute()
# Where a web server that knows X-Accel-Redirect finds MEDIA_ROOT, closed to everybody else; empty: the portal sends
SENDFILE_URL = env.text("SENDFILE_URL")
if SENDFILE_URL and not (SENDFILE_URL.startswith("/") and SENDFILE_URL.endswith("/")):
    env.faults.append("SENDFILE_URL: begin and end with /")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024  # fields without files: the longest text, with room
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
REQUEST_MAX_BYTES = env.number("REQUEST_MAX_MEGABYTES", 25) * 1024 * 1024

# The portal's own certificate authority
CA_DIR = Path(env.text("CA_DIR", str(VAR_DIR / "ca"))).absolute()
CA_PASSPHRASE = env.text("CA_PASSPHRASE")

# A time-stamp service (RFC 3161) instead of the portal's own clock
TSA_URL = env.text("TSA_URL")
TSA_USER = env.text("TSA_USER")
TSA_PASSWORD = env.text("TSA_PASSWORD")
TSA_POLICY = env.text("TSA_POLICY")
TSA_ROOT = env.text("TSA_ROOT")
if TSA_URL or TSA_ROOT:
    env.refuse_other_than_certificates("TSA_ROOT", TSA_ROOT)

# BSrE's e-sign client, for certified signatures; without an address only the portal's own keys are offered
BSRE_URL = env.text("BSRE_URL")
BSRE_USER = env.text("BSRE_USER")
BSRE_PASSWORD = env.text("BSRE_PASSWORD")
BSRE_ROOTS = env.text("BSRE_ROOTS")
BSRE_SECONDS = env.number("BSRE_SECONDS", 20)
if BSRE_URL:
    env.required("BSRE_USER", "user of the e-sign client")
    env.required("BSRE_PASSWORD", "password of the e-sign client")
    env.required("BSRE_ROOTS", "path of the PEM file with BSrE's root certificates")

# Mail
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "DEFAULT_FROM_EMAIL", "Portal Kerja Sama Desa <portal@localhost>"
)

# The interface for programs: so many questions a minute from one address; 0 is no limit
API_PER_MINUTE = env.number("API_PER_MINUTE", 120)
REST_FRAMEWORK = {"UNAUTHENTICATED_USER": None}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# What the browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"

# How many proxies of ours stand before the web server: then X-Forwarded-* are believed
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOG_LEVEL = env.text("LOG_LEVEL", "INFO").upper()
LOGGING = logging_to("kerjasama.logs.Plain", LOG_LEVEL)
LOG_ERROR_TEXTS = True
