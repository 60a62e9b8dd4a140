"""New journal entries -> notices for those whom they concern; each entry once, in the order they were written."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from agreements.notices.models import Delivery, Notice, NoticePreference, Progress
from agreements.notices.settled import settled
from agreements.notices.table import ASKS, TABLE
from agreements.notices.whom import of_step, of_turn
from agreements.record.models import Agreement, JournalEntry
from agreements.record.stages import Stage
from agreements.review.models import Step
from agreements.signing.models import FrozenDocument, Signer

CHUNK = 200
"""So many entries are read in one transaction."""
FIRST_LOOK = dt.timedelta(days=1)
"""How far back the first run looks where notices are new and the journal is old."""


TOO_LATE = dt.timedelta(days=7)
"""What happened longer ago than this only fills the inbox: a letter about it would puzzle."""


def derive(since: dt.datetime | None = None) -> int:
    """Make the notices of all new entries and return how many there are.

    `since`: begin where nothing was derived yet at that moment instead of yesterday; such notices only fill the inbox.
    """
    made = 0
    while True:
        some, more = _derive_some(since)
        made += some
        if not more:
            return made


@transaction.atomic
def _derive_some(since: dt.datetime | None) -> tuple[int, bool]:
    """The notices of the next entries; whether more may follow. Another run that is at it is left alone."""
    progress = Progress.objects.select_for_update(skip_locked=True).order_by("pk").first()
    if progress is None:
        progress = _begin(since)
    until = settled() if progress else None
    if progress is None or until is None:
        return 0, False
    related = ("agreement", "actor", "on_behalf_of")
    found = JournalEntry.objects.filter(pk__gt=progress.last_entry, pk__lte=until).select_related(*related)
    entries = list(found.order_by("pk")[:CHUNK])
    if not entries:
        return 0, False
    count = store([notice for entry in entries for notice in notices_of(entry)], mailed=since is not None)
    progress.last_entry = entries[-1].pk
    progress.save(update_fields=["last_entry"])
    return count, len(entries) == CHUNK


def _begin(since: dt.datetime | None) -> Progress | None:
    """The first row, behind everything older; None when there is one that another run holds."""
    before = JournalEntry.objects.filter(at__lt=since or timezone.now() - FIRST_LOOK)
    last = before.order_by("-pk").values_list("pk", flat=True).first() or 0
    progress, made = Progress.objects.get_or_create(pk=1, defaults={"last_entry": last})
    return progress if made else None


def store(notices: Iterable[Notice], *, mailed: bool = False) -> int:
    """Write those that are new; nothing is told twice. Who wants no mail, or has got it otherwise, gets none."""
    rows = list(notices)
    silent = NoticePreference.objects.filter(
        delivery=Delivery.NONE, person__in={row.person_id for row in rows}
    )
    quiet = set(silent.order_by("pk").values_list("person_id", flat=True))
    past = timezone.now() - TOO_LATE
    for row in rows:
        if mailed or row.person_id in quiet or row.made_at < past:
            row.mailed_at = row.made_at
    known = set(
        Notice.objects.filter(person__in={row.person_id for row in rows}, key__in={row.key for row in rows})
        .order_by("pk")
        .values_list("person_id", "key")
    )
    new = {(row.person_id, row.key): row for row in rows[::-1] if (row.person_id, row.key) not in known}
    Notice.objects.bulk_create(list(new.values())[::-1], ignore_conflicts=True, batch_size=1000)
    return len(new)


def notices_of(entry: JournalEntry) -> Iterator[Notice]:
    """What one entry gives: who is asked now by what it opened, then who is told; nobody twice, never the actor."""
    agreement, reached = entry.agreement, set()
    for notice in _asked(entry, agreement):
        reached.add(notice.person_id)
        yield notice
    for tell in TABLE.get(entry.code, ()):
        due = _until(tell.code, entry)
        for person in sorted(tell.whom(agreement, entry) - reached - {entry.actor_id}):
            reached.add(person)
            yield _notice(entry, tell.code, person, f"entry:{entry.pk}", due)


def _asked(entry: JournalEntry, agreement: Agreement) -> Iterator[Notice]:
    if entry.code in ASKS["step"]:
        yield from _steps(entry, agreement)
    if entry.code in ASKS["turn"] and agreement.stage == Stage.SIGNING:
        yield from _turns(entry, agreement)


def _steps(entry: JournalEntry, agreement: Agreement) -> Iterator[Notice]:
    """The steps that are open now, each to its office once, and once more to the office it was escalated to."""
    steps = Step.objects.filter(
        round__agreement=agreement, round__outcome="", decision="", opened_on__isnull=False
    )
    for step in steps.order_by("ordinal", "pk"):
        code, occasion = ("step_escalated", "escalated") if step.escalated_on else ("step_asked", "asked")
        for person in sorted(of_step(step, agreement)):
            yield _notice(entry, code, person, f"step:{step.pk}:{occasion}", step.due_on)


def _turns(entry: JournalEntry, agreement: Agreement) -> Iterator[Notice]:
    """The places whose turn it is; a person named there has the signing's own letter with the personal link."""
    places = Signer.objects.filter(
        document__agreement=agreement,
        document__voided_at__isnull=True,
        document__state=FrozenDocument.State.READY,
        is_open=True,
    )
    for signer in places.order_by("ordinal"):
        for person in sorted(of_turn(signer)):
            notice = _notice(entry, "turn", person, f"turn:{signer.pk}")
            notice.mailed_at = notice.made_at if signer.person_id else None
            yield notice


def _until(code: str, entry: JournalEntry) -> dt.date | None:
    """Until when an answer helps: a remark should be answered before its office has to decide."""
    if code != "remark":
        return None
    steps = Step.objects.filter(round__agreement=entry.agreement_id, round__outcome="", decision="")
    own = steps.filter(office=entry.on_behalf_of_id, due_on__isnull=False)
    return own.order_by("due_on").values_list("due_on", flat=True).first()


def _notice(entry: JournalEntry, code: str, person: int, key: str, due: dt.date | None = None) -> Notice:
    return Notice(
        person_id=person,
        agreement_id=entry.agreement_id,
        entry=entry,
        code=code,
        key=key,
        due_on=due,
        made_at=entry.at,
    )
