"""The value of a local rule -> nothing, or the reason why it does not have the shape that its code asks for."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from agreements.record.models import Attachment
from agreements.record.rules import Code
from agreements.record.vocabulary import AssetUse
from agreements.review.models import Effect
from agreements.review.routes.conditions import check
from agreements.review.routes.planning import AGENCY
from villages.organizations.models import OfficeKind

MOST_DAYS = 60
"""Working days that an office may take, and calendar days that a consultation may stay open, at most."""
MOST_YEARS = 30
LEASE_YEARS = 3
"""Permendagri 1/2016 art. 12: village assets are leased for three years at most."""
MOST_QUESTIONS, QUESTION_LENGTH = 20, 300
LIMITED = (AssetUse.LEASE, AssetUse.LOAN, AssetUse.JOINT_USE, AssetUse.BUILD_TRANSFER)
"""On which footings a village asset is lent for a limited time; the keys of MAXIMUM_YEARS besides the empty one."""


def check_value(code: str, key: str, value: Any) -> None:
    """Raise ValidationError unless `value` is what `record.rules` documents for the code; false switches a rule off.

    The agency's own step cannot be switched off or lose its force: somebody must decide.
    """
    if value is False:
        if (code, key) == (Code.REVIEW_STEP, AGENCY):
            raise ValidationError(_("DPMD memimpin setiap putaran; langkahnya tidak dapat dimatikan."))
        return
    shapes = {
        Code.REVIEW_STEP: _step,
        Code.CHECKLIST: _checklist,
        Code.REQUIRED_DOCUMENT: _document,
        Code.CONSULTATION: _consultation,
        Code.HOLIDAYS: _holidays,
        Code.MAXIMUM_YEARS: _years,
    }
    if code in shapes and not shapes[Code(code)](key, value):
        raise ValidationError(_("Isi aturan ini tidak lengkap atau keliru."))


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _step(key: str, value: Any) -> bool:
    wanted = {"office", "order", "effect", "days", "when", "escalate_to"}
    if not isinstance(value, dict) or set(value) != wanted or not key:
        return False
    check(value["when"])
    if key == AGENCY and (
        value["office"] != OfficeKind.VILLAGE_AGENCY or value["effect"] != Effect.BLOCKING or value["when"]
    ):
        raise ValidationError(_("Langkah DPMD selalu mengikat dan tanpa syarat."))
    return (
        value["office"] in OfficeKind.values
        and value["effect"] in Effect.values
        and _whole(value["order"], 1, 9)
        and _whole(value["days"], 1, MOST_DAYS)
        and value["escalate_to"] in ("", *OfficeKind.values)
        and value["escalate_to"] != value["office"]
    )


def _checklist(key: str, value: Any) -> bool:
    return (
        bool(key)
        and isinstance(value, list)
        and 0 < len(value) <= MOST_QUESTIONS
        and all(isinstance(text, str) and 0 < len(text) <= QUESTION_LENGTH for text in value)
    )


def _document(key: str, value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"kind", "when"}:
        return False
    check(value["when"])
    return value["kind"] in Attachment.Kind.values


def _consultation(key: str, value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"days", "when"}:
        return False
    check(value["when"])
    return _whole(value["days"], 1, MOST_DAYS)


def _holidays(key: str, value: Any) -> bool:
    if not key or not isinstance(value, list) or not value:
        return False
    try:
        return all(dt.date.fromisoformat(day) for day in value)
    except (TypeError, ValueError):
        return False


def _years(key: str, value: Any) -> bool:
    if key == AssetUse.LEASE and _whole(value, LEASE_YEARS + 1, 99):
        raise ValidationError(_("Aset desa disewakan paling lama 3 tahun (Permendagri 1/2016 Pasal 12)."))
    return key in ("", *LIMITED) and _whole(value, 1, MOST_YEARS)
