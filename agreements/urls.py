"""Index: every address of the app."""

from agreements.desk import urls as desk
from agreements.drafting import urls as drafting
from agreements.monitoring import urls as monitoring
from agreements.notices import urls as notices
from agreements.publication import urls as publication
from agreements.review import urls as review
from agreements.review.consultation import urls as consultation
from agreements.review.remarks import urls as remarks
from agreements.review.routes import urls as routes
from agreements.signing import urls as signing

app_name = "agreements"
urlpatterns = [
    *desk.urlpatterns,
    *notices.urlpatterns,
    *monitoring.urlpatterns,
    *publication.urlpatterns,
    *drafting.urlpatterns,
    *review.urlpatterns,
    *routes.urlpatterns,
    *remarks.urlpatterns,
    *consultation.urlpatterns,
    *signing.urlpatterns,
]
