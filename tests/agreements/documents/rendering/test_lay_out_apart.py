"""A call in the other process gives its value, or the limit that it went over; the next one is served all the same."""

import os
import resource
import subprocess
import sys
import time
from functools import partial
from multiprocessing import Process
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings

from agreements.documents import apart as module
from agreements.documents.apart import Broken, Limits, OverLimit, apart
from agreements.documents.content import ContentError
from agreements.documents.rendering import laying
from agreements.documents.rendering.laying import Laid, laid_out
from tests.support.contents import content

SMALL = Limits(seconds=1, megabytes=300)
quick = partial(apart, limits=SMALL)


def add(say, one, two):
    say("adding")
    return one + two, os.getpid()


def spin(say):
    while True:
        pass


def sleep(say):
    time.sleep(60)


def hog(say):
    return len([bytes(2**20) for _i in range(2_000)])


def hog_in_c(say):
    import ctypes

    ctypes.CDLL(None).abort()


def trip(say):
    raise LookupError("rahasia")


def stop_short(say):
    os._exit(3)


def into_a_second(say):
    while time.process_time() % 1 < 0.5:
        pass


def left(say):
    return resource.getrlimit(resource.RLIMIT_CPU)[0] - time.process_time()


def nest(say):
    import weasyprint

    weasyprint.HTML(string="<div>" * 10_000 + "x").write_pdf()


def test_the_value_comes_back_with_what_was_said_on_the_way():
    said = []
    value, process = quick(add, 1, 2, told=said.append)
    assert (value, said) == (3, ["adding"])
    assert process != os.getpid()
    assert quick(add, 1, 2)[1] == process  # the same process, still warm


@pytest.mark.parametrize(
    ("work", "what"), [(spin, "time"), (sleep, "time"), (hog, "memory"), (hog_in_c, "memory")]
)
def test_what_goes_over_its_limit_is_killed_and_the_next_call_served(work, what):
    begun = time.monotonic()
    limits = SMALL if what == "time" else Limits(seconds=20, megabytes=300)
    with pytest.raises(OverLimit) as over:
        apart(work, limits=limits)
    assert over.value.what == what
    assert time.monotonic() - begun < 30
    assert quick(add, 1, 2)[0] == 3


def test_a_call_gets_all_of_its_seconds_however_much_its_process_has_computed_before():
    apart(into_a_second, limits=Limits(seconds=20, megabytes=300))
    assert quick(left) > 0.9


@pytest.mark.parametrize("work", [trip, stop_short])
def test_an_error_nobody_foresaw_stays_in_the_other_process(work):
    with pytest.raises(Broken) as broken:
        quick(work)
    assert "rahasia" not in str(broken.value)
    assert quick(add, 1, 2)[0] == 3


def test_ten_thousand_nested_blocks_do_not_harm_the_worker():
    with pytest.raises((OverLimit, Broken)):
        apart(nest, limits=Limits(seconds=4, megabytes=600))
    assert quick(add, 1, 2)[0] == 3


def test_threads_wait_for_each_other():
    values = []
    threads = [Thread(target=lambda i=i: values.append(quick(add, i, i)[0])) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(values) == [0, 2, 4, 6, 8, 10]


def test_the_other_process_is_replaced_after_many_calls(monkeypatch):
    first = quick(add, 1, 1)[1]
    monkeypatch.setattr(module._helper, "calls", module.MOST_CALLS)
    assert quick(add, 1, 1)[1] != first


def _in_a_fork():
    os._exit(0 if quick(add, 2, 2)[0] == 4 else 1)


def test_a_forked_process_gets_a_helper_of_its_own():
    quick(add, 1, 1)
    forked = Process(target=_in_a_fork)
    forked.start()
    forked.join(30)
    assert forked.exitcode == 0
    assert quick(add, 1, 2)[0] == 3


def test_the_other_process_goes_with_the_one_that_asked():
    words = (
        "import django; django.setup()\n"
        "from tests.agreements.documents.rendering import test_lay_out_apart as t\n"
        "print(t.quick(t.add, 1, 1)[1], flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    asked = subprocess.run(
        [sys.executable, "-c", words], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    other = Path(f"/proc/{int(asked.stdout)}")
    deadline = time.monotonic() + 10
    while other.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not other.exists()


def test_a_text_is_laid_out_with_word_of_how_far_it_is():
    told = []
    laid = laid_out(content(3), draft=False, told=told.append)
    assert isinstance(laid, Laid)
    assert laid.data.startswith(b"%PDF-")
    assert laid.pages == max(news.pages for news in told) >= 2
    steps = [news.step for news in told]
    assert steps == sorted(steps)
    assert {laying.CHECKING, laying.LAYING_OUT, laying.WRITING} == set(steps)


def test_a_text_beyond_its_limits_is_at_fault_at_its_longest_part():
    text = content(2)
    articles = [article for chapter in text["chapters"] for article in chapter["articles"]]
    for article in articles:
        article["body"] = "Kalimat panjang sekali.\n" * 1_200
    text["chapters"][1]["articles"][0]["body"] *= 2
    with pytest.raises(ContentError) as fault:
        laid_out(text, draft=True, limits=Limits(seconds=1, megabytes=laying.LIMITS.megabytes))
    assert fault.value.place == "chapters[1].articles[0].body"
    assert "terlalu panjang atau rumit" in fault.value.reason


def test_a_text_at_fault_says_where_and_why():
    with pytest.raises(ContentError, match="huruf cetak") as fault:
        laid_out(content(2, title="Naskah \U00010000"), draft=False)
    assert fault.value.place


def test_another_layout_is_another_version(monkeypatch, tmp_path):
    before = laying.layout_version()
    laying.layout_version.cache_clear()
    (tmp_path / "document.css").write_text("p { color: red }")
    monkeypatch.setattr(laying, "_CODE", tmp_path)
    assert laying.layout_version() != before
    laying.layout_version.cache_clear()
