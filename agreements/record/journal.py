"""What happened, as codes in a hash chain, and the sentences that people read."""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.record.models import Agreement, JournalEntry
from agreements.record.sentences import SENTENCES
from agreements.record.stages import PUBLIC
from agreements.record.vocabulary import EndingGround, Measure
from villages.organizations.models import Organization
from villages.people.models import User
from villages.people.support.acting import both_names


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


AFTER: list[Callable[[Agreement, JournalEntry], None]] = []
"""What later packages do whenever something was journaled, in the same transaction; filled by `after_entry`."""


def after_entry(
    function: Callable[[Agreement, JournalEntry], None],
) -> Callable[[Agreement, JournalEntry], None]:
    """Register a function that is called with the agreement and its new entry, once the agreement is public."""
    AFTER.append(function)
    return function


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
        .only("ref", "stage", "journal_length", "journal_hash")
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
    for follow in AFTER if head.stage in PUBLIC else ():
        follow(head, entry)
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
    *("refuse_paper", "withdraw_stamp", "take_back", "turn_down", "hide_comment", "suspend", "resume"),
)
_ABOUT_A_THING = ("note_event", "settle", "add_settlement", "waive_settlement")
_MOTIONS = {
    "suspend": gettext_lazy("menunda kerja sama"),
    "resume": gettext_lazy("memberlakukan kembali kerja sama"),
    "end": gettext_lazy("mengakhiri kerja sama"),
}
"""What is proposed to all parties, by the kind of the motion."""


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
    return _in_force(entry)


def _in_force(entry: JournalEntry) -> str:
    """What is said more of an agreement in force: which obligation, letter or step, what was proposed, which report."""
    if entry.details.get("occurrence") and entry.details.get("due_on"):
        return _of_obligation(entry.details)
    if entry.code in _ABOUT_A_THING and entry.details.get("what"):
        return f": {entry.details['what']}"
    if entry.code == "letter" and entry.details.get("number"):
        return f": {entry.details['subject']} ({entry.details['number']})"
    if entry.code == "sanction" and entry.details.get("measure") in Measure.values:
        return f": {Measure(entry.details['measure']).label}"
    if entry.code in ("move", "withdraw_motion", "vote") and entry.details.get("kind") in _MOTIONS:
        return _of_motion(entry.details)
    if entry.code in _OF_WORK:
        return _of_work(entry.details)
    return _of_report(entry.details) if entry.details.get("report") else ""


_OF_WORK = (
    *(
        "carry_out",
        "change_activity",
        "cancel_activity",
        "progress",
        "move_money",
        "reverse_money",
        "remove_file",
    ),
    *("set_indicator", "change_indicator", "drop_indicator", "measure"),
)
"""What was done at the work, its money, and what is measured."""


def _of_work(details: dict[str, Any]) -> str:
    """Which work or indicator, how far or how much, and why where a reason was given."""
    said = f": {details.get('title') or details.get('name') or ''}".rstrip(": ")
    if "amount" in details:
        said = ": Rp " + f"{details['amount']:,}".replace(",", ".")
    if "percent" in details:
        said += _(" (%(percent)s persen)") % details
    return said + (f": {details['reason'].rstrip('.')}" if details.get("reason") else "")


def _of_obligation(details: dict[str, Any]) -> str:
    """Which obligation, of whom, until when, and why where a reason was given."""
    day = date_format(dt.date.fromisoformat(details["due_on"]), "j F Y")
    said = f": {details['what']} ({details['owed_by']}, {day})"
    return said + (f": {details['reason'].rstrip('.')}" if details.get("reason") else "")


def _of_motion(details: dict[str, Any]) -> str:
    """What is proposed and, of an answer, yes or no and why."""
    said = f": {_MOTIONS[details['kind']]}"
    if "agrees" in details:
        said += ", " + (_("setuju") if details["agrees"] else _("tidak setuju"))
    return said + (f" ({details['reason']})" if details.get("reason") else "")


def _of_report(details: dict[str, Any]) -> str:
    """Which report it is, and whose."""
    words = (
        _(": laporan akhir, %(reporter)s")
        if details["report"] == "final"
        else _(": tahun %(year)s, %(reporter)s")
    )
    return words % details


def _under_signature(details: dict[str, Any]) -> str:
    """On whose authority somebody signed for another, by the law named, and who helped them."""
    said = ""
    if details.get("delegation"):
        said += _(" atas pelimpahan wewenang menurut %(delegation)s") % details
    if details.get("assisted_by"):
        said += _(", didampingi %(assisted_by)s") % details
    return said
