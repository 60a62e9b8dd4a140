"""Addresses of following without an account, below /ikuti/."""

from django.urls import URLPattern, URLResolver, path

from agreements.publication.following import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("ikuti/", views.follow, name="follow"),
    path("ikuti/terkirim/", views.sent, name="follow-sent"),
    path("ikuti/selesai/", views.left, name="follow-left"),
    path("ikuti/<str:token>/", views.confirm, name="follow-confirm"),
    path("ikuti/<str:token>/berhenti/", views.leave, name="follow-leave"),
]
