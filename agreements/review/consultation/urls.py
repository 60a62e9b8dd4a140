"""Addresses below /konsultasi/ for everybody, and below /naskah/…/konsultasi/ for the parties."""

from django.urls import path

from agreements.review.consultation.views import public, working

urlpatterns = [
    path("konsultasi/", public.consultations, name="consultation-list"),
    path("konsultasi/konfirmasi/<str:token>/", public.confirm, name="consultation-confirm"),
    path("konsultasi/<str:ref>/", public.consultation, name="consultation"),
    path("konsultasi/<str:ref>/pendapat/", public.comments, name="consultation-comments"),
    path("konsultasi/<str:ref>/sampaikan/", public.comment, name="consultation-comment"),
    path("konsultasi/<str:ref>/terkirim/", public.sent, name="consultation-sent"),
    path("naskah/<str:ref>/konsultasi/", working.work, name="consultation-work"),
    path("naskah/<str:ref>/konsultasi/buka/", working.consult, name="consult"),
    path("naskah/<str:ref>/konsultasi/lapor/", working.report, name="consultation-report"),
    path("naskah/<str:ref>/konsultasi/<int:pk>/", working.moderate, name="consultation-moderate"),
]
