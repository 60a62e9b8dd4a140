"""What a person types to keep the filters of a list: a name; the filters themselves travel along."""

from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.desk.lists.filters import DeskList
from agreements.drafting.fields import PlainTextForm

_LONGEST = 1000


def questions(asked: QueryDict) -> dict[str, str]:
    """The filters of the list that an address names, the empty ones left out."""
    return {name: str(asked[name]) for name in DeskList.base_filters if asked.get(name)}


class SavedFilterForm(PlainTextForm):
    """A name for the filters of the list."""

    name = forms.CharField(
        label=gettext_lazy("Nama saringan"),
        max_length=60,
        help_text=gettext_lazy("Misalnya: Tinjauan kecamatan saya. Nama yang sama menggantikan yang lama."),
    )
    query = forms.CharField(widget=forms.HiddenInput, max_length=_LONGEST, required=False)

    def clean_query(self) -> str:
        """Only questions that the list knows are kept. Raises ValidationError when none is left."""
        asked = questions(QueryDict(self.cleaned_data["query"]))
        if not asked:
            raise ValidationError(_("Saring daftarnya dahulu, lalu simpan."))
        kept = urlencode(asked)
        if len(kept) > _LONGEST:
            raise ValidationError(_("Saringan ini terlalu panjang untuk disimpan."))
        return kept
