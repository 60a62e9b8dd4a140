"""Addresses of the public part: /, below /kerja-sama/ and below /verifikasi/."""

from django.urls import path

from agreements.publication import elsewhere, views
from agreements.publication.verifying.urls import urlpatterns as verifying

urlpatterns = [
    path("", views.home, name="home"),
    path("kerja-sama/", views.catalogue, name="catalogue"),
    path("kerja-sama/<str:ref>/", views.agreement, name="agreement"),
    path("kerja-sama/<str:ref>/dokumen.pdf", views.pdf, name="document"),
    path("kerja-sama/<str:ref>/umumkan/", views.publish, name="publish"),
    path("kerja-sama/<str:ref>/konfirmasi/", elsewhere.confirm, name="confirm"),
    path("kerja-sama/<str:ref>/pindaian/<int:pk>/", elsewhere.scan, name="scan"),
    *verifying,
]
