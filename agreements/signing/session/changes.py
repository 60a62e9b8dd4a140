"""A person and a frozen text -> what changed since they last looked: read, signed, or agreed to as a draft."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agreements.drafting.versions.differences import Change, differences
from agreements.drafting.versions.pages import counted
from agreements.drafting.versions.queries import since_agreed
from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument
from agreements.signing.session.models import Reading
from agreements.signing.session.queries import read_before, reading_of
from villages.people.models import User


@dataclass(frozen=True)
class Since:
    """What a person is to be told about the text since they last looked at it."""

    reading: Reading | None
    """When they read this very text; it cannot change, so nothing has changed since."""
    earlier: str
    """Which earlier text it is compared with, in words; empty when this is the first they see."""
    why: str = ""
    """Why that earlier text was given up; empty when it was a draft."""
    changes: list[Change] = field(default_factory=list)
    """The parts that differ, in the order of the document."""

    @property
    def counted(self) -> str:
        """How many parts changed and how, in words; empty when none did."""
        return counted(self.changes)


def since(agreement: Agreement, document: FrozenDocument, content: Mapping[str, Any], user: User) -> Since:
    """Compare with the last frozen text that the person read or signed, else with the draft their party agreed to."""
    reading = reading_of(document, user)
    before = read_before(agreement, user, document)
    if before:
        words = _("naskah versi %(version)d, yang terakhir Anda baca") % {"version": before.version}
        return Since(reading, words, before.void_reason, differences(json.loads(before.content), content))
    agreed = since_agreed(user, agreement)
    if agreed:
        words = _("rancangan versi %(version)d, yang disetujui pihak Anda") % {"version": agreed.number}
        told = {**content, "signers": agreed.content.get("signers")}  # no draft names who signs
        return Since(reading, words, "", differences(agreed.content, told))
    return Since(reading, "")
