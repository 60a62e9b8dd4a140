"""Addresses of files that show what was done."""

from django.urls import path, re_path

from agreements.monitoring.files import views

urlpatterns = [
    path("kerja-sama/<str:ref>/bukti/<int:pk>/", views.evidence, name="evidence"),
    path("kerja-sama/<str:ref>/bukti/<int:pk>/kecil/", views.small, name="evidence-small"),
    path("kerja-sama/<str:ref>/bukti/<int:pk>/atur/", views.show, name="evidence-show"),
    path("kerja-sama/<str:ref>/bukti/<int:pk>/hapus/", views.remove, name="evidence-remove"),
    re_path(
        r"^kerja-sama/(?P<ref>[0-9A-Za-z]{8})/foto/(?P<pk>\d{1,18})/(?P<size>kecil|besar)\.jpg$",
        views.public_picture,
        name="evidence-public",
    ),
]
