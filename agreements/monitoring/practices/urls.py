"""Addresses of good practices: where the parties write one, and where everybody reads them."""

from django.urls import path, re_path

from agreements.monitoring.practices import public, views

urlpatterns = [
    path("kerja-sama/<str:ref>/praktik-baik/", views.practice, name="practice"),
    path("kerja-sama/<str:ref>/praktik-baik/tulis/", views.write, name="practice-write"),
    path("kerja-sama/<str:ref>/praktik-baik/minta/", views.ask_parties, name="practice-ask"),
    path("kerja-sama/<str:ref>/praktik-baik/jawab/", views.answer, name="practice-answer"),
    path("kerja-sama/<str:ref>/praktik-baik/tarik/", views.withdraw, name="practice-withdraw"),
    path("praktik-baik/", public.practices, name="practices"),
    re_path(r"^praktik-baik/(?P<ref>[0-9A-HJKMNP-TV-Z]{8})/$", public.one, name="practice-public"),
    path("praktik-baik/<slug:topic>/", public.of_topic, name="practices-of-topic"),
]
