"""Every check of a draft, taken together: what still stands between it and a complete agreement."""

from collections.abc import Callable

from agreements.drafting.findings import Finding, by_law
from agreements.record.models import Agreement

CHECKS: tuple[Callable[[Agreement], list[Finding]], ...] = (by_law,)
"""What is asked of a draft, the law first."""


def findings(agreement: Agreement) -> list[Finding]:
    """Everything that is missing or doubtful, the law's contents first, each with its article of law."""
    return [finding for check in CHECKS for finding in check(agreement)]
