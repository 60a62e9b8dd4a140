"""Lets every test begin with no kept piece of a page: two tests may have the same reference at the same moment."""

import pytest

from villages.templatetags.kept import pieces


@pytest.fixture(autouse=True)
def no_piece_is_kept() -> None:
    pieces.clear()
