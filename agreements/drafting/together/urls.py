"""Addresses of writing together, below a draft's own."""

from django.urls import path

from agreements.drafting.together import suggestion_views, thread_views, views

urlpatterns = [
    path("naskah/<str:ref>/ikut/", views.join, name="join"),
    path("naskah/<str:ref>/tidak-ikut/", views.stay_out, name="stay-out"),
    path("naskah/<str:ref>/pena/", views.hand_over, name="hand-over"),
    path("naskah/<str:ref>/setuju/", views.agree, name="agree"),
    path("naskah/<str:ref>/belum-setuju/", views.disagree, name="disagree"),
    path("naskah/<str:ref>/usul/", suggestion_views.suggestions, name="suggestions"),
    path("naskah/<str:ref>/usul/<int:pk>/terima/", suggestion_views.accept, name="suggestion-accept"),
    path("naskah/<str:ref>/usul/<int:pk>/tolak/", suggestion_views.reject, name="suggestion-reject"),
    path("naskah/<str:ref>/usul/<int:pk>/tarik/", suggestion_views.take_back, name="suggestion-take-back"),
    path("naskah/<str:ref>/usul/<int:pk>/tempatkan/", suggestion_views.place, name="suggestion-place"),
    path("naskah/<str:ref>/percakapan/", thread_views.threads, name="threads"),
    path("naskah/<str:ref>/percakapan/<int:pk>/", thread_views.thread, name="thread"),
    path("naskah/<str:ref>/percakapan/<int:pk>/selesai/", thread_views.settle, name="thread-settle"),
    path("naskah/<str:ref>/percakapan/<int:pk>/buka-lagi/", thread_views.reopen, name="thread-reopen"),
]
