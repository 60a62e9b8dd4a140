"""Addresses of addenda, suspension and renewal."""

from django.urls import path

from agreements.monitoring.changing import views

urlpatterns = [
    path("kerja-sama/<str:ref>/perubahan/", views.changes, name="changes"),
    path("kerja-sama/<str:ref>/perubahan/adendum/", views.addendum, name="addendum-of"),
    path("kerja-sama/<str:ref>/perubahan/perpanjang/", views.renew, name="renew"),
    path("kerja-sama/<str:ref>/perubahan/tunda/usul/", views.propose_suspension, name="suspend-propose"),
    path("kerja-sama/<str:ref>/perubahan/tunda/", views.suspend, name="suspend"),
    path("kerja-sama/<str:ref>/perubahan/berlakukan/usul/", views.propose_resumption, name="resume-propose"),
    path("kerja-sama/<str:ref>/perubahan/berlakukan/", views.resume, name="resume"),
]
