"""Addresses of open data, feeds and what search engines read."""

from django.urls import URLPattern, URLResolver, path

from agreements.publication.opendata import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("data/", views.data, name="data"),
    path("data/kamus/", views.the_dictionary, name="data-dictionary"),
    path("data/kamus.json", views.schema, name="data-schema"),
    path("data/berkas/<str:name>", views.file, name="data-file"),
    path("data/SHA256SUMS", views.sums, name="data-sums"),
    path("data/katalog.jsonld", views.catalogue, name="data-catalogue"),
    path("data/jdih.json", views.jdih_documents, name="jdih"),
    path("kerja-sama/<str:ref>/naskah.akn.xml", views.akn, name="akoma-ntoso"),
    path("umpan.atom", views.feed, name="feed"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<str:name>.xml", views.sitemap_part, name="sitemap-part"),
    path("robots.txt", views.robots, name="robots"),
    path("opensearch.xml", views.search_description, name="opensearch"),
]
