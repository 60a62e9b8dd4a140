"""Addresses of the public part: /, below /kerja-sama/ and below /verifikasi/."""

from django.urls import path

from agreements.publication import elsewhere
from agreements.publication.api.urls import urlpatterns as api
from agreements.publication.catalogue.urls import urlpatterns as catalogue
from agreements.publication.following.urls import urlpatterns as following
from agreements.publication.map.urls import urlpatterns as the_map
from agreements.publication.opendata.urls import urlpatterns as opendata
from agreements.publication.places.urls import urlpatterns as places
from agreements.publication.privacy.urls import urlpatterns as privacy
from agreements.publication.statistics.urls import urlpatterns as statistics
from agreements.publication.telling.urls import urlpatterns as telling
from agreements.publication.verifying.urls import urlpatterns as verifying

urlpatterns = [
    *telling,
    path("kerja-sama/<str:ref>/konfirmasi/", elsewhere.confirm, name="confirm"),
    path("kerja-sama/<str:ref>/pindaian/<int:pk>/", elsewhere.scan, name="scan"),
    *verifying,
    *catalogue,
    *privacy,
    *places,
    *the_map,
    *statistics,
    *opendata,
    *api,
    *following,
]
