"""Addresses of disputes."""

from django.urls import path

from agreements.monitoring.disputes import signing_views, views

_ONE = "kerja-sama/<str:ref>/perselisihan/<int:ordinal>/"

urlpatterns = [
    path("kerja-sama/<str:ref>/perselisihan/", views.disputes, name="disputes"),
    path("kerja-sama/<str:ref>/perselisihan/ajukan/", views.claim, name="dispute-claim"),
    path(_ONE, views.dispute, name="dispute"),
    path(f"{_ONE}jawab/", views.answer, name="dispute-answer"),
    path(f"{_ONE}undang/", views.call, name="dispute-call"),
    path(f"{_ONE}sidang/<int:key>/", views.record, name="dispute-record"),
    path(f"{_ONE}teruskan/", views.raise_, name="dispute-raise"),
    path(f"{_ONE}hasil/", views.word, name="dispute-word"),
    path(f"{_ONE}cabut/", views.withdraw, name="dispute-withdraw"),
    path(f"{_ONE}tanda-tangan/", signing_views.sign, name="dispute-sign"),
    path(f"{_ONE}kertas/", signing_views.paper, name="dispute-paper"),
    path(f"{_ONE}tanda-tangan/<int:key>.p7s", signing_views.signature, name="dispute-signature"),
]
