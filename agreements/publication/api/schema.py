"""The addresses of the interface -> an OpenAPI 3.1 document: parameters from the forms, answers from the shapes."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from agreements.publication.api.problems import MEDIA_TYPE

PREFIX = "/api/v1/"
EXPLAINED = {
    "q": gettext_lazy(
        "Setiap kata harus ada: dalam judul, ringkasan, naskah, atau nama dan tempat para pihak."
    ),
    "tahun": gettext_lazy("Tahun mulai berlaku, misalnya 2026."),
    "berakhir": gettext_lazy("Dalam sekian hari, 1 sampai 3660; hanya yang masih berlaku."),
    "wilayah": gettext_lazy("Kode provinsi, kabupaten/kota, atau kecamatan (Kemendagri), misalnya 33.05."),
    "desa": gettext_lazy("Kode desa (Kemendagri), misalnya 33.05.01.2001."),
    "mitra": gettext_lazy("Alamat halaman mitra."),
    "urut": gettext_lazy("Bila kosong, yang terbaru lebih dahulu; bila ada kata, yang paling cocok."),
}
"""What the catalogue's page shows by its form and a program has to be told."""
NO_NUL = r"^[^\u0000]*$"


class ProblemShape(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text=gettext_lazy("Alamat penjelasannya."))
    title = serializers.CharField(help_text=gettext_lazy("Apa yang terjadi."))
    status = serializers.IntegerField(help_text=gettext_lazy("Status HTTP."))
    detail = serializers.CharField(help_text=gettext_lazy("Apa yang dapat dilakukan."))
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text=gettext_lazy("Apa yang keliru pada parameter yang mana."),
    )


class Described(AutoSchema):
    """Says of one address what its class says of itself: title, parameters, answers, problems."""

    def get_operation_id(self) -> str:
        """The name of the class: programs make their own names from it."""
        return type(self.view).__name__

    def get_tags(self) -> list[str]:
        """The first word of the address."""
        return [self.path.removeprefix(PREFIX).split("/")[0] or "v1"]

    def get_summary(self) -> str:
        """The title."""
        return str(self.view.title)

    def get_description(self) -> str:
        """What it answers."""
        return str(self.view.about)

    def get_auth(self) -> list[Any]:
        """Nobody needs to be known."""
        return []

    def _get_filter_parameters(self) -> list[Any]:
        return []

    def get_override_parameters(self) -> list[Any]:
        """The parts of the path and the fields of the form."""
        named = [
            OpenApiParameter(name, {"type": "string", "pattern": _pattern(pattern)}, "path", required=True)
            for name, pattern in self.view.path.items()
        ]
        asked = [question({}) for question in self.view.questions]
        fields = [item for one in asked for item in getattr(one, "form", one).fields.items()]
        return named + [_parameter(name, field) for name, field in fields]

    def get_request_serializer(self) -> None:
        """Nothing is sent."""

    def get_response_serializers(self) -> dict[Any, Any]:
        """The answer, and each problem that may come instead of it."""
        answer = self.view.shape
        if self.view.many:
            rows = {"results": answer(many=True, help_text=_("Barisnya."))}
            following = serializers.URLField(
                allow_null=True, help_text=_("Alamat halaman berikutnya; null pada halaman terakhir.")
            )
            answer = inline_serializer(f"{type(self.view).__name__}Page", {**rows, "next": following})
        expected = [400, 429] + ([404] if self.view.path else [])
        problems = {
            (status, MEDIA_TYPE): OpenApiResponse(ProblemShape, _problem(status)) for status in expected
        }
        return {200: OpenApiResponse(answer, str(self.view.title)), **problems}


def _problem(status: int) -> str:
    return {
        400: _("Parameter keliru atau tidak dikenal."),
        404: _("Tidak ada data yang terbuka di alamat ini."),
        429: _("Terlalu sering bertanya; tunggu selama `Retry-After`."),
    }[status]


def _parameter(name: str, field: forms.Field) -> OpenApiParameter:
    """What may stand behind one question mark."""
    several = isinstance(field, forms.MultipleChoiceField)
    said: dict[str, Any] = _values(field)
    if several:
        said = {"type": "array", "items": said}
    about = field.help_text or EXPLAINED.get(name, "")
    description = " ".join(filter(None, [f"{field.label}.", str(about)]))
    return OpenApiParameter(name, said, "query", description=description, explode=True if several else None)


def _values(field: forms.Field) -> dict[str, Any]:
    """The values that a field takes, as JSON schema; an empty one always means that nothing was asked."""
    if isinstance(field, forms.ChoiceField):
        codes = [str(code) for code in _codes(field.choices)]
        return {"type": "string", "enum": codes if "" in codes else ["", *codes]}
    if isinstance(field, forms.IntegerField):
        bounds = {"minimum": field.min_value, "maximum": field.max_value}
        return {"type": "integer", **{key: value for key, value in bounds.items() if value is not None}}
    said: dict[str, Any] = {"type": "string", "pattern": NO_NUL}
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            said["maxLength"] = validator.limit_value
        if isinstance(validator, RegexValidator) and not validator.inverse_match:
            said["pattern"] = f"^$|{_pattern(re.compile(validator.regex).pattern)}"
    return said


def _codes(choices: Any) -> Iterator[Any]:
    for code, label in choices:
        if isinstance(label, list | tuple):
            yield from _codes(label)
        else:
            yield code


def _pattern(pattern: str) -> str:
    """The pattern as other languages write it."""
    return re.sub(r"\\[Zz]$", "$", pattern).replace(r"\d", "[0-9]")


def document() -> dict[str, Any]:
    """The whole interface in the reader's language."""
    return _document(get_language() or settings.LANGUAGE_CODE)


@cache
def _document(language: str) -> dict[str, Any]:
    found = SchemaGenerator(api_version="1").get_schema(request=None, public=True)
    found["info"] = {
        "title": _("Data terbuka kerja sama desa"),
        "version": "1",
        "description": _(
            "Kerja sama desa yang terbuka bagi umum, untuk dibaca program. Tanpa kunci, tanpa akun."
        ),
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    }
    found["servers"] = [{"url": settings.PUBLIC_URL}]
    for shape in found["components"]["schemas"].values():
        shape.pop("description", None)
        if shape.get("type") == "object" and "properties" in shape:
            shape["additionalProperties"] = False
            shape["properties"] = {
                name: {key: value for key, value in said.items() if key != "readOnly"}
                for name, said in shape["properties"].items()
            }
    return _plain(found)


def _plain(value: Any) -> Any:
    """The same data with every translated text as plain text."""
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
