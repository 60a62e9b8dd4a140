"""Addresses of what was signed elsewhere, below /naskah/."""

from django.urls import path

from agreements.drafting.elsewhere.views import record, single

urlpatterns = [
    path("naskah/luar-portal/", single.overview, name="elsewhere"),
    path("naskah/luar-portal/satu/<slug:kind>/pihak/", single.choose, name="elsewhere-choose"),
    path("naskah/luar-portal/satu/<slug:kind>/", single.register, name="elsewhere-register"),
    path("naskah/<str:ref>/luar-portal/", record.record, name="elsewhere-record"),
    path("naskah/<str:ref>/luar-portal/ubah/", record.edit, name="elsewhere-edit"),
    path("naskah/<str:ref>/luar-portal/pindaian/", record.scan, name="elsewhere-scan"),
    path("naskah/<str:ref>/luar-portal/batal/", record.discard, name="elsewhere-discard"),
]
