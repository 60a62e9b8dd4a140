"""Addresses below /tinjauan/."""

from django.urls import path

from agreements.review import views

urlpatterns = [
    path("tinjauan/", views.queue, name="review-queue"),
    path("tinjauan/<str:ref>/", views.round_page, name="review"),
    path("tinjauan/<str:ref>/kirim/", views.submit, name="submit"),
    path("tinjauan/<str:ref>/catat/", views.lodge, name="lodge"),
    path("tinjauan/<str:ref>/setujui/", views.confirm_approval, name="review-approve"),
    path("tinjauan/<str:ref>/kembalikan/", views.send_back, name="send-back"),
]
