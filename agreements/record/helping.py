"""Which verbs are open while an administrator acts for somebody: writing is, deciding is not."""

from django.utils.translation import gettext as _

from villages.people.access import YES, Answer
from villages.people.support.acting import running

WITH_HELP = frozenset({"edit", "attach", "amend", "plan_signing"})
"""Verbs of the stage table that somebody may be helped with; every other one is the person's own act.

Closed by default: signing, approving, returning, agreeing, submitting and whatever the table learns later. A signature
is its holder's alone (UU ITE art. 11).
"""


def open_with_help(verb: str) -> Answer:
    """Whether the verb may be done now as far as help goes: always, unless a helper acts for the person."""
    if verb in WITH_HELP or running() is None:
        return YES
    return Answer(False, _("Langkah ini hanya dapat dilakukan orangnya sendiri, tidak dengan bantuan."), True)
