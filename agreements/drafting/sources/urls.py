"""Addresses of where a text comes from: earlier agreements, agreements to be amended, files, others' wording."""

from django.urls import path

from agreements.drafting.sources.views import beginning, importing, wordings

urlpatterns = [
    path("naskah/baru/dari/", beginning.sources, name="source-list"),
    path("naskah/baru/dari/<str:ref>/", beginning.choose, name="source-parties"),
    path("naskah/baru/dari/<str:ref>/pokok/", beginning.begin, name="source-begin"),
    path("naskah/baru/<slug:code>/induk/", beginning.parents, name="addendum-parents"),
    path("naskah/baru/<slug:code>/induk/<str:ref>/", beginning.addendum, name="addendum-begin"),
    path("naskah/<str:ref>/impor/", importing.take_in, name="import-text"),
    path("naskah/<str:ref>/impor/<int:pk>/", importing.choose_places, name="import-place"),
    path("naskah/<str:ref>/impor/<int:pk>/hasil/", importing.put_in, name="import-result"),
    path("naskah/<str:ref>/impor/<int:pk>/buang/", importing.throw_away, name="import-discard"),
    path("naskah/<str:ref>/pasal/<int:pk>/rumusan/", wordings.listing, name="wordings"),
    path("naskah/<str:ref>/pasal/<int:pk>/rumusan/<int:other>/", wordings.adopt, name="wording-adopt"),
]
