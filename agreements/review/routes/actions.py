"""The verbs with which a district writes its rules: begin one, end one, take one back that has not begun.

A row that has begun is never edited, only ended; what was asked of a round keeps pointing to it. Django's log of the
administration says who did what and when.
"""

import datetime as dt
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.record.local_rule import LocalRule
from agreements.review.routes.queries import may_write_rules, regency_ruled_by
from agreements.review.routes.shapes import check_value
from villages.people.access import Answer, Refused, ask
from villages.people.models import User
from villages.regions.models import Regency

_DAY = dt.timedelta(days=1)


def proposed(
    *,
    by: User,
    code: str,
    key: str,
    value: Any,
    legal_basis: str,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
) -> LocalRule:
    """The rule as it would be written for the officer's regency, checked but not stored.

    It begins today at the earliest and never lies over another row of the same rule that begins later. Raises Refused,
    or ValidationError by field.
    """
    regency = _regency(by)
    if starts_on < timezone.localdate():
        raise ValidationError({"starts_on": _("Aturan tidak berlaku surut; pilih hari ini atau sesudahnya.")})
    check_value(code, key, value)
    rule = LocalRule(
        code=code,
        key=key,
        regency=regency,
        value=value,
        legal_basis=legal_basis,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    rule.full_clean(exclude=["value"])
    later = _own(rule).filter(starts_on__gt=starts_on).order_by("starts_on").first()
    if later and (ends_on is None or ends_on >= later.starts_on):
        words = _(
            "Mulai %(day)s sudah ada aturan berikutnya; batalkan dahulu, atau akhiri aturan ini sebelumnya."
        )
        raise ValidationError({"ends_on": words % {"day": date_format(later.starts_on, "j F Y")}})
    return rule


@transaction.atomic
def begin_rule(*, by: User, **facts: Any) -> LocalRule:
    """Write a rule for the officer's regency; the row of the same rule that still runs then ends the day before.

    A value of false switches a national rule off. Running rounds keep what was asked. Raises as `proposed`.
    """
    Regency.objects.select_for_update().get(pk=_regency(by).pk)
    rule = proposed(by=by, **facts)
    for before in _own(rule).filter(starts_on__lt=rule.starts_on).filter(_running(rule.starts_on)):
        before.ends_on = rule.starts_on - _DAY
        before.save(update_fields=["ends_on"])
        _log(by, before, CHANGE, _("Berakhir karena diganti."))
    rule.save()
    _log(by, rule, ADDITION, _("Ditulis."))
    return rule


def ending(rule: LocalRule, *, by: User, last_day: dt.date) -> LocalRule:
    """The rule as it would stand if it ended on that day, checked but not stored.

    Raises Refused for a rule that has ended or is not the regency's, ValidationError for a day that does not do.
    """
    current = LocalRule.objects.select_related("regency").get(pk=rule.pk)
    if current.regency_id != _regency(by).pk:
        raise Refused(Answer(False, _("Aturan ini bukan milik kabupaten Anda.")))
    if not may_end(current):
        raise Refused(Answer(False, _("Aturan ini sudah berakhir.")))
    if last_day < timezone.localdate() or last_day < current.starts_on:
        raise ValidationError(
            {"last_day": _("Hari terakhir tidak boleh sebelum hari ini atau hari mulainya.")}
        )
    if current.ends_on and last_day > current.ends_on:
        words = _("Aturan ini sudah akan berakhir sebelum hari itu; tulis aturan baru untuk sesudahnya.")
        raise ValidationError({"last_day": words})
    current.ends_on = last_day
    return current


@transaction.atomic
def end_rule(rule: LocalRule, *, by: User, last_day: dt.date) -> LocalRule:
    """Let a rule of one's own regency end; after that day the national one holds again, if there is one.

    Raises as `ending`.
    """
    Regency.objects.select_for_update().get(pk=_regency(by).pk)
    current = ending(rule, by=by, last_day=last_day)
    current.save(update_fields=["ends_on"])
    _log(by, current, CHANGE, _("Hari terakhir ditetapkan."))
    return current


@transaction.atomic
def remove_rule(rule: LocalRule, *, by: User) -> None:
    """Take back a rule that has not begun. Raises Refused once it has: then it can only end."""
    regency = Regency.objects.select_for_update().get(pk=_regency(by).pk)
    current = LocalRule.objects.get(pk=rule.pk)
    if current.regency_id != regency.pk:
        raise Refused(Answer(False, _("Aturan ini bukan milik kabupaten Anda.")))
    if not has_not_begun(current):
        raise Refused(Answer(False, _("Aturan yang sudah berlaku tidak dapat dibatalkan; akhiri saja.")))
    _log(by, current, DELETION, _("Dibatalkan sebelum berlaku."))
    current.delete()


def may_end(rule: LocalRule) -> bool:
    """Whether the rule has a day left on which it could end."""
    return rule.ends_on is None or rule.ends_on > timezone.localdate()


def has_not_begun(rule: LocalRule) -> bool:
    """Whether the rule only holds from a later day on."""
    return rule.starts_on > timezone.localdate()


def _regency(by: User) -> Regency:
    ask(may_write_rules(by))
    regency = regency_ruled_by(by)
    assert regency is not None
    return regency


def _own(rule: LocalRule) -> Any:
    """The other rows of the same rule in the same regency."""
    same = LocalRule.objects.filter(code=rule.code, key=rule.key, regency=rule.regency)
    return same.exclude(pk=rule.pk).order_by("starts_on")


def _running(day: dt.date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)


def _log(by: User, rule: LocalRule, flag: int, words: str) -> None:
    LogEntry.objects.create(
        user=by,
        content_type=ContentType.objects.get_for_model(LocalRule),
        object_id=str(rule.pk),
        object_repr=str(rule)[:200],
        action_flag=flag,
        change_message=words,
    )
