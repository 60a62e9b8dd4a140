"""Addresses of the reports of an agreement."""

from django.urls import URLPattern, path

from agreements.monitoring.reports import views

_AT = "kerja-sama/<str:ref>/laporan/"
_ONE = f"{_AT}<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(_AT, views.reports, name="reports"),
    path(f"{_AT}mulai/", views.begin, name="report-begin"),
    path(_ONE, views.report, name="report"),
    path(f"{_ONE}tulis/", views.edit, name="report-edit"),
    path(f"{_ONE}sahkan/", views.sign, name="report-sign"),
    path(f"{_ONE}dibaca/", views.read, name="report-read"),
    path(f"{_ONE}teruskan/", views.pass_on, name="report-pass-on"),
    path(f"{_ONE}buang/", views.discard, name="report-discard"),
    path(f"{_ONE}pdf/buat/", views.make, name="report-make"),
    path(f"{_ONE}pdf/", views.pdf, name="report-pdf"),
]
