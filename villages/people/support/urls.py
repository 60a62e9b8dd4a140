"""Addresses of help on somebody's behalf."""

from django.urls import path

from villages.people.support import views

urlpatterns = [
    path("bantuan/", views.support, name="support"),
    path("bantuan/<int:pk>/", views.session_page, name="support-session"),
    path("bantuan/<int:pk>/akhiri/", views.end, name="support-end"),
]
