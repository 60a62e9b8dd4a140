"""Addresses of the public pages of villages and partners."""

from django.urls import path, re_path

from villages.organizations import views

urlpatterns = [
    path("desa/", views.village_list, name="village-list"),
    re_path(r"^desa/(?P<code>\d\d\.\d\d\.\d\d\.\d{4})/$", views.village, name="village"),
    path("mitra/", views.partner_list, name="partner-list"),
    path("mitra/<slug:slug>/", views.partner, name="partner"),
    path("lambang/<int:pk>.png", views.logo, name="logo"),
]
