"""Addresses below /naskah/…/versi/."""

from django.urls import path

from agreements.drafting.versions import views

urlpatterns = [
    path("naskah/<str:ref>/versi/", views.versions, name="versions"),
    path("naskah/<str:ref>/versi/simpan/", views.keep, name="version-keep"),
    path("naskah/<str:ref>/versi/<int:number>/", views.version, name="version"),
    path("naskah/<str:ref>/versi/<int:old>/<str:new>/", views.redline, name="redline"),
]
