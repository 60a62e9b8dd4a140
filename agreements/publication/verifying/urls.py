"""Addresses below /verifikasi/."""

from django.urls import path

from agreements.publication.verifying import views

urlpatterns = [
    path("verifikasi/", views.verify, name="verify"),
    path("verifikasi/periksa/<uuid:key>/", views.progress, name="verify-progress"),
    path("verifikasi/<str:code>/", views.verification, name="verification"),
]
