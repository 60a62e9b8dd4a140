"""What a line of an agreement begins: a chapter, an article, the grounds, the signatures, an annex; or nothing new."""

import re

from agreements.drafting.sources.lines import Line, is_open, looks_like_heading

BAB = re.compile(r"^BAB\s+([IVXLC]{1,8}|\d{1,3})\b[\s.:–—-]*(.*)$", re.IGNORECASE)
PASAL = re.compile(r"^Pasal\s+(\d{1,3})\b(?![\d.,]*\d)\s*[.:–—-]?\s*(.*)$", re.IGNORECASE)
GROUNDS = re.compile(
    r"^(Menimbang|Mengingat|Memperhatikan|Membaca|Mendengar|Menetapkan)\b\s*(:?)\s*(.*)$", re.IGNORECASE
)
DECIDED = re.compile(r"^(?:memutuskan|menyepakati|bersepakat)\b.{0,60}$", re.IGNORECASE)
PART = re.compile(r"^(?:Bagian|Paragraf)\s+(?:Ke\w+|\d{1,2})\b.{0,80}$", re.IGNORECASE)
ANNEX = re.compile(r"^(?:LAMPIRAN|PENJELASAN)\b")
END = re.compile(
    r"^(?:(?:di)?tetapkan di\b|ditandatangani di\b|diundangkan di\b|mengetahui\b\s*[:,]?$|menyetujui\b\s*[:,]?$"
    r"|saksi(?:-saksi)?\b\s*:?$|PIHAK (?:KE(?:SATU|DUA|TIGA)|PERTAMA)\b(?:[\s,|:]|PIHAK [A-Z]+)*$)",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(
    r"^(?:ayat|huruf|angka|dan|atau|jo\b|s\.?d|sampai|Undang|UU\b"
    r"|Peraturan (?:Pemerintah|Menteri|Daerah|Desa|Presiden|Bupati)|Permen|Perpres|Perda|Perdes|PP\b|KUH|Kitab)",
    re.IGNORECASE,
)
LONGEST_TITLE = 200


def chapter_begins(line: Line) -> tuple[str, str] | None:
    """Number and title ("" when it follows on the next line) of the chapter that begins here, if one does."""
    found = BAB.match(line.text)
    if not found:
        return None
    title = found[2]
    if title and (_OF_A_LAW.match(title) or not is_title(title, line)):
        return None
    return found[1], title


def article_begins(line: Line, *, last_number: int, before: str) -> tuple[int, str] | None:
    """Number and the rest of the line of the article that begins here; None where "Pasal 7 …" only names one.

    `last_number` is the article before, `before` the line before: in the midst of a sentence nothing begins, unless
    it is just the next number that stands there alone.
    """
    found = PASAL.match(line.text)
    if not found:
        return None
    number, rest = int(found[1]), found[2]
    expected, midst = number == last_number + 1, is_open(before)
    if rest and (_OF_A_LAW.match(rest) or rest[0].islower()):
        return None
    if not rest or is_title(rest.strip("() "), line):
        begins = expected or not midst or bool(rest and line.strong)
    else:
        begins = expected and not midst
    return (number, rest) if begins else None


def is_title(text: str, line: Line) -> bool:
    """Whether these words of the line could be a title that fits into its place."""
    return bool(text) and len(text) <= LONGEST_TITLE and looks_like_heading(Line(text, line.strong))


def titled(heading: str) -> str:
    """A heading as the portal sets it: "RUANG LINGKUP" -> "Ruang Lingkup", words in between in lower case."""
    if not heading.isupper():
        return heading
    small = ("dan", "atau", "di", "ke", "dari", "untuk", "dengan", "pada", "yang", "serta", "tentang", "atas")
    words = heading.lower().split()
    return " ".join(w if at and w in small else w[:1].upper() + w[1:] for at, w in enumerate(words))
