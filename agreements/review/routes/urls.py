"""Addresses of the route of an agreement, and below /aturan/ of the district's rules."""

from django.urls import path

from agreements.review.routes.views import route, rules

urlpatterns = [
    path("tinjauan/<str:ref>/alur/", route.route, name="review-route"),
    path("aturan/", rules.index, name="rules"),
    path("aturan/tambah/<slug:kind>/", rules.add, name="rule-add"),
    path("aturan/periksa/<slug:mark>/", rules.check, name="rule-check"),
    path("aturan/<int:pk>/", rules.show, name="rule"),
    path("aturan/<int:pk>/ubah/", rules.change, name="rule-change"),
    path("aturan/<int:pk>/matikan/", rules.switch_off, name="rule-off"),
    path("aturan/<int:pk>/akhiri/", rules.end, name="rule-end"),
    path("aturan/<int:pk>/batalkan/", rules.remove, name="rule-remove"),
]
