"""Addresses of registrations and invitations."""

from django.urls import path, re_path

from villages.joining import invitation_views, views

urlpatterns = [
    path("desa/daftar/", views.register_village, name="register-village"),
    re_path(r"^desa/(?P<code>\d\d\.\d\d\.\d\d\.\d{4})/daftar/$", views.claim_village, name="claim-village"),
    path("mitra/daftar/", views.register_partner, name="register-partner"),
    path("pendaftaran/", views.registrations, name="registrations"),
    path("pendaftaran/<int:pk>/", views.registration, name="registration"),
    path("pendaftaran/<int:pk>/surat/", views.letter, name="registration-letter"),
    path("pendaftaran/<int:pk>/konfirmasi/", views.confirm, name="registration-confirm"),
    path("pendaftaran/<int:pk>/tolak/", views.refuse, name="registration-refuse"),
    path("organisasi/<int:pk>/undang/", invitation_views.invite, name="invite"),
    path(
        "organisasi/<int:pk>/undangan/<int:number>/", invitation_views.invitation_sent, name="invitation-sent"
    ),
    path(
        "organisasi/<int:pk>/undangan/<int:number>/tarik/",
        invitation_views.withdraw,
        name="invitation-withdraw",
    ),
    re_path(r"^undangan/(?P<token>[\w-]{32})/$", invitation_views.invitation, name="invitation"),
]
