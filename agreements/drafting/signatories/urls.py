"""Addresses below /naskah/…/penandatanganan/."""

from django.urls import path

from agreements.drafting.signatories import views

urlpatterns = [
    path("naskah/<str:ref>/penandatanganan/", views.plan, name="signing-plan"),
    path("naskah/<str:ref>/penandatanganan/tambah/", views.add, name="planned-add"),
    path("naskah/<str:ref>/penandatanganan/<slug:key>/", views.edit, name="planned-edit"),
    path("naskah/<str:ref>/penandatanganan/<slug:key>/pindah/", views.move, name="planned-move"),
    path("naskah/<str:ref>/penandatanganan/<slug:key>/keluarkan/", views.remove, name="planned-remove"),
]
