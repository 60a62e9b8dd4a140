"""Addresses of the first page, the catalogue and its suggestions."""

from django.urls import path

from agreements.publication.catalogue import views

urlpatterns = [
    path("", views.home, name="home"),
    path("kerja-sama/", views.catalogue, name="catalogue"),
    path("saran/", views.suggest, name="suggest"),
]
