"""What the world has besides: records of what was signed elsewhere, a register that waits, somebody who is helped."""

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.drafting.attachments import attach
from agreements.drafting.elsewhere import actions, jobs
from agreements.drafting.elsewhere.checking import check
from agreements.publication.actions import confirm
from agreements.record.models import Agreement
from agreements.review.actions import lodge
from villages.organizations.models import Organization
from villages.people.models import User
from villages.people.support import actions as support

REGISTER = """Judul;Para Pihak;Nomor;Tanggal Penandatanganan;Mulai Berlaku;Berakhir
Jalan Usaha Tani Lama;"Desa Argopeni (Ayah); Desa Srati (Ayah)";9/2021;5 Mei 2021;5 Mei 2021;5 Mei 2024
Pasar Desa Bersama Lama;"Desa Argopeni (Ayah); Desa Srati (Ayah)";10/2019;6 Mei 2019;6 Mei 2019;6 Mei 2024
Tanpa Pihak Sama Sekali;;11/2019;6 Mei 2019;6 Mei 2019;6 Mei 2024
"""
"""One row that is recorded already, one that is sound, one that cannot be."""


def register(signs: str = "") -> SimpleUploadedFile:
    """An old register as somebody uploads it, with these signs behind every title and place."""
    rows = REGISTER.replace(" Lama", f" Lama {signs}").replace(" Sama Sekali", f" Sama Sekali {signs}")
    return SimpleUploadedFile(f"register {signs}.csv", rows.encode())


class Brought:
    """The records and the register; made by the head of the first village and by an officer."""

    def __init__(
        self,
        villages: list[Organization],
        agency: Organization,
        people: dict[str, Any],
        scan: Any,
        signs: str = "",
    ) -> None:
        self.signs = signs
        self.villages = [Organization.objects.get(pk=village.pk) for village in villages]
        self.make_scan = scan
        self.head, self.officer = people["head1"], people["dpmd"]
        self.draft = self._record(self.head, scan, dt.date(2019, 5, 5))
        self.lodged = self._record(self.head, scan, dt.date(2020, 5, 5))
        lodge(self.lodged, by=self.head)
        self.public = self._record(self.head, scan, dt.date(2021, 5, 5))
        lodge(self.public, by=self.head)
        confirm(self.public, by=self.officer, open_scans=True)
        if "admin" in people:
            reason = f"Diminta lewat telepon.{signs}"
            self.support = support.begin(people["secretary1"], by=people["admin"], reason=reason, minutes=15)
        self.job = self._job(Organization.objects.get(pk=agency.pk))

    def _record(self, by: User, scan: Any, day: dt.date) -> Agreement:
        record = {"signed_on": day, "manner": "paper", "note": self.signs}
        words = {"title": f"Jalan Usaha Tani {day.year}", "summary": "Jalan bersama.", "place": "Ayah"}
        agreement = actions.register(
            by=by, brought_for=self.villages[0], kind="inter_village", instrument="joint_regulation",
            organizations=self.villages, record=record, numbers={}, form="formal", field="development",
            topic="roads_bridges", starts_on=day, ends_on=timezone.localdate() + dt.timedelta(days=9),
            **{name: text + self.signs for name, text in words.items()},
        )  # fmt: skip
        attach(agreement, by=by, kind="signed_scan", title=f"Naskah asli{self.signs}", file=scan())
        return agreement

    def _job(self, agency: Organization) -> Any:
        job = jobs.bring(register(self.signs), by=self.officer, organization=agency)
        defaults = {"field": "development", "topic": "other", "place": "Ayah"}
        jobs.map_columns(job, by=self.officer, mapping=job.mapping, defaults=defaults)
        check.call(job.pk)
        return job

    @property
    def scan(self) -> int:
        """Key of the public scan."""
        return self.public.attachments.get().pk


KEYS = {
    "villages:support-session": lambda w: [w.brought.support.pk],
    "villages:support-end": lambda w: [w.brought.support.pk],
    "agreements:elsewhere-choose": lambda w: ["antar-desa"],
    "agreements:elsewhere-register": lambda w: ["antar-desa"],
    "agreements:elsewhere-record": lambda w: [w.brought.draft.ref],
    "agreements:elsewhere-edit": lambda w: [w.brought.draft.ref],
    "agreements:elsewhere-scan": lambda w: [w.brought.draft.ref],
    "agreements:elsewhere-discard": lambda w: [w.brought.draft.ref],
    "agreements:lodge": lambda w: [w.brought.draft.ref],
    "agreements:confirm": lambda w: [w.brought.lodged.ref],
    "agreements:scan": lambda w: [w.brought.public.ref, w.brought.scan],
    "agreements:elsewhere-template": lambda w: ["csv"],
    "agreements:elsewhere-keep": lambda w: [w.brought.job.key, 2],
    **{
        f"agreements:elsewhere-{name}": lambda w: [w.brought.job.key]
        for name in ("job", "mapping", "problems", "write", "resume", "cancel")
    },
}
"""What stands in these addresses."""

TYPED = {
    "villages:support": lambda w: {
        "account": w.people["head2"].username,
        "reason": "Diminta lewat telepon.",
        "minutes": "15",
    },
    "agreements:elsewhere-register": lambda w: {
        "pihak": [w.village1.area_id, w.village2.area_id],
        "instrument": "joint_regulation",
        "title": "Air Bersih Bersama",
        "summary": "Air untuk dua desa.",
        "field": "development",
        "topic": "clean_water",
        "place": "Ayah",
        "starts_on": "2018-01-01",
        "ends_on": "2028-01-01",
        "signed_on": "2018-01-01",
        "manner": "paper",
    },
    "agreements:elsewhere-scan": lambda w: {"title": "Halaman dua", "file": w.brought.make_scan()},
    "agreements:elsewhere-discard": lambda w: {"reason": "Tercatat dua kali."},
    "agreements:elsewhere-keep": lambda w: {"kept": "ya"},
    "agreements:elsewhere-import": lambda w: {"organization": w.agency.pk, "file": register()},
}
"""What is typed into these forms."""
