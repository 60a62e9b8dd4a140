"""Addresses of writing together, below a draft's own."""

from django.urls import path

from agreements.drafting.together.views import consent, parties, suggestions, threads

urlpatterns = [
    path("naskah/<str:ref>/ikut/", parties.join, name="join"),
    path("naskah/<str:ref>/tidak-ikut/", parties.stay_out, name="stay-out"),
    path("naskah/<str:ref>/pena/", parties.hand_over, name="hand-over"),
    path("naskah/<str:ref>/setuju/", consent.agree, name="agree"),
    path("naskah/<str:ref>/belum-setuju/", consent.disagree, name="disagree"),
    path("naskah/<str:ref>/usul/", suggestions.suggestions, name="suggestions"),
    path("naskah/<str:ref>/usul/<int:pk>/terima/", suggestions.accept, name="suggestion-accept"),
    path("naskah/<str:ref>/usul/<int:pk>/tolak/", suggestions.reject, name="suggestion-reject"),
    path("naskah/<str:ref>/usul/<int:pk>/tarik/", suggestions.take_back, name="suggestion-take-back"),
    path("naskah/<str:ref>/usul/<int:pk>/tempatkan/", suggestions.place, name="suggestion-place"),
    path("naskah/<str:ref>/percakapan/", threads.threads, name="threads"),
    path("naskah/<str:ref>/percakapan/<int:pk>/", threads.thread, name="thread"),
    path("naskah/<str:ref>/percakapan/<int:pk>/selesai/", threads.settle, name="thread-settle"),
    path("naskah/<str:ref>/percakapan/<int:pk>/buka-lagi/", threads.reopen, name="thread-reopen"),
]
