"""Addresses below /tinjauan/, and the officers' absences."""

from django.urls import path

from agreements.review import deciding, views
from agreements.review.holding import views as holding

urlpatterns = [
    path("tinjauan/", views.queue, name="review-queue"),
    path("tinjauan/<str:ref>/", views.round_page, name="review"),
    path("tinjauan/<str:ref>/kirim/", views.submit, name="submit"),
    path("tinjauan/<str:ref>/catat/", views.lodge, name="lodge"),
    path("tinjauan/<str:ref>/pegang/", holding.take, name="review-take"),
    path("tinjauan/<str:ref>/lepas/", holding.release, name="review-release"),
    path("tinjauan/<str:ref>/periksa/", deciding.check, name="review-check"),
    path("tinjauan/<str:ref>/pendapat/", deciding.advise, name="review-advise"),
    path("tinjauan/<str:ref>/setuju/", deciding.clear, name="review-clear"),
    path("tinjauan/<str:ref>/setujui/", deciding.confirm_approval, name="review-approve"),
    path("tinjauan/<str:ref>/kembalikan/", deciding.send_back, name="send-back"),
    path("tinjauan/<str:ref>/tolak/", deciding.turn_down, name="turn-down"),
    path("tinjauan/<str:ref>/tarik/", deciding.take_back, name="take-back"),
    path("ketidakhadiran/", holding.absences, name="absences"),
    path("ketidakhadiran/<int:pk>/hadir/", holding.end_absence, name="absence-end"),
]
