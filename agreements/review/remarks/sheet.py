"""One remark before one reader, with the form of the place that it unlocks: shown; and what was typed -> an answer."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.article_page import Conflict, conflict_of
from agreements.drafting.one_place import OneArticleForm, OneDetailForm, line_form
from agreements.drafting.terms.telling import told
from agreements.drafting.typed import Typed
from agreements.drafting.views.common import known_placeholders, take_over, told_stale
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.retyping import shown
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.pages import last_step
from agreements.review.models import Remark, Reply
from agreements.review.remarks import answering
from agreements.review.remarks.actions import say
from agreements.review.remarks.forms import SayForm
from agreements.review.remarks.pages import Reader
from agreements.review.remarks.places import Place, detail_label, mark, place_of_remark, text_at
from villages.people.access import Answer, SignedIn


class Sheet:
    """A remark's page: subclasses know the form of the place that it unlocks; here there are only words."""

    def __init__(self, request: SignedIn, agreement: Agreement, row: Remark) -> None:
        self.request, self.agreement, self.row = request, agreement, row
        self.item = Reader(request.user, agreement, row.round).shown(row)
        self.posted = request.POST if request.method == "POST" else None
        self.say = SayForm(self.posted)
        self.conflict: Conflict | None = None
        self.theirs: list[tuple[str, str]] = []
        self.hidden: dict[str, str] = {}

    @cached_property
    def form(self) -> forms.BaseForm | None:
        """The place as a form; None where this reader only speaks."""
        return None

    @property
    def fields(self) -> list[Any]:
        """The fields of the form that stand below one another."""
        return self.form.visible_fields() if self.form else []

    def answer(self) -> Reply | None:
        """Do what was typed; None when the page has to say more. Raises Refused."""
        if not self.say.is_valid() or (self.form and not self.form.is_valid()):
            return None
        try:
            return self.write(text=self.say.cleaned_data["note"], by=self.request.user)
        except Stale as stale:
            if stale.current is None:
                words = _("Tempat ini sudah tidak ada dalam naskah.")
                raise Refused(Answer(False, f"{words} {last_step(self.agreement)}")) from None
            self.beside(stale)
        except ValidationError as error:
            take_over(self.form or self.say, error)
        return None

    def write(self, **said: Any) -> Reply:
        """The action of this kind of place."""
        return say(self.row, **said)

    def beside(self, stale: Stale) -> None:
        """Show what somebody else saved meanwhile beside what was typed."""

    def page(self) -> dict[str, Any]:
        """What the page shows."""
        return {
            "agreement": self.agreement,
            "item": self.item,
            "form": self.form,
            "say": self.say,
            "fields": self.fields,
            "hidden": self.hidden,
            "conflict": self.conflict,
            "theirs": self.theirs,
        }


class ArticleSheet(Sheet):
    """A remark that unlocks an article."""

    def __init__(self, request: SignedIn, agreement: Agreement, row: Any) -> None:
        super().__init__(request, agreement, row)
        self.article = row.article
        self.typed = Typed.of(self.posted or {}, self.agreement)
        edition = self.typed.edition or self.article.edition
        self.hidden = {"edition": str(edition), "order": ",".join(map(str, self.typed.order))}

    @cached_property
    def form(self) -> forms.BaseForm:
        """Heading and text, as people read them."""
        order = self.typed.order
        said = {"heading": spoken(self.article.heading, order), "body": shown(self.article.body, order)}
        known = known_placeholders(self.agreement)
        return OneArticleForm(self.posted, instance=copy.copy(self.article), initial=said, known=known)

    def write(self, **said: Any) -> Reply:
        """Over the edition that was shown, or over the other's that the writer has seen since."""
        typed, given = self.typed, said | {name: self.form.cleaned_data[name] for name in ("heading", "body")}
        edition = typed.over or typed.edition
        try:
            return answering.answer_article(self.row, edition=edition, order=typed.order, **given)
        except Stale as stale:
            if not (stale.merged and stale.current and typed.merged == stale.current.edition):
                raise
            return answering.answer_article(self.row, **given | answering.merged_with(stale, self.row))

    def beside(self, stale: Stale) -> None:
        """Both texts, and both together where they do not touch."""
        found = conflict_of(stale, self.agreement, self.typed.order)
        self.conflict = replace(found, url=self.item.url)


class ProvisionSheet(Sheet):
    """A remark that unlocks a line of one party."""

    def __init__(self, request: SignedIn, agreement: Agreement, row: Any) -> None:
        super().__init__(request, agreement, row)
        self.line = row.provision
        self.typed = Typed.of(self.posted or {}, self.agreement)
        self.hidden = {"edition": str(self.typed.edition or self.line.edition)}

    @cached_property
    def form(self) -> Any:
        """What this kind of line says."""
        return line_form(self.line, self.posted)

    @property
    def fields(self) -> list[Any]:
        """With the steps of a sanction in their order."""
        return self.form.visible_fields()

    def write(self, **said: Any) -> Reply:
        """Over the edition that was shown."""
        fields = self.form.fields_to_write()
        return answering.answer_provision(self.row, edition=self.typed.edition, fields=fields, **said)

    def beside(self, stale: Stale) -> None:
        """The fields that read otherwise now."""
        told_stale(self.form, self.agreement)
        self.hidden = {"edition": str(stale.current.edition)}
        for name, typed in self.form.fields_to_write().items():
            if getattr(stale.current, name) != typed:
                label = self.form.fields[name].label if name in self.form.fields else _("Langkah")
                self.theirs.append((str(label), told(stale.current, name)))


class DetailSheet(Sheet):
    """A remark that unlocks one particular."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.hidden = {"seen": self.posted.get("seen", "") if self.posted else self.item.seen}

    @cached_property
    def form(self) -> forms.BaseForm:
        """The one field."""
        return OneDetailForm(self.posted, instance=copy.copy(self.agreement), name=self.row.detail)

    def write(self, **said: Any) -> Reply:
        """Over what was shown."""
        value = self.form.cleaned_data[self.row.detail]
        return answering.answer_detail(self.row, seen=self.hidden["seen"], value=value, **said)

    def beside(self, stale: Stale) -> None:
        """What stands there now."""
        told_stale(self.form, self.agreement)
        now = text_at(stale.current, Place(detail=self.row.detail))
        self.hidden = {"seen": mark(now)}
        self.theirs = [(detail_label(self.row.detail), now)]


def sheet_of(request: SignedIn, agreement: Agreement, row: Remark) -> Sheet:
    """The remark as this reader gets it: with its place to change where it is unlocked for them."""
    plain = Sheet(request, agreement, row)
    if not plain.item.unlocks:
        return plain
    place = place_of_remark(row)
    kind: Callable[..., Sheet] = (
        ArticleSheet if place.article else ProvisionSheet if place.provision else DetailSheet
    )
    return kind(request, agreement, row)
