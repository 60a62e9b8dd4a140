"""Addresses below /jenis/: the district's agreement types."""

from django.urls import path

from agreements.drafting.types import views

urlpatterns = [
    path("jenis/", views.index, name="types"),
    path("jenis/<int:pk>/", views.show, name="type"),
    path("jenis/<int:pk>/sunting/", views.open_version, name="type-open"),
    path("jenis/<int:pk>/pokok/", views.particulars, name="type-particulars"),
    path("jenis/<int:pk>/pasal/tambah/", views.article, name="type-article-add"),
    path("jenis/<int:pk>/pasal/<int:article_pk>/", views.article, name="type-article"),
    path("jenis/<int:pk>/pasal/<int:article_pk>/pindah/", views.move, name="type-article-move"),
    path("jenis/<int:pk>/pasal/<int:article_pk>/hapus/", views.remove, name="type-article-remove"),
    path("jenis/<int:pk>/ketentuan/<int:place>/", views.provision, name="type-provision"),
    path("jenis/<int:pk>/ketentuan/<int:place>/hapus/", views.remove_provision, name="type-provision-remove"),
    path("jenis/<int:pk>/terbitkan/", views.publish, name="type-publish"),
    path("jenis/<int:pk>/buang/", views.discard, name="type-discard"),
    path("jenis/<int:pk>/buka-tutup/", views.toggle, name="type-toggle"),
]
