"""An agreement -> which day it is where its villages are: a deadline passes at midnight there, not in Jakarta."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from agreements.record.access import regency_of
from agreements.record.models import Agreement
from villages.regions.zones import WIT, zone_of


def zone_at(agreement: Agreement) -> ZoneInfo:
    """The time zone of the first village among the parties, as of the regency that reviews."""
    return zone_of(regency_of(agreement))


def today_at(agreement: Agreement) -> dt.date:
    """Which day it is there now."""
    return timezone.localdate(timezone=zone_at(agreement))


def day_at(agreement: Agreement, moment: dt.datetime) -> dt.date:
    """On which day there that moment lay."""
    return timezone.localdate(moment, timezone=zone_at(agreement))


def furthest_day() -> dt.date:
    """The latest day that it is anywhere in Indonesia now: nothing later can be due yet."""
    return timezone.localdate(timezone=WIT)
