"""Addresses of how an agreement ends and of what remains."""

from django.urls import path

from agreements.monitoring.ending import settlement, views

urlpatterns = [
    path("kerja-sama/<str:ref>/pengakhiran/", views.ending, name="ending"),
    path("kerja-sama/<str:ref>/akhiri/<slug:way>/", views.end, name="end"),
    path("kerja-sama/<str:ref>/usul-akhiri/<slug:way>/", views.propose, name="ending-propose"),
    path("kerja-sama/<str:ref>/penyelesaian/tambah/", settlement.add, name="settlement-add"),
    path("kerja-sama/<str:ref>/penyelesaian/<int:pk>/selesai/", settlement.settle, name="settlement-settle"),
    path("kerja-sama/<str:ref>/penyelesaian/<int:pk>/bebaskan/", settlement.waive, name="settlement-waive"),
]
