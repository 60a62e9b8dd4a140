"""Addresses below /naskah/."""

from django.urls import path

from agreements.drafting.amending import urls as amending
from agreements.drafting.deliberations import urls as deliberations
from agreements.drafting.elsewhere import urls as elsewhere
from agreements.drafting.signatories import urls as signatories
from agreements.drafting.sources import urls as sources
from agreements.drafting.terms import urls as terms
from agreements.drafting.together import urls as together
from agreements.drafting.types import urls as types
from agreements.drafting.versions import urls as versions
from agreements.drafting.views import arranging, articles, begin, check, draft, files, preview

urlpatterns = [
    *amending.urlpatterns,
    *elsewhere.urlpatterns,
    *sources.urlpatterns,
    *types.urlpatterns,
    *terms.urlpatterns,
    *deliberations.urlpatterns,
    *signatories.urlpatterns,
    *versions.urlpatterns,
    *together.urlpatterns,
    path("naskah/baru/", begin.types, name="draft-types"),
    path("naskah/baru/<slug:code>/", begin.begin, name="draft-begin"),
    path("naskah/baru/<slug:code>/pihak/", begin.choose, name="draft-choose"),
    path("naskah/<str:ref>/", draft.edit, name="draft-edit"),
    path("naskah/<str:ref>/pokok/", draft.details, name="draft-details"),
    path("naskah/<str:ref>/pihak/", draft.parties, name="draft-parties"),
    path("naskah/<str:ref>/pertimbangan/", draft.recitals, name="draft-recitals"),
    path("naskah/<str:ref>/tarik/", draft.withdraw, name="draft-withdraw"),
    path("naskah/<str:ref>/pasal/", articles.listing, name="draft-articles"),
    path("naskah/<str:ref>/pasal/tambah/", articles.add, name="article-add"),
    path("naskah/<str:ref>/pasal/batalkan/", arranging.undo, name="article-undo"),
    path("naskah/<str:ref>/pasal/ulangi/", arranging.redo, name="article-redo"),
    path("naskah/<str:ref>/pasal/<int:pk>/", articles.edit, name="article-edit"),
    path("naskah/<str:ref>/pasal/<int:pk>/usul/", articles.suggest, name="article-suggest"),
    path("naskah/<str:ref>/pasal/<int:pk>/atur/", arranging.move, name="article-move"),
    path("naskah/<str:ref>/pasal/<int:pk>/pecah/", arranging.split, name="article-split"),
    path("naskah/<str:ref>/pasal/<int:pk>/bab/", arranging.chapter, name="chapter-name"),
    path("naskah/<str:ref>/pasal/<int:pk>/hapus/", arranging.remove, name="article-remove"),
    path("naskah/<str:ref>/periksa/", check.page, name="draft-check"),
    path("naskah/<str:ref>/lampiran/", files.listing, name="draft-attachments"),
    path("naskah/<str:ref>/lampiran/tambah/", files.attach, name="attachment-add"),
    path("naskah/<str:ref>/lampiran/<int:pk>/", files.attachment, name="attachment"),
    path("naskah/<str:ref>/lampiran/<int:pk>/hapus/", files.detach, name="attachment-remove"),
    path("naskah/<str:ref>/pratinjau/", preview.page, name="draft-preview"),
    path("naskah/<str:ref>/pratinjau/pdf/", preview.make, name="preview-make"),
    path("naskah/<str:ref>/pratinjau/<str:mark>/", preview.progress, name="preview-progress"),
    path("naskah/<str:ref>/pratinjau/<str:mark>/rancangan.pdf", preview.pdf, name="preview-file"),
]
