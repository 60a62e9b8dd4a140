"""One article of a published agreement -> how other public agreements word the same content, its topic first."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from agreements.documents.numbering import Article, Document, number
from agreements.documents.outline import plain
from agreements.drafting.versions.weaving import Line, text_of, weave
from agreements.publication.catalogue.models import Listing
from agreements.publication.privacy import queries as privacy
from agreements.publication.privacy.models import Exclusion
from agreements.record.models import Agreement
from agreements.signing.models import FrozenDocument

READ = 24
"""So many of the newest agreements are read, its own topic first; an older one says hardly anything new."""
SHOWN = 5
"""So many of them are shown, the least alike left out: enough to choose from, and quick on a phone."""
_COMPARED = 4_000
"""Characters by which likeness is judged."""


@dataclass(frozen=True)
class Other:
    """The article of another agreement."""

    listing: Listing
    article: Article
    url: str
    """Where it stands in its own agreement."""
    lines: tuple[Line, ...]
    """This article's words turned into the other's: what is struck stands only here, what is underlined only there."""
    alike: int
    """How much of the words are the same, in hundredths."""


@dataclass(frozen=True)
class Comparison:
    """An article with the same content of others."""

    article: Article
    document: Document
    excluded: bool
    """Whether the public does not read it; then nothing is compared."""
    others: tuple[Other, ...] = ()
    """The most alike first; the same words stand once."""
    same: int = 0
    """How many others, of those read, use the very same words."""


def comparison(agreement: Agreement, place: int) -> Comparison | None:
    """The article of that number beside those of others; None where the agreement has no such article.

    Read are the newest agreements of the same topic with a text, and where these are few the newest of the same
    instrument: from each the article that carries the same content of the law (Permendagri 96/2017 art. 6), of several
    the most alike. Five queries, whatever their number.
    """
    text = privacy.public_text(agreement)
    if text is None:
        return None
    document = number(text.content)
    article = next((one for one in document.articles if one.number == place), None)
    if article is None:
        return None
    excluded = any(row.article == place for row in text.exclusions)
    if excluded or not article.content:
        return Comparison(article, document, excluded)
    return Comparison(article, document, excluded, *_others(agreement, article))


def _others(agreement: Agreement, article: Article) -> tuple[tuple[Other, ...], int]:
    mine, found, same = plain(article.blocks), [], 0
    seen = {mine}
    for listing, candidate in _candidates(agreement, article):
        theirs = plain(candidate.blocks)
        same += theirs == mine
        if theirs in seen:
            continue
        seen.add(theirs)
        found.append((_alike(mine, theirs), listing, candidate, theirs))
    found.sort(key=lambda one: -one[0])
    others = tuple(
        Other(
            listing=listing,
            article=candidate,
            url=f"{listing_url(listing)}#{candidate.anchor}",
            lines=weave(text_of(mine), text_of(theirs)),
            alike=alike,
        )
        for alike, listing, candidate, theirs in found[:SHOWN]
    )
    return others, same


def listing_url(listing: Listing) -> str:
    """The public page of a listed agreement."""
    return Agreement(ref=listing.ref).get_absolute_url()


def _near(agreement: Agreement) -> dict[int, Listing]:
    """The newest agreements with a text: of the same topic, and then, up to `READ`, of the same instrument."""
    newest = Listing.objects.filter(signed_elsewhere=False).exclude(pk=agreement.pk)
    newest = newest.order_by("-stage_since", "-pk")
    near = {row.pk: row for row in newest.filter(topic=agreement.topic)[:READ]}
    if len(near) < READ:
        for row in newest.filter(instrument=agreement.instrument)[:READ]:
            if len(near) < READ:
                near.setdefault(row.pk, row)
    return near


def _candidates(agreement: Agreement, article: Article) -> list[tuple[Listing, Article]]:
    """From each agreement that is near the article with the same content that is most alike."""
    listings = _near(agreement)
    kept_back: dict[int, list[Exclusion]] = {pk: [] for pk in listings}
    for row in Exclusion.objects.filter(agreement__in=list(listings)).order_by("agreement", "article"):
        kept_back[row.agreement_id].append(row)
    documents = FrozenDocument.objects.filter(agreement__in=list(listings), voided_at__isnull=True)
    texts = {one.agreement_id: one for one in documents.order_by("agreement")}
    mine, found = plain(article.blocks), []
    for pk, listing in listings.items():
        if pk not in texts:
            continue
        hidden = {row.article for row in kept_back[pk]}
        content = privacy.text_of(texts[pk], kept_back[pk]).content
        fitting = [
            one
            for one in number(content).articles
            if one.content == article.content and one.number not in hidden and one.blocks
        ]
        if fitting:
            found.append((listing, max(fitting, key=lambda one: _alike(mine, plain(one.blocks)))))
    return found


def _alike(one: str, other: str) -> int:
    """How much of the words are the same, in hundredths."""
    words = one[:_COMPARED].split(), other[:_COMPARED].split()
    return round(SequenceMatcher(None, *words, autojunk=False).ratio() * 100)
