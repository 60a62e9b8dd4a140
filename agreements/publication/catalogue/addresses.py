"""What was asked of the catalogue -> addresses that ask a little more, a little less, or something else."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from agreements.publication.filters import Catalogue


def address(asked: Mapping[str, Any], **changes: Any) -> str:
    """The address of the list for these questions with some of them changed; the empty ones are left out."""
    questions = {name: asked.get(name) or "" for name in Catalogue.base_filters} | changes
    query = urlencode({name: value for name, value in questions.items() if value})
    path = reverse("agreements:catalogue")
    return f"{path}?{query}" if query else path
