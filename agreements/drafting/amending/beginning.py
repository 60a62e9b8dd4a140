"""An agreement in force and a new addendum to it -> the addendum's draft with everything that holds today."""

from collections.abc import Sequence
from typing import Any

from agreements.drafting.models import Article, Asset, Draft, Funding, Provision
from agreements.drafting.queries import amends_articles
from agreements.drafting.types.models import AgreementType
from agreements.drafting.writing.references import rebound, tokenise
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.record.vocabulary import PERIODIC, Instrument

_ARTICLE = ("ordinal", "chapter", "heading", "content", "body", "guidance", "legal_basis", "repealed")
_LINE = (
    *("ordinal", "kind", "text", "due_rule", "due_on", "due_days", "event", "amount", "evidence", "steps"),
    "repealed",
)
_MONEY = ("source", "year", "amount", "account", "note")
_ASSET = ("kind", "description", "use", "village_owned", "starts_on", "ends_on", "value")


def text_before(parent: Agreement) -> Agreement | None:
    """Whose text holds today: the newest addendum in force that was written from articles, else the parent itself.

    None where there is no text to begin from: the parent was signed elsewhere.
    """
    addenda = Agreement.objects.filter(parent=parent, instrument=Instrument.ADDENDUM, stage=Stage.IN_FORCE)
    for addendum in addenda.select_related("draft").order_by("-stage_since", "-pk"):
        if amends_articles(addendum):
            return addendum
    return parent if not parent.signed_elsewhere and parent.articles.exists() else None


def copy_text(
    source: Agreement, agreement: Agreement, agreement_type: AgreementType, parties: Sequence[Party]
) -> None:
    """Give the addendum every article, line, sum and asset that holds, each knowing what it takes the place of."""
    order = _copy_articles(source, agreement)
    Draft.objects.create(
        agreement=agreement,
        agreement_type=agreement_type,
        based_on=source,
        considering=tokenise("\n".join(agreement_type.considering), order),
        in_view_of="\n".join(agreement_type.in_view_of),
    )
    homes = {party.ordinal: party for party in parties}
    _copy_lines(source, agreement, homes)
    Funding.objects.bulk_create(
        Funding(agreement=agreement, party=homes[row.party.ordinal], **_kept(row, _MONEY))
        for row in source.funding.select_related("party").order_by("pk")
    )
    Asset.objects.bulk_create(
        Asset(agreement=agreement, party=homes[row.party.ordinal], **_kept(row, _ASSET))
        for row in source.assets.select_related("party").order_by("pk")
    )


def _kept(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _copy_articles(source: Agreement, agreement: Agreement) -> list[int]:
    """The articles in their order; "Pasal 7" in them means the copy of the seventh. Returns their keys."""
    old = list(source.articles.order_by("ordinal", "pk"))
    copies = (Article(agreement=agreement, amends=row, **_kept(row, _ARTICLE)) for row in old)
    new = Article.objects.bulk_create(copies)
    keys = {before.pk: after.pk for before, after in zip(old, new, strict=True)}
    for article in new:
        article.heading, article.body = rebound(article.heading, keys), rebound(article.body, keys)
    Article.objects.bulk_update(new, ["heading", "body"])
    return [article.pk for article in new]


def _copy_lines(source: Agreement, agreement: Agreement, homes: dict[int, Party]) -> None:
    """The lines of every party; a sanction finds the copy of the line that it answers.

    A periodic one without a day of its own began with the agreement that was signed first, and still does.
    """
    first = agreement.parent
    assert first is not None, agreement
    old = list(source.provisions.select_related("party").order_by("party__ordinal", "ordinal", "pk"))
    new = [
        Provision(agreement=agreement, party=homes[row.party.ordinal], amends=row, **_kept(row, _LINE))
        for row in old
    ]
    for line in new:
        if line.due_rule in PERIODIC and line.due_on is None:
            line.due_on = first.starts_on
    Provision.objects.bulk_create(new)
    copies = {before.pk: after for before, after in zip(old, new, strict=True)}
    answering = []
    for before, after in zip(old, new, strict=True):
        if before.breach_of_id in copies:
            after.breach_of = copies[before.breach_of_id]
            answering.append(after)
    Provision.objects.bulk_update(answering, ["breach_of"])
