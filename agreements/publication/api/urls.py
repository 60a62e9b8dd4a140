"""Addresses of the interface for programs, below /api/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, path

from agreements.publication.api import agreements, pages, views, vocabulary
from agreements.publication.api.frame import Nothing, Public


def _open(address: str, view: type[Public], name: str) -> URLPattern:
    return path(f"api/v1/{address}", login_not_required(view.as_view()), name=name)


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", pages.documentation, name="api"),
    path("api/v1/skema.json", pages.schema, name="api-schema"),
    _open("kerja-sama/", agreements.Agreements, "api-agreements"),
    _open("kerja-sama/<str:ref>/", agreements.AnAgreement, "api-agreement"),
    _open("pihak/", agreements.Parties, "api-parties"),
    _open("ketentuan/", agreements.Provisions, "api-provisions"),
    _open("desa/", views.Villages, "api-villages"),
    _open("desa/<str:code>/", views.AVillage, "api-village"),
    _open("mitra/", views.Partners, "api-partners"),
    _open("mitra/<str:slug>/", views.APartner, "api-partner"),
    _open("statistik/", views.Statistics, "api-statistics"),
    _open("kosakata/", vocabulary.Vocabulary, "api-vocabulary"),
    _open("<path:rest>", Nothing, "api-nothing"),
    _open("", views.Root, "api-root"),
]
