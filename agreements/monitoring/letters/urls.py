"""Addresses of numbered letters."""

from django.urls import path

from agreements.monitoring.letters import views

urlpatterns = [
    path("kerja-sama/<str:ref>/surat/", views.letters, name="letters"),
    path("kerja-sama/<str:ref>/surat/<int:key>/", views.letter, name="letter"),
    path("kerja-sama/<str:ref>/surat/<int:key>/lagi/", views.again, name="letter-again"),
    path("kerja-sama/<str:ref>/surat/<int:key>/surat.pdf", views.pdf, name="letter-pdf"),
]
