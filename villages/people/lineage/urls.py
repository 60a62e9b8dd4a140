"""Addresses of a village's names and successors."""

from django.urls import path

from villages.people.lineage import views

urlpatterns = [
    path("organisasi/<int:pk>/riwayat/", views.lineage, name="lineage"),
    path("organisasi/<int:pk>/riwayat/nama/", views.rename, name="lineage-rename"),
    path("organisasi/<int:pk>/riwayat/penerus/", views.succeed, name="lineage-succeed"),
]
