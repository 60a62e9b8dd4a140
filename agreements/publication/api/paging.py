"""A long list -> one page of it and the address of the next, which begins after a key."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

MOST = 100
"""Rows that one page may have."""
USUAL = 20


class Paged(forms.Form):
    """After which key a page begins, and how long it is."""

    sesudah = forms.CharField(
        label=_("Awal halaman"),
        required=False,
        max_length=120,
        help_text=_("Kunci dari `next` pada jawaban sebelumnya; jangan disusun sendiri."),
    )
    jumlah = forms.IntegerField(
        label=_("Baris per halaman"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("Paling banyak 100; bila kosong 20."),
    )


def by_key(rows: QuerySet[Any, Any], key: str, asked: dict[str, Any]) -> tuple[list[Any], str]:
    """The page of rows whose unique key comes after the one asked for, and the key for the next; empty at the end."""
    if asked["sesudah"]:
        rows = rows.filter(**{f"{key}__gt": asked["sesudah"]})
    size = asked["jumlah"] or USUAL
    found = list(rows.order_by(key)[: size + 1])
    return found[:size], str(getattr(found[size - 1], key)) if len(found) > size else ""


def page(request: Request, rows: Any, following: str) -> dict[str, Any]:
    """The answer of a list: the rows, and the address of the next ones (null on the last page)."""
    query = request.query_params.copy()
    query["sesudah"] = following
    address = f"{settings.PUBLIC_URL}{request.path}?{query.urlencode()}"
    return {"results": rows, "next": address if following else None}
