"""What is to be done every minute is done although a round fails, and ends when told to."""

import threading

from kerjasama.minutely import EveryMinute


def test_a_round_that_fails_does_not_end_the_rounds() -> None:
    enough, calls = threading.Event(), []

    def work() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("once")
        enough.set()

    rounds = EveryMinute(work, every=0.01)
    rounds.start()
    assert enough.wait(10)
    rounds.stop()
    assert not rounds.is_alive()


def test_a_work_that_fails_does_not_hold_up_the_next() -> None:
    done = threading.Event()

    def fails() -> None:
        raise ValueError

    rounds = EveryMinute(fails, done.set, every=0.01)
    rounds.start()
    assert done.wait(10)
    rounds.stop()
