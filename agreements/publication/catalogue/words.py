"""What a person types into the search box -> a question to the full-text index, with slips of the finger forgiven.

Every word must occur, in itself or in a word of the same Indonesian stem. A word that no title, summary or name says
is taken for the beginning of one ("argop"), or for one of the words that are spelled almost alike ("argopni"); the
places and partners of a listing are among these, so that their names are found too. All of it is one condition on one
index (`listing_search`), however many words there are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.db import connection, transaction

MOST_WORDS = 8
MOST_COMPLETED = 8
"""How many words a beginning may stand for."""
_MOST_ALIKE = 20
_MOST_MEANT = 4
_LEAST_COMPLETED = 3
_LEAST_FORGIVEN = 4
"""Shorter words are taken as they are: too many others are alike."""
SAY_NOTHING = frozenset(
    ("dan", "di", "dengan", "untuk", "dari", "ke", "yang", "pada", "antara", "atau", "tentang")
) | frozenset(("desa", "kerja", "sama", "kecamatan", "kabupaten", "kec", "kab"))
"""Words that (nearly) every listing says: they are asked for only where nothing else is."""
_LEARN = (
    "INSERT INTO agreements_word (word, stem)"
    " SELECT w, left(coalesce((ts_lexize('indonesian_stem', w))[1], w), 40)"
)
_UNKNOWN = "WHERE NOT EXISTS (SELECT 1 FROM agreements_word k WHERE k.word = w) ON CONFLICT DO NOTHING"
_WORD = re.compile(r"[^\W_]+")
_SPOKEN = re.compile(r"[^\W\d_]{3,40}")


@dataclass(frozen=True)
class Meant:
    """One typed word and what it was taken for."""

    word: str
    """As typed, in lower case."""
    stem: str
    """Its stem."""
    instead: tuple[str, ...] = ()
    """The words that were looked for besides, since none of the titles and names says this one."""
    guessed: bool = False
    """Whether those are a guess at the spelling; a mere beginning is none."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What to mark in a text: the beginnings or middles of words that answer."""
        return tuple(sorted({self.stem, self.word, *self.instead}, key=len, reverse=True))


@dataclass(frozen=True)
class Sought:
    """A whole question in words."""

    words: tuple[Meant, ...]
    query: SearchQueryCombinable | None
    """None where the text holds no word at all: then nothing is found."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What to mark in the found texts."""
        return tuple(mark for meant in self.words for mark in meant.marks)

    @property
    def guesses(self) -> list[Meant]:
        """The words whose spelling was guessed."""
        return [meant for meant in self.words if meant.guessed]


def words_of(text: str) -> list[str]:
    """The words that count, in lower case and order, each once; all of them where none counts."""
    words = list(dict.fromkeys(word.lower()[:40] for word in _WORD.findall(text)))[:MOST_WORDS]
    return [word for word in words if word not in SAY_NOTHING] or words


def sought(text: str) -> Sought:
    """What the text asks for; one query."""
    words = words_of(text)
    if not words:
        return Sought((), None)
    meant = []
    for one in _known(words):
        begun = tuple(one.completed)
        guesses = () if begun else _spelled_alike(one.word, one.alike)
        meant.append(Meant(one.word, one.stem, begun or guesses, bool(guesses)))
    return Sought(tuple(meant), all_of(meant))


@dataclass(frozen=True)
class Known:
    """A typed word, and what stands near to it where nothing says it."""

    word: str
    stem: str
    completed: list[str] = field(default_factory=list)
    """The known words that begin with it."""
    alike: list[str] = field(default_factory=list)
    """Those that share many letters with it."""


def all_of(words: Iterable[Meant]) -> SearchQueryCombinable:
    """The question that asks for every one of the words; there must be one."""
    return reduce(and_, (_asks(one) for one in words))


def _asks(meant: Meant) -> SearchQueryCombinable:
    """The word by its stem, by its letters (names have no stems), or by what it was taken for."""
    lexemes = dict.fromkeys((meant.stem, meant.word, *meant.instead))
    return reduce(or_, (SearchQuery(lexeme, config="simple") for lexeme in lexemes))


def _known(words: list[str]) -> list[Known]:
    """What the listings know of each word, in order; neighbours are looked for only where nothing says the word."""
    known: dict[str, Known] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w, stem, found.begins, found.word FROM unnest(%s::text[]) WITH ORDINALITY AS typed (w, n)"
            " CROSS JOIN LATERAL (SELECT coalesce((ts_lexize('indonesian_stem', w))[1], w) AS stem) s"
            " CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM agreements_word k WHERE k.word = w)"
            " OR EXISTS (SELECT 1 FROM agreements_word k WHERE k.stem = s.stem) AS said) there"
            " LEFT JOIN LATERAL ((SELECT true AS begins, k.word FROM agreements_word k"
            " WHERE NOT said AND length(w) >= %s AND k.word LIKE w || '%%'"
            " ORDER BY length(k.word), k.word LIMIT %s)"
            " UNION ALL (SELECT false, k.word FROM agreements_word k WHERE NOT said AND length(w) >= %s"
            " AND k.word %% w ORDER BY similarity(k.word, w) DESC, k.word LIMIT %s)) found ON true ORDER BY n",
            [words, _LEAST_COMPLETED, MOST_COMPLETED, _LEAST_FORGIVEN, _MOST_ALIKE],
        )
        for word, stem, begins, found in cursor.fetchall():
            one = known.setdefault(word, Known(word, stem))
            if found:
                (one.completed if begins else one.alike).append(found)
    return list(known.values())


def _spelled_alike(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Those a finger's slip away: one letter, in words of eight letters and more two; the nearest only."""
    most = 1 if len(word) < 8 else 2
    near = [(slips(word, other), other) for other in candidates]
    least = min((count for count, _other in near), default=most + 1)
    return tuple(other for count, other in near if count == least <= most)[:_MOST_MEANT]


def slips(one: str, other: str) -> int:
    """How many letters are missing, too many, wrong or swapped with their neighbour between two words."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def spoken(*texts: str) -> set[str]:
    """The words of the texts that are worth remembering, in lower case."""
    return {word.lower() for text in texts for word in _SPOKEN.findall(text)}


def remember(words: Iterable[str]) -> None:
    """Keep the words for those who mistype them; in one order everywhere, so that two writers never wait in a ring."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_LEARN} FROM unnest(%s::text[]) AS said (w) {_UNKNOWN}", [sorted(words)])


@transaction.atomic
def relearn() -> int:
    """Know exactly the words that the listings say now, whoever wrote them; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE said AS SELECT word FROM ts_stat("
            "'SELECT to_tsvector(''simple'', title || '' '' || summary || '' '' || names) FROM agreements_listing')"
            " WHERE word ~ '^[[:alpha:]]{3,40}$'"
        )
        cursor.execute(
            "DELETE FROM agreements_word k WHERE NOT EXISTS (SELECT 1 FROM said WHERE said.word = k.word)"
        )
        cursor.execute(f"{_LEARN} FROM said AS said (w) {_UNKNOWN}")
        cursor.execute("SELECT count(*) FROM agreements_word")
        (known,) = cursor.fetchone()
        cursor.execute("DROP TABLE said")
    return known
