"""Villages on the globe become places on a sheet: all inside, north above, threads short, names apart."""

from itertools import combinations, pairwise, permutations
from math import hypot

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.publication.map.drawing import MOST_THREADS, draw
from agreements.publication.map.geometry import EDGE, LOWEST, TALLEST, WIDE, joined, sheet
from agreements.publication.map.queries import Cooperation, Place, Thread

ANYWHERE = st.tuples(st.floats(-11.5, 6.5), st.floats(94.5, 141.5))
NEAR = st.tuples(st.floats(-7.9, -7.5), st.floats(109.3, 109.9))


def village(number: int, degrees: tuple[float, float] | None, agreements: int = 1) -> Place:
    return Place(f"33.05.01.{2001 + number}", f"Argopeni {number}", "Ayah", degrees, agreements, 0)


def found(places: list[Place], threads: list[Thread] | None = None) -> Cooperation:
    return Cooperation(places, threads or [], len(places), {})


@given(st.lists(ANYWHERE, min_size=1, max_size=30))
def test_every_place_lies_within_the_sheet_and_north_is_above(places: list[tuple[float, float]]) -> None:
    ground = sheet(places)
    assert ground is not None
    assert LOWEST <= ground.height <= TALLEST + 1
    for place in places:
        x, y = ground.spot(place)
        assert EDGE - 1 <= x <= WIDE - EDGE + 1
        assert EDGE - 1 <= y <= ground.height - EDGE + 1
    for one, other in combinations(places, 2):
        assert (one[0] > other[0]) <= (ground.spot(one)[1] <= ground.spot(other)[1])
        assert (one[1] > other[1]) <= (ground.spot(one)[0] >= ground.spot(other)[0])
    assert ground.kilometres >= 1
    assert ground.bar <= WIDE // 2


def test_a_kilometre_is_as_long_to_the_east_as_to_the_north() -> None:
    ground = sheet([(-7.5, 109.5), (-7.6, 109.5), (-7.5, 109.6)])
    (x, y), (_same, south), (east, _level) = (
        ground.spot(p) for p in ((-7.5, 109.5), (-7.6, 109.5), (-7.5, 109.6))
    )
    assert abs((east - x) / (south - y) - 0.9913) < 0.01  # cosine of 7.55 degrees


def test_nothing_is_drawn_where_no_place_is_known() -> None:
    assert sheet([]) is None
    assert draw(found([village(1, None)])) is None


@given(st.dictionaries(st.sampled_from("ABCDEF"), NEAR, max_size=6))
def test_threads_join_all_places_without_a_circle(places: dict[str, tuple[float, float]]) -> None:
    pairs = joined(places)
    assert len(pairs) == max(0, len(places) - 1)
    groups = {code: {code} for code in places}
    for one, other in pairs:
        assert one < other
        assert groups[one] is not groups[other]  # a pair that closes a circle would join what is joined
        groups[one] |= groups[other]
        for code in groups[other]:
            groups[code] = groups[one]
    assert all(group == set(places) for group in groups.values())


@settings(max_examples=30)
@given(st.lists(NEAR, min_size=3, max_size=5, unique=True))
def test_no_chain_of_threads_is_shorter(places: list[tuple[float, float]]) -> None:
    named = {str(number): place for number, place in enumerate(places)}
    drawn = sum(_length(named[one], named[other]) for one, other in joined(named))
    shortest = min(sum(_length(*pair) for pair in pairwise(way)) for way in permutations(places))
    assert drawn <= shortest * 1.01


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return hypot(one[0] - other[0], (one[1] - other[1]) * 0.991)


@settings(max_examples=50)
@given(st.lists(NEAR, min_size=1, max_size=40))
def test_names_that_show_do_not_lie_over_each_other(places: list[tuple[float, float]]) -> None:
    drawing = draw(found([village(number, place) for number, place in enumerate(places)]), small=True)
    assert drawing is not None
    assert len(drawing.dots) == len(places)
    for letter, line, hidden in ((12, 26, {"pointed"}), (15, 32, {"pointed", "wide"})):
        boxes = [_box(dot, letter, line) for dot in drawing.dots if dot.room not in hidden]
        for (left, top, right, low), (other_left, other_top, other_right, other_low) in combinations(
            boxes, 2
        ):
            apart = right <= other_left or other_right <= left or low <= other_top or other_low <= top
            assert apart


def _box(dot, letter: int, line: int) -> tuple[int, int, int, int]:
    width, x, y = letter * len(dot.place.name), int(dot.label_x), int(dot.y)
    left = x if dot.anchor == "start" else x - width
    return left, y - line // 2, left + width, y + line // 2


def test_a_map_shows_the_strongest_threads_and_says_how_many_it_leaves_out() -> None:
    places = [village(number, (-7.5 - number % 10 / 50, 109.4 + number // 10 / 50)) for number in range(60)]
    pairs = list(combinations(places, 2))
    threads = [Thread(one, other, 7, 0) for one, other in pairs]
    drawing = draw(found(places, threads))
    assert drawing is not None
    assert drawing.hidden == len(pairs) - MOST_THREADS
    assert sum(stroke.path.count("q") for stroke in drawing.strokes) == MOST_THREADS
    assert {stroke.look for stroke in drawing.strokes} == {"thread-daun thread-3"}


def test_threads_are_woven_and_villages_tell_how_much_they_agreed() -> None:
    one, two, three = (
        village(1, (-7.5, 109.4), 12),
        village(2, (-7.6, 109.5), 4),
        village(3, (-7.7, 109.4), 0),
    )
    with_partner = Place("33.05.01.2009", "Srati", "Ayah", (-7.55, 109.6), 1, 1)
    threads = [Thread(one, two, 2, 0), Thread(one, with_partner, 1, 1), Thread(two, with_partner, 1, 0)]
    drawing = draw(found([one, two, three, with_partner], threads))
    assert drawing is not None
    looks = [stroke.look for stroke in drawing.strokes]
    assert looks == ["thread-daun thread-1", "thread-daun thread-2", "thread-kunyit thread-1"]
    assert [dot.radius for dot in drawing.dots] == ["13", "10", "6"]
    assert drawing.bare.count("M") == 1  # the village without any
    assert drawing.partnered.count("M") == 1
    assert [label.name for label in drawing.labels] == ["Ayah"]
    assert drawing.dots[0].words == "Argopeni 1, Kecamatan Ayah: 12 kerja sama"
