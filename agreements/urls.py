"""Index: every address of the app."""

from agreements.signing import urls as signing

app_name = "agreements"
urlpatterns = [
    *signing.urlpatterns,
]
