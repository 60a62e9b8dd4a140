"""The parties of an agreement -> what became of their names since: called otherwise before, merged, split."""

from typing import Any

from django.db.models import CharField, F, Value
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.publication.privacy.masking import mask
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from villages.organizations.lineage.models import PastName, Succession


def names_since(agreement: Agreement) -> tuple[str, ...]:
    """A sentence for every name that a party had before and for every village that carries one on; one query.

    The signed text keeps the names of its day; nothing of it is changed.
    """
    called = {party.organization_id: party.organization.name for party in parties_of(agreement)}
    words = {
        "name": _("%(now)s dahulu bernama %(other)s, sampai %(day)s."),
        Succession.Kind.MERGER.value: _(
            "%(now)s bergabung menjadi %(other)s sejak %(day)s, yang meneruskannya."
        ),
        Succession.Kind.SPLIT.value: _("%(now)s dimekarkan pada %(day)s; desa barunya %(other)s."),
    }
    facts = {
        (kind, called[key], other, day)
        for kind, key, other, day in _rows(list(called))
        if other != called[key] or kind != "name"
    }
    ordered = sorted(facts, key=lambda fact: (fact[3], fact[1], fact[2]))
    return tuple(
        words[kind] % {"now": mask(now), "other": mask(other), "day": date_format(day, "j F Y")}
        for kind, now, other, day in ordered
    )


def _rows(keys: list[int]) -> list[tuple]:
    names = PastName.objects.filter(organization__in=keys).order_by()
    names = names.values_list(Value("name", output_field=CharField()), "organization_id", "name", "until")
    followed = Succession.objects.filter(predecessor__in=keys).order_by()
    heirs = followed.values_list(F("kind"), "predecessor_id", "successor__name", "on")
    found: Any = names.union(heirs)
    return list(found)
