"""What a reviewer writes: a remark beside each article, one for the whole text, an opinion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.drafting.models import Article
from agreements.review.remarks.actions import NewRemark

LENGTH = 5000


def _area(rows: int, label: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "form": "putusan", "aria-label": label})


class OpinionForm(PlainTextForm):
    """What the officer says on the whole."""

    opinion = forms.CharField(
        label=gettext_lazy("Kesimpulan peninjau"),
        max_length=LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Tidak wajib; dibaca semua pihak bersama hasil peninjauan."),
    )


class RemarksForm(OpinionForm):
    """A field for every article of the text under review; at least one remark must be written."""

    def __init__(self, *args: Any, articles: Sequence[Article], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.articles = {f"a{article.pk}": article for article in articles}
        for key, article in self.articles.items():
            label = _("Catatan untuk Pasal %d") % article.ordinal
            self.fields[key] = forms.CharField(
                label=label, required=False, max_length=LENGTH, widget=_area(3, label)
            )
        self.fields["whole"] = forms.CharField(
            label=_("Catatan untuk seluruh naskah"),
            required=False,
            max_length=LENGTH,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Untuk hal yang tidak menyangkut satu pasal saja."),
        )
        self.order_fields([*self.articles, "whole", "opinion"])

    def clean(self) -> dict[str, Any]:
        """Returning a text without a word of what to change helps nobody."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.remarks():
            self.add_error("whole", _("Tulis paling sedikit satu catatan: apa yang harus diubah?"))
        return cleaned

    def remarks(self) -> list[NewRemark]:
        """What was written, the whole text first, then article by article."""
        written = [NewRemark(self.cleaned_data.get("whole", ""))]
        written += [
            NewRemark(self.cleaned_data.get(key, ""), article) for key, article in self.articles.items()
        ]
        return [remark for remark in written if remark.text.strip()]
