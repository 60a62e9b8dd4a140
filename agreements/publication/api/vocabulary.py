"""The codes that answers consist of -> what each of them means, in both languages."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.publication.api.fields import Code
from agreements.publication.api.frame import Public
from agreements.publication.api.shapes import PUBLIC_STAGES
from agreements.publication.privacy.models import Ground
from agreements.record import vocabulary as words
from villages.organizations.models import PartnerKind

LISTS: dict[str, Iterable[tuple[Any, Any]]] = {
    "kind": words.Kind.choices,
    "instrument": words.Instrument.choices,
    "form": words.Form.choices,
    "field": words.Field.choices,
    "purpose": words.Purpose.choices,
    "topic": words.Topic.choices,
    "stage": PUBLIC_STAGES,
    "partner_kind": PartnerKind.choices,
    "provision_kind": words.ProvisionKind.choices,
    "due_rule": words.DueRule.choices,
    "measure": words.Measure.choices,
    "content": words.Content.choices,
    "funding_source": words.FundingSource.choices,
    "asset_kind": words.AssetKind.choices,
    "asset_use": words.AssetUse.choices,
    "ground": Ground.choices,
}
"""Each list of codes that an answer may hold."""


class WordShape(serializers.Serializer):
    """One code and what it means."""

    list = Code([(name, name) for name in LISTS], help_text=_("Daftar kode."))
    code = serializers.CharField(help_text=_("Kode."))
    id = serializers.CharField(help_text=_("Artinya dalam bahasa Indonesia."))
    en = serializers.CharField(help_text=_("Artinya dalam bahasa Inggris."))


class WordsShape(serializers.Serializer):
    """All codes."""

    results = WordShape(many=True, help_text=_("Kode dan artinya."))


class Vocabulary(Public):
    """Every code with its meaning."""

    shape = WordsShape
    title = _("Kosakata")
    about = _("Arti setiap kode yang dipakai dalam jawaban.")

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """All of them, list by list."""
        found = [
            {"list": name, "code": str(code), **_in_each_language(label)}
            for name, codes in LISTS.items()
            for code, label in codes
        ]
        return WordsShape({"results": found}).data


def _in_each_language(label: Any) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said[language] = str(label)
    return said
