"""Addresses of the statistics."""

from django.urls import URLPattern, URLResolver, path

from agreements.publication.statistics import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("statistik/", views.statistics, name="statistics"),
    path("statistik/<str:code>/", views.region, name="statistics-region"),
    path("statistik/<str:code>/<slug:measure>.csv", views.file, name="statistics-csv"),
]
