"""How an agreement stands -> its early-warning score, with the reasons from which the score is made.

A portal default, no law: points for what usually comes before a cooperation fails, each kind up to a ceiling, a hundred
at most. Whoever reads the score reads its reasons beside it.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

CALM_BELOW, URGENT_FROM = 20, 50
"""Below the first an agreement is calm, from the second on it wants somebody today."""


class Level(TextChoices):
    """What the score means."""

    CALM = "calm", _("tenang")
    WATCH = "watch", _("perlu diperhatikan")
    URGENT = "urgent", _("perlu ditangani")


@dataclass(frozen=True)
class Facts:
    """What the score looks at; all are counted as of one day."""

    late: int = 0
    """Obligations past their day and not done."""
    open_cases: int = 0
    open_disputes: int = 0
    reports_late: int = 0
    voices_late: int = 0
    """Citizens who wait for an answer longer than the rule allows."""
    silent_days: int = 0
    """Days without anybody doing anything; 0 while that is shorter than the rule allows."""
    money_percent: int | None = None
    """How much of the money promised until now was delivered; None where none was promised."""
    days_left: int | None = None
    """Until the last day, where nobody has begun a renewal; None otherwise."""
    is_suspended: bool = False


@dataclass(frozen=True)
class Reason:
    """One thing that adds to the score."""

    code: str
    """A key of `WORDS`."""
    number: int
    """How many, how long, how much: what the words say."""
    points: int


@dataclass(frozen=True)
class Score:
    """The sum and what it is made of."""

    points: int
    """0 to 100."""
    reasons: tuple[Reason, ...]
    """The heaviest first."""


_EACH = {
    "late": (8, 40),
    "open_cases": (15, 30),
    "open_disputes": (20, 30),
    "reports_late": (10, 20),
    "voices_late": (5, 15),
}
"""Points for each one, and the ceiling of its kind."""
_SILENT, _HALF, _SOON, _SUSPENDED = 20, 15, 10, 10
SOON_DAYS = 30
"""So near its end an agreement without a renewal is a reason."""


def score(facts: Facts) -> Score:
    """Add up the points; the same facts always give the same score."""
    found = [
        Reason(code, number, min(each * number, most))
        for code, (each, most) in _EACH.items()
        if (number := getattr(facts, code))
    ]
    if facts.silent_days:
        found.append(Reason("silent", facts.silent_days, _SILENT))
    if facts.money_percent is not None and facts.money_percent < 50:
        found.append(Reason("money", facts.money_percent, _HALF))
    if facts.days_left is not None and 0 <= facts.days_left <= SOON_DAYS:
        found.append(Reason("ending", facts.days_left, _SOON))
    if facts.is_suspended:
        found.append(Reason("suspended", 1, _SUSPENDED))
    found.sort(key=lambda reason: (-reason.points, reason.code))
    return Score(min(100, sum(reason.points for reason in found)), tuple(found))


def level(points: int) -> Level:
    """What so many points mean."""
    if points < CALM_BELOW:
        return Level.CALM
    return Level.URGENT if points >= URGENT_FROM else Level.WATCH


WORDS = {
    "late": ngettext_lazy("%(n)d kewajiban terlambat", "%(n)d kewajiban terlambat", "n"),
    "open_cases": ngettext_lazy(
        "%(n)d dugaan pelanggaran berjalan", "%(n)d dugaan pelanggaran berjalan", "n"
    ),
    "open_disputes": ngettext_lazy("%(n)d perselisihan berjalan", "%(n)d perselisihan berjalan", "n"),
    "reports_late": ngettext_lazy("%(n)d laporan terlambat", "%(n)d laporan terlambat", "n"),
    "voices_late": ngettext_lazy(
        "%(n)d suara warga menunggu terlalu lama", "%(n)d suara warga menunggu terlalu lama", "n"
    ),
    "silent": ngettext_lazy("%(n)d hari tanpa kegiatan", "%(n)d hari tanpa kegiatan", "n"),
    "money": _("baru %(n)d persen dana yang dijanjikan diserahkan"),
    "ending": ngettext_lazy(
        "berakhir dalam %(n)d hari dan belum diperpanjang",
        "berakhir dalam %(n)d hari dan belum diperpanjang",
        "n",
    ),
    "suspended": _("sedang ditunda"),
}
"""For every reason what it says."""


def in_words(reasons: list[dict[str, int | str]]) -> list[str]:
    """The reasons as they are kept -> sentences, the heaviest first, each with its points."""
    told = []
    for row in reasons:
        words = WORDS[str(row["code"])] % {"n": row["number"]}
        told.append(str(_("%(words)s (+%(points)s)") % {"words": words, "points": row["points"]}))
    return told
