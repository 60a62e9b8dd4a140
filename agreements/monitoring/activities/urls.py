"""Addresses of the work, its money and whom it reached."""

from django.urls import path

from agreements.monitoring.activities import money, views

urlpatterns = [
    path("kerja-sama/<str:ref>/kegiatan/", views.listing, name="activities"),
    path("kerja-sama/<str:ref>/kegiatan/tambah/", views.add, name="activity-add"),
    path("kerja-sama/<str:ref>/kegiatan/<int:pk>/", views.activity, name="activity"),
    path("kerja-sama/<str:ref>/kegiatan/<int:pk>/ubah/", views.edit, name="activity-edit"),
    path("kerja-sama/<str:ref>/kegiatan/<int:pk>/kemajuan/", views.progress, name="activity-progress"),
    path("kerja-sama/<str:ref>/kegiatan/<int:pk>/batal/", views.cancel, name="activity-cancel"),
    path("kerja-sama/<str:ref>/dana/", money.books, name="funds"),
    path("kerja-sama/<str:ref>/dana/buku.<str:ending>", money.books_file, name="funds-file"),
    path("kerja-sama/<str:ref>/dana/catat/", money.add, name="movement-add"),
    path("kerja-sama/<str:ref>/dana/<int:pk>/batal/", money.reverse_entry, name="movement-reverse"),
]
