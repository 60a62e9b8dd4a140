"""Codes, references and links as the interface writes them."""

from typing import Any

from django.conf import settings
from rest_framework import serializers


class Code(serializers.ChoiceField):
    """A code of the portal's vocabulary; nothing is null, never an empty text."""

    def __init__(self, choices: Any, **kwargs: Any) -> None:
        super().__init__([value for value, _label in choices], **kwargs)

    def to_representation(self, value: Any) -> Any:
        """The code itself."""
        return str(value) if value else None


class Words(serializers.CharField):
    """A text; nothing is null."""

    def to_representation(self, value: Any) -> Any:
        """The text itself."""
        return str(value) if value else None


def absolute(path: str) -> str:
    """The full address of one of the portal's pages."""
    return f"{settings.PUBLIC_URL}{path}"
