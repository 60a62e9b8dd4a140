"""Addresses below /naskah/…/musyawarah/."""

from django.urls import path

from agreements.drafting.deliberations import views

urlpatterns = [
    path("naskah/<str:ref>/musyawarah/", views.deliberations, name="deliberations"),
    path("naskah/<str:ref>/musyawarah/tambah/", views.add, name="deliberation-add"),
    path("naskah/<str:ref>/musyawarah/<int:pk>/", views.edit, name="deliberation-edit"),
    path("naskah/<str:ref>/musyawarah/<int:pk>/hapus/", views.remove, name="deliberation-remove"),
]
