"""Addresses by which a text is given back from signing, and of what does not stand any more."""

from django.urls import path

from agreements.signing.archive import views

urlpatterns = [
    path("tanda-tangan/<str:ref>/tolak/", views.decline, name="decline"),
    path("tanda-tangan/<str:ref>/tarik/", views.recall, name="recall"),
    path("tanda-tangan/<str:ref>/arsip/", views.archive, name="signing-archive"),
    path("tanda-tangan/<str:ref>/arsip/<int:version>/beda/", views.difference, name="archive-difference"),
    path("tanda-tangan/<str:ref>/arsip/<int:version>/dokumen.pdf", views.document, name="archived-document"),
]
