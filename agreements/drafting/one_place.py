"""One place of a text -> the form that changes just it, for packages in which the rest of the text is closed."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.drafting.forms import ArticleForm, DetailsForm
from agreements.drafting.models import Article, Provision
from agreements.drafting.terms.forms import PROVISION_FORMS, RowForm
from agreements.record.models import Agreement


def line_form(line: Provision, posted: Mapping[str, Any] | None) -> RowForm:
    """The form of one right, obligation, limitation or sanction, as its kind asks for it."""
    return PROVISION_FORMS[line.kind](posted, instance=line, party=line.party)


def detail_field(agreement: Agreement, name: str) -> forms.Field:
    """The field of one particular, with its label, as drafters fill it in."""
    field: forms.Field = DetailsForm(instance=agreement).fields[name]
    return field


class OneArticleForm(ArticleForm):
    """The article that a remark is about: its heading and its text, which is not emptied."""

    class Meta(ArticleForm.Meta):
        model = Article
        fields = ("heading", "body")  # type: ignore[assignment]

    def __init__(self, *args: Any, known: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, known=known, **kwargs)
        self.fields["body"].required = bool(self.instance.body)

    def _post_clean(self) -> None:
        """Leave the article alone: the action writes, and checks, the article as it stands then."""


class OneDetailForm(DetailsForm):
    """The one particular that a remark is about."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for other in [field for field in self.fields if field != name]:
            del self.fields[other]
        self.name = name

    def clean(self) -> dict[str, Any]:
        """The first and the last day fit each other, of which one is not asked for here."""
        cleaned = super().clean()
        first = cleaned.get("starts_on", self.instance.starts_on)
        last = cleaned.get("ends_on", self.instance.ends_on)
        if self.name in ("starts_on", "ends_on") and first and last and last < first and not self.errors:
            raise ValidationError(
                {self.name: _("Tanggal berakhir tidak boleh sebelum tanggal mulai berlaku.")}
            )
        return cleaned

    def _post_clean(self) -> None:
        """Leave the agreement alone: the action writes, and checks, the agreement as it stands then."""
