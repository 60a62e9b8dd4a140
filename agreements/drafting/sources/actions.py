"""An earlier agreement -> a new draft with its text and provisions, or an addendum to it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.drafting.amending.beginning import copy_text, text_before
from agreements.drafting.beginning import begin, begin_empty
from agreements.drafting.models import Article, Draft, Provision
from agreements.drafting.sources.guards import may_change
from agreements.drafting.sources.plans import Heir, article_copy, copy_of, for_new_parties, heirs_of, plan_of
from agreements.drafting.types.models import AgreementType
from agreements.drafting.writing.references import rebound
from agreements.record import journal
from agreements.record.access import parties_of
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Instrument
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def begin_from(
    agreement_source: Agreement,
    *,
    by: User,
    organizations: Sequence[Organization],
    parent: Agreement | None = None,
    text: Agreement | None = None,
    **details: Any,
) -> Agreement:
    """Begin a draft with the text, recitals and provisions of an earlier agreement among these organizations.

    Its signatures, files, numbers, dates, money, assets, consents and versions stay behind. References lead to the new
    draft's own articles; provisions go to the same organization, else to the next one of its kind, else nowhere; due
    dates keep their distance from the start. The type is the newest published version. `parent` is the agreement that
    it renews, `text` the addendum whose whole text holds in the source's place. Raises what `begin` raises, and Refused
    for an addendum, which begins from the agreement that it changes.
    """
    source = agreement_source
    if source.instrument == Instrument.ADDENDUM:
        raise Refused(Answer(False, _("Addendum dimulai dari perjanjian yang diubahnya.")))
    plan = plan_of(source, organizations)
    agreement, parties = begin_empty(
        by=by, agreement_type=plan.agreement_type, organizations=organizations, parent=parent, **details
    )
    text = text or source
    heirs = plan.heirs if text == source else heirs_of(parties_of(text), organizations, {})
    keys = _copy_articles(text, agreement, heirs)
    _copy_recitals(source, agreement, plan.agreement_type, plan.heirs, keys)
    _copy_provisions(text, agreement, parties, heirs, source)
    told = {"based_on": source.ref} | ({"parent": parent.ref} if parent else {})
    journal.append(agreement, "begin", by=by, on_behalf_of=agreement.initiator, details=told)
    return agreement


def _copy_articles(source: Agreement, agreement: Agreement, heirs: Sequence[Heir]) -> dict[int, int]:
    """The articles in their order; returns which new key stands for which old one."""
    old = list(source.articles.filter(repealed=False).order_by("ordinal", "pk"))
    new = Article.objects.bulk_create(article_copy(article, agreement, heirs) for article in old)
    keys = {before.pk: after.pk for before, after in zip(old, new, strict=True)}
    turned = []
    for article in new:
        heading, body = rebound(article.heading, keys), rebound(article.body, keys)
        if (heading, body) != (article.heading, article.body):
            article.heading, article.body = heading, body
            turned.append(article)
    if turned:
        Article.objects.bulk_update(turned, ["heading", "body"])
    return keys


def _copy_recitals(
    source: Agreement,
    agreement: Agreement,
    agreement_type: AgreementType,
    heirs: Sequence[Heir],
    keys: dict[int, int],
) -> None:
    texts = (for_new_parties(text, heirs) for text in (source.draft.considering, source.draft.in_view_of))
    considering, in_view_of = (rebound(text, keys) for text in texts)
    Draft.objects.create(
        agreement=agreement,
        agreement_type=agreement_type,
        based_on=source,
        considering=considering,
        in_view_of=in_view_of,
    )


def _copy_provisions(
    text: Agreement,
    agreement: Agreement,
    parties: Sequence[Party],
    heirs: Sequence[Heir],
    source: Agreement,
) -> None:
    """Every provision whose party has an heir; a sanction finds the copy of the line that it answers."""
    by_ordinal = {party.ordinal: party for party in parties}
    homes = {heir.party.pk: by_ordinal[heir.ordinal] for heir in heirs if heir.ordinal}
    rows = text.provisions.filter(party__in=list(homes), repealed=False)
    old = list(rows.order_by("party__ordinal", "ordinal", "pk"))
    for row in old:
        row.agreement = source  # from whose beginning the days are counted
    new = Provision.objects.bulk_create(copy_of(row, agreement, homes[row.party_id]) for row in old)
    copies = {before.pk: after for before, after in zip(old, new, strict=True)}
    answering = []
    for before in old:
        if before.breach_of_id in copies:
            copies[before.pk].breach_of = copies[before.breach_of_id]
            answering.append(copies[before.pk])
    if answering:
        Provision.objects.bulk_update(answering, ["breach_of"])


@transaction.atomic
def begin_addendum(
    parent: Agreement, *, by: User, agreement_type: AgreementType, **details: Any
) -> Agreement:
    """Begin an addendum to an agreement in force, among its parties, from the text that holds today.

    It is written as the text that shall hold; its own text says only what differs (`documents.amending`). Where the
    parent was signed elsewhere it begins in its type's model text. Law: Permendagri 96/2017 art. 6 letter g. Raises
    Refused unless the parent is in force, of the type's kind and without an open addendum, and `by` drafts for a party.
    """
    current = lock(parent)
    answer = may_change(by, current)
    if answer and current.kind != agreement_type.kind:
        answer = Answer(False, _("Peraturan Bersama diubah dengan Peraturan Bersama, bukan dengan addendum."))
    if not answer:
        raise Refused(answer)
    ask(by, "begin_addendum", current)
    organizations = [party.organization for party in parties_of(current)]
    known: dict[str, Any] = {
        "by": by,
        "agreement_type": agreement_type,
        "organizations": organizations,
        "parent": current,
    }
    source = text_before(current)
    if source is None:
        agreement = begin(**known, **details)
    else:
        agreement, parties = begin_empty(**known, **details)
        copy_text(source, agreement, agreement_type, parties)
        told = {"parent": current.ref, "based_on": source.ref}
        journal.append(agreement, "begin", by=by, on_behalf_of=agreement.initiator, details=told)
    begun = {"addendum": agreement.ref}
    journal.append(current, "begin_addendum", by=by, on_behalf_of=agreement.initiator, details=begun)
    return agreement
