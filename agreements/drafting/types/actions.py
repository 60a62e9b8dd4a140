"""A district officer's changes to agreement types: a working version is written, checked and published."""

from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.drafting.types.checking import problems
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.drafting.types.queries import regency_edited_by, working_version
from villages.people.access import Answer, Refused, ask
from villages.people.models import User
from villages.regions.models import Regency

_COPIED = (
    "name",
    "summary",
    "kind",
    "instrument",
    "form",
    "considering",
    "in_view_of",
    "provisions",
    "required_contents",
    "required_attachments",
    "required_deliberations",
    "parties_agree_first",
)
_LISTS = {"considering", "in_view_of", "provisions", "required_contents"}
"""Lists that may be empty; `checking.problems` says when they may not."""
_ARTICLE = ("ordinal", "chapter", "heading", "content", "body", "guidance", "legal_basis")


def may_edit_types(user: User) -> Answer:
    """Whether the user edits types: officers of the village agency (DPMD) and the legal office, for their regency."""
    if regency_edited_by(user):
        return Answer(True)
    words = _("Jenis perjanjian diubah oleh petugas DPMD atau Bagian Hukum kabupaten.")
    return Answer(False, words, because_of_who=True)


@transaction.atomic
def open_version(source: AgreementType, *, by: User, code: str = "", name: str = "") -> AgreementType:
    """A working version for the officer's regency, copied from `source`; the one already begun, if there is one.

    With `code` and `name` it becomes a type of its own instead of the next version. Drafts keep what they began with.
    """
    regency = _regency(by)
    Regency.objects.select_for_update().get(pk=regency.pk)
    known = working_version(regency, code or source.code)
    if known:
        return known
    last = AgreementType.objects.filter(regency=regency, code=code or source.code).aggregate(
        last=Max("version")
    )["last"]
    copy = {field: getattr(source, field) for field in _COPIED}
    made = AgreementType(
        **copy, code=code or source.code, version=(last or 0) + 1, regency=regency, edited_by=by
    )
    made.name = name or made.name
    made.full_clean(exclude=_LISTS)
    made.save()
    ModelArticle.objects.bulk_create(
        ModelArticle(agreement_type=made, **{field: getattr(article, field) for field in _ARTICLE})
        for article in source.articles.order_by("ordinal")
    )
    return made


@transaction.atomic
def save_particulars(agreement_type: AgreementType, *, by: User, **fields: Any) -> AgreementType:
    """Change what a working version says about itself. Raises Refused for a published one."""
    current = _working(agreement_type, by)
    for name, value in fields.items():
        setattr(current, name, value)
    current.edited_by = by
    current.full_clean(exclude=_LISTS)
    current.save()
    return current


@transaction.atomic
def save_model_article(
    agreement_type: AgreementType, article: ModelArticle | None, *, by: User, **fields: Any
) -> ModelArticle:
    """Change one model article, or with None add one at the end. Raises Refused for a published version."""
    current = _working(agreement_type, by)
    if article is None:
        last = current.articles.aggregate(last=Max("ordinal"))["last"] or 0
        article = ModelArticle(agreement_type=current, ordinal=last + 1)
    for name, value in fields.items():
        setattr(article, name, value)
    article.full_clean(exclude=["agreement_type"])
    article.save()
    return article


@transaction.atomic
def move_model_article(article: ModelArticle, *, by: User, up: bool) -> None:
    """Change places with the neighbour above or below; at the end of the text nothing happens."""
    current = _working(article.agreement_type, by)
    rows = current.articles
    if up:
        neighbour = rows.filter(ordinal__lt=article.ordinal).order_by("-ordinal").first()
    else:
        neighbour = rows.filter(ordinal__gt=article.ordinal).order_by("ordinal").first()
    if neighbour is None:
        return
    mine, theirs = article.ordinal, neighbour.ordinal
    rows.filter(pk=article.pk).update(ordinal=0)
    rows.filter(pk=neighbour.pk).update(ordinal=mine, chapter=neighbour.chapter)
    rows.filter(pk=article.pk).update(ordinal=theirs, chapter=neighbour.chapter)


@transaction.atomic
def remove_model_article(article: ModelArticle, *, by: User) -> None:
    """Take a model article out; those behind it close up."""
    current = _working(article.agreement_type, by)
    ordinal = article.ordinal
    article.delete()
    behind = current.articles.filter(ordinal__gt=ordinal).order_by("ordinal")
    for pk in list(behind.values_list("pk", flat=True)):
        current.articles.filter(pk=pk).update(ordinal=F("ordinal") - 1)


@transaction.atomic
def publish_version(agreement_type: AgreementType, *, by: User) -> AgreementType:
    """Let drafts begin from this version. Raises Refused with the first thing that is wrong."""
    current = _working(agreement_type, by)
    wrong = problems(current)
    if wrong:
        raise Refused(Answer(False, wrong[0].message))
    current.published_at, current.edited_by, current.active = timezone.now(), by, True
    current.save(update_fields=["published_at", "edited_by", "active"])
    return current


@transaction.atomic
def discard_version(agreement_type: AgreementType, *, by: User) -> None:
    """Throw a working version away; published ones stay for ever, since drafts rest on them."""
    _working(agreement_type, by).delete()


@transaction.atomic
def set_active(agreement_type: AgreementType, *, by: User, active: bool) -> AgreementType:
    """Close a published type of one's own regency for new drafts, or open it again; drafts go on as they are."""
    current = _own(agreement_type, by)
    if current.published_at is None:
        raise Refused(Answer(False, _("Versi ini belum diterbitkan.")))
    current.active = active
    current.save(update_fields=["active"])
    return current


def _regency(by: User) -> Regency:
    ask(may_edit_types(by))
    regency = regency_edited_by(by)
    assert regency is not None
    return regency


def _own(agreement_type: AgreementType, by: User) -> AgreementType:
    regency = _regency(by)
    current = AgreementType.objects.select_for_update().get(pk=agreement_type.pk)
    if current.regency_id != regency.pk:
        raise Refused(Answer(False, _("Naskah ini bukan milik kabupaten Anda; sesuaikan salinannya.")))
    return current


def _working(agreement_type: AgreementType, by: User) -> AgreementType:
    current = _own(agreement_type, by)
    if current.published_at:
        raise Refused(Answer(False, _("Versi yang sudah diterbitkan tidak berubah lagi; buat versi baru.")))
    return current
