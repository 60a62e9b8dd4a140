"""What people send about work done -> pictures and papers as they are kept, and a key that counts one sending once."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafting.fields import PlainTextForm
from agreements.monitoring.files.taking import Taken, taken

MOST_AT_ONCE = 6
ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf"


class EvidenceInput(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class EvidenceField(forms.FileField):
    """Up to six pictures or PDFs; gives a list of `Taken`, in the order in which the browser sent them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Foto atau berkas bukti"))
        kwargs.setdefault("required", False)
        kwargs.setdefault("allow_empty_file", True)
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "Foto atau PDF, sampai 6 berkas, masing-masing paling besar 10 MB. Letak pengambilan foto dihapus."
            ),
        )
        super().__init__(widget=EvidenceInput(attrs={"accept": ACCEPTED}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Taken]:
        """Every file judged by what it contains. Raises ValidationError in words."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            super().clean(None, initial)
            return []
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_("Paling banyak %d berkas sekali kirim.") % MOST_AT_ONCE, "many")
        return [taken(super(EvidenceField, self).clean(file, initial)) for file in given]


class KeyedForm(PlainTextForm):
    """A form that may arrive twice over a bad line: by its key, made with the page, the second is nothing new."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, label=gettext_lazy("Tanda kiriman"))


class EvidenceForm(KeyedForm):
    """A keyed form with pictures and papers."""

    files = EvidenceField()  # type: ignore[assignment]  # Django takes fields off the class; its own `files` stays
