"""Agreements -> the number of each in the register of each of its parties, for many at once."""

from collections import defaultdict
from collections.abc import Collection

from agreements.drafting.elsewhere.models import ElsewhereNumber
from agreements.publication.privacy.masking import mask
from agreements.record.models import RegisterEntry


def numbers_of(agreements: Collection[int]) -> dict[int, dict[int, str]]:
    """By agreement and organization: the number that the portal gave, or that its record names."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for model in (ElsewhereNumber, RegisterEntry):
        rows = model.objects.filter(agreement__in=agreements).order_by("pk")
        for agreement, organization, number in rows.values_list("agreement", "organization", "number"):
            found[agreement][organization] = mask(number)
    return found
