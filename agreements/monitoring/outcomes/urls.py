"""Addresses of what was measured."""

from django.urls import path

from agreements.monitoring.outcomes import views

urlpatterns = [
    path("kerja-sama/<str:ref>/hasil/", views.listing, name="outcomes"),
    path("kerja-sama/<str:ref>/hasil/tambah/", views.add, name="indicator-add"),
    path("kerja-sama/<str:ref>/hasil/<int:pk>/", views.indicator, name="indicator"),
    path("kerja-sama/<str:ref>/hasil/<int:pk>/ubah/", views.edit, name="indicator-edit"),
    path("kerja-sama/<str:ref>/hasil/<int:pk>/ukur/", views.measure, name="indicator-measure"),
    path("kerja-sama/<str:ref>/hasil/<int:pk>/hentikan/", views.drop, name="indicator-drop"),
]
