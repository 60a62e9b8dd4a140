"""Turns every sentence of code and templates into the list to translate, and the translation into its compiled form."""

import argparse
import datetime as dt
import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from kerjasama.setup.places import ROOT

PACKAGES = ("kerjasama", "villages", "agreements")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
NO_DATE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Stands in the compiled form for the day of its making, so that the same text gives the same bytes."""
PLURALS = {"en": (2, "(n != 1)")}


def sources() -> Iterator[tuple[str, str]]:
    """Answer each file's path and its Python: templates are turned into calls of gettext."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text()
    folders = [ROOT / "templates", *(ROOT / package for package in PACKAGES)]
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".html", ".txt", ".svg"}):
            code = templatize(path.read_text(), origin=str(path))
            # A template's indentation means nothing in Python, and would end the reading with an error.
            yield str(path.relative_to(ROOT)), "\n".join(line.strip() for line in code.split("\n"))


def shown_of_models() -> Iterator[str]:
    """Name and use of each model text, as its row in the database has them; the text itself stays Indonesian."""
    for path in sorted((ROOT / "agreements/drafting/types/model_texts").glob("*.toml")):
        source = tomllib.loads(path.read_text(encoding="utf-8"))
        yield source["name"]
        yield " ".join(source["summary"].split())


def collect() -> Catalog:
    """Answer all sentences, sorted, without dates, paths or line numbers: the file changes only with them."""
    catalog = Catalog(fuzzy=False, charset="utf-8")
    for _, text in sources():
        found = extract("python", io.BytesIO(text.encode()), KEYWORDS, comment_tags=["Translators:"])
        for _, sentence, comments, context in found:
            python_format = "%(" in (sentence if isinstance(sentence, str) else sentence[0])
            flags = {"python-format"} if python_format else set()
            catalog.add(sentence, auto_comments=comments, flags=flags, context=context)
    for sentence in shown_of_models():
        catalog.add(sentence)
    return catalog


def update(language: str, found: Catalog) -> Catalog:
    """Keep what is translated, add what is new, drop what is no longer said."""
    path = ROOT / "locale" / language / "LC_MESSAGES" / "django.po"
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            old = read_po(file, locale=language)
    new = Catalog(locale=language, fuzzy=False, charset="utf-8")
    for message in found:
        if message.id:
            kept = old.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
            fits = kept is not None and isinstance(kept.id, str) == isinstance(message.id, str)
            string = kept.string if kept is not None and fits else None
            new.add(
                message.id,
                string,
                flags=message.flags - {"fuzzy"},
                auto_comments=message.auto_comments,
                context=message.context,
            )
    return new


def text_of(catalog: Catalog, language: str) -> bytes:
    """Answer the file of a catalog with a header that never changes by itself."""
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, no_location=True, sort_output=True, width=100)
    number, rule = PLURALS[language]
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: nplurals={number}; plural={rule};\\n"\n\n'
    )
    return header.encode() + body.getvalue()


def compiled(text: bytes, language: str) -> bytes:
    """Answer the form that runs, the same bytes for the same text."""
    catalog = read_po(io.BytesIO(text), locale=language)
    catalog.creation_date = catalog.revision_date = NO_DATE
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def missing(language: str) -> list[str]:
    """Answer the sentences that have no translation."""
    return [
        str(message.id) for message in update(language, collect()) if message.id and not said(message.string)
    ]


def said(string: object) -> bool:
    """Answer whether a translation is complete, in all its plurals."""
    return all(string) if isinstance(string, list | tuple) else bool(string)


def main() -> int:
    """Write the lists and their compiled forms; with --check only tell whether they are up to date and complete."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found, fault = collect(), False
    for language in PLURALS:
        folder = ROOT / "locale" / language / "LC_MESSAGES"
        text = text_of(update(language, found), language)
        lacking = missing(language)
        print(
            f"{language}: {len(found)} kalimat (sentences), {len(lacking)} belum diterjemahkan (to translate)"
        )
        for name, content in (("django.po", text), ("django.mo", compiled(text, language))):
            path = Path(folder / name)
            same = path.exists() and path.read_bytes() == content
            fault |= options.check and not same
            if not same and not options.check:
                folder.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        fault |= options.check and bool(lacking)
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
