"""Addresses of what became of an agreement."""

from django.urls import path

from agreements.monitoring.showing import views

urlpatterns = [
    path("kerja-sama/<str:ref>/jalannya/", views.how_it_went, name="how-it-went"),
    path("statistik/<str:code>/pelaksanaan.csv", views.figures, name="carried-out-csv"),
]
