"""A PDF -> pyHanko's reader of it, which opens each stream of packed objects once instead of once an object."""

import io
from contextlib import suppress
from functools import cache
from typing import Any


def reader(pdf: bytes, *, strict: bool = True) -> Any:
    """A reader of the file. Raises pyHanko's PdfError for what is no PDF."""
    return _reader_class()(io.BytesIO(pdf), strict=strict)


@cache
def _reader_class() -> Any:
    """pyHanko's reader, taught to keep the table of contents of a packed stream.

    It reads the whole table anew for every object, which is nine tenths of the time that comparing the revisions of
    a tagged document takes. Whatever is not plain is left to it.
    """
    from pyhanko.pdf_utils import generic, misc
    from pyhanko.pdf_utils.reader import PdfFileReader

    class Reader(PdfFileReader):
        def __init__(self, *words: Any, **more: Any) -> None:
            self._packed: dict[int, tuple[Any, bytes, list[tuple[int, int]]]] = {}
            super().__init__(*words, **more)

        def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
            if self.security_handler is None:
                data, places = self._table(stmnum)
                if 0 <= idx < len(places) and places[idx][0] == idnum:
                    packed = io.BytesIO(data)
                    packed.seek(places[idx][1])
                    with suppress(misc.PdfStreamError, misc.PdfReadError):
                        found = generic.read_object(packed, generic.Reference(idnum, 0, self))
                        if not isinstance(found, generic.StreamObject | generic.IndirectObject):
                            return found
            return super()._get_object_from_stream(idnum, stmnum, idx)

        def _table(self, stmnum: int) -> tuple[bytes, list[tuple[int, int]]]:
            stream = generic.Reference(stmnum, 0, self).get_object()
            kept = self._packed.get(stmnum)
            if kept is None or kept[0] is not stream:
                kept = self._packed[stmnum] = (stream, *_contents(stream))
            return kept[1:]

    return Reader


def _contents(stream: Any) -> tuple[bytes, list[tuple[int, int]]]:
    """A packed stream's data, and number and beginning of each object; nothing for one that is not as it should be."""
    from pyhanko.pdf_utils.decode_limits import DecodePurpose
    from pyhanko.pdf_utils.generic import StreamObject

    if not isinstance(stream, StreamObject) or stream.get("/Type") != "/ObjStm":
        return b"", []
    data, count, first = stream.read_data(DecodePurpose.OBJECT_STREAM), stream["/N"], stream["/First"]
    words = data[:first].split()
    if len(words) != 2 * count or not all(word.isdigit() for word in words):
        return b"", []
    numbers = [int(word) for word in words]
    places = list(zip(numbers[::2], (first + offset for offset in numbers[1::2]), strict=True))
    return (data, places) if len(dict(places)) == count else (b"", [])
