"""Addresses below /pemberitahuan/ and of the calendar feeds."""

from django.urls import path

from agreements.notices import views

urlpatterns = [
    path("pemberitahuan/", views.inbox, name="notices"),
    path("pemberitahuan/dibaca/", views.mark_all, name="notices-read"),
    path("pemberitahuan/pilihan/", views.preferences, name="notice-preferences"),
    path("pemberitahuan/kalender/", views.renew, name="calendar-renew"),
    path("pemberitahuan/<int:pk>/", views.open_notice, name="notice-open"),
    path("pemberitahuan/<int:pk>/tandai/", views.mark, name="notice-mark"),
    path("kalender/<str:secret>.ics", views.feed, name="calendar"),
]
