"""Index: addresses of what happens to an agreement in force, room by room."""

from agreements.monitoring.activities import urls as activities
from agreements.monitoring.bodies import urls as bodies
from agreements.monitoring.breaches import urls as breaches
from agreements.monitoring.changing import urls as changing
from agreements.monitoring.disputes import urls as disputes
from agreements.monitoring.ending import urls as ending
from agreements.monitoring.files import urls as files
from agreements.monitoring.letters import urls as letters
from agreements.monitoring.motions import urls as motions
from agreements.monitoring.obligations import urls as obligations
from agreements.monitoring.outcomes import urls as outcomes
from agreements.monitoring.practices import urls as practices
from agreements.monitoring.reports import urls as reports
from agreements.monitoring.showing import urls as showing
from agreements.monitoring.voices import urls as voices

urlpatterns = [
    *obligations.urlpatterns,
    *activities.urlpatterns,
    *files.urlpatterns,
    *outcomes.urlpatterns,
    *bodies.urlpatterns,
    *reports.urlpatterns,
    *letters.urlpatterns,
    *breaches.urlpatterns,
    *disputes.urlpatterns,
    *motions.urlpatterns,
    *changing.urlpatterns,
    *ending.urlpatterns,
    *showing.urlpatterns,
    *voices.urlpatterns,
    *practices.urlpatterns,
]
