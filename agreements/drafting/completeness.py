"""Every check of a draft, taken together: what still stands between it and a complete agreement."""

from collections.abc import Callable

from agreements.drafting.blanks import unfilled
from agreements.drafting.deliberations.findings import deliberated
from agreements.drafting.findings import Finding, by_law
from agreements.drafting.queries import read_once
from agreements.drafting.signatories.findings import well_planned
from agreements.drafting.terms.checking import by_terms
from agreements.drafting.together.findings import written_together
from agreements.drafting.unprintable import unprintable
from agreements.drafting.writing.checking import references
from agreements.record.models import Agreement

Check = Callable[[Agreement], list[Finding]]
CHECKS: list[Check] = [
    by_law,
    references,
    unfilled,
    unprintable,
    by_terms,
    written_together,
    deliberated,
    well_planned,
]
"""What is asked of a draft, the law first; what later packages ask is registered behind it (`asks`)."""


def asks(check: Check) -> Check:
    """Register a function as one more thing that is asked of every draft, for packages that come later in its life.

    It must stand in a module `findings` of a package that `agreements.apps.ASKING` names.
    """
    CHECKS.append(check)
    return check


def findings(agreement: Agreement) -> list[Finding]:
    """Everything that is missing or doubtful, the law's contents first, each with its article of law.

    Nothing is asked of what was signed elsewhere: its text is a scan.
    """
    if agreement.signed_elsewhere:
        return []
    known = getattr(agreement, "_findings", None)
    if known is not None:
        return list(known)
    with read_once(agreement):
        return [finding for check in CHECKS for finding in check(agreement)]


def remembered(agreement: Agreement) -> list[Finding]:
    """The findings, asked once for this object: for a page, which asks for steps, reasons and lists in one answer.

    Only pages that write nothing after it may ask this way; a verb reads the agreement anew and asks afresh.
    """
    known = getattr(agreement, "_findings", None)
    if known is None:
        agreement._findings = known = findings(agreement)  # type: ignore[attr-defined]
    return list(known)
