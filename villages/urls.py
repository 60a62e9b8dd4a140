"""Index: every address of the app."""

from villages.joining.urls import urlpatterns as joining
from villages.organizations.urls import urlpatterns as organizations
from villages.people.lineage.urls import urlpatterns as lineage
from villages.people.support.urls import urlpatterns as support
from villages.people.urls import urlpatterns as people

app_name = "villages"
urlpatterns = [*joining, *organizations, *people, *lineage, *support]
