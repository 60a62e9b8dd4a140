"""An agreement that ends or has ended -> a new one with the text that holds today and days of its own."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.actions import DETAILS
from agreements.drafting.amending.beginning import text_before
from agreements.drafting.sources.actions import begin_from
from agreements.monitoring.ending.lasting import last_day
from agreements.record import journal
from agreements.record.access import parties_of
from agreements.record.crossing import ask, lock
from agreements.record.models import Agreement
from agreements.record.place_days import today_at
from agreements.record.stages import Stage
from villages.organizations.lineage.queries import merged_into
from villages.organizations.models import Organization
from villages.people.models import User


@transaction.atomic
def renew(agreement: Agreement, *, by: User, starts_on: dt.date, ends_on: dt.date) -> Agreement:
    """Begin the agreement that follows this one: same parties, the text as its addenda have left it, new days.

    It is reviewed and signed like any other, and binds nobody before. Raises Refused, or ValidationError by field for
    days that cannot be: two agreements of the same words never hold at once.
    """
    current = lock(agreement)
    ask(by, "renew", current)
    if current.stage == Stage.IN_FORCE and starts_on <= last_day(current):
        words = _(
            "Perpanjangan mulai sesudah hari terakhir kerja sama ini; sebelum itu, ubahlah dengan adendum."
        )
        raise ValidationError({"starts_on": words})
    facts = {name: getattr(current, name) for name in DETAILS}
    facts |= {"starts_on": starts_on, "ends_on": ends_on}
    organizations = _living([party.organization for party in parties_of(current)], today_at(current))
    text = text_before(current)
    made = begin_from(current, by=by, organizations=organizations, parent=current, text=text, **facts)
    journal.append(current, "renew", by=by, on_behalf_of=made.initiator, details={"renewal": made.ref})
    return made


def _living(organizations: Sequence[Organization], day: dt.date) -> list[Organization]:
    """The parties of today: in the place of a village that merged the one that carries it on, each once."""
    found = (merged_into(organization, day) or organization for organization in organizations)
    return list({organization.pk: organization for organization in found}.values())


def proposed_days(agreement: Agreement) -> tuple[dt.date, dt.date]:
    """The days that suggest themselves: from the day after the last one, for as long as before."""
    first = last_day(agreement) + dt.timedelta(days=1)
    return first, first + (agreement.ends_on - agreement.starts_on)
