"""Write the articles and provisions of a draft, one at a time."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max

from agreements.drafting.actions import Stale, open_for_edit
from agreements.drafting.models import Article, Provision
from agreements.record.models import Agreement, Party
from villages.people.models import User


@transaction.atomic
def save_article(
    article: Article, *, by: User, edition: int, heading: str, content: str, body: str
) -> Article:
    """Change one article; `edition` is the article's own that the writer had before their eyes.

    Raises Stale with the article as it stands now (None: it was removed) when somebody else saved it meanwhile:
    both texts are then shown, none is lost. Raises Refused outside drafting.
    """
    open_for_edit(article.agreement, by)
    current = Article.objects.select_for_update().filter(pk=article.pk).first()
    if current is None or current.edition != edition:
        raise Stale(current)
    current.heading, current.content, current.body = heading, content, body
    current.edition += 1
    current.full_clean()
    current.save(update_fields=["heading", "content", "body", "edition"])
    return current


@transaction.atomic
def add_article(
    agreement: Agreement, *, by: User, after: Article | None, heading: str, content: str, body: str
) -> Article:
    """Put a new article behind `after`, in its chapter, or at the end; what follows moves on by one."""
    current = open_for_edit(agreement, by)
    before = current.articles.filter(pk=after.pk).first() if after else None
    before = before or current.articles.order_by("-ordinal").first()
    place, chapter = (before.ordinal, before.chapter) if before else (0, "")
    current.articles.filter(ordinal__gt=place).update(ordinal=F("ordinal") + 1)
    article = Article(
        agreement=current, ordinal=place + 1, chapter=chapter, heading=heading, content=content, body=body
    )
    article.full_clean(exclude=["agreement"], validate_constraints=False)
    article.save()
    return article


@transaction.atomic
def remove_article(article: Article, *, by: User) -> None:
    """Take an article out; those behind it close up. Does nothing when it is gone already."""
    current = open_for_edit(article.agreement, by)
    found = current.articles.filter(pk=article.pk).first()
    if found:
        found.delete()
        current.articles.filter(ordinal__gt=found.ordinal).update(ordinal=F("ordinal") - 1)


@transaction.atomic
def add_provision(agreement: Agreement, *, by: User, party: Party, **fields: Any) -> Provision:
    """Give a party one more right, obligation, limitation or sanction (`kind`, `text`, `due_on`, `amount`)."""
    current = open_for_edit(agreement, by)
    last = current.provisions.filter(party=party).aggregate(last=Max("ordinal"))["last"] or 0
    provision = Provision(agreement=current, party=party, ordinal=last + 1, **fields)
    provision.full_clean()
    provision.save()
    return provision


@transaction.atomic
def save_provision(provision: Provision, *, by: User, **fields: Any) -> Provision:
    """Change one provision (`kind`, `text`, `due_on`, `amount`). Raises Stale when it was removed meanwhile."""
    open_for_edit(provision.agreement, by)
    if not Provision.objects.filter(pk=provision.pk).exists():
        raise Stale(None)
    for name, value in fields.items():
        setattr(provision, name, value)
    provision.full_clean()
    provision.save(update_fields=list(fields))
    return provision


@transaction.atomic
def remove_provision(provision: Provision, *, by: User) -> None:
    """Take one provision out. Does nothing when it is gone already."""
    open_for_edit(provision.agreement, by)
    Provision.objects.filter(pk=provision.pk).delete()
