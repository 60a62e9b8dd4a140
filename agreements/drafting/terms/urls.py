"""Addresses of rights, obligations, limits, sanctions, money and assets, below /naskah/<ref>/."""

from django.urls import path

from agreements.drafting.terms.views import assets, funding, provisions

_TERMS = "naskah/<str:ref>/ketentuan/"
_MONEY = "naskah/<str:ref>/pendanaan/"

urlpatterns = [
    path(_TERMS, provisions.page, name="draft-provisions"),
    path(f"{_TERMS}tambah/", provisions.add, name="provision-add"),
    path(f"{_TERMS}<int:pk>/", provisions.edit, name="provision-edit"),
    path(f"{_TERMS}<int:pk>/geser/", provisions.move, name="provision-move"),
    path(f"{_TERMS}<int:pk>/hapus/", provisions.remove, name="provision-remove"),
    path(_MONEY, funding.page, name="draft-funding"),
    path(f"{_MONEY}dana/tambah/", funding.add, name="funding-add"),
    path(f"{_MONEY}dana/<int:pk>/", funding.edit, name="funding-edit"),
    path(f"{_MONEY}dana/<int:pk>/hapus/", funding.remove, name="funding-remove"),
    path(f"{_MONEY}aset/tambah/", assets.add, name="asset-add"),
    path(f"{_MONEY}aset/<int:pk>/", assets.edit, name="asset-edit"),
    path(f"{_MONEY}aset/<int:pk>/hapus/", assets.remove, name="asset-remove"),
]
