"""Topics and articles as data -> the words of one agreement."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from agreements.documents.wording import NAMES as INSTRUMENTS
from agreements.record.vocabulary import Field, Topic

_HERE = Path(__file__).parent
_LEADS = (
    "Pengelolaan",
    "Pengembangan",
    "Penyelenggaraan",
    "Pembangunan dan Pemeliharaan",
    "Peningkatan Layanan",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What one agreement says, without the names of its parties' people."""

    title: str
    summary: str
    articles: list[tuple[str, str, str]]
    """Content code, heading and body of each article."""
    considering: list[str]
    in_view_of: list[str]


class Library:
    """The topics and articles of this folder's files."""

    def __init__(self) -> None:
        """Read both files."""
        self.topics: dict[str, dict[str, Any]] = _read("topics.toml")
        self.frame = _read("articles.toml")
        self.labels = {code: str(label) for code, label in Topic.choices}
        self.fields = {code: str(label) for code, label in Field.choices}
        self.codes = list(self.topics)

    def title(self, chance: Random, topic: str, tail: str) -> tuple[str, str]:
        """What is done (the title's first half) and the whole title."""
        thing = f"{chance.choice(_LEADS)} {chance.choice(self.topics[topic]['things'])}"
        return thing, f"{thing} {tail}"[:250]

    def words(self, chance: Random, topic: str, title: tuple[str, str], facts: dict[str, str]) -> Words:
        """Everything the agreement says; `facts` are `where`, `instrument`, `starts` and `ends`."""
        about, (thing, whole) = self.topics[topic], title
        works = chance.sample(about["works"], 3)
        told = {
            "thing": thing, "where": facts["where"], "benefit": about["for"], "starts": facts["starts"],
            "name": INSTRUMENTS[facts["instrument"]], "ends": facts["ends"], "field": self.fields[about["field"]],
            "work1": works[0], "work2": works[1], "work3": works[2],
        }  # fmt: skip
        bits = chance.getrandbits(len(self.frame["articles"]))
        articles = [
            (row["content"], row["heading"], row["bodies"][bits >> i & 1].format_map(told))
            for i, row in enumerate(self.frame["articles"])
        ]
        summary = (
            f"{facts['parties']} bekerja sama dalam {thing.lower()} bagi {about['for']} di {facts['where']}:"
            f" {works[0]}, {works[1]}, dan {works[2]}."
        )
        considering = [line.format_map(told) for line in self.frame["considering"]]
        return Words(whole, summary[:2000], articles, considering, self.frame["in_view_of"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
