"""Addresses of what citizens say: for everybody, and for those who check and answer it."""

from django.urls import path

from agreements.monitoring.voices.views import public, working

urlpatterns = [
    path("suara/konfirmasi/<str:token>/", public.confirm, name="voice-confirm"),
    path("kerja-sama/<str:ref>/suara/", public.voices, name="voices"),
    path("kerja-sama/<str:ref>/suara/sampaikan/", public.say, name="voice-say"),
    path("kerja-sama/<str:ref>/suara/terkirim/", public.sent, name="voice-sent"),
    path("kerja-sama/<str:ref>/suara/<int:pk>/foto.jpg", public.photo, name="voice-photo"),
    path("kerja-sama/<str:ref>/suara-warga/", working.voices_of, name="voices-of"),
    path("kerja-sama/<str:ref>/suara-warga/<int:pk>/", working.moderate, name="voice-moderate"),
    path("kerja-sama/<str:ref>/suara-warga/<int:pk>/jawab/", working.answer, name="voice-answer"),
    path("kerja-sama/<str:ref>/suara-warga/<int:pk>/foto.jpg", working.photo, name="voice-photo-checked"),
]
