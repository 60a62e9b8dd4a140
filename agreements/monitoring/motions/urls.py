"""Addresses of proposals to all parties."""

from django.urls import path

from agreements.monitoring.motions import views

urlpatterns = [
    path("kerja-sama/<str:ref>/usul/<int:pk>/", views.motion, name="motion"),
    path("kerja-sama/<str:ref>/usul/<int:pk>/tarik/", views.withdraw, name="motion-withdraw"),
]
