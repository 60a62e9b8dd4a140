"""The stages of an agreement, the roles people have in it, and what a row of the table says."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    """Where an agreement stands; "partly signed" or "expiring soon" are computed, never stored."""

    DRAFTING = "drafting", _("Penyusunan")
    REVIEW = "review", _("Peninjauan")
    SIGNING = "signing", _("Penandatanganan")
    PUBLICATION = "publication", _("Menunggu pengumuman")
    IN_FORCE = "in_force", _("Berlaku")
    ENDED = "ended", _("Berakhir")
    WITHDRAWN = "withdrawn", _("Ditarik")
    REJECTED = "rejected", _("Ditolak")


PUBLIC = (Stage.IN_FORCE, Stage.ENDED)
"""Agreements that anybody may read (UU 14/2008 art. 11)."""
CLOSED = (Stage.WITHDRAWN, Stage.REJECTED)
"""Stages of a text that never came to be an agreement."""
FROZEN = (Stage.SIGNING, Stage.PUBLICATION, Stage.IN_FORCE, Stage.ENDED, *CLOSED)
"""Stages in which not a letter of the text changes, not even by SQL."""
UNDER_REVIEWERS_EYES = tuple(stage for stage in Stage if stage not in (Stage.DRAFTING, Stage.WITHDRAWN))
"""Stages that the district sees; a draft never submitted is the parties' own affair."""


class Role(TextChoices):
    """What a person is to one agreement, computed from their mandates on that day."""

    DRAFTER = "drafter", _("Perangkat desa atau staf mitra")
    SIGNATORY = "signatory", _("Kepala desa atau wakil berwenang")
    COUNCIL = "council", _("BPD")
    REVIEWER = "reviewer", _("Petugas DPMD")
    ATTESTANT = "attestant", _("Saksi atau pejabat yang mengetahui")
    OBSERVER = "observer", _("Kecamatan, Bagian Hukum, atau bupati")
    SYSTEM = "system", _("Sistem")
    PUBLIC = "public", _("Warga")


@dataclass(frozen=True)
class Crossing:
    """One row of the table: in `source`, `who` may `verb` when `guards` hold, and the agreement is then in `target`."""

    verb: str
    """Code of the verb; also the code of the journal entry that it writes."""
    source: Stage
    target: Stage
    """The same as `source` for work that does not change the stage."""
    who: tuple[Role, ...]
    label: str | Promise
    """What the button says."""
    guards: tuple[str, ...] = ()
    """Codes of the rules that must hold."""


PARTIES = (Role.DRAFTER, Role.SIGNATORY)
"""Whoever works for a party."""
OFFICES = (Role.REVIEWER, Role.OBSERVER)
"""Whoever acts for an office of the district."""
