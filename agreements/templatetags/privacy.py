"""Turns what people typed into what the public may read of it."""

from typing import Any

from django import template

from agreements.publication.privacy.masking import mask

register = template.Library()


@register.filter
def covered(text: Any) -> str:
    """The text with personal data covered; for what a public page takes from anywhere but the covered text."""
    return mask(str(text or ""))
