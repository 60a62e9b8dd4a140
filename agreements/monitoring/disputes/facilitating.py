"""The codes of the parties' villages -> who helps them to agree when they cannot by themselves.

First the parties deliberate. Then: the *camat* where all villages lie in one kecamatan, the *bupati/wali kota* where
they lie in one kabupaten/kota, the governor where they lie in one province, else the ministry or a court (Permendagri
96/2017 on the settling of disputes). Where a partner has its seat does not count. What one level does not settle goes
to the next one up.
"""

from collections.abc import Sequence

from agreements.monitoring.disputes.models import Level

LADDER = (Level.DELIBERATION, Level.SUBDISTRICT, Level.REGENCY, Level.PROVINCE, Level.BEYOND)
_PREFIX = {Level.SUBDISTRICT: 3, Level.REGENCY: 2, Level.PROVINCE: 1}
"""How many parts of a code "PP.KK.CC.DDDD" the villages of one level share."""


def region(level: str, codes: Sequence[str]) -> str:
    """The code of the region of that level in which all these villages lie; empty where there is none.

    Raises ValueError without a village: every cooperation has one.
    """
    if not codes:
        raise ValueError("every cooperation has a village")
    parts = _PREFIX.get(Level(level))
    shared = {".".join(code.split(".")[:parts]) for code in codes} if parts else set()
    return shared.pop() if len(shared) == 1 else ""


def first_level(codes: Sequence[str]) -> Level:
    """The nearest level above the parties' own deliberation whose office stands over all their villages."""
    return next((level for level in LADDER[1:-1] if region(level, codes)), Level.BEYOND)


def next_level(level: str, codes: Sequence[str]) -> Level | None:
    """Where a dispute goes that this level did not settle; None beyond the last."""
    if level == Level.DELIBERATION:
        return first_level(codes)
    place = LADDER.index(Level(level))
    return LADDER[place + 1] if place + 1 < len(LADDER) else None
