"""Write the provisions of a draft, one at a time."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from agreements.drafting.actions import Stale, open_for_edit
from agreements.drafting.models import Provision
from agreements.record.models import Agreement, Party
from villages.people.models import User


@transaction.atomic
def add_provision(agreement: Agreement, *, by: User, party: Party, **fields: Any) -> Provision:
    """Give a party one more right, obligation, limitation or sanction (`kind`, `text`, `due_on`, `amount`)."""
    current = open_for_edit(agreement, by)
    last = current.provisions.filter(party=party).aggregate(last=Max("ordinal"))["last"] or 0
    provision = Provision(agreement=current, party=party, ordinal=last + 1, **fields)
    provision.full_clean()
    provision.save()
    return provision


@transaction.atomic
def save_provision(provision: Provision, *, by: User, **fields: Any) -> Provision:
    """Change one provision (`kind`, `text`, `due_on`, `amount`). Raises Stale when it was removed meanwhile."""
    open_for_edit(provision.agreement, by)
    if not Provision.objects.filter(pk=provision.pk).exists():
        raise Stale(None)
    for name, value in fields.items():
        setattr(provision, name, value)
    provision.full_clean()
    provision.save(update_fields=list(fields))
    return provision


@transaction.atomic
def remove_provision(provision: Provision, *, by: User) -> None:
    """Take one provision out. Does nothing when it is gone already."""
    open_for_edit(provision.agreement, by)
    Provision.objects.filter(pk=provision.pk).delete()
