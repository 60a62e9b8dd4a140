"""A published agreement -> what of it holds today: what changed it, what it changes, what came before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.publication.privacy.masking import mask
from agreements.publication.telling.names import names_since
from agreements.record.access import public
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Instrument

MOST = 40
"""So many relatives are shown at most; no real agreement has half of them."""


@dataclass(frozen=True)
class Relative:
    """Another agreement that belongs to this one."""

    words: str
    """What it is to this one, as a sentence that its title follows."""
    title: str
    url: str


@dataclass(frozen=True)
class Family:
    """What a reader must know besides the text."""

    today: str
    """What holds today, as a sentence."""
    changed: bool
    """Whether the text alone is not the whole of what holds."""
    relatives: tuple[Relative, ...]
    names: tuple[str, ...] = ()
    """What became of the parties' names since, as sentences."""


def family(agreement: Agreement) -> Family:
    """The agreement with its relatives that everybody may read; three queries at most."""
    after = list(public().filter(parent=agreement).order_by("starts_on", "pk")[:MOST])
    changing = [one for one in after if _changes(one) and one.stage == Stage.IN_FORCE]
    relatives = [*_before(agreement), *(_after(one, agreement) for one in after)]
    return Family(_today(agreement, changing), bool(changing), tuple(relatives), names_since(agreement))


def _changes(agreement: Agreement) -> bool:
    return agreement.instrument == Instrument.ADDENDUM


def _today(agreement: Agreement, changing: list[Agreement]) -> str:
    """What of the text holds today."""
    if agreement.stage == Stage.ENDED:
        facts = {"day": date_format(agreement.stage_since, "j F Y")}
        return _("Naskah ini tidak berlaku lagi; berakhirnya tercatat pada %(day)s.") % facts
    if changing:
        words = ngettext(
            "Naskah di bawah berlaku sebagaimana diubah oleh %(n)d adendum; bacalah keduanya.",
            "Naskah di bawah berlaku sebagaimana diubah oleh %(n)d adendum; bacalah semuanya.",
            len(changing),
        )
        return words % {"n": len(changing)}
    if agreement.starts_on > timezone.localdate():
        facts = {"day": date_format(agreement.starts_on, "j F Y")}
        return _("Naskah di bawah mulai berlaku pada %(day)s.") % facts
    if agreement.ends_on < timezone.localdate():
        facts = {"day": date_format(agreement.ends_on, "j F Y")}
        return _("Jangka waktunya lewat pada %(day)s; berakhirnya belum dicatat.") % facts
    return _("Naskah di bawah berlaku seluruhnya seperti ditandatangani; belum ada yang mengubahnya.")


def _before(agreement: Agreement) -> Iterable[Relative]:
    """The agreement that it changes or follows, if everybody may read that one."""
    parent: Any = agreement.parent if agreement.parent_id else None
    if parent is None or parent.stage not in PUBLIC:
        return
    if _changes(agreement):
        words = _("Naskah ini adendum; ia mengubah:")
    elif parent.instrument == Instrument.MEMORANDUM:
        words = _("Naskah ini melaksanakan nota kesepahaman:")
    else:
        words = _("Naskah ini melanjutkan:")
    yield Relative(words, mask(parent.title), parent.get_absolute_url())


def _after(one: Agreement, agreement: Agreement) -> Relative:
    facts = {"day": date_format(one.starts_on, "j F Y")}
    if _changes(one) and one.stage == Stage.IN_FORCE:
        words = _("Diubah oleh adendum yang mulai berlaku %(day)s:")
    elif _changes(one):
        words = _("Pernah diubah oleh adendum yang sudah berakhir:")
    elif agreement.instrument == Instrument.MEMORANDUM:
        words = _("Dilaksanakan dengan perjanjian yang mulai berlaku %(day)s:")
    else:
        words = _("Dilanjutkan dengan perjanjian yang mulai berlaku %(day)s:")
    return Relative(words % facts, mask(one.title), one.get_absolute_url())
