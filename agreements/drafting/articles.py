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

    Raises Stale with the article as it stands now when somebody else saved it meanwhile: both texts are then shown,
    none is lost. Raises Refused outside drafting.
    """
    open_for_edit(article.agreement, by)
    current = Article.objects.select_for_update().get(pk=article.pk)
    if current.edition != edition:
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
    last = current.articles.aggregate(last=Max("ordinal"))["last"] or 0
    place = after.ordinal if after else last
    current.articles.filter(ordinal__gt=place).update(ordinal=F("ordinal") + 1)
    chapter = after.chapter if after else _last_chapter(current)
    article = Article(
        agreement=current, ordinal=place + 1, chapter=chapter, heading=heading, content=content, body=body
    )
    article.full_clean(exclude=["agreement"], validate_constraints=False)
    article.save()
    return article


def _last_chapter(agreement: Agreement) -> str:
    last = agreement.articles.order_by("-ordinal").first()
    return last.chapter if last else ""


@transaction.atomic
def remove_article(article: Article, *, by: User) -> None:
    """Take an article out; those behind it close up."""
    current = open_for_edit(article.agreement, by)
    article.delete()
    current.articles.filter(ordinal__gt=article.ordinal).update(ordinal=F("ordinal") - 1)


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
    """Change one provision (`kind`, `text`, `due_on`, `amount`)."""
    open_for_edit(provision.agreement, by)
    for name, value in fields.items():
        setattr(provision, name, value)
    provision.full_clean()
    provision.save(update_fields=list(fields))
    return provision


@transaction.atomic
def remove_provision(provision: Provision, *, by: User) -> None:
    """Take one provision out."""
    open_for_edit(provision.agreement, by)
    provision.delete()
