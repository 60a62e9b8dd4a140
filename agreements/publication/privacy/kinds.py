"""A line of text -> where personal data stands in it, one function for every kind of data that the public never sees.

The line comes plain (`masking.plain`): ASCII digits, dashes and spaces, nothing invisible. Each rule answers spans;
what looks like an amount, a date, a time, a span of years or a region's code is nobody's data.
"""

import re
from collections.abc import Callable, Iterator

Span = tuple[int, int]

_S = r"(?:[ ]?[.-][ ]?|[ ]{1,2})"
"""What people put between groups of digits."""
_RUN = r"\d(?:(?: ?[.\-/] ?| {1,2})?\d)"

_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]+ ?(?:@|[(\[{] ?(?:at|et) ?[)\]}]) ?"
    r"[\w-]+(?:(?:\.| ?[(\[{] ?(?:dot|titik) ?[)\]}] ?)[\w-]+)*(?:\.| ?[(\[{] ?(?:dot|titik) ?[)\]}] ?)[A-Za-z]{2,}",
    re.IGNORECASE,
)
_CHAT = re.compile(r"(?:\bwa\.me|\bt\.me|\bapi\.whatsapp\.com)/\S+", re.IGNORECASE)
_MOBILE = re.compile(
    rf"""(?<!\d)(?:
        08\d{{7,11}}
      | \(?08\d{{1,2}}\)?(?P<s>{_S})\d{{3,4}}{_S}?\d{{2,5}}(?:(?P=s)\d{{2,4}})?
      | 08(?P<t>[ .-])\d\d(?P=t)\d\d(?P=t)\d\d(?P=t)\d\d(?:(?P=t)\d\d?)?
      | 0(?P<u>[ .-])8(?:(?P=u)\d){{7,11}}
      | 628\d{{7,11}}
      | 62{_S}8\d{{1,2}}{_S}?\d{{3,4}}{_S}?\d{{2,5}}
    )(?!\d)""",
    re.VERBOSE,
)
_ABROAD = re.compile(
    r"(?<![\d.])(?:\+ ?|00)62(?:[ .()-]{0,3}\d){6,13}(?!\d)|\+\d(?:[ ()-]{0,2}\d){8,13}(?!\d)"
)
_LANDLINE = re.compile(
    rf"""(?<!\d)(?<!\d[.,-])(?:
        \(0[2-9]\d{{1,2}}\)[ .-]{{0,3}}\d{{2,4}}{_S}?\d{{2,5}}
      | 0[2-79]\d{{1,2}}{_S}\d{{3,4}}{_S}?\d{{2,5}}
      | 0[2-79]\d{{7,10}}
    )(?!\d)(?!/\d)""",
    re.VERBOSE,
)
_TAX = re.compile(rf"(?<!\d)\d{{2}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{_S}?\d{{3}}{_S}\d{{3}}(?!\d)")
_LONG = re.compile(r"(?<!\d)\d{15,16}(?!\d)")
_GROUPED = re.compile(
    r"(?<!\d)(?:"
    + "|".join(
        (rf"(?P<g{n}>[ .-])".join((rf"\d{{{groups[0]}}}", rf"\d{{{groups[1]}}}")))
        + "".join(rf"(?P=g{n})\d{{{size}}}" for size in groups[2:])
        for n, groups in enumerate(
            (
                (4, 4, 4, 4),
                (6, 6, 4),
                (2, 2, 2, 6, 4),
                (2, 2, 2, 2, 2, 2, 4),
                (6, 10),
                (12, 4),
                (8, 8),
                (1,) * 16,
            )
        )
    )
    + r")(?!\d)"
)
_OFFICIAL = re.compile(rf"(?<!\d)(?:19|20)\d{{6}}{_S}?(?:19|20)\d{{4}}{_S}?[12]{_S}?\d{{3}}(?!\d)")
_FILLER = r"[\s:.,/]{0,4}(?:(?:nomor|nomer|no|dengan|yaitu|adalah|kantor|rumah)\b[\s:.]{0,4}){0,3}"
_PAPERS = re.compile(
    r"\b(?:NIK|N\.I\.K|E-?KTP|KTP|KK|kartu keluarga|NPWP|NIP|NIB|NITKU|BPJS|SIM|paspor)\b"
    rf"{_FILLER}(?P<data>[A-Z]{{0,2}}{_RUN}{{5,23}})(?!\d)",
    re.IGNORECASE,
)
_NUMBER = r"\(?\+?\d(?:[ .()/-]{0,2}\d){5,14}"
_CALLED = re.compile(
    r"\b(?:telp|telpon|telepon|tlp|telephone|phone|hp|handphone|ponsel|seluler|wa|whatsapp|faks|faksimile|fax|sms|hub"
    rf"|hubungi|kontak|cp)(?=\b|\d){_FILLER}[()]?(?P<data>{_NUMBER}(?:\s?(?:,|;|dan|atau|&)\s?{_NUMBER}){{0,5}})(?!\d)",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"\b(?:rekening|norek|no\.? ?rek|rek|virtual account|tabungan|giro|bank|BRI|BNI|BCA|BTN|BSI)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<![\d/])\d(?:[ .-]{0,3}\d){5,24}(?![\d/])")
_RIGHT_AFTER = re.compile(
    r"\b(?:rekening|norek|no\.? ?rek|rek|virtual account|tabungan)\b"
    r"[\s:.,]{0,4}(?:(?:bank )?(?:BRI|BNI|BCA|BTN|BSI)[\s:.,]{0,3})?(?:(?:nomor|nomer|no)\b[\s:.]{0,4})?$",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"(?<!hari )\b(?:lahir|TTL|tgl\.? lahir)\b[^\n;]{0,60}?"
    r"(?P<data>\d{1,2}(?: [A-Za-z]{3,9} |[./-]\d{1,2}[./-])(?:19|20)?\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:\bRp\.?|\bIDR|\bUSD|[$€]) ?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(r" ?(?:rupiah\b|,\d{1,2}\b(?!\d)|,-)", re.IGNORECASE)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_THOUSANDS_BEFORE = re.compile(r"(?<![\d.,-])[1-9]\d{0,2}\.(?:\d{3}\.)*$")
_THOUSANDS_END = re.compile(r"\d{3}(?:\.\d{3})*(?!\.?\d)")
_NO_DATA = re.compile(
    r"""\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d          # 30-11-2026
      | (?:19|20)\d\d-\d{1,2}-\d{1,2}                   # 2026-11-30
      | (?:19|20)\d\d(?:\ ?-\ ?|\ )(?:19|20)\d\d(?:\ (?:19|20)\d\d)*    # 2024-2026
      | \d\d\.\d\d(?:\ ?-\ ?)\d\d\.\d\d                 # 08.00-16.00
      | \d\d\.\d\d\.\d\d(?:\.\d{4})?                    # 33.05.12.2001, 08.00.30
    """,
    re.VERBOSE,
)


def _money(line: str, span: Span) -> bool:
    """Whether the figure is an amount of money."""
    return bool(_MONEY_BEFORE.search(line, max(0, span[0] - 8), span[0]) or _MONEY_AFTER.match(line, span[1]))


def _counts(line: str, span: Span) -> bool:
    """Whether the figure only counts something: money, thousands, a date, years, hours, a region."""
    figure = line[span[0] : span[1]]
    return _money(line, span) or bool(_THOUSANDS.fullmatch(figure) or _NO_DATA.fullmatch(figure))


def _part_of_thousands(line: str, span: Span) -> bool:
    """Whether the figure is only the end of a longer one in thousands: 080.000.000 within 1.080.000.000."""
    end = _THOUSANDS_END.match(line, span[0])
    before = _THOUSANDS_BEFORE.search(line, max(0, span[0] - 24), span[0])
    return bool(end and end.end() >= span[1] and before)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def likely_identity(digits: str) -> bool:
    """Whether 16 digits can be a NIK or the number of a family card: a province, and a day and month in the middle."""
    province, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    return 11 <= province <= 97 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def _luhn(digits: str) -> bool:
    """Whether the digits have the check digit of a bank's card."""
    doubled = (sum(divmod(int(d) * 2, 10)) if n % 2 else int(d) for n, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def mail(line: str) -> Iterator[Span]:
    """E-mail addresses, "(at)" included, and links that open a chat."""
    for pattern in (_EMAIL, _CHAT):
        yield from (found.span() for found in pattern.finditer(line))


def telephones(line: str) -> Iterator[Span]:
    """Mobile and fixed numbers by their shape, and any number that is said to be one."""
    for pattern in (_MOBILE, _LANDLINE, _ABROAD):
        for found in pattern.finditer(line):
            span = found.span()
            counted = _THOUSANDS.fullmatch(found.group()) or _part_of_thousands(line, span)
            if not counted and not _money(line, span):
                yield span
    for found in _CALLED.finditer(line):
        if not _MONEY_AFTER.match(line, found.end()) and not _NO_DATA.fullmatch(found["data"]):
            yield found.span("data")


def identities(line: str) -> Iterator[Span]:
    """Identity and family-card numbers, tax numbers, officials' numbers; and what is said to be such a number."""
    for found in _LONG.finditer(line):
        if not _money(line, found.span()):
            yield found.span()
    for found in _GROUPED.finditer(line):
        digits = _digits(found.group())
        if likely_identity(digits) or _luhn(digits):
            yield found.span()
    for pattern in (_TAX, _OFFICIAL):
        yield from (found.span() for found in pattern.finditer(line))
    for found in _PAPERS.finditer(line):
        if not _MONEY_AFTER.match(line, found.end()):
            yield found.span("data")


def accounts(line: str) -> Iterator[Span]:
    """Figures of eight digits and more near a word of banking, and of six and more right after one."""
    words = [found.span() for found in _BANK.finditer(line)]
    for found in _ACCOUNT.finditer(line) if words else ():
        start, end = found.span()
        near = any(0 <= start - stop <= 120 or 0 <= begin - end <= 40 for begin, stop in words)
        if not near:
            continue
        if _RIGHT_AFTER.search(line, max(0, start - 60), start):
            if not _money(line, (start, end)) and not _NO_DATA.fullmatch(found.group()):
                yield start, end
        elif len(_digits(found.group())) >= 8 and not _counts(line, (start, end)):
            yield start, end


def births(line: str) -> Iterator[Span]:
    """The date on which somebody was born, where the text says so."""
    yield from (found.span("data") for found in _BIRTH.finditer(line))


KINDS: tuple[Callable[[str], Iterator[Span]], ...] = (mail, telephones, identities, accounts, births)
"""Every kind; a new one is one more function here."""
SUSPECT = re.compile(r"@|[(\[{] ?(?:at|et) ?[)\]}]|\d(?:\D{0,3}\d){5}|lahir|TTL|wa\.me|t\.me", re.IGNORECASE)
"""What a line must contain to be looked at more closely."""
