"""Prove the time of signatures that wait for it, and stamp for the archive what is due; meant for a daily timer."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from agreements.documents.store import Damaged
from agreements.signing.crypto.clocks import NoTime
from agreements.signing.crypto.pades import SigningError
from agreements.signing.evidence.actions import Overtaken, add_evidence, archive
from agreements.signing.evidence.queries import due_for_archive, pending
from agreements.signing.models import FrozenDocument, Revision


class Command(BaseCommand):
    """Say how many documents got evidence and how many an archive time stamp; a second run finds nothing to do."""

    help = (
        "Lengkapi bukti waktu yang menyusul, lalu bubuhkan cap waktu arsip (PAdES B-LTA) pada dokumen berlaku atau "
        "berakhir yang cap terakhirnya lebih tua dari sebelas bulan (dapat dijalankan berulang)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many documents to do at most."""
        parser.add_argument(
            "--limit", type=int, default=1000, help="paling banyak sekian dokumen (bawaan 1000)"
        )

    def handle(self, *args: Any, limit: int, **options: Any) -> None:
        """Do what is due, each document for itself; stop when no time can be had."""
        self.problems: list[str] = []
        try:
            proven = self._each(pending(), add_evidence, limit)
            stamped = self._each(due_for_archive(timezone.now()), archive, limit)
        except NoTime as problem:
            raise CommandError(
                f"Layanan cap waktu tidak memberi waktu ({problem.code}); coba lagi nanti."
            ) from None
        self.stdout.write(
            f"{proven} dokumen dilengkapi bukti waktu, {stamped} dokumen mendapat cap waktu arsip"
        )
        if self.problems:
            raise CommandError("Tidak berhasil:\n" + "\n".join(self.problems))

    def _each(
        self, documents: QuerySet[FrozenDocument], do: Callable[[int], Revision | None], limit: int
    ) -> int:
        done = 0
        for key in list(documents.values_list("pk", flat=True)[:limit]):
            try:
                done += do(key) is not None
            except (Overtaken, SigningError, Damaged) as problem:
                self.problems.append(f"dokumen {key}: {type(problem).__name__}")
        return done
