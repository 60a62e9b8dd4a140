"""Addresses of the joint bodies."""

from django.urls import URLPattern, path

from agreements.monitoring.bodies import views

_AT = "kerja-sama/<str:ref>/bkad/"
urlpatterns: list[URLPattern] = [
    path(_AT, views.body, name="body"),
    path(f"{_AT}catat/", views.form_body, name="body-form"),
    path(f"{_AT}ubah/", views.change, name="body-change"),
    path(f"{_AT}bubar/", views.dissolve, name="body-dissolve"),
    path(f"{_AT}pengurus/tambah/", views.add_member, name="body-member-add"),
    path(f"{_AT}pengurus/<int:pk>/", views.member, name="body-member"),
]
