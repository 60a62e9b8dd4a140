"""Addresses of what was signed elsewhere, below /naskah/."""

from django.urls import path

from agreements.drafting.elsewhere.views import importing, record, single

urlpatterns = [
    path("naskah/luar-portal/", single.overview, name="elsewhere"),
    path("naskah/luar-portal/satu/<slug:kind>/pihak/", single.choose, name="elsewhere-choose"),
    path("naskah/luar-portal/satu/<slug:kind>/", single.register, name="elsewhere-register"),
    path("naskah/luar-portal/impor/", importing.start, name="elsewhere-import"),
    path("naskah/luar-portal/impor/templat.<slug:ending>", importing.template, name="elsewhere-template"),
    path("naskah/luar-portal/impor/<uuid:key>/", importing.job_page, name="elsewhere-job"),
    path("naskah/luar-portal/impor/<uuid:key>/kolom/", importing.mapping, name="elsewhere-mapping"),
    path("naskah/luar-portal/impor/<uuid:key>/baris/<int:number>/", importing.keep, name="elsewhere-keep"),
    path("naskah/luar-portal/impor/<uuid:key>/masalah.csv", importing.problems, name="elsewhere-problems"),
    path("naskah/luar-portal/impor/<uuid:key>/catat/", importing.write, name="elsewhere-write"),
    path("naskah/luar-portal/impor/<uuid:key>/lanjut/", importing.resume, name="elsewhere-resume"),
    path("naskah/luar-portal/impor/<uuid:key>/batal/", importing.cancel, name="elsewhere-cancel"),
    path("naskah/<str:ref>/luar-portal/", record.record, name="elsewhere-record"),
    path("naskah/<str:ref>/luar-portal/ubah/", record.edit, name="elsewhere-edit"),
    path("naskah/<str:ref>/luar-portal/pindaian/", record.scan, name="elsewhere-scan"),
    path("naskah/<str:ref>/luar-portal/batal/", record.discard, name="elsewhere-discard"),
]
