"""Addresses below one agreement's public page."""

from django.urls import path

from agreements.publication import files, views
from agreements.publication.telling.views import compare, holding

urlpatterns = [
    path("kerja-sama/<str:ref>/", views.agreement, name="agreement"),
    path("kerja-sama/<str:ref>/dokumen.pdf", files.pdf, name="document"),
    path("kerja-sama/<str:ref>/umumkan/", views.publish, name="publish"),
    path("kerja-sama/<str:ref>/naskah-berlaku/", holding, name="text-in-force"),
    path("kerja-sama/<str:ref>/pasal/<int:article>/bandingkan/", compare, name="compare-article"),
]
