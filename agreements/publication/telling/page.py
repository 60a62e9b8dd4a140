"""A published agreement -> all that its public page shows, from the covered text and nothing else that is typed."""

import time
from functools import cached_property

from django.http import Http404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from agreements.publication.files import Handed, for_everybody
from agreements.publication.privacy.masking import mask
from agreements.publication.queries import PublicPage, public_page
from agreements.publication.telling.family import Family, family
from agreements.publication.telling.passing_on import Citations, Sharing, citations, sharing
from agreements.record.access import parties_of, party_line
from agreements.record.models import Agreement

DRIFT = 3600
"""Seconds after which it is told anew although nothing happened to it: what became of the parties' names since, and
what was added to the proof of a signature's time."""


class Telling:
    """What the page of a published agreement tells; each part is made where it is drawn, and drawn once."""

    def __init__(self, agreement: Agreement, told: str) -> None:
        self.agreement = agreement
        self.key = agreement.ref, told, timezone.localdate(), int(time.time()) // DRIFT
        """What it depends on: what happened to the agreement and its relatives (`queries.last_told`), and the day."""

    @cached_property
    def page(self) -> PublicPage:
        """The text with all that belongs to it; raises Http404 where none is kept."""
        found = public_page(self.agreement)
        if found is None:
            raise Http404
        return found

    @cached_property
    def title(self) -> str:
        """Its title in the covered text."""
        return str(self.page.text.content["title"])

    @cached_property
    def summary(self) -> str:
        """What it is about, in plain words."""
        return mask(self.agreement.summary)

    @cached_property
    def line(self) -> str:
        """Its parties in one line."""
        return mask(party_line(parties_of(self.agreement)))

    @cached_property
    def file(self) -> Handed:
        """The PDF that everybody gets."""
        return for_everybody(self.page.frozen, self.page.text.altered)

    @cached_property
    def family(self) -> Family:
        """What of it holds today, and what belongs to it."""
        return family(self.agreement)

    @property
    def verification(self) -> str:
        """Where one checks it."""
        return reverse("agreements:verification", args=[self.page.frozen.verification_code])

    @property
    def follow_url(self) -> str:
        """Where one follows it by e-mail; empty in an installation without."""
        try:
            return f"{reverse('agreements:follow')}?apa=agreement&sasaran={self.agreement.ref}"
        except NoReverseMatch:
            return ""

    @cached_property
    def citations(self) -> Citations:
        """How others cite it."""
        return citations(self.agreement, self.page.document.wording, self.page.text.content["date"])

    @cached_property
    def sharing(self) -> Sharing:
        """The ways to send it to somebody."""
        return sharing(self.agreement, self.title, self.line)
