"""Every address of the portal, from the two apps' own lists."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from kerjasama.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    # Without a token no page sets a cookie on a visitor; whoever forges this one only changes the language.
    path("bahasa/", csrf_exempt(login_not_required(set_language)), name="set_language"),
    path("", include("kerjasama.account_urls")),
    path("", include("villages.urls")),
    path("", include("agreements.urls")),
]

handler400 = "kerjasama.errors.bad_request"
