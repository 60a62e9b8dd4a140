"""Index: every address of the app."""

from agreements.desk import urls as desk
from agreements.drafting import urls as drafting
from agreements.monitoring import urls as monitoring
from agreements.publication import urls as publication
from agreements.review import urls as review
from agreements.signing import urls as signing

app_name = "agreements"
urlpatterns = [
    *desk.urlpatterns,
    *monitoring.urlpatterns,
    *publication.urlpatterns,
    *drafting.urlpatterns,
    *review.urlpatterns,
    *signing.urlpatterns,
]
