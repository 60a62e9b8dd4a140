"""Sweep the PDFs of old drafts away; the worker does so too, after each that it makes."""

from django.core.management.base import BaseCommand

from agreements.documents.rendering.actions import sweep


class Command(BaseCommand):
    """Say how many were forgotten; signed documents are never touched."""

    help = "Buang PDF rancangan yang lama (dapat dijalankan berulang)."

    def handle(self, *args, **options) -> None:
        """Sweep."""
        self.stdout.write(f"{sweep()} penyusunan PDF dibuang")
