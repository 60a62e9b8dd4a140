"""What happened, as codes in a hash chain, and the sentences that people read."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.record.models import Agreement, JournalEntry
from agreements.record.vocabulary import EndingGround
from villages.organizations.models import Organization
from villages.people.models import User
from villages.people.support.acting import both_names

SENTENCES = {
    "begin": gettext_lazy("memulai rancangan"),
    "edit": gettext_lazy("mengubah naskah"),
    "join": gettext_lazy("ikut menyusun naskah"),
    "stay_out": gettext_lazy("menolak ikut menyusun"),
    "hand_over": gettext_lazy("menyerahkan pena naskah"),
    "suggest": gettext_lazy("mengusulkan perubahan"),
    "accept": gettext_lazy("menerima usul perubahan"),
    "reject": gettext_lazy("menolak usul perubahan"),
    "agree": gettext_lazy("menyatakan setuju dengan naskah"),
    "disagree": gettext_lazy("menyatakan belum setuju dengan naskah"),
    "import_text": gettext_lazy("memasukkan naskah dari berkas"),
    "keep_version": gettext_lazy("menyimpan versi naskah"),
    "deliberate": gettext_lazy("mencatat musyawarah"),
    "deliberate_again": gettext_lazy("memperbaiki catatan musyawarah"),
    "deliberate_not": gettext_lazy("menghapus catatan musyawarah"),
    "register": gettext_lazy("mencatat perjanjian yang ditandatangani di luar portal"),
    "amend": gettext_lazy("mengubah catatan perjanjian"),
    "discard": gettext_lazy("membatalkan pencatatan"),
    "lodge": gettext_lazy("mengirim catatan perjanjian yang ditandatangani di luar portal"),
    "confirm": gettext_lazy("mengonfirmasi pencatatan perjanjian"),
    "attach": gettext_lazy("menambah lampiran"),
    "detach": gettext_lazy("menghapus lampiran"),
    "open_round": gettext_lazy("mengirim naskah untuk ditinjau"),
    "withdraw": gettext_lazy("menarik rancangan"),
    "send_back": gettext_lazy("mengembalikan naskah dengan catatan"),
    "take_back": gettext_lazy("menarik kembali naskah dari peninjauan"),
    "take_step": gettext_lazy("memegang langkah peninjauan"),
    "release_step": gettext_lazy("melepaskan langkah peninjauan"),
    "tick": gettext_lazy("mengisi daftar periksa"),
    "remark": gettext_lazy("memberi catatan"),
    "answer": gettext_lazy("menjawab catatan"),
    "resolve": gettext_lazy("menyatakan catatan selesai"),
    "reopen_remark": gettext_lazy("membuka kembali catatan"),
    "advise": gettext_lazy("memberi pendapat"),
    "clear": gettext_lazy("menyetujui naskah pada langkahnya"),
    "ask_again": gettext_lazy("meminta kantor melihat kembali naskah yang berubah"),
    "lapse": gettext_lazy("mencatat tenggat pendapat terlewati"),
    "escalate": gettext_lazy("meneruskan langkah yang terlambat"),
    "turn_down": gettext_lazy("menolak naskah"),
    "consult": gettext_lazy("membuka konsultasi publik"),
    "hide_comment": gettext_lazy("tidak menampilkan pendapat warga"),
    "show_comment": gettext_lazy("menampilkan kembali pendapat warga"),
    "close_consultation": gettext_lazy("menutup konsultasi publik"),
    "approve": gettext_lazy("menyetujui naskah dan membekukannya"),
    "render": gettext_lazy("menyiapkan dokumen PDF"),
    "render_failed": gettext_lazy("gagal menyiapkan dokumen PDF"),
    "unprintable": gettext_lazy("mengembalikan naskah karena tidak dapat dicetak"),
    "prepare_again": gettext_lazy("meminta dokumen PDF disiapkan ulang"),
    "sign": gettext_lazy("menandatangani"),
    "decline": gettext_lazy("menolak menandatangani; naskah kembali disusun"),
    "plan_signing": gettext_lazy("mengatur penandatanganan"),
    "recall": gettext_lazy("menarik kembali naskah dari penandatanganan untuk diubah"),
    "remind": gettext_lazy("mengingatkan penanda tangan"),
    "assist": gettext_lazy("mendampingi penanda tangan"),
    "assist_not": gettext_lazy("mengakhiri pendampingan penanda tangan"),
    "lodge_paper": gettext_lazy("mengunggah pindaian bertanda tangan basah"),
    "compare_paper": gettext_lazy("mencocokkan halaman pindaian"),
    "confirm_paper": gettext_lazy("mencocokkan pindaian bertanda tangan basah"),
    "refuse_paper": gettext_lazy("menolak pindaian bertanda tangan basah"),
    "record_stamp": gettext_lazy("mencatat bea meterai"),
    "withdraw_stamp": gettext_lazy("menarik catatan bea meterai"),
    "add_evidence": gettext_lazy("melengkapi bukti waktu tanda tangan"),
    "archive": gettext_lazy("membubuhkan cap waktu arsip"),
    "complete": gettext_lazy("mencatat semua tanda tangan lengkap"),
    "publish": gettext_lazy("mengumumkan kerja sama"),
    "exclude": gettext_lazy("mengecualikan satu pasal dari yang dibaca umum"),
    "disclose": gettext_lazy("membuka kembali satu pasal untuk umum"),
    "end": gettext_lazy("mengakhiri kerja sama"),
}
"""For every code the verb phrase that follows the name of who did it."""


def entry_hash(
    previous: str,
    ref: str,
    serial: int,
    at: str,
    code: str,
    actor: int | None,
    behalf: int | None,
    details: Any,
) -> str:
    """SHA-256 in hex over the hash before and everything this entry says, as canonical JSON."""
    said = [previous, ref, serial, at, code, actor, behalf, details]
    text = json.dumps(said, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def append(
    agreement: Agreement,
    code: str,
    *,
    by: User | None,
    on_behalf_of: Organization | None = None,
    details: dict[str, Any] | None = None,
) -> JournalEntry:
    """Write one entry at the end of the agreement's journal; the agreement's row is locked meanwhile.

    `by` is None for the system. `details` is JSON and never holds a secret or personal data beyond names. While an
    administrator acts for `by`, their name is kept as well.
    """
    head = (
        Agreement.objects.select_for_update(no_key=True)
        .only("ref", "journal_length", "journal_hash")
        .get(pk=agreement.pk)
    )
    serial, at = head.journal_length + 1, timezone.now().astimezone(dt.UTC)
    facts = json.loads(json.dumps({**(details or {}), **both_names()}, cls=DjangoJSONEncoder))
    actor, behalf = (by.pk if by else None), (on_behalf_of.pk if on_behalf_of else None)
    digest = entry_hash(head.journal_hash, head.ref, serial, at.isoformat(), code, actor, behalf, facts)
    entry = JournalEntry.objects.create(
        agreement=head,
        serial=serial,
        at=at,
        code=code,
        actor=by,
        on_behalf_of=on_behalf_of,
        details=facts,
        previous_hash=head.journal_hash,
        hash=digest,
    )
    Agreement.objects.filter(pk=head.pk).update(journal_length=serial, journal_hash=digest)
    agreement.journal_length, agreement.journal_hash = serial, digest
    return entry


def first_entries(
    agreements: Iterable[Agreement], code: str, *, by: User, on_behalf_of: Organization
) -> list[JournalEntry]:
    """The first entry of each of many agreements that are about to be written, and their journals begun with it.

    The caller writes the agreements and then the entries, in one transaction.
    """
    at, made = timezone.now().astimezone(dt.UTC), []
    for agreement in agreements:
        digest = entry_hash("", agreement.ref, 1, at.isoformat(), code, by.pk, on_behalf_of.pk, {})
        agreement.journal_length, agreement.journal_hash = 1, digest
        entry = JournalEntry(agreement=agreement, serial=1, at=at, code=code, actor=by, hash=digest)
        entry.on_behalf_of = on_behalf_of
        made.append(entry)
    return made


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold."""

    ref: str
    """Reference of the agreement."""
    serial: int
    """Serial of the first entry that does not fit; one past the last when entries at the end are missing."""
    problem: str
    """What is wrong, in words."""


def breaks(agreements: Iterable[Agreement]) -> Iterator[Break]:
    """Follow each agreement's chain from the first entry and yield the first place where it breaks, if any."""
    for agreement in agreements:
        found = _first_break(agreement)
        if found:
            yield found


def _first_break(agreement: Agreement) -> Break | None:
    previous, count = "", 0
    for entry in agreement.journal.order_by("serial").iterator():
        count += 1
        if entry.serial != count:
            return Break(agreement.ref, count, _("catatan hilang"))
        digest = entry_hash(
            previous,
            agreement.ref,
            entry.serial,
            entry.at.astimezone(dt.UTC).isoformat(),
            entry.code,
            entry.actor_id,
            entry.on_behalf_of_id,
            entry.details,
        )
        if entry.previous_hash != previous or entry.hash != digest:
            return Break(agreement.ref, entry.serial, _("isi catatan berubah"))
        previous = digest
    if count != agreement.journal_length or previous != agreement.journal_hash:
        return Break(agreement.ref, count + 1, _("catatan di akhir hilang"))
    return None


def sentence(entry: JournalEntry) -> str:
    """The entry as a sentence: who did what, in the reader's language."""
    who = str(entry.actor) if entry.actor_id else _("Sistem")
    if entry.on_behalf_of_id:
        who = f"{who} ({entry.on_behalf_of})"
    if entry.details.get("helped_by"):
        who = _("%(who)s, dibantu pengelola %(helper)s,") % {"who": who, "helper": entry.details["helped_by"]}
    return f"{who} {SENTENCES.get(entry.code, entry.code)}{_more(entry)}."


_ABOUT_A_SIGNATORY = ("remind", "assist", "assist_not", "lodge_paper", "confirm_paper")
_AT_A_PLACE = ("suggest", "accept", "reject", "remark", "answer", "resolve", "reopen_remark")
_OF_AN_OFFICE = ("ask_again", "lapse", "escalate")
_WITH_REASON = (
    *("decline", "recall", "withdraw", "discard", "unprintable", "stay_out", "disagree"),
    *("refuse_paper", "withdraw_stamp", "take_back", "turn_down", "hide_comment"),
)


def _more(entry: JournalEntry) -> str:
    if entry.code == "approve" and "version" in entry.details:
        return _(" (versi %(version)s)") % entry.details
    if entry.code in _WITH_REASON and entry.details.get("reason"):
        ground = entry.details.get("ground")
        return f": {entry.details['reason'].rstrip('.')}" + (f" ({ground})" if ground else "")
    if entry.code == "sign":
        return _under_signature(entry.details)
    if entry.code in _OF_AN_OFFICE and entry.details.get("office"):
        return f": {entry.details['office']}"
    if entry.code in _ABOUT_A_SIGNATORY and entry.details.get("to"):
        return f": {entry.details['to']}"
    if entry.code == "hand_over" and entry.details.get("to"):
        return _(" kepada %(to)s") % entry.details
    if entry.code in _AT_A_PLACE and entry.details.get("place"):
        return f": {entry.details['place']}"
    if entry.code == "end" and entry.details.get("ground") in EndingGround.values:
        return f": {EndingGround(entry.details['ground']).label}"
    if entry.code == "send_back" and "remarks" in entry.details:
        count = entry.details["remarks"]
        return " (" + ngettext("%(count)d catatan", "%(count)d catatan", count) % {"count": count} + ")"
    return ""


def _under_signature(details: dict[str, Any]) -> str:
    """On whose authority somebody signed for another, by the law named, and who helped them."""
    said = ""
    if details.get("delegation"):
        said += _(" atas pelimpahan wewenang menurut %(delegation)s") % details
    if details.get("assisted_by"):
        said += _(", didampingi %(assisted_by)s") % details
    return said
