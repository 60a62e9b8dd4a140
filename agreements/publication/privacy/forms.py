"""What somebody says who keeps an article from the public: which one, on which ground of the law, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.documents.numbering import Article
from agreements.drafting.fields import PlainTextForm
from agreements.publication.privacy.models import Ground


class ExclusionForm(PlainTextForm):
    """One article, one ground, one reason that everybody will read."""

    article = forms.TypedChoiceField(label=_("Pasal"), coerce=int)
    ground = forms.ChoiceField(
        label=_("Dasar menurut UU 14/2008 Pasal 17"),
        widget=forms.RadioSelect,
        choices=Ground.choices,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dibaca siapa saja di tempat pasal itu. Jangan menulis hal yang hendak dikecualikan."),
    )

    def __init__(self, *args: Any, articles: Iterable[Article], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one.label} {one.heading}".strip()) for one in articles]
        self.fields["article"].choices = [("", _("Pilih pasal")), *choices]  # type: ignore[attr-defined]
