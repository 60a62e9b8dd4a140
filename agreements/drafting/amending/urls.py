"""Addresses of an addendum as before and after."""

from django.urls import path, re_path

from agreements.drafting.amending import views

urlpatterns = [
    path("naskah/<str:ref>/perubahan/", views.amendments, name="amendments"),
    re_path(
        r"^naskah/(?P<ref>\w+)/perubahan/(?P<what>pasal|ketentuan)/(?P<pk>\d{1,18})/kembalikan/$",
        views.restore,
        name="amendment-restore",
    ),
]
