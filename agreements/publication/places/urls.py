"""Addresses of the pages of regions."""

from django.urls import path, re_path

from agreements.publication.places import views
from agreements.publication.places.keeping import kept_until_told
from villages.organizations.keeping import let_keep

let_keep(kept_until_told)

urlpatterns = [
    path("wilayah/", views.regions, name="regions"),
    re_path(r"^wilayah/(?P<code>\d\d(?:\.\d\d){0,2})/$", views.region, name="region"),
]
