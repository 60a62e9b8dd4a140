"""The pages on which a district reads and writes its own dated rules, and sees what a change does before it is made."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.record.local_rule import LocalRule
from agreements.review.routes import actions
from agreements.review.routes.forms import FORMS, SLUG_OF, EndForm, OffForm, RuleForm
from agreements.review.routes.keeping import forget, keep, kept
from agreements.review.routes.pages import begin_name, book, shown
from agreements.review.routes.previewing import Preview, preview_of_end, preview_of_rule
from agreements.review.routes.queries import (
    history_of,
    known_to,
    may_read_rules,
    may_replace,
    may_switch_off,
    may_write_rules,
    regency_read_by,
    regency_ruled_by,
)
from agreements.review.routes.telling import name_of
from villages.people.access import SignedIn, ask
from villages.regions.models import Regency


def _readable(request: SignedIn) -> Regency:
    ask(may_read_rules(request.user))
    regency = regency_read_by(request.user)
    assert regency is not None
    return regency


def _written(request: SignedIn) -> Regency:
    ask(may_write_rules(request.user))
    regency = regency_ruled_by(request.user)
    assert regency is not None
    return regency


def _found(regency: Regency, pk: int) -> LocalRule:
    return get_object_or_404(known_to(regency).filter(code__in=SLUG_OF), pk=pk)


def _crumbs(rule: LocalRule | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Aturan peninjauan"), reverse("agreements:rules"))]
    if rule:
        name = name_of(rule.code, rule.key, rule.value)
        crumbs.append((name, reverse("agreements:rule", args=[rule.pk])))
    return crumbs


@require_safe
def index(request: SignedIn) -> HttpResponse:
    """Every rule that concerns the regency: what holds today, what is to come, what was."""
    regency = _readable(request)
    page = {
        "regency": regency,
        "sections": book(regency, timezone.localdate()),
        "writes": may_write_rules(request.user),
    }
    return render(request, "agreements/review/routes/rules.html", page)


@require_safe
def show(request: SignedIn, pk: int) -> HttpResponse:
    """One row: what it says, on what basis, between which days, who wrote it, and the verbs."""
    regency = _readable(request)
    rule, today = _found(regency, pk), timezone.localdate()
    writes, own = bool(may_write_rules(request.user)), rule.regency_id is not None
    page = {
        "rule": shown(rule, today),
        "crumbs": _crumbs(),
        "history": list(history_of(rule)) if own else [],
        "change": writes and may_replace(rule, today),
        "off": writes and may_switch_off(rule, today),
        "end": writes and own and actions.may_end(rule),
        "remove": writes and own and actions.has_not_begun(rule),
    }
    return render(request, "agreements/review/routes/rule.html", page)


def add(request: SignedIn, kind: str) -> HttpResponse:
    """Write a rule that the regency does not have yet."""
    regency = _written(request)
    if kind not in FORMS:
        raise Http404
    form = FORMS[kind](request.POST or None, regency=regency)
    return _fill_in(request, form, begin_name(kind), _crumbs())


def change(request: SignedIn, pk: int) -> HttpResponse:
    """Write the row that takes the place of this one from a day on."""
    regency = _written(request)
    rule = _found(regency, pk)
    if not may_replace(rule, timezone.localdate()):
        raise Http404
    form = FORMS[SLUG_OF[rule.code]](request.POST or None, regency=regency, rule=rule)
    title = _("Ubah: %(name)s") % {"name": name_of(rule.code, rule.key, rule.value)}
    return _fill_in(request, form, title, _crumbs(rule))


def switch_off(request: SignedIn, pk: int) -> HttpResponse:
    """Say from when a national rule does not hold here, and why."""
    regency = _written(request)
    rule = _found(regency, pk)
    if not may_switch_off(rule, timezone.localdate()):
        raise Http404
    form = OffForm(request.POST or None, regency=regency, rule=rule)
    title = _("Matikan di kabupaten ini: %(name)s") % {"name": name_of(rule.code, rule.key, rule.value)}
    return _fill_in(request, form, title, _crumbs(rule))


def _fill_in(request: SignedIn, form: RuleForm, title: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    """The form of a rule; once it is sound, the page that shows what it does."""
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        if _sound(form, lambda: actions.proposed(by=request.user, **facts)):
            return redirect("agreements:rule-check", keep(request.session, facts))
    return _form(request, form, title, crumbs)


def _sound(form: Form, try_it: Callable[[], Any]) -> bool:
    """Whether the change could be made; else the form says beside which field why not."""
    try:
        try_it()
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, words in told.items():
            form.add_error(name if name in form.fields else None, words)
        return False
    return True


def _form(request: SignedIn, form: Form, title: str, crumbs: list[tuple[str, str]]) -> HttpResponse:
    page = {"form": form, "title": title, "crumbs": crumbs, "cancel_url": crumbs[-1][1]}
    return render(request, "agreements/review/routes/write.html", page)


def end(request: SignedIn, pk: int) -> HttpResponse:
    """Say on which day a rule of the regency holds for the last time."""
    rule = _found(_written(request), pk)
    if rule.regency_id is None or not actions.may_end(rule):
        raise Http404
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["last_day"]
        if _sound(form, lambda: actions.ending(rule, by=request.user, last_day=day)):
            mark = keep(request.session, {"rule": rule.pk, "last_day": day})
            return redirect("agreements:rule-check", mark)
    title = _("Akhiri: %(name)s") % {"name": name_of(rule.code, rule.key, rule.value)}
    return _form(request, form, title, _crumbs(rule))


def remove(request: SignedIn, pk: int) -> HttpResponse:
    """Take back a rule that has not begun, after a page that says so."""
    rule = _found(_written(request), pk)
    if rule.regency_id is None or not actions.has_not_begun(rule):
        raise Http404
    if request.method == "POST":
        actions.remove_rule(rule, by=request.user)
        messages.success(request, _("Aturan dibatalkan."))
        return redirect("agreements:rules")
    page = {
        "title": _("Batalkan aturan yang belum berlaku?"),
        "verb": _("Batalkan aturan"),
        "consequences": [
            _("“%(name)s” yang akan berlaku %(day)s tidak jadi berlaku.") % _named(rule),
            _("Aturan yang sudah diakhiri karena digantikannya tetap berakhir pada harinya."),
        ],
        "crumbs": _crumbs(rule),
        "cancel_url": reverse("agreements:rule", args=[pk]),
    }
    return render(request, "components/confirm.html", page)


def _named(rule: LocalRule) -> dict[str, str]:
    day = date_format(rule.starts_on, "j F Y")
    return {"name": name_of(rule.code, rule.key, rule.value), "day": day}


def check(request: SignedIn, mark: str) -> HttpResponse:
    """What a change does, before it is made; the button makes it."""
    regency = _written(request)
    change = kept(request.session, mark)
    if change is None:
        raise Http404
    try:
        if request.method == "POST":
            return _made(request, regency, change, mark)
        page = _effect(request, regency, change)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("agreements:rules")
    return render(request, "agreements/review/routes/check.html", page)


def _effect(request: SignedIn, regency: Regency, change: dict[str, Any]) -> dict[str, Any]:
    rule, preview = _previewed(request, regency, change)
    today = timezone.localdate()
    return {
        "rule": shown(rule, today),
        "ends": "rule" in change,
        "preview": preview,
        "before": shown(preview.before, today) if preview.before else None,
        "after": shown(preview.after, today) if preview.after else None,
        "crumbs": _crumbs(),
    }


def _previewed(request: SignedIn, regency: Regency, change: dict[str, Any]) -> tuple[LocalRule, Preview]:
    if "rule" in change:
        found = _found(regency, change["rule"])
        rule = actions.ending(found, by=request.user, last_day=change["last_day"])
        return rule, preview_of_end(rule, change["last_day"], request.user)
    rule = actions.proposed(by=request.user, **change)
    return rule, preview_of_rule(rule, request.user)


def _made(request: SignedIn, regency: Regency, change: dict[str, Any], mark: str) -> HttpResponse:
    if "rule" in change:
        found = _found(regency, change["rule"])
        rule = actions.end_rule(found, by=request.user, last_day=change["last_day"])
    else:
        rule = actions.begin_rule(by=request.user, **change)
    forget(request.session, mark)
    messages.success(request, _("Aturan disimpan. Putaran yang sedang berjalan tidak berubah."))
    return redirect("agreements:rule", rule.pk)
