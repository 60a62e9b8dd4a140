"""Addresses of one's own page, of organizations' people and of the demo's doors."""

from django.urls import path

from villages.people import demo, profile, views

urlpatterns = [
    path("akun/", views.account, name="account"),
    path("organisasi/", views.organizations, name="organizations"),
    path("organisasi/<int:pk>/orang/", views.people, name="people"),
    path("organisasi/<int:pk>/orang/<int:number>/akhiri/", views.end_office, name="end-office"),
    path("organisasi/<int:pk>/orang/pelimpahan/", views.delegate, name="delegate"),
    path(
        "organisasi/<int:pk>/orang/pelimpahan/<int:number>/akhiri/",
        views.end_delegation,
        name="end-delegation",
    ),
    path("organisasi/<int:pk>/profil/", profile.profile, name="profile"),
    path("contoh/masuk/", demo.demo_logins, name="demo-logins"),
    path("contoh/masuk/<str:username>/", demo.demo_login, name="demo-login"),
]
