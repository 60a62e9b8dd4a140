"""Addresses of certificates: public ones below /sertifikat/, one's own and the district's below /tanda-tangan/."""

from django.urls import path

from agreements.signing.certificates.views import checking, own, public

urlpatterns = [
    path("sertifikat/", public.about, name="authority"),
    path("sertifikat/<slug:part>.crt", public.certificate, name="authority-certificate"),
    path("sertifikat/<slug:part>.crl", public.revocation_list, name="authority-revoked"),
    path("tanda-tangan/sertifikat/", own.certificates, name="certificate"),
    path("tanda-tangan/sertifikat/untuk/<int:pk>/minta/", own.ask_for_check, name="enrolment-ask"),
    path("tanda-tangan/sertifikat/untuk/<int:pk>/buat/", own.make, name="certificate-make"),
    path("tanda-tangan/sertifikat/<int:pk>/frasa-sandi/", own.change_passphrase, name="passphrase-change"),
    path("tanda-tangan/sertifikat/<int:pk>/cabut/", own.revoke, name="certificate-revoke"),
    path("tanda-tangan/identitas/", checking.waiting, name="enrolments"),
    path("tanda-tangan/identitas/<int:pk>/", checking.check, name="enrolment"),
    path("tanda-tangan/identitas/<int:pk>/tolak/", checking.refuse, name="enrolment-refuse"),
    path("tanda-tangan/identitas/sertifikat/", checking.certificates, name="enrolled"),
    path("tanda-tangan/identitas/sertifikat/<int:pk>/cabut/", checking.withdraw, name="certificate-withdraw"),
]
