"""The model texts that come with the portal -> agreement types in the database.

One TOML file of `model_texts/` is one type:

- `code`, `name`, `summary`, `instrument`, `kind`, and where they differ from a formal agreement with the eight contents
  of the law: `form`, `required_contents`, `required_attachments`, `required_deliberations`, `parties_agree_first`;
- `considering`: the recitals, each a whole sentence. `in_view_of`: keys of `shared/laws.toml`, or whole citations;
- `[[chapters]]` with `heading` (empty in a text without BAB) and `[[chapters.articles]]`: `heading`, `content` (a code
  of `Content`), `legal_basis`, `guidance` for drafters, and the `body`. `shared = "regulation.ending"` takes the
  article of that key from `shared/regulation.toml`; what is written beside it takes its place, only a `body` is added
  at its end. A shared article never names another article, because it has another number in every text;
- `[[provisions]]`, the first rights, obligations, limitations and sanctions: `party` (an ordinal, "each",
  "each_village" or "each_partner"), `kind`, `text` (begins small, ends without a mark: "Desa … berhak <text>."; a
  limitation names what is forbidden). For obligations `due_rule` (a code of `DueRule`) with `due_on` ("starts_on" or
  "ends_on", either with "+30d" or "-30d"; of a periodic one the first day) or `due_days`, `event` (what working days
  are counted from), `amount`, `evidence`. For sanctions `breach_of` (the `key` of the same party's obligation, which
  stands before) and `steps` (`measure`, `after_days`, `amount`).

Bodies are plain text, one paragraph a line: "(1) " begins an ayat, "a. " a huruf, "1. " an angka. Another article is
named as "Pasal 7 ayat (2)"; when a draft begins, that becomes a reference that follows the article.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from agreements.documents.outline import parse, plain
from agreements.drafting.types.models import AgreementType, ModelArticle

_OPTIONAL = (
    "form",
    "required_contents",
    "required_attachments",
    "required_deliberations",
    "parties_agree_first",
)
_HERE = Path(__file__).parent
MODEL_TEXTS = _HERE / "model_texts"


def load_types(*codes: str) -> list[AgreementType]:
    """Bring every model text into the database, or those of these codes; each file bears its type's code as name.

    A changed text becomes a new version, so drafts keep theirs. Returns the types written now; none when everything
    was up to date.
    """
    paths = [MODEL_TEXTS / f"{code}.toml" for code in codes] or sorted(MODEL_TEXTS.glob("*.toml"))
    return [written for path in paths if (written := _load(path))]


@transaction.atomic
def _load(path: Path) -> AgreementType | None:
    source = read(path)
    code, articles = source.pop("code"), source.pop("articles")
    newest = AgreementType.objects.filter(code=code, regency=None).order_by("-version").first()
    if newest and _same(newest, source, articles):
        return None
    version = newest.version + 1 if newest else 1
    written = AgreementType.objects.create(code=code, version=version, published_at=timezone.now(), **source)
    ModelArticle.objects.bulk_create(ModelArticle(agreement_type=written, **article) for article in articles)
    return written


def read(path: Path) -> dict[str, Any]:
    """One model text with everything shared in its place: the type's fields, and `articles` as rows in order.

    Raises KeyError for a law or an article that nobody shares.
    """
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    fields = {key: source[key] for key in ("code", "name", "kind", "instrument", "considering", "provisions")}
    fields |= {key: source[key] for key in _OPTIONAL if key in source}
    fields["summary"] = " ".join(source["summary"].split())
    fields["in_view_of"] = [_law(text) for text in source["in_view_of"]]
    rows = [
        (chapter["heading"], article) for chapter in source["chapters"] for article in chapter["articles"]
    ]
    fields["articles"] = [_article(ordinal, *row) for ordinal, row in enumerate(rows, start=1)]
    return fields


@cache
def _shared(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / "shared" / f"{name}.toml").read_text(encoding="utf-8"))


def _law(text: str) -> str:
    """A citation: as written, or the one that goes by that key."""
    return text if " " in text else str(_shared("laws")[text])


def _article(ordinal: int, chapter: str, article: dict[str, Any]) -> dict[str, Any]:
    group, _dot, key = article.get("shared", "").partition(".")
    shared = _shared(group)[key] if group else {}
    bodies = [source["body"].strip() for source in (shared, article) if "body" in source]
    return {
        "ordinal": ordinal,
        "chapter": chapter,
        "heading": article.get("heading", shared.get("heading", "")),
        "content": article.get("content") or shared["content"],
        "body": bodies[0] if len(bodies) == 1 else plain(parse("\n".join(bodies))),
        "guidance": article.get("guidance", shared.get("guidance", "")),
        "legal_basis": article.get("legal_basis", shared.get("legal_basis", "")),
    }


def _same(newest: AgreementType, fields: dict[str, Any], articles: list[dict[str, Any]]) -> bool:
    names = ("ordinal", "chapter", "heading", "content", "body", "guidance", "legal_basis")
    kept = list(newest.articles.order_by("ordinal").values(*names))
    return kept == articles and all(getattr(newest, name) == value for name, value in fields.items())
