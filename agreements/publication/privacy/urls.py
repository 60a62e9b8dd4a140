"""Addresses of what the public does not get."""

from django.urls import URLPattern, URLResolver, path

from agreements.publication.privacy import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("kerja-sama/<str:ref>/dikecualikan/", views.exclusions, name="exclusions"),
    path("kerja-sama/<str:ref>/dikecualikan/<int:article>/buka/", views.disclose, name="disclose"),
]
