"""Addresses below /tanda-tangan/ and /sertifikat/."""

from django.urls import path

from agreements.signing import views
from agreements.signing.archive.urls import urlpatterns as archive
from agreements.signing.certificates.urls import urlpatterns as certificates
from agreements.signing.paper.urls import urlpatterns as paper
from agreements.signing.session.urls import urlpatterns as session

urlpatterns = [
    *certificates,
    path("tanda-tangan/<str:ref>/setujui/", views.approve, name="approve"),
    path("tanda-tangan/<str:ref>/siapkan-ulang/", views.prepare_again, name="prepare-again"),
    *archive,
    *paper,
    *session,
]
