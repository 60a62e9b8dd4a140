"""An agreement and what citizens said of it -> what the pages show."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.drafting.views.common import number_in
from agreements.monitoring.voices import queries
from agreements.monitoring.voices.guards import may_answer
from agreements.monitoring.voices.models import Voice
from agreements.publication.privacy.masking import mask
from agreements.publication.privacy.queries import public_text
from agreements.record.access import may
from agreements.record.models import Agreement
from villages.people.access import SignedIn

MOST_SUBJECTS = 60
LONGEST = 300


def title_of(agreement: Agreement) -> str:
    """The title as everybody may read it."""
    return mask(agreement.title)


def subjects(agreement: Agreement) -> list[str]:
    """What a voice can be about: the obligations of the public text, cut to a line each."""
    text = public_text(agreement)
    rows = text.content.get("provisions", []) if text else []
    found = dict.fromkeys(row["text"][:LONGEST] for row in rows if row["kind"] == "obligation")
    return list(found)[:MOST_SUBJECTS]


@dataclass(frozen=True)
class Line:
    """A voice as those who take part see it."""

    voice: Voice
    may_check: bool
    may_answer: bool


def working_page(request: SignedIn, agreement: Agreement) -> dict[str, Any]:
    """The page of those who take part: first what waits, or all."""
    everything = request.GET.get("semua") == "ya"
    confirmed = agreement.voices.filter(confirmed_at__isnull=False)
    found = confirmed if everything else queries.to_do(agreement)
    after = number_in(request, "sesudah")
    rows, last = queries.page_of(found, after)
    on = {"semua": "ya"} if everything else {}
    may_check = may(request.user, "moderate_voices", agreement)
    for row in rows:
        row.agreement = agreement
    return {
        "agreement": agreement,
        "lines": [Line(row, bool(may_check), bool(may_answer(request.user, row))) for row in rows],
        "tally": queries.tally(agreement.voices.all()),
        "everything": everything,
        "crumbs": [(_("Halaman kerja"), agreement.desk_url)],
        "next_url": "?" + urlencode(on | {"sesudah": last}) if last else "",
        "first_url": "?" + urlencode(on) if after else "",
    }


def crumbs(agreement: Agreement) -> list[tuple[str, str]]:
    """Where a page about one voice hangs."""
    return [
        (_("Halaman kerja"), agreement.desk_url),
        (_("Suara warga"), reverse("agreements:voices-of", args=[agreement.ref])),
    ]
