"""Thousands of agreements under review, made of one that went the portal's own way: for pages that must not mind."""

import datetime as dt
from typing import Any

import pgtrigger
from django.db import connection
from django.utils import timezone

from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.review.models import Round, Step
from villages.organizations.models import Organization

_GUARDS = ("agreements.Agreement:stage_only_through_crossing", "agreements.Party:only_while_drafting")


def many_rounds(template: Agreement, count: int, **facts: Any) -> list[Agreement]:
    """So many more agreements at the template's stage, with its parties, each with such a round."""
    parties = [Organization.objects.get(pk=p.organization_id) for p in template.parties.order_by("ordinal")]
    made = many(parties, count, like=template, stage=template.stage, **facts)
    first = template.rounds.order_by("-number")[0]
    rounds = Round.objects.bulk_create(_like(first, agreement=agreement) for agreement in made)
    steps = list(first.steps.order_by("pk"))
    Step.objects.bulk_create(_like(step, round=round_) for round_ in rounds for step in steps)
    _settle()
    return made


def many(
    parties: list[Organization], count: int, *, like: Agreement, stage: str = Stage.IN_FORCE, **facts: Any
) -> list[Agreement]:
    """So many agreements of these parties as lists show them, a minute between one and the next."""
    now = timezone.now()
    with pgtrigger.ignore(*_GUARDS):
        made = Agreement.objects.bulk_create(
            Agreement(
                kind=like.kind, instrument=like.instrument, title=f"Kerja sama massal {n}", summary="Bersama.",
                field=like.field, topic=like.topic, place=like.place, starts_on=like.starts_on,
                created_by_id=like.created_by_id, initiator_id=parties[0].pk, stage=stage,
                stage_since=now - dt.timedelta(minutes=n), **({"ends_on": like.ends_on} | facts),
            )
            for n in range(count)
        )  # fmt: skip
        Party.objects.bulk_create(
            Party(agreement=agreement, organization=organization, ordinal=ordinal)
            for agreement in made
            for ordinal, organization in enumerate(parties, start=1)
        )
    return made


def _like(row: Any, **changes: Any) -> Any:
    """A new row with the same content but for these fields."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    for name, value in changes.items():
        del kept[row._meta.get_field(name).attname]
        kept[name] = value
    return type(row)(**kept)


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
