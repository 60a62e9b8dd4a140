"""Addresses of the statistics."""

from django.urls import URLPattern, URLResolver, path

from agreements.publication.statistics import views
from agreements.publication.statistics.report import views as report

urlpatterns: list[URLPattern | URLResolver] = [
    path("statistik/", views.statistics, name="statistics"),
    path("statistik/<str:code>/", views.region, name="statistics-region"),
    path("statistik/<str:code>/<slug:measure>.csv", views.file, name="statistics-csv"),
    path("statistik/<str:code>/laporan-<int:year>/", report.report, name="statistics-report"),
    path("statistik/<str:code>/laporan-<int:year>.pdf", report.pdf, name="statistics-report-pdf"),
]
