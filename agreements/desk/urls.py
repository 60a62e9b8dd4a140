"""Addresses below /meja/."""

from django.urls import path

from agreements.desk import views
from agreements.desk.dashboard import views as dashboard
from agreements.desk.lists import views as lists
from agreements.desk.progress import views as progress
from agreements.desk.reporting import views as reporting

urlpatterns = [
    path("meja/", views.desk, name="desk"),
    path("meja/semua/", lists.everything, name="desk-all"),
    path("meja/semua/daftar.<str:ending>", lists.download, name="desk-download"),
    path("meja/saringan/", lists.filters, name="desk-filters"),
    path("meja/saringan/<int:pk>/hapus/", lists.filter_remove, name="desk-filter-remove"),
    path("meja/bersama/", lists.together, name="desk-together"),
    path("meja/bersama/laporan/", lists.report, name="desk-together-report"),
    path("meja/kabupaten/", dashboard.dashboard, name="desk-dashboard"),
    path("meja/kabupaten/<str:table>.<str:ending>", dashboard.download, name="desk-dashboard-table"),
    path("meja/pelaksanaan/", progress.progress, name="progress"),
    path("meja/pelaksanaan/<str:code>.<str:ending>", progress.download, name="progress-table"),
    path("meja/laporan/", reporting.reports, name="desk-reports"),
    path("meja/laporan/daftar.<str:ending>", reporting.reports_file, name="desk-reports-file"),
    path("meja/lppd/<int:year>/", reporting.lppd, name="lppd"),
    path("meja/lppd/<int:year>/daftar.<str:ending>", reporting.lppd_file, name="lppd-file"),
    path("meja/lppd/<int:year>/pdf/", reporting.lppd_pdf, name="lppd-pdf"),
    path("meja/<str:ref>/", views.agreement, name="desk-agreement"),
]
