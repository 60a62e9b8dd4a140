"""The desk: what waits for whom, what is overdue or ends soon, what is new; and the working view of one agreement."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from agreements.desk import history, holding, working
from agreements.desk.dashboard.guards import may_see_dashboard
from agreements.desk.drawing import said
from agreements.desk.near import Group, groups, narrowed_to, questions_of, reasons_to_come
from agreements.desk.parts import Part, part_of_desk, waiting_groups
from agreements.desk.queries import Row, rows, which_wait
from agreements.desk.scope import Scope, pages_of
from agreements.drafting.elsewhere.guards import bringers, why_not_bring
from agreements.drafting.given_back import given_back
from agreements.drafting.types.actions import may_edit_types
from agreements.record import paging
from agreements.record.access import may, parties_of, party_line, what_now
from agreements.record.models import Agreement
from agreements.record.pages import find
from agreements.record.stages import PUBLIC, Stage
from agreements.signing.archive.queries import voided_signatures
from agreements.signing.certificates.queries import ending_of, waiting_for_check
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from agreements.signing.session.queries import blocking
from villages.joining.queries import own_registrations, waiting
from villages.people.access import SignedIn, mandates
from villages.people.models import DRAFTING_POSITIONS

private = cache_control(private=True, no_store=True)
_SHOWN = {Part.MINE: 10, Part.LATE: 5, Part.OTHERS: 10, Part.ENDING: 5, Part.SETTLED: 5, Part.RECENT: 5}
"""The parts in their order, each with how many of its agreements the desk shows."""


@private
@require_safe
def desk(request: SignedIn) -> HttpResponse:
    """Show what waits for this person, then what waits for others, then what is settled."""
    held, asked = mandates(request.user), waiting(request.user).select_related(None)
    page = holding.held(request.user, partial(_drawn, request)) | {
        "registrations": list(asked.select_related("applicant", "organization")[:10]),
        "own_registrations": [] if held else own_registrations(request.user),
        "held": held,
        "may_begin": any(mandate.position in DRAFTING_POSITIONS for mandate in held),
    }
    return render(request, "agreements/desk/desk.html", page)


def _drawn(request: SignedIn) -> holding.Drawn:
    """What the rows of every part say, what else belongs to offices and signatures, and what all of it is made of."""
    near = groups(request.user)
    to_check = waiting_for_check(request.user).select_related(None).select_related("person", "organization")
    pages, found = _parts(request, near)
    parts = [_part(part, page, [found[a.pk] for a in page.rows]) for part, page in pages.items()]
    shown = {
        "mine": parts[0],
        "parts": [part for part in parts[1:] if part["rows"]],
        "elsewhere": _elsewhere(request, near),
        "enrolments": list(to_check[:10]),
        "ending": ending_of(request.user),
        "may_edit_types": bool(may_edit_types(request.user)),
        "may_see_dashboard": bool(may_see_dashboard(request.user)),
    }
    concerning = (*near, *waiting_groups(request.user), *reasons_to_come(request.user))
    return holding.Drawn(shown, frozenset(found), concerning)


def _elsewhere(request: SignedIn, near: list[Group]) -> int | None:
    """How many records of what was signed elsewhere are not sent yet; None for who brings in nothing."""
    if not why_not_bring(request.user):
        return None
    mine = [organization.pk for organization in bringers(request.user)]
    drafts = Scope(questions_of(narrowed_to(near, [Stage.DRAFTING])))
    return drafts.filter(signed_elsewhere=True, elsewhere__brought_for__in=mine).count()


def _parts(request: SignedIn, near: list[Group]) -> tuple[dict[str, paging.Page], dict[int, Row]]:
    """The beginning of every part, and their rows; what is new only where it does not stand above already."""
    asked = [(part_of_desk(request.user, part, near=near), size) for part, size in _SHOWN.items()]
    pages = dict(zip(_SHOWN, pages_of(asked), strict=True))
    shown = {a.pk for part, page in pages.items() if part != Part.RECENT for a in page.rows}
    pages[Part.RECENT].rows[:] = [a for a in pages[Part.RECENT].rows if a.pk not in shown]
    asked_now = {a.pk for a in pages[Part.MINE].rows}
    pages[Part.SETTLED].rows[:] = [a for a in pages[Part.SETTLED].rows if a.pk not in asked_now]
    every = {a.pk: a for page in pages.values() for a in page.rows}
    mine, others = ({a.pk for a in pages[part].rows} for part in (Part.MINE, Part.OTHERS))
    unsure = [a for pk, a in every.items() if pk not in mine | others]
    mine |= which_wait(unsure, request.user)
    return pages, {row.agreement.pk: row for row in rows(every.values(), request.user, mine)}


def _part(part: str, page: paging.Page, found: list[Row]) -> dict:
    """What is shown of a part, and the way to the rest."""
    rest = f"{reverse('agreements:desk-all')}?{urlencode({'bagian': part})}" if page.next_key else ""
    words = [said(row, mine=part == Part.MINE) for row in found]
    return {"label": str(Part.LABELS[part]), "rows": words, "rest": rest, "code": part}


@private
@require_safe
def agreement(request: SignedIn, ref: str) -> HttpResponse:
    """Show one agreement to those who take part: what now, what each party owes, what happened."""
    found = find(request, ref)
    document = document_of(found)
    entries = history.entries_of(found)
    open_verbs = working.verbs(found, request.user)
    leading = next((verb for verb in open_verbs if verb.leads), None)
    page = {
        "agreement": found,
        "line": party_line(parties_of(found)),
        "sentence": what_now(request.user, found),
        "mine": working.is_waiting_for(request.user, found),
        "leading": leading,
        "verbs": [verb for verb in open_verbs if verb is not leading],
        "sides": working.sides(found, document),
        "dates": history.days(found, entries),
        "events": history.events(found, entries),
    }
    page |= _documents(found, document) | _signing(request, found, document)
    return render(request, "agreements/desk/agreement.html", page)


def _signing(request: SignedIn, agreement: Agreement, document: FrozenDocument | None) -> dict:
    """Who is waited for, and what was signed and does not stand any more."""
    going_on = agreement.stage == Stage.SIGNING
    return {
        "blocking": blocking(document) if document and going_on else [],
        "may_remind": may(request.user, "remind", agreement),
        "void": agreement.documents.filter(voided_at__isnull=False).exists(),
        "back": given_back(agreement),
        "signatures": voided_signatures(request.user, agreement) if going_on else [],
    }


def _documents(agreement: Agreement, document: FrozenDocument | None) -> dict:
    """What there is to read: the text at its stage, the PDF, the attachments."""
    return {
        "document": document,
        "has_pdf": bool(document and document.state == FrozenDocument.State.READY),
        "published": agreement.stage in PUBLIC,
        "reviewed": agreement.rounds.exists(),
        "draft_open": agreement.stage in (Stage.DRAFTING, Stage.REVIEW),
        "attachments": agreement.attachments.order_by("added_at", "pk"),
    }
