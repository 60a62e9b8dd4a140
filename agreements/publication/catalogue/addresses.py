"""What was asked of the catalogue -> addresses that ask a little more, a little less, or something else."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.urls import get_script_prefix, reverse

from agreements.publication.filters import Catalogue


def address(asked: Mapping[str, Any], **changes: Any) -> str:
    """The address of the list for these questions with some of them changed; the empty ones are left out."""
    query = query_of(asked, **changes)
    path = _catalogue(get_script_prefix())
    return f"{path}?{query}" if query else path


@cache
def _catalogue(_prefix: str) -> str:
    """Where the catalogue is; a page of it holds a hundred of its addresses."""
    return reverse("agreements:catalogue")


def query_of(asked: Mapping[str, Any], **changes: Any) -> str:
    """What stands behind the question mark of that address."""
    questions = {name: asked.get(name) or "" for name in Catalogue.base_filters} | changes
    return urlencode({name: value for name, value in questions.items() if value})


def follow_address(asked: Mapping[str, Any]) -> str:
    """Where somebody asks to be told of what will fit these questions; empty where nothing is asked."""
    query = query_of(asked, urut="")
    return f"{reverse('agreements:follow')}?{urlencode({'apa': 'search', 'sasaran': query})}" if query else ""
