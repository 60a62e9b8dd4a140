"""What the pages that write one row share: whose row it is, what somebody else saved meanwhile, the page itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.documents.words import designation
from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_for, writes_for
from agreements.drafting.models import Asset, Funding, Provision
from agreements.drafting.terms.forms import RowForm
from agreements.drafting.terms.telling import told
from agreements.drafting.views.common import crumbs, number_in, saved_now, take_over, told_stale
from agreements.record.access import name_with_place, parties_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement, Party
from agreements.record.pages import last_step
from villages.people.access import SignedIn

Row = Provision | Funding | Asset


def party_to_write(request: SignedIn, agreement: Agreement) -> Party:
    """The party that the address names, else the first one for which the person writes. Raises Refused."""
    parties, ordinal = parties_of(agreement), number_in(request, "pihak")
    party = next((party for party in parties if party.ordinal == ordinal), None)
    if party is None:
        writable = writes_for(request.user, agreement)
        party = next((party for party in parties if party.pk in writable), parties[0])
    ask_for(request, agreement, party)
    return party


def ask_for(request: SignedIn, agreement: Agreement, party: Party) -> None:
    """Raise Refused unless the person writes that party's rows."""
    answer = may_write_for(request.user, agreement, party)
    if not answer:
        raise Refused(answer)


def row_to_write(request: SignedIn, agreement: Agreement, rows: QuerySet[Any], pk: int) -> Any:
    """The row of that key, with its agreement and party. Raises Http404, or Refused unless the person writes it."""
    row = get_object_or_404(rows, pk=pk)
    row.agreement = agreement
    row.party = next(party for party in parties_of(agreement) if party.pk == row.party_id)
    ask_for(request, agreement, row.party)
    return row


def adding(request: SignedIn, form: RowForm, act: Callable[..., Row], **known: Any) -> HttpResponse | None:
    """Add the row that was typed, with what is `known` besides, and go back; nothing when the form has to say more."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        row = act(by=request.user, party=form.party, **known, **form.fields_to_write())
    except ValidationError as error:
        take_over(form, error)
        return None
    messages.success(request, saved_now())
    return redirect(back_to(row))


def changing(
    request: SignedIn,
    form: RowForm,
    row: Row,
    act: Callable[..., Row],
) -> tuple[HttpResponse | None, dict[str, Any]]:
    """Change the row; when somebody else was faster, what is stored now goes beside what was typed."""
    page: dict[str, Any] = {"edition": row.edition, "theirs": []}
    if request.method != "POST" or not form.is_valid():
        return None, page
    try:
        act(row, by=request.user, edition=_edition(request), **form.fields_to_write())
    except Stale as stale:
        if stale.current is None:
            words = _("Baris ini sudah dihapus orang lain; salin tulisan Anda bila masih diperlukan.")
            form.add_error(None, " ".join([words, last_step(row.agreement)]))
        else:
            told_stale(form, row.agreement)
            page = {"edition": stale.current.edition, "theirs": _theirs(form, stale.current)}
        return None, page
    except ValidationError as error:
        take_over(form, error)
        return None, page
    messages.success(request, saved_now())
    return redirect(back_to(row)), page


def _edition(request: SignedIn) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _theirs(form: RowForm, current: Row) -> list[tuple[Any, str]]:
    """The fields in which what is stored now differs from what was typed: label and stored value."""
    return [
        (form.fields[name].label if name in form.fields else _("Langkah"), told(current, name))
        for name, typed in form.fields_to_write().items()
        if getattr(current, name) != typed
    ]


def row_page(
    request: SignedIn, agreement: Agreement, form: RowForm, *, kind: str, **more: Any
) -> HttpResponse:
    """The page of one row; `kind` is a kind of provision, `funding` or `asset`."""
    of_money = kind in ("funding", "asset")
    label = _("Uang dan jangka waktu") if of_money else _("Hak, kewajiban, sanksi")
    list_url = reverse(f"agreements:draft-{'funding' if of_money else 'provisions'}", args=[agreement.ref])
    party = form.party
    page = {
        "agreement": agreement,
        "form": form,
        "kind": kind,
        "crumbs": [*crumbs(agreement), (label, list_url)],
        "cancel_url": f"{list_url}#pihak-{party.ordinal}",
        "whose": f"{designation(party.ordinal)}: {name_with_place(party.organization)}",
        "theirs": [],
        "edition": None,
        "others": [],
    }
    return render(request, "agreements/drafting/terms/row.html", page | more)


def removing(
    request: SignedIn, row: Row, act: Callable[..., None], *, title: str, verb: str, consequences: list[str]
) -> HttpResponse:
    """Take a row out, after a page that says what goes; then back to the party's rows."""
    agreement = row.agreement
    if request.method == "POST":
        act(row, by=request.user)
        messages.success(request, _("Baris dihapus."))
        return redirect(f"{list_of(row)}#pihak-{row.party.ordinal}")
    page = {
        "title": title,
        "verb": verb,
        "consequences": consequences,
        "cancel_url": back_to(row),
        "crumbs": crumbs(agreement),
    }
    return render(request, "components/confirm.html", page)


def list_of(row: Row) -> str:
    """The page on which the row stands."""
    name = "draft-provisions" if isinstance(row, Provision) else "draft-funding"
    return reverse(f"agreements:{name}", args=[row.agreement.ref])


def back_to(row: Row) -> str:
    """The row on its page."""
    place = {Provision: "ketentuan", Funding: "dana", Asset: "aset"}[type(row)]
    return f"{list_of(row)}#{place}-{row.pk}"
