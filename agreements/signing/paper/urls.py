"""Addresses below /tanda-tangan/…/kertas/ and /tanda-tangan/…/meterai/."""

from django.urls import path

from agreements.signing.paper.views import comparing, lodging, stamps

_PAPER = "tanda-tangan/<str:ref>/kertas/"
_COPY = f"{_PAPER}<int:pk>/"
_STAMPS = "tanda-tangan/<str:ref>/meterai/"

urlpatterns = [
    path(_PAPER, lodging.page, name="paper"),
    path(f"{_PAPER}unggah/", lodging.lodge, name="paper-lodge"),
    path(_COPY, comparing.compare, name="paper-compare"),
    path(f"{_COPY}halaman/<int:number>/", comparing.tick, name="paper-tick"),
    path(f"{_COPY}sahkan/", comparing.confirm, name="paper-confirm"),
    path(f"{_COPY}tolak/", comparing.refuse, name="paper-refuse"),
    path(f"{_COPY}gambar/", comparing.draw, name="paper-draw"),
    path(f"{_COPY}gambar/<slug:side>/<int:number>.jpg", comparing.picture, name="paper-picture"),
    path(f"{_COPY}pindaian.pdf", lodging.scan, name="paper-scan"),
    path(_STAMPS, stamps.page, name="stamps"),
    path(f"{_STAMPS}catat/", stamps.record, name="stamp-record"),
    path(f"{_STAMPS}<int:pk>/tarik/", stamps.withdraw, name="stamp-withdraw"),
]
