"""The model texts that come with the portal -> agreement types in the database."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.drafting.types.models import AgreementType, ModelArticle

_OPTIONAL = (
    "form",
    "required_contents",
    "required_attachments",
    "required_deliberations",
    "parties_agree_first",
)
MODEL_TEXTS = Path(__file__).parent / "model_texts"


def load_types() -> list[AgreementType]:
    """Bring every model text into the database; a changed text becomes a new version, so drafts keep theirs.

    Returns the types written now; none when everything was up to date.
    """
    return [written for path in sorted(MODEL_TEXTS.glob("*.toml")) if (written := _load(path))]


@transaction.atomic
def _load(path: Path) -> AgreementType | None:
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {
        key: source[key] for key in ("name", "kind", "instrument", "considering", "in_view_of", "provisions")
    }
    fields |= {key: source[key] for key in _OPTIONAL if key in source}
    fields["summary"] = " ".join(source["summary"].split())
    articles = _articles(source)
    newest = AgreementType.objects.filter(code=source["code"], regency=None).order_by("-version").first()
    if newest and _same(newest, fields, articles):
        return None
    version = newest.version + 1 if newest else 1
    written = AgreementType.objects.create(
        code=source["code"], version=version, published_at=timezone.now(), **fields
    )
    ModelArticle.objects.bulk_create(ModelArticle(agreement_type=written, **article) for article in articles)
    return written


def _articles(source: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        (chapter["heading"], article) for chapter in source["chapters"] for article in chapter["articles"]
    ]
    return [
        {
            "ordinal": ordinal,
            "chapter": chapter,
            "heading": article.get("heading", ""),
            "content": article["content"],
            "body": article["body"].strip(),
            "guidance": article.get("guidance", ""),
            "legal_basis": article.get("legal_basis", ""),
        }
        for ordinal, (chapter, article) in enumerate(rows, start=1)
    ]


def _same(newest: AgreementType, fields: dict[str, Any], articles: list[dict[str, Any]]) -> bool:
    names = ("ordinal", "chapter", "heading", "content", "body", "guidance", "legal_basis")
    kept = list(newest.articles.order_by("ordinal").values(*names))
    return kept == articles and all(getattr(newest, name) == value for name, value in fields.items())
