"""Addresses below /meja/."""

from django.urls import path

from agreements.desk import views

urlpatterns = [
    path("meja/", views.desk, name="desk"),
    path("meja/semua/", views.everything, name="desk-all"),
    path("meja/<str:ref>/", views.agreement, name="desk-agreement"),
]
