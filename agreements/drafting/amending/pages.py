"""The draft of an addendum -> what it changes, article by article, before and after woven together."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.drafting.models import Provision
from agreements.drafting.queries import amendments_of
from agreements.drafting.versions.weaving import Line, text_of, weave
from agreements.record.models import Agreement


@dataclass(frozen=True)
class Shown:
    """One amendment."""

    op: str
    title: str
    """What happens to which article: "Pasal 5 diubah"."""
    lines: tuple[Line, ...]
    """The words before turned into those after."""
    key: int
    """The draft's article behind it; 0 where there is none of its own."""


def shown(agreement: Agreement) -> list[Shown]:
    """Every amendment in the order of the text. Raises ContentError for a text that cannot be set."""
    titles = {
        "change": _("Pasal %(label)s diubah"),
        "insert": _("Pasal %(label)s disisipkan"),
        "repeal": _("Pasal %(label)s dihapus"),
    }
    found = []
    for one in amendments_of(agreement)[0]:
        before = one["before"] or {"heading": "", "body": ""}
        was = "\n".join(filter(None, (before["heading"], before["body"])))
        now = "\n".join(filter(None, (one["heading"], one["body"])))
        key = int(one["row"].removeprefix("a")) if one["row"] else 0
        lines = weave(text_of(was), text_of(now))
        found.append(Shown(one["op"], titles[one["op"]] % {"label": one["label"]}, lines, key))
    return found


def taken_out(agreement: Agreement) -> list[Provision]:
    """The lines of the parent that the addendum takes out, and that were there before it."""
    rows = agreement.provisions.filter(repealed=True, amends__repealed=False).select_related(
        "party__organization"
    )
    return list(rows.order_by("party__ordinal", "ordinal", "pk"))
