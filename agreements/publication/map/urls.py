"""Addresses of the map."""

from django.urls import path, re_path

from agreements.publication.map import views

urlpatterns = [
    path("peta/", views.choose, name="maps"),
    re_path(r"^peta/(?P<code>\d\d\.\d\d)/$", views.show, name="map"),
    re_path(r"^peta/(?P<code>\d\d\.\d\d)\.geojson$", views.data, name="map-geojson"),
]
