"""Whatever is written, moved, merged and undone: no paragraph is lost, no number skipped, no reference astray."""

import random
import re
from dataclasses import dataclass, field, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.documents.outline import parse, plain
from agreements.drafting.actions import Stale
from agreements.drafting.writing import actions, structure
from agreements.drafting.writing.following import after_save, after_split
from agreements.drafting.writing.merging import merge, patch, patched
from agreements.drafting.writing.references import token
from agreements.drafting.writing.storing import states_of
from agreements.drafting.writing.structure import State, tidy
from tests.factories import begun

_REFERENCE = re.compile(r"Lihat (\w+): \{\{ pasal\.a(\d+) \}\} ayat \((\d+)\)\.")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["insert", "swap", "drop", "add", "move", "split", "remove", "chapter"]),
        st.integers(0),
    )
)


def ayat(words):
    return "\n".join(f"({n}) Isi {word}." for n, word in enumerate(words, 1))


def words_in(body):
    return re.findall(r"Isi (\w+)\.", body)


@dataclass
class Desk:
    """A draft of pure states; the last article refers to every ayat of the others by its word."""

    states: tuple[State, ...] = ()
    words: set[str] = field(default_factory=set)
    fresh: int = 0

    def __post_init__(self):
        rows = [(key, [self.word() for _n in range(key + 1)]) for key in (1, 2, 3)]
        said = [f"Lihat {w}: {token(key)} ayat ({n})." for key, row in rows for n, w in enumerate(row, 1)]
        self.states = (
            *(State(key, "SATU", body=ayat(row)) for key, row in rows),
            State(9, "DUA", body="\n".join(said)),
        )

    def word(self):
        self.fresh += 1
        self.words.add(f"kata{self.fresh}")
        return f"kata{self.fresh}"

    def step(self, name, chance):
        at = random.Random(chance)
        one = at.choice(self.states)
        other = at.choice([*self.states, None])
        written = words_in(one.body)
        if name in ("insert", "swap", "drop") and written:
            self.write(one, getattr(self, f"_{name}")(written, at))
        elif name == "add":
            new = State(max(s.key for s in self.states) + 1, body=ayat([self.word()]))
            after = other.key if other else None
            self.states = structure.add(
                self.states, new, after=after, chapter=at.choice([None, "TIGA", "SATU"])
            )
        elif name == "move" and (other is None or other.key != one.key):
            self.states = structure.move(self.states, one.key, other and other.key)
        elif name == "split" and len(one.body.splitlines()) > 1:
            new = max(s.key for s in self.states) + 1
            line = at.randrange(1, len(one.body.splitlines()))
            cut = structure.split(self.states, one.key, line, new)
            self.states = after_split(self.states, cut, one.key, new)
        elif name == "remove" and written and len(self.states) > 2:
            self.words -= set(written)
            self.states = structure.remove(self.states, one.key)
        elif name == "chapter":
            self.states = structure.name_chapter(self.states, one.key, at.choice(["", "EMPAT", "SATU"]))

    def write(self, one, words):
        self.states = after_save(self.states, replace(one, body=ayat(words)), {})

    def _insert(self, words, at):
        words.insert(at.randrange(len(words) + 1), self.word())
        return words

    def _swap(self, words, at):
        at.shuffle(words)
        return words

    def _drop(self, words, at):
        self.words.discard(gone := at.choice(words))
        return [word for word in words if word != gone] or words

    def check(self):
        keys = structure.keys(self.states)
        assert len(set(keys)) == len(keys)
        found = [word for state in self.states for word in words_in(state.body)]
        assert len(found) == len(set(found))
        assert set(found) >= self.words
        self.words = set(found)
        by_key = {state.key: parse(state.body) for state in self.states}
        for state in self.states:
            assert plain(parse(tidy(state.body))) == plain(parse(state.body))
            for word, key, number in _REFERENCE.findall(state.body):
                if word in self.words:
                    blocks = {b.ordinal: b.text for b in by_key[int(key)] if b.kind == "ayat"}
                    assert blocks[int(number)] == f"Isi {word}."


@settings(max_examples=300)
@given(STEPS)
def test_every_paragraph_and_every_reference_survives(steps):
    desk = Desk()
    desk.check()
    said = len(_REFERENCE.findall(desk.states[-1].body))
    for name, chance in steps:
        desk.step(name, chance)
        desk.check()
    lines = [line for state in desk.states for line in state.body.splitlines() if line.startswith("Lihat")]
    assert len(lines) == said


@given(STEPS)
def test_chapters_stay_whole_and_none_is_made_up(steps):
    desk = Desk()
    for name, chance in steps:
        desk.step(name, chance)
        assert {state.chapter for state in desk.states} <= {"", "SATU", "DUA", "TIGA", "EMPAT"}


LINE = st.sampled_from(["satu", "dua", "tiga", "empat", "lima", "(1) enam", "(2) tujuh", ""])
LINES = st.lists(LINE, max_size=9)


@given(st.lists(LINE, unique=True), LINES, LINES)
def test_a_merge_has_what_both_sides_wrote_and_what_neither_took_out(base, mine, theirs):
    merged = merge("\n".join(base), "\n".join(mine), "\n".join(theirs))
    if merged is None:
        return
    have = {line.split()[-1] for line in merged.splitlines() if line}
    clean = [{line.split()[-1] for line in lines if line} for lines in (base, mine, theirs)]
    assert (clean[1] | clean[2]) - clean[0] <= have
    assert clean[0] & clean[1] & clean[2] <= have


@given(LINES, LINES)
def test_a_merge_with_somebody_who_changed_nothing_is_ones_own_text(base, mine):
    base, mine = "\n".join(base), "\n".join(mine)
    assert merge(base, mine, base) == merge(base, base, mine) == merge(base, mine, mine)
    assert plain(parse(merge(base, mine, base) or "")) == plain(parse(mine))
    assert patched(mine, patch(mine, base)) == base


@given(st.text("(1)ab. \n\t\x0b 2{}pasl7", max_size=60))
def test_reading_and_writing_back_is_stable(body):
    once = plain(parse(body))
    assert plain(parse(once)) == once
    assert plain(parse(tidy(body))) == once
    assert tidy(tidy(body)) == tidy(body)
    assert len(tidy(body).splitlines()) == len(body.splitlines())


def _snapshot(agreement):
    return [replace(state, edition=0) for state in states_of(agreement)]


class Office:
    """The same by the verbs of a stored draft."""

    def __init__(self, agreement):
        self.agreement, self.by, self.fresh = agreement, agreement.created_by, 0
        self.past = [_snapshot(agreement)]

    def step(self, name, chance):
        at = random.Random(chance)
        rows = list(self.agreement.articles.order_by("ordinal"))
        one, other = at.choice(rows), at.choice([*rows, None])
        getattr(self, f"_{name}")(one, other, at)
        now = _snapshot(self.agreement)
        if now != self.past[-1]:
            self.past.append(now)
        ordinals = list(self.agreement.articles.order_by("ordinal").values_list("ordinal", flat=True))
        assert ordinals == list(range(1, len(now) + 1))

    def _typed(self, one, at):
        self.fresh += 1
        lines = one.body.splitlines()
        lines.insert(
            at.randrange(len(lines) + 1), f"(1) Isi kata{self.fresh}, Pasal {at.randrange(1, 30)} ayat (1)."
        )
        return "\n".join(lines)

    def _save(self, one, body):
        fields = {"heading": one.heading, "content": one.content, "body": body}
        return actions.save_article(one, by=self.by, edition=one.edition, **fields)

    def _insert(self, one, other, at):
        self._save(one, self._typed(one, at))
        self._apart()

    def _merge(self, one, other, at):
        """Two write at once; the second sees both and saves both."""
        mine, theirs = self._typed(one, at), self._typed(one, at)
        self._save(one, theirs)
        self._apart()
        self.past.append(_snapshot(self.agreement))
        with pytest.raises(Stale) as caught:
            self._save(one, mine)
        for number in (self.fresh, self.fresh - 1):
            assert caught.value.merged is None or f"kata{number}," in caught.value.merged
        if caught.value.merged is not None:
            self._save(caught.value.current, caught.value.merged)
            self._apart()

    def _apart(self):
        """What follows is another change."""
        self.agreement.text_changes.update(at="2020-01-01T00:00Z")

    def _add(self, one, other, at):
        text = {"heading": "Baru", "content": "other", "body": self._typed(one, at)}
        actions.add_article(
            self.agreement, by=self.by, after=other, chapter=at.choice([None, "BARU"]), **text
        )

    def _move(self, one, other, at):
        actions.move_article(one, by=self.by, after=other)

    def _split(self, one, other, at):
        if len(one.body.splitlines()) > 1:
            line = at.randrange(1, len(one.body.splitlines()))
            actions.split_article(one, by=self.by, edition=one.edition, line=line)

    def _remove(self, one, other, at):
        actions.remove_article(one, by=self.by)

    def _chapter(self, one, other, at):
        actions.name_chapter(
            self.agreement, by=self.by, article=one, heading=at.choice(["", "BARU", one.chapter])
        )

    def _undo(self, one, other, at):
        if actions.undoable(self.agreement):
            actions.undo(self.agreement, by=self.by)
            self.past.pop()
            assert _snapshot(self.agreement) == self.past[-1]


@pytest.mark.django_db
def test_undoing_everything_leads_back_to_the_beginning():
    agreement = begun()
    names = ["insert", "merge", "add", "move", "split", "remove", "chapter", "undo", "undo"]

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.sampled_from(names), st.integers(0)), max_size=9))
    def once(steps):
        with transaction.atomic():
            office = Office(agreement)
            for name, chance in steps:
                office.step(name, chance)
            changes = len(office.past) - 1
            assert agreement.text_changes.filter(undone_at=None).count() == changes
            for _n in range(changes):
                office.step("undo", 0)
            assert actions.undoable(agreement) is None
            while actions.redoable(agreement):
                actions.redo(agreement, by=office.by)
            transaction.set_rollback(True)

    once()
