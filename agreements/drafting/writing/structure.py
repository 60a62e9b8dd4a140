"""The articles of a draft as plain states, and a change of their order or number -> the states afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from agreements.documents.outline import parse, walk
from agreements.drafting.writing.references import lines


@dataclass(frozen=True)
class State:
    """One article as it stands; its number is its place in the list."""

    key: int
    """The article's primary key; negative for one that is not stored yet."""
    chapter: str = ""
    """Heading of the chapter; neighbours with the same one make a chapter."""
    heading: str = ""
    """What stands below "Pasal n"."""
    content: str = "other"
    """Which of the law's contents it carries."""
    body: str = ""
    """The text, references to other articles as placeholders."""
    guidance: str = ""
    """What to think of when writing it."""
    legal_basis: str = ""
    """The article of law that asks for it."""
    edition: int = 1
    """Counts the changes of heading, content and text."""
    amends_id: int | None = None
    """In an addendum: the key of the article that this one takes the place of; it stays whatever happens."""
    repealed: bool = False
    """In an addendum: whether that article is taken out."""

    def mapping(self) -> dict[str, Any]:
        """The state as JSON data."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "State":
        """The state that JSON data tells of; what else the data holds is passed over."""
        return cls(**{field.name: data[field.name] for field in fields(cls) if field.name in data})


States = tuple[State, ...]


def keys(states: Sequence[State]) -> list[int]:
    """The keys in the order of the document."""
    return [state.key for state in states]


def place(states: Sequence[State], key: int) -> int:
    """Where the article stands, from 0. Raises KeyError when it is not among them."""
    found = next((index for index, state in enumerate(states) if state.key == key), None)
    if found is None:
        raise KeyError(key)
    return found


def changed(states: Sequence[State], key: int, **fields: Any) -> States:
    """The states with some fields of one article changed."""
    return tuple(replace(state, **fields) if state.key == key else state for state in states)


def add(states: Sequence[State], new: State, *, after: int | None, chapter: str | None = None) -> States:
    """Put a new article behind another one, in its chapter; at the end when that one is None or gone.

    With a `chapter` of another name than its neighbours', a chapter begins at the new article.
    """
    index = next((i + 1 for i, state in enumerate(states) if state.key == after), len(states))
    before = states[index - 1].chapter if index else ""
    added = (*states[:index], replace(new, chapter=before), *states[index:])
    following = states[index].chapter if index < len(states) else None
    if chapter is None or chapter == before:
        return added
    if chapter == following or following != before:
        return changed(added, new.key, chapter=chapter)
    return name_chapter(added, new.key, chapter)


def remove(states: Sequence[State], key: int) -> States:
    """Take an article out; those behind it close up."""
    return tuple(state for state in states if state.key != key)


def move(states: Sequence[State], key: int, after: int | None) -> States:
    """Put an article behind another one (None: first). Raises KeyError when either is not there.

    Inside a chapter it belongs to that chapter; between two it stays in its own if that is one of them or if it is
    a chapter by itself, else it joins the one before.
    """
    moving = states[place(states, key)]
    if after == key:
        return tuple(states)
    rest = remove(states, key)
    index = 0 if after is None else place(rest, after) + 1
    before = rest[index - 1].chapter if index else None
    following = rest[index].chapter if index < len(rest) else None
    alone = all(state.chapter != moving.chapter for state in rest)
    inside = before == following and before is not None
    if not inside and (alone or moving.chapter in (before, following)):
        return (*rest[:index], moving, *rest[index:])
    chapter = (following or "") if before is None else before
    return (*rest[:index], replace(moving, chapter=chapter), *rest[index:])


def split(states: Sequence[State], key: int, line: int, new: int) -> States:
    """Cut an article before one of its lines (counted from 0); the second part becomes the article behind it.

    The second part has the same content and chapter, no heading yet. Raises KeyError when the article is not there
    and ValueError when one of the parts would be empty.
    """
    index = place(states, key)
    whole = states[index]
    rows, cut = whole.body.splitlines(), max(line, 0)
    first, second = "\n".join(rows[:cut]), "\n".join(rows[cut:])
    if not first.strip() or not second.strip():
        raise ValueError(line)
    parts = (
        replace(whole, body=first),
        State(new, whole.chapter, content=whole.content, body=second, legal_basis=whole.legal_basis),
    )
    return (*states[:index], *parts, *states[index + 1 :])


def name_chapter(states: Sequence[State], key: int, heading: str) -> States:
    """Let a chapter of that name begin at the article and last to the end of the chapter it was in.

    An empty heading joins these articles to the chapter before. Raises KeyError when the article is not there.
    """
    first = place(states, key)
    last = first
    while last + 1 < len(states) and states[last + 1].chapter == states[first].chapter:
        last += 1
    if not heading:
        heading = states[first - 1].chapter if first else ""
    return tuple(
        replace(state, chapter=heading) if first <= index <= last else state
        for index, state in enumerate(states)
    )


def tidy(body: str) -> str:
    """The same lines with the markers that are printed: "(1)", "(3)" -> "(1)", "(2)"; nothing else is touched."""
    blocks = walk(parse(body))

    def marked(line: str) -> str:
        block = next(blocks) if line.split() else None
        return f"{block.marker} {line.split(None, 1)[1]}" if block and block.marker else line

    return "".join(marked(line) + ending for line, ending in lines(body))
