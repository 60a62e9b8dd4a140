"""One PDF stays as it is; photographs become the pages of one, upright, without what the camera says of the place."""

import io
import shutil

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from agreements.documents import apart, pages
from agreements.signing.paper.scans import MOST_PHOTOS, joined, pages_of
from tests.agreements.signing.paper.conftest import blank, photo, upload


def taken_at(place: str, turned: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = place, turned
    return exif


def test_a_pdf_is_kept_as_it_is():
    scan = joined([upload(blank(3))])
    assert (scan.data, scan.pages) == (blank(3), 3)


def test_photographs_become_pages_in_their_order(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    kinds = [photo(), photo(mode="L"), photo("PNG", mode="RGBA"), photo(mode="CMYK"), photo(size=(90, 60))]
    scan = joined([upload(data, f"{n}.jpg") for n, data in enumerate(kinds)])
    assert scan.pages == pages_of(scan.data) == 5
    assert pages.draw(scan.data, "a" * 64) == 5
    sizes = [Image.open(pages.picture("a" * 64, n)).size for n in range(1, 6)]
    assert [width > height for width, height in sizes] == [False, False, False, False, True]


def test_a_photograph_held_sideways_is_turned(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    scan = joined([upload(photo(exif=taken_at("Balai", 6)))])
    pages.draw(scan.data, "b" * 64)
    width, height = Image.open(pages.picture("b" * 64, 1)).size
    assert width > height


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_where_a_photograph_was_taken_is_not_kept(kind):
    data = photo(kind, exif=taken_at("RUMAH PAK KADES"))
    assert b"RUMAH PAK KADES" in data
    assert b"RUMAH PAK KADES" not in joined([upload(data)]).data


def test_a_jpeg_keeps_its_pixels():
    data = photo(size=(300, 200))
    drawn = data[data.index(b"\xff\xda") :]
    assert drawn in joined([upload(data)]).data


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Pilih berkas"),
        ([b"<html>"], "bukan PDF"),
        ([b"%PDF-1.4 tanpa akhir"], "rusak"),
        ([b""], "kosong"),
        ([photo(), blank()], "tidak keduanya"),
        ([photo()] * (MOST_PHOTOS + 1), "Paling banyak"),
        ([blank(1)[:-6] + b"0" * 21 * 1024 * 1024 + b"%%EOF"], "20 MB"),
        ([photo()[:-200]], "rusak"),
        ([blank(201)], "Paling banyak 200"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(files, words):
    with pytest.raises(ValidationError, match=words):
        joined([upload(data) for data in files])


def test_pictures_are_drawn_once_and_only_under_a_digest(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    assert pages.draw(blank(2), "c" * 64) == 2
    monkeypatch.setattr(pages, "apart", lambda *_args, **_more: pytest.fail("drawn twice"))
    assert pages.draw(blank(2), "c" * 64) == 2
    assert pages.picture("c" * 64, 3) is None
    assert pages.picture("../../etc", 1) is None
    with pytest.raises(pages.Undrawable):
        pages.draw(blank(2), "../../etc")


def test_a_file_that_cannot_be_drawn_leaves_nothing(tmp_path, settings, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(pages.Undrawable):
        pages.draw(b"%PDF-1.4 ini bukan PDF", "d" * 64)
    monkeypatch.setattr(pages, "apart", lambda *_a, **_m: (_ for _ in ()).throw(apart.OverLimit("time")))
    with pytest.raises(pages.Undrawable):
        pages.draw(blank(1), "d" * 64)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not pages.can_draw()
    with pytest.raises(pages.Undrawable):
        pages.draw(blank(1), "d" * 64)
    assert pages.count("d" * 64) == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_page_as_large_as_a_field_becomes_a_picture_like_any_other(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    large = blank(1).replace(b"[0 0 99 140]", b"[0 0 9999 9]")
    pages.draw(large, "e" * 64)
    assert max(Image.open(io.BytesIO(pages.picture("e" * 64, 1).read_bytes())).size) == pages.LONG_SIDE
