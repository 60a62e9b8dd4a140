"""Addresses of the pages of regions."""

from django.urls import path, re_path

from agreements.publication.places import views

urlpatterns = [
    path("wilayah/", views.regions, name="regions"),
    re_path(r"^wilayah/(?P<code>\d\d(?:\.\d\d){0,2})/$", views.region, name="region"),
]
