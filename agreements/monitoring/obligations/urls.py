"""Addresses of obligations: the schedule, one obligation, and what is done with it."""

from django.urls import path

from agreements.monitoring.obligations import views

_ROOM = "kerja-sama/<str:ref>/kewajiban/"
_ONE = f"{_ROOM}<int:pk>/"

urlpatterns = [
    path(_ROOM, views.obligations, name="obligations"),
    path(f"{_ROOM}cetak/", views.on_paper, name="obligations-print"),
    path(f"{_ROOM}peristiwa/<int:pk>/", views.event, name="obligation-event"),
    path(_ONE, views.obligation, name="obligation"),
    path(f"{_ONE}lapor/", views.prove, name="obligation-prove"),
    path(f"{_ONE}tarik/", views.withdraw, name="obligation-withdraw"),
    path(f"{_ONE}konfirmasi/", views.affirm, name="obligation-affirm"),
    path(f"{_ONE}kembalikan/", views.give_back, name="obligation-return"),
    path(f"{_ONE}bebaskan/", views.waive, name="obligation-waive"),
]
