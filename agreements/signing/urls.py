"""Addresses below /tanda-tangan/."""

from django.urls import path

from agreements.signing import views
from agreements.signing.certificates.urls import urlpatterns as certificates

urlpatterns = [
    *certificates,
    path("tanda-tangan/", views.waiting, name="signatures"),
    path("tanda-tangan/<str:ref>/", views.sign, name="sign"),
    path("tanda-tangan/<str:ref>/kemajuan/", views.progress, name="sign-progress"),
    path("tanda-tangan/<str:ref>/setujui/", views.approve, name="approve"),
    path("tanda-tangan/<str:ref>/tolak/", views.decline, name="decline"),
    path("tanda-tangan/<str:ref>/siapkan-ulang/", views.prepare_again, name="prepare-again"),
]
