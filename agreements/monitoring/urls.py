"""Addresses of what happens to an agreement in force."""

from django.urls import path

from agreements.monitoring import views

urlpatterns = [path("kerja-sama/<str:ref>/akhiri/", views.end, name="end")]
