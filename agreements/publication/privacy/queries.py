"""A frozen text -> the text that everybody may read: personal data covered, excluded articles replaced."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agreements.documents.content import canonical, digest
from agreements.documents.numbering import Article, number
from agreements.documents.outline import filled
from agreements.publication.privacy.excluding import without
from agreements.publication.privacy.masking import COVER, masked
from agreements.publication.privacy.models import Exclusion
from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of


@dataclass(frozen=True)
class PublicText:
    """What the public reads of one frozen document; every page, file, feed and search is made from it."""

    document: FrozenDocument
    content: dict[str, Any]
    """In the form of `documents.content`, ready for `documents.numbering.number`."""
    exclusions: tuple[Exclusion, ...]
    """The articles that are kept back, each with its reason."""
    covered: int
    """How many pieces of personal data are covered."""

    @property
    def altered(self) -> bool:
        """Whether it differs from what was signed: then the signed PDF is not for everybody."""
        return bool(self.covered or self.exclusions)

    @property
    def digest(self) -> str:
        """SHA-256 of its canonical form."""
        return digest(canonical(self.content))


def public_text(agreement: Agreement) -> PublicText | None:
    """The public text of the agreement's living document; None where there is none (signed elsewhere)."""
    document = document_of(agreement)
    if document is None:
        return None
    return text_of(document, Exclusion.objects.filter(agreement=agreement).order_by("article"))


def articles_of(agreement: Agreement) -> tuple[Article, ...]:
    """The articles of the agreement's living document, numbered as everybody sees them."""
    document = document_of(agreement)
    return number(json.loads(document.content)).articles if document else ()


def text_of(document: FrozenDocument, exclusions: Iterable[Exclusion]) -> PublicText:
    """The public text of a document with these exclusions."""
    source = filled(json.loads(document.content))
    kept_back = tuple(exclusions)
    left = without(source, {exclusion.article: exclusion for exclusion in kept_back})
    content = masked(left)
    return PublicText(document, content, kept_back, _said(content) - _said(left))


def _said(content: dict[str, Any]) -> int:
    """How often the text says that something is covered."""
    return json.dumps(content, ensure_ascii=False).count(COVER)
