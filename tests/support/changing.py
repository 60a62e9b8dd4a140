"""What the small world knows of changes to an agreement in force."""

from agreements.monitoring.motions.models import Motion
from agreements.record.access import parties_of
from agreements.record.models import Agreement
from tests.factories import signatory_of


def proposed(agreement: Agreement) -> Motion:
    """A motion to suspend that the first party has proposed and nobody has answered."""
    party = parties_of(agreement)[0]
    days = {"starts_on": agreement.starts_on.isoformat(), "ends_on": agreement.ends_on.isoformat()}
    return Motion.objects.create(
        agreement=agreement,
        kind=Motion.Kind.SUSPEND,
        terms=days,
        reason="Jalan ke tempat pengolahan putus.",
        party=party,
        proposed_by=signatory_of(party.organization),
    )
