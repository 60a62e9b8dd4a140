"""A text from outside -> pieces that wait beside the draft, and its articles once that is confirmed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents.placeholders import values
from agreements.drafting.actions import Stale, save_recitals
from agreements.drafting.guards import may_write_text
from agreements.drafting.queries import content_of
from agreements.drafting.sources.models import ImportedText
from agreements.drafting.sources.placing import PLACES, Placed, default_place, place
from agreements.drafting.sources.reading import as_data, read
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion
from agreements.drafting.writing.actions import replace_articles
from agreements.drafting.writing.storing import states_of
from agreements.drafting.writing.structure import State
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.people.access import Answer
from villages.people.models import User

MOST_WAITING = 5
MOST_ARTICLES = 100
KEPT_FOR = dt.timedelta(days=30)


@transaction.atomic
def take_in(agreement: Agreement, *, by: User, name: str, source: bytes | str) -> ImportedText:
    """Read a text and keep its pieces beside the draft, which does not change yet.

    Raises Unreadable with the reason for a text that cannot be taken, Refused for who does not write the common text
    and when too many texts wait. Texts that nobody placed for a month go.
    """
    pieces = as_data(read(source))
    current = _open(agreement, by)
    waiting = current.imported_texts.filter(placed_at=None)
    waiting.filter(at__lt=timezone.now() - KEPT_FOR).delete()
    if waiting.count() >= MOST_WAITING:
        words = _("Sudah ada %d naskah yang menunggu ditempatkan; tempatkan atau buang salah satunya dulu.")
        raise Refused(Answer(False, words % MOST_WAITING))
    for piece in pieces:
        piece["place"] = default_place(piece)
    return ImportedText.objects.create(agreement=current, name=name[:200], pieces=pieces, by=by)


@transaction.atomic
def choose_places(imported: ImportedText, *, by: User, places: Sequence[str]) -> ImportedText:
    """Say where each piece goes; still nothing changes in the draft. Raises ValidationError for an unknown place."""
    _open(imported.agreement, by)
    row = _waiting(imported)
    if len(places) != len(row.pieces) or any(code not in PLACES for code in places):
        raise ValidationError(_("Pilih tempat untuk setiap bagian."))
    for piece, code in zip(row.pieces, places, strict=True):
        piece["place"] = code
    row.save(update_fields=["pieces"])
    return row


def outcome(imported: ImportedText) -> Placed:
    """What the pieces become if they are placed as chosen."""
    return place(imported.pieces, values(content_of(imported.agreement)))


@transaction.atomic
def put_in(imported: ImportedText, *, by: User, behind: bool, seen: Sequence[str]) -> Placed:
    """Make the pieces articles of the draft: in the place of all articles, or behind them; it can be undone.

    Recitals are replaced where the text brings some (`behind`: added to). The text as it was is kept as a version
    first. `seen` are the places as the page showed them. Raises Stale when somebody chose otherwise meanwhile or has
    placed the text already, ValidationError when the draft would become too long.
    """
    current = _open(imported.agreement, by)
    row = _waiting(imported)
    if [piece["place"] for piece in row.pieces] != list(seen):
        raise Stale(row)
    placed = place(row.pieces, values(content_of(current)))
    before = states_of(current)
    kept = before if behind else ()
    _check(placed, len(kept))
    keep(current, by=by, occasion=Occasion.KEPT)
    if placed.states:
        new = _with_guidance(placed.states, before)
        replace_articles(current, by=by, states=[*kept, *new], order=())
    _put_recitals(current, by, placed, behind=behind)
    row.placed_at, row.pieces = timezone.now(), list(placed.left_out)
    row.save(update_fields=["placed_at", "pieces"])
    details = {"name": row.name, "articles": len(placed.states), "left_out": len(placed.left_out)}
    journal.append(current, "import_text", by=by, on_behalf_of=speaking_for(by, current), details=details)
    return placed


def _check(placed: Placed, before: int) -> None:
    if not (placed.states or placed.considering or placed.in_view_of):
        raise ValidationError(_("Belum ada satu bagian pun yang dipakai; pilih tempatnya dulu."))
    if before + len(placed.states) > MOST_ARTICLES:
        raise ValidationError(_("Naskah paling banyak memuat %d pasal.") % MOST_ARTICLES)
    if placed.too_long:
        words = _("%s menjadi terlalu panjang; jadikan sebagian pasal tersendiri.")
        raise ValidationError(words % ", ".join(placed.too_long))


def _with_guidance(new: Sequence[State], before: Sequence[State]) -> list[State]:
    """New articles with what the type says beside articles of the same content."""
    beside = {state.content: state for state in reversed(before)}
    nothing = State(0)
    return [
        replace(
            state,
            guidance=beside.get(state.content, nothing).guidance,
            legal_basis=beside.get(state.content, nothing).legal_basis,
        )
        for state in new
    ]


def _put_recitals(agreement: Agreement, by: User, placed: Placed, *, behind: bool) -> None:
    draft = agreement.draft
    texts = {"considering": draft.considering, "in_view_of": draft.in_view_of}
    for name, lines in (("considering", placed.considering), ("in_view_of", placed.in_view_of)):
        if lines:
            texts[name] = "\n".join([*texts[name].splitlines(), *lines] if behind else lines)
    if placed.considering or placed.in_view_of:
        agreement.refresh_from_db(fields=["edition"])
        save_recitals(agreement, by=by, edition=agreement.edition, **texts)


@transaction.atomic
def throw_away(imported: ImportedText, *, by: User) -> None:
    """Forget a text; the draft stays as it is. Does nothing when it is gone already."""
    current = _open(imported.agreement, by)
    current.imported_texts.filter(pk=imported.pk).delete()


def _open(agreement: Agreement, by: User) -> Agreement:
    """The draft, locked, if this person writes its common text."""
    current = lock(agreement)
    ask(by, "edit", current)
    answer = may_write_text(by, current)
    if not answer:
        raise Refused(answer)
    return current


def _waiting(imported: ImportedText) -> ImportedText:
    """The text as it stands, if it still waits. Raises Stale otherwise."""
    row = ImportedText.objects.select_for_update().filter(pk=imported.pk, placed_at=None).first()
    if row is None:
        raise Stale(None)
    return row
