"""Addresses of cases of breach."""

from django.urls import path

from agreements.monitoring.breaches import views

_CASE = "kerja-sama/<str:ref>/pelanggaran/<int:ordinal>/"

urlpatterns = [
    path("kerja-sama/<str:ref>/pelanggaran/", views.breaches, name="breaches"),
    path("kerja-sama/<str:ref>/pelanggaran/nyatakan/", views.claim, name="breach-claim"),
    path(_CASE, views.breach, name="breach"),
    path(f"{_CASE}nyatakan/", views.open_suggested, name="breach-open"),
    path(f"{_CASE}jangan-lanjutkan/", views.dismiss, name="breach-dismiss"),
    path(f"{_CASE}tanggapan/", views.answer, name="breach-answer"),
    path(f"{_CASE}langkah/", views.step, name="breach-step"),
    path(f"{_CASE}langkah/<int:number>/dipenuhi/", views.met, name="breach-met"),
    path(f"{_CASE}tutup/", views.close, name="breach-close"),
]
