"""However writing, suggesting, accepting, rejecting and merging follow one another, no paragraph is lost."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.drafting.actions import Stale
from agreements.drafting.models import Article
from agreements.drafting.together.deciding import Moved, accept, reject
from agreements.drafting.together.models import Suggestion, SuggestionState
from agreements.drafting.together.suggesting import suggest
from agreements.drafting.writing.actions import order_of, save_article, shown
from agreements.drafting.writing.references import words_of
from tests.factories import member
from tests.support.world import undone
from villages.people.models import Position

pytestmark = pytest.mark.django_db
WRITERS, OTHERS = ("head", "secretary"), ("neighbour", "her secretary")
PLACE = st.integers(0, 30)
EDIT = st.tuples(st.sampled_from(["insert", "replace", "remove"]), PLACE)
STEP = st.one_of(
    st.tuples(st.just("look"), st.sampled_from(WRITERS + OTHERS)),
    st.tuples(st.just("write"), st.sampled_from(WRITERS), EDIT),
    st.tuples(st.just("suggest"), st.sampled_from(OTHERS), st.lists(EDIT, min_size=1, max_size=4)),
    st.tuples(st.just("accept"), PLACE),
    st.tuples(st.just("reject"), PLACE),
)


def words(body):
    return [words_of(line) for line in body.splitlines() if line.strip()]


class Table:
    """The people around one article; each has read it at some time and writes on from there."""

    def __init__(self, agreement, people):
        self.people, self.numbers = people, count(100)
        article = agreement.articles.get(content="implementation")
        body = "\n".join(f"({n}) Kalimat {n}." for n in range(1, 6))
        written = save_article(
            article, by=people["head"], edition=1, heading="", content="implementation", body=body
        )
        self.key, self.there, self.read = written.pk, set(words(body)), {}
        for name in people:
            self.look(name)

    @property
    def article(self):
        return Article.objects.select_related("agreement").get(pk=self.key)

    def look(self, name):
        article = self.article
        order = order_of(article.agreement)
        self.read[name] = (article.edition, shown(article.body, order), order)

    def edited(self, body, *edits):
        """The text after the edits; with the paragraphs that came and went."""
        lines = body.split("\n") if body else []
        for kind, place in edits:
            new = f"({place}) Kalimat {next(self.numbers)}."
            if kind == "insert" or not lines:
                lines.insert(place % (len(lines) + 1), new)
            elif kind == "replace":
                lines[place % len(lines)] = new
            else:
                del lines[place % len(lines)]
        return "\n".join(lines)

    def write(self, name, edit):
        edition, body, order = self.read[name]
        typed = self.edited(body, edit)
        came, gone = set(words(typed)) - set(words(body)), set(words(body)) - set(words(typed))
        try:
            self.save(name, edition, typed, order)
        except Stale as stale:
            merged = getattr(stale, "merged", None)
            if merged is None:
                return self.look(name)  # both texts are shown; nothing was written
            self.save(name, stale.current.edition, merged, order)
        self.there = self.there - gone | came
        return self.look(name)

    def save(self, name, edition, body, order):
        by = self.people[name]
        save_article(
            self.article, by=by, edition=edition, heading="", content="implementation", body=body, order=order
        )

    def suggest(self, name, edits):
        edition, body, order = self.read[name]
        typed, by = self.edited(body, *edits), self.people[name]
        given = {"heading": "", "content": "implementation", "body": typed, "order": order}
        try:
            suggest(self.article, by=by, edition=edition, **given)
        except Stale:
            self.look(name)

    def open(self, place):
        rows = list(Suggestion.objects.filter(state=SuggestionState.OPEN).order_by("pk"))
        return rows[place % len(rows)] if rows else None

    def accept(self, place):
        row = self.open(place)
        if row is None:
            return
        came, gone = set(words(row.new)) - set(words(row.old)), set(words(row.old)) - set(words(row.new))
        try:
            accept(row, by=self.people["head"])
        except Moved:
            return
        self.there = self.there - gone | came

    def reject(self, place):
        row = self.open(place)
        if row:
            reject(row, by=self.people["head"], answer="Tidak.")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=3, max_size=14))
def test_no_paragraph_is_lost_and_none_comes_of_itself(agreement, first, second, seconds_secretary, steps):
    with undone():
        people = dict(zip(OTHERS, (second, seconds_secretary), strict=True)) | {
            "head": first,
            "secretary": member(agreement.initiator, Position.VILLAGE_SECRETARY),
        }
        table = Table(agreement, people)
        for name, *told in steps:
            getattr(table, name)(*told)
            assert set(words(table.article.body)) == table.there
