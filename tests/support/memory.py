"""Gives the calls of a test one large piece of memory for their frames, and spares the collector what stays anyhow.

Python keeps frames in pieces of 16 kB and asks the system for the next one whenever a call crosses an edge; a loop
that happens to run at an edge gives it back and asks again at every turn, which was a third of what 56 tests of
permissions cost. A frame that needs much gets a piece of its own size, and all calls below it live in what it leaves.
"""

import gc

import pytest
from _pytest.runner import runtestprotocol

WORDS = 2**17 + 1
"""What the frame asks for, in words: one more than half of the piece of two megabytes that it gets."""

ROUND = 50_000
"""After how many new objects the collector looks through the young ones; at Python's 700 that was a tenth of all."""


def run(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    runtestprotocol(item, nextitem=nextitem)


run.__code__ = run.__code__.replace(co_stacksize=WORDS)


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    gc.disable()  # hardly anything that comes with a module ever goes


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.freeze()  # modules and tests are never garbage
    gc.set_threshold(ROUND, 20, 20)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest does it, one frame further down."""
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    run(item, nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True
