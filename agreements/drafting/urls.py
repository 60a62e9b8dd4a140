"""Addresses below /naskah/."""

from django.urls import path

from agreements.drafting.types import urls as types
from agreements.drafting.views import articles, begin, draft, files, provisions

urlpatterns = [
    *types.urlpatterns,
    path("naskah/baru/", begin.types, name="draft-types"),
    path("naskah/baru/<slug:code>/", begin.begin, name="draft-begin"),
    path("naskah/baru/<slug:code>/pihak/", begin.choose, name="draft-choose"),
    path("naskah/<str:ref>/", draft.edit, name="draft-edit"),
    path("naskah/<str:ref>/pokok/", draft.details, name="draft-details"),
    path("naskah/<str:ref>/pihak/", draft.parties, name="draft-parties"),
    path("naskah/<str:ref>/pertimbangan/", draft.recitals, name="draft-recitals"),
    path("naskah/<str:ref>/tarik/", draft.withdraw, name="draft-withdraw"),
    path("naskah/<str:ref>/pasal/tambah/", articles.add, name="article-add"),
    path("naskah/<str:ref>/pasal/<int:pk>/", articles.edit, name="article-edit"),
    path("naskah/<str:ref>/pasal/<int:pk>/hapus/", articles.remove, name="article-remove"),
    path("naskah/<str:ref>/ketentuan/tambah/", provisions.add, name="provision-add"),
    path("naskah/<str:ref>/ketentuan/<int:pk>/", provisions.edit, name="provision-edit"),
    path("naskah/<str:ref>/ketentuan/<int:pk>/hapus/", provisions.remove, name="provision-remove"),
    path("naskah/<str:ref>/lampiran/tambah/", files.attach, name="attachment-add"),
    path("naskah/<str:ref>/lampiran/<int:pk>/", files.attachment, name="attachment"),
    path("naskah/<str:ref>/lampiran/<int:pk>/hapus/", files.detach, name="attachment-remove"),
    path("naskah/<str:ref>/pratinjau/", files.page, name="draft-preview"),
    path("naskah/<str:ref>/pratinjau/pdf/", files.make, name="preview-make"),
    path("naskah/<str:ref>/pratinjau/<str:mark>/", files.progress, name="preview-progress"),
    path("naskah/<str:ref>/pratinjau/<str:mark>/rancangan.pdf", files.pdf, name="preview-file"),
]
