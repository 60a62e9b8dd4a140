"""Turns two ways of doing the same work into one ratio that a noisy machine does not sway."""

import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 5
Work = Callable[[], Any]


def nothing() -> None:
    pass


def ratio(
    ours: Work, bare: Work, *, before_ours: Work = nothing, before_bare: Work = nothing, rounds: int = ROUNDS
) -> tuple[float, str]:
    """How many times the bare work ours takes: the median of the rounds' ratios, and both times in words.

    Each round does both, in turns first and second, so that a busy spell of the machine strikes both; one round
    beforehand warms up and is not counted. What must be made ready before each (`before_…`) is not timed.
    """
    pairs = []
    for number in range(rounds + 1):
        times = {}
        both = [("ours", ours, before_ours), ("bare", bare, before_bare)]
        for name, work, before in both if number % 2 else reversed(both):
            before()
            times[name] = seconds(work)
        pairs.append((times["ours"], times["bare"]))
    counted = pairs[1:]
    found = [mine / theirs for mine, theirs in counted]
    mine, theirs = (statistics.median(pair[side] for pair in counted) for side in (0, 1))
    note = f"{mine:.3f} s against {theirs:.3f} s; {rounds} rounds, {min(found):.2f} to {max(found):.2f}"
    return statistics.median(found), note


def seconds(work: Work) -> float:
    """How long the work takes, without the garbage collector's pauses."""
    gc.collect()
    gc.disable()
    try:
        begin = time.perf_counter()
        work()
        return time.perf_counter() - begin
    finally:
        gc.enable()
