"""Addresses of the signing page, of the personal links to it, of reminders and of help at the desk."""

from django.urls import path

from agreements.signing.session.views import helping, links, page, reminding

urlpatterns = [
    path("ttd/<str:token>/", links.link, name="sign-link"),
    path("ttd/<str:token>/kirim-lagi/", links.renew, name="sign-link-renew"),
    path("tanda-tangan/", page.waiting, name="signatures"),
    path("tanda-tangan/tautan-hilang/", links.lost, name="sign-lost"),
    path("tanda-tangan/tautan-hilang/terkirim/", links.sent, name="sign-lost-sent"),
    path("tanda-tangan/<str:ref>/kemajuan/", page.progress, name="sign-progress"),
    path("tanda-tangan/<str:ref>/sudah-dibaca/", page.read, name="sign-read"),
    path("tanda-tangan/<str:ref>/ingatkan/<str:key>/", reminding.remind, name="sign-remind"),
    path("tanda-tangan/<str:ref>/dampingi/", helping.assist, name="sign-assist"),
    path("tanda-tangan/<str:ref>/dampingi/<str:key>/akhiri/", helping.end, name="sign-assist-end"),
    path("tanda-tangan/<str:ref>/", page.sign, name="sign"),
]
