"""Write what each party may, must, must not and brings in, row by row; who was slower sees both and nothing is lost."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale, open_for_edit
from agreements.drafting.models import Asset, Funding, Provision
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Measure, ProvisionKind
from villages.people.models import User

Row = TypeVar("Row", Provision, Funding, Asset)
BREACHABLE = (ProvisionKind.OBLIGATION, ProvisionKind.LIMITATION)
"""What can be breached, and so be answered by a sanction."""
MOST_STEPS = 6
"""The most steps of one sanction."""
MOST_ROWS = 400
"""The most rows of one kind in one agreement; a printed text takes no more."""
_MOST_WARNINGS = 3


@transaction.atomic
def add_provision(agreement: Agreement, *, by: User, party: Party, **fields: Any) -> Provision:
    """Give a party one more right, obligation, limitation or sanction (fields of `Provision`), behind its others.

    Raises Refused where the party writes its rows itself, ValidationError by field for a contradiction.
    """
    current = open_for_edit(agreement, by, party=party)
    last = current.provisions.filter(party=party).aggregate(last=Max("ordinal"))["last"] or 0
    return _add(Provision(agreement=current, party=party, ordinal=last + 1, **fields))


@transaction.atomic
def save_provision(provision: Provision, *, by: User, edition: int, **fields: Any) -> Provision:
    """Change one provision; `edition` is the one the writer had before their eyes.

    Raises Stale with the row as it stands now (None: it was removed), Refused, or ValidationError by field.
    """
    return _save(provision, by, edition, fields)


@transaction.atomic
def remove_provision(provision: Provision, *, by: User) -> None:
    """Take one provision out; sanctions that answered its breach point to nothing then. Nothing when it is gone.

    In an addendum a line of its parent is marked as taken out instead, so that what follows from it ends.
    """
    if provision.amends_id is None:
        _remove(provision, by)
        return
    current = open_for_edit(provision.agreement, by, party=provision.party)
    current.provisions.filter(pk=provision.pk).update(repealed=True, edition=F("edition") + 1)


@transaction.atomic
def restore_provision(provision: Provision, *, by: User) -> None:
    """Let a line that an addendum takes out stay after all."""
    current = open_for_edit(provision.agreement, by, party=provision.party)
    current.provisions.filter(pk=provision.pk).update(repealed=False, edition=F("edition") + 1)


@transaction.atomic
def move_provision(provision: Provision, *, by: User, up: bool) -> None:
    """Let a provision change places with its neighbour among those of the same party and kind; none: nothing."""
    current = open_for_edit(provision.agreement, by, party=provision.party)
    kin = list(
        current.provisions.filter(party=provision.party, kind=provision.kind).order_by("ordinal", "pk")
    )
    place = next((i for i, row in enumerate(kin) if row.pk == provision.pk), None)
    other = None if place is None else place - 1 if up else place + 1
    if place is None or other is None or not 0 <= other < len(kin):
        return
    ordinals = [row.ordinal for row in kin]
    if len(set(ordinals)) < len(ordinals):
        ordinals = list(range(min(ordinals), min(ordinals) + len(kin)))
    kin[place], kin[other] = kin[other], kin[place]
    for row, ordinal in zip(kin, ordinals, strict=True):
        row.ordinal = ordinal
    Provision.objects.bulk_update(kin, ["ordinal"])


@transaction.atomic
def add_funding(agreement: Agreement, *, by: User, party: Party, **fields: Any) -> Funding:
    """Add money of a party from one source in one year (fields of `Funding`). Raises Refused or ValidationError."""
    current = open_for_edit(agreement, by, party=party)
    return _add(Funding(agreement=current, party=party, **fields))


@transaction.atomic
def save_funding(funding: Funding, *, by: User, edition: int, **fields: Any) -> Funding:
    """Change one row of money. Raises Stale (None: it was removed), Refused, or ValidationError by field."""
    return _save(funding, by, edition, fields)


@transaction.atomic
def remove_funding(funding: Funding, *, by: User) -> None:
    """Take one row of money out. Does nothing when it is gone already."""
    _remove(funding, by)


@transaction.atomic
def add_asset(agreement: Agreement, *, by: User, party: Party, **fields: Any) -> Asset:
    """Add something that a party brings in besides money (fields of `Asset`). Raises Refused or ValidationError."""
    current = open_for_edit(agreement, by, party=party)
    return _add(Asset(agreement=current, party=party, **fields))


@transaction.atomic
def save_asset(asset: Asset, *, by: User, edition: int, **fields: Any) -> Asset:
    """Change one asset. Raises Stale (None: it was removed), Refused, or ValidationError by field."""
    return _save(asset, by, edition, fields)


@transaction.atomic
def remove_asset(asset: Asset, *, by: User) -> None:
    """Take one asset out. Does nothing when it is gone already."""
    _remove(asset, by)


def _add(row: Row) -> Row:
    if type(row).objects.filter(agreement=row.agreement).count() >= MOST_ROWS:
        raise ValidationError(_("Paling banyak %(most)d baris dalam satu naskah.") % {"most": MOST_ROWS})
    check_row(row)
    row.save()
    return row


def _save(row: Row, by: User, edition: int, fields: dict[str, Any]) -> Row:
    open_for_edit(row.agreement, by, party=row.party)
    current = type(row).objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if current is None or current.edition != edition:
        raise Stale(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.edition += 1
    check_row(current)
    current.save(update_fields=[*fields, "edition"])
    return current


def _remove(row: Provision | Funding | Asset, by: User) -> None:
    open_for_edit(row.agreement, by, party=row.party)
    type(row).objects.filter(pk=row.pk).delete()


def check_row(row: Provision | Funding | Asset) -> None:
    """Raise ValidationError by field for a row that contradicts itself."""
    row.full_clean()
    if not isinstance(row, Provision):
        return
    target = row.breach_of
    if target and (target.party_id != row.party_id or target.kind not in BREACHABLE):
        words = _("Pilih kewajiban atau batasan pihak yang sama.")
        raise ValidationError({"breach_of": words})
    problem = problem_of_steps(row.steps)
    if problem:
        raise ValidationError({"steps": problem})


def problem_of_steps(steps: list[dict[str, Any]]) -> str:
    """What is wrong with the steps of a sanction, as a sentence; empty when nothing is.

    At most three warnings, and nothing after the end of the cooperation.
    """
    measures = [step.get("measure") for step in steps]
    if len(measures) > MOST_STEPS or not set(measures) <= set(Measure.values):
        return _("Langkah ini tidak dikenal, atau terlalu banyak.")
    if measures.count(Measure.WARNING) > _MOST_WARNINGS:
        return _("Paling banyak tiga teguran tertulis.")
    if Measure.TERMINATION in measures[:-1]:
        return _("Pengakhiran kerja sama hanya dapat menjadi langkah terakhir.")
    return ""
