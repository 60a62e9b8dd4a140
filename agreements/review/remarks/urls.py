"""Addresses below /tinjauan/<ref>/catatan/."""

from django.urls import path

from agreements.review.remarks import views

_HERE = "tinjauan/<str:ref>/catatan/"

urlpatterns = [
    path(_HERE, views.remarks, name="remarks"),
    path(f"{_HERE}baru/", views.add, name="remark-add"),
    path(f"{_HERE}<int:pk>/", views.remark, name="remark"),
    path(f"{_HERE}<int:pk>/pakai/", views.take, name="remark-take"),
    path(f"{_HERE}<int:pk>/selesai/", views.resolve, name="remark-resolve"),
    path(f"{_HERE}<int:pk>/buka/", views.reopen, name="remark-reopen"),
]
