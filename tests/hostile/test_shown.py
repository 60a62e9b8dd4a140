"""HTML in every text that people have written: on every page, for everybody, and in the PDF it stands as text."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import models, transaction
from django.test import TestCase

from agreements.documents.pdf import render
from agreements.drafting.attachments import attach
from agreements.drafting.deliberations.models import Attendee
from agreements.drafting.elsewhere.models import ImportJob, ImportRow
from agreements.drafting.queries import content_of
from agreements.drafting.sources.importing import take_in
from agreements.drafting.together.consent import disagree
from agreements.drafting.together.models import Comment
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.record.models import Agreement
from agreements.review.actions import send_back
from agreements.review.remarks.actions import NewRemark
from agreements.signing.actions import decline
from tests import factories as make
from tests.hostile.forms import READ, who
from tests.permissions.asking import asked
from tests.permissions.expected import Row
from tests.support.papers import letter
from tests.support.world import ROLES, STAGES, World
from villages.organizations.models import Office, Organization, Partner, Village
from villages.people.models import User

pytestmark = pytest.mark.django_db
SIGNS = "\"'><i onerror=x>"
TAG, ESCAPED = b"<i onerror", b"&lt;i onerror=x&gt;"
NOT_WRITTEN_BY_PEOPLE = {
    "username", "password", "email", "slug", "phone", "number_pattern", "ref", "legal_number", "journal_hash",
    "content_type", "digest", "standing_reason",
}  # fmt: skip
WORDS_IN_LISTS = {
    "considering",
    "in_view_of",
    "provisions",
    "columns",
    "samples",
    "raw",
    "before",
    "after",
    "pieces",
}
"""Fields of several texts, or of rows of them."""
WORDS_IN_ROWS = {"text", "heading", "body", "chapter", "guidance", "evidence", "label"}
"""Which of such a row people have written; the rest is codes and numbers."""


def spoil(row: models.Model) -> None:
    """Write the signs behind every free text of the row, past all forms."""
    changed = {}
    for field in row._meta.concrete_fields:
        text = (
            isinstance(field, models.CharField | models.TextField)
            and not field.choices
            and not field.primary_key
        )
        if text and type(field) is not models.SlugField and field.name not in NOT_WRITTEN_BY_PEOPLE:
            room = (field.max_length or 10_000) - len(SIGNS)
            changed[field.name] = getattr(row, field.name)[:room] + SIGNS
        elif isinstance(field, models.JSONField) and field.name in WORDS_IN_LISTS:
            changed[field.name] = _spoilt_words(getattr(row, field.name))
    type(row)._base_manager.filter(pk=row.pk).update(**changed)


def _spoilt_words(value: Any) -> Any:
    if isinstance(value, str):
        return value + SIGNS
    if isinstance(value, list):
        return [_spoilt_words(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {name: _spoilt_words(part) if name in WORDS_IN_ROWS else part for name, part in value.items()}


def _written_in(agreement: Agreement) -> Iterator[models.Model]:
    """Every row of a draft that holds words of people."""
    for rows in ("articles", "provisions", "funding", "assets", "suggestions", "threads", "deliberations",
                 "imported_texts", "text_changes"):  # fmt: skip
        yield from getattr(agreement, rows).order_by("pk")
    yield from Attendee.objects.filter(deliberation__agreement=agreement).order_by("pk")
    yield from Comment.objects.filter(thread__agreement=agreement).order_by("pk")


class Spoilt(World):
    """The world in which everybody writes HTML everywhere."""

    signs = SIGNS

    def __init__(self, stages: tuple[str, ...]) -> None:
        super().__init__(stages)
        for model in (AgreementType, ModelArticle, ImportJob, ImportRow):
            for row in model._base_manager.order_by("pk"):
                spoil(row)
        spoil(self.brought.draft), spoil(self.brought.draft.elsewhere)

    letters: list[mail.EmailMessage]
    """What the portal has sent while this world was made."""

    def _villages_and_partners(self) -> None:
        for model in (Village, Partner, Office, User):
            for row in model._base_manager.order_by("pk"):
                spoil(row)
        for name in ("village1", "village2", "village3", "other_partner"):
            setattr(self, name, type(getattr(self, name)).objects.get(pk=getattr(self, name).pk))
        for role, person in self.people.items():
            self.people[role] = person and User.objects.get(pk=person.pk)
        super()._villages_and_partners()
        for row in (self.registration, self.invitation, self.delegation, self.membership):
            spoil(row)

    def at(self, stage: str, **details: Any) -> Agreement:
        one, two = self.village1.organization, self.village2.organization
        agreement = make.begun(one, two, by=self.people["head1"])
        attach(agreement, by=self.people["head1"], kind="other", title=f"Peta {SIGNS}", file=letter())
        brought = f"{SIGNS}\nPasal 1\n{SIGNS}"
        take_in(agreement, by=self.people["head1"], name=f"Naskah {SIGNS}", source=brought)
        spoil(agreement)
        spoil(agreement.draft)
        self._contributions(agreement)
        self._between(agreement)
        self._deliberation(agreement)
        for row in _written_in(agreement):
            spoil(row)
        agreement = Agreement.objects.get(pk=agreement.pk)
        disagree(agreement, by=self.people["head2"], reason=f"Belum {SIGNS}")
        if stage == "returned":  # declined before, so that reasons and voided documents are there as well
            make.approved(agreement, by=self.people["dpmd"], render=False)
            decline(agreement, by=self.people["head1"], reason=f"Keliru {SIGNS}")
            make.submitted(agreement)
            said = [NewRemark(SIGNS), NewRemark(SIGNS, agreement.articles.order_by("pk")[0])]
            send_back(agreement, by=self.people["dpmd"], remarks=said, opinion=SIGNS)
        elif stage != "drafting":
            self._further(agreement, stage)
        return agreement


@pytest.fixture(scope="module")
def spoilt(django_db_setup: None, django_db_blocker: Any) -> Iterator[Spoilt]:
    with django_db_blocker.unblock(), transaction.atomic():
        before = len(mail.outbox)
        with TestCase.captureOnCommitCallbacks(execute=True):
            made = Spoilt(tuple(stage for stage in STAGES if stage != "withdrawn"))
        made.letters = mail.outbox[before:]
        yield made
        transaction.set_rollback(True)


PAGES = [
    row
    for row in READ
    if row.stage != "withdrawn" and not row.name.startswith(("mfa_", "account_", "admin:"))
]
SHOWN = {
    "agreements:agreement", "agreements:article-edit", "agreements:catalogue", "agreements:desk", "agreements:home",
    "agreements:suggestions", "agreements:suggestion-reject", "agreements:suggestion-place", "agreements:threads",
    "agreements:thread", "agreements:desk-agreement", "agreements:draft-edit", "agreements:draft-preview",
    "agreements:draft-types", "agreements:draft-begin", "agreements:draft-choose", "agreements:draft-provisions",
    "agreements:draft-funding", "agreements:draft-articles", "agreements:draft-attachments", "agreements:deliberations",
    "agreements:deliberation-edit", "agreements:versions", "agreements:version", "agreements:redline",
    "agreements:wordings", "agreements:import-place", "agreements:import-result", "agreements:types",
    "agreements:type", "agreements:type-article", "agreements:type-provision", "agreements:source-list",
    "agreements:source-begin", "agreements:elsewhere", "agreements:elsewhere-record", "agreements:elsewhere-edit",
    "agreements:elsewhere-job", "agreements:elsewhere-mapping", "agreements:confirm", "agreements:provision-edit",
    "agreements:funding-edit", "agreements:asset-edit", "agreements:draft-recitals", "agreements:chapter-name",
    "agreements:review", "agreements:review-queue", "agreements:sign", "agreements:verification", "villages:account",
    "agreements:consultation", "agreements:consultation-comments", "agreements:consultation-list",
    "agreements:consultation-moderate", "agreements:consultation-work",
    "villages:invitation", "villages:partner", "villages:partner-list", "villages:people", "villages:registration",
    "villages:village", "villages:village-list",
}  # fmt: skip
"""Pages of which we know that they show what people have written: there the signs must be seen as text."""


@pytest.mark.parametrize("row", PAGES, ids=str)
def test_html_is_shown_as_text(spoilt: Spoilt, row: Row) -> None:
    roles = {
        who(row),
        *(ROLES[place] for place, word in enumerate(row.words) if word == "ok" and place % 4 == 0),
    }
    for role in sorted(roles):
        answer = spoilt.client(role).get(spoilt.url(row.name, row.stage), asked(spoilt, row.name))
        if "html" in answer.get("Content-Type", ""):
            assert TAG not in answer.content, f"{row} for {role}"
            shown = row.name not in SHOWN or answer.status_code == 302 or ESCAPED in answer.content
            assert shown, f"{row} for {role} shows nothing of it"
        elif answer.streaming:
            b"".join(answer)


@pytest.mark.parametrize("asked_for", ["error", "onerror", "sampah"])
def test_html_is_shown_as_text_in_what_was_searched(spoilt: Spoilt, asked_for: str) -> None:
    searches = {
        "/kerja-sama/": "stranger",
        "/desa/": "stranger",
        "/organisasi/": "dpmd",
        "/meja/semua/": "head1",
    }
    for address, role in searches.items():
        content = spoilt.client(role).get(address, {"q": f"{asked_for} {SIGNS}"}).content
        assert TAG not in content


def test_the_pdf_shows_html_as_text_and_holds_nothing_that_runs(spoilt: Spoilt, tmp_path: Path) -> None:
    path = tmp_path / "naskah.pdf"
    path.write_bytes(render(content_of(spoilt.agreements["drafting"]), draft=True))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    assert "<i onerror=x>" in text
    data = path.read_bytes()
    assert not [
        word for word in (b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/SubmitForm") if word in data
    ]


def test_letters_carry_no_html(spoilt: Spoilt) -> None:
    assert spoilt.letters
    for letter_sent in spoilt.letters:
        assert "\n" not in letter_sent.subject
        for content, kind in getattr(letter_sent, "alternatives", []):
            assert kind != "text/html" or TAG.decode() not in content


def test_no_name_is_left_unspoilt(spoilt: Spoilt) -> None:
    """The test itself: the signs are really everywhere."""
    assert SIGNS in Organization.objects.get(pk=spoilt.village1.pk).name
    assert SIGNS in spoilt.people["head1"].full_name
    assert SIGNS in spoilt.agreements["in_force"].title
