"""What is anybody's personal data is covered, however it is written; figures, dates, laws and money stay."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.publication.privacy.masking import COVER, mask, masked

SEPARATORS = ("", " ", "-", ".", " - ", "\u00a0", "–", "\u200b", "‑")
WORDS = (
    "Hubungi Bapak Karto",
    "kepada sekretaris",
    "dan",
    "untuk keperluan ini",
    "(lihat Pasal 3)",
    "setiap bulan,",
)
digits = st.text(string.digits, min_size=1, max_size=1)


@st.composite
def grouped(draw: st.DrawFn, number: str, first: int = 4) -> str:
    """The number as people write it: in groups after its first figures."""
    separator = draw(st.sampled_from(SEPARATORS))
    rest = number[first:]
    size = draw(st.sampled_from((3, 4)))
    groups = [rest[n : n + size] for n in range(0, len(rest), size)]
    if len(groups) > 1 and len(groups[-1]) < 2:
        groups[-2:] = [groups[-2] + groups[-1]]
    return separator.join((number[:first], *groups[:2], *(["".join(groups[2:])] if groups[2:] else [])))


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    tail = draw(st.text(string.digits, min_size=6, max_size=8))
    number = f"08{draw(st.sampled_from('1235789'))}{draw(digits)}{tail}"
    shape = draw(st.sampled_from(("local", "abroad", "plain")))
    if shape == "abroad":
        return f"+62 {draw(grouped(number[1:], 3))}"
    return f"62{number[1:]}" if shape == "plain" else draw(grouped(number))


@st.composite
def landlines(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(("021", "0287", "0275", "022", "0361")))
    tail = draw(st.text("23456789", min_size=6, max_size=7))
    return draw(st.sampled_from(("({}) {}", "{}-{}", "{} {}", "{}{}"))).format(area, tail)


@st.composite
def identities(draw: st.DrawFn) -> str:
    day = draw(st.integers(1, 31)) + draw(st.sampled_from((0, 40)))
    code = f"{draw(st.integers(11, 97))}{draw(st.integers(1, 79)):02}{draw(st.integers(1, 40)):02}"
    born = f"{day:02}{draw(st.integers(1, 12)):02}{draw(st.integers(0, 99)):02}"
    number = f"{code}{born}{draw(st.integers(1, 9999)):04}"
    separator = draw(st.sampled_from((" ", ".", "-")))
    sizes = draw(st.sampled_from(((16,), (4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4))))
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return separator.join(parts)


@st.composite
def mails(draw: st.DrawFn) -> str:
    name = draw(st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12))
    host = draw(st.text(string.ascii_lowercase, min_size=2, max_size=10))
    at = draw(st.sampled_from(("@", " @ ", "(at)", " [at] ", "＠")))
    more, top = (
        draw(st.sampled_from(("", ".desa", "_x", "+kas"))),
        draw(st.sampled_from(("id", "co.id", "com"))),
    )
    return f"{name}{more}{at}{host}.{top}"


@st.composite
def accounts(draw: st.DrawFn) -> str:
    number = draw(st.text(string.digits, min_size=10, max_size=15))
    written = draw(grouped(number))
    said = draw(
        st.sampled_from(
            ("rekening Bank Jateng Cabang Kebumen nomor", "No. Rek. BRI", "BCA", "rekening nomor:")
        )
    )
    return f"{said} {written}"


planted = st.one_of(mobiles(), landlines(), identities(), mails(), accounts())


def left_of(text: str) -> str:
    """The figures and letters of a text, so that what is left of a number is found however it is written."""
    return "".join(character for character in text if character.isalnum())


@settings(max_examples=400, deadline=None)
@given(before=st.sampled_from(WORDS), data=planted, after=st.sampled_from(WORDS))
def test_no_planted_data_survives(before, data, after):
    text = f"{before}: {data}, {after}."
    shown = mask(text)
    assert COVER in shown
    assert shown.startswith(f"{before}: ") and shown.endswith(f", {after}.")
    number = "".join(character for character in data if character.isdigit())
    if len(number) >= 6:
        assert not [n for n in range(len(number) - 4) if number[n : n + 5] in left_of(shown)]
    else:
        assert data.strip() not in shown and "@" not in shown


@settings(max_examples=150, deadline=None)
@given(st.lists(planted, min_size=2, max_size=4))
def test_no_data_survives_beside_other_data(many):
    shown = mask("; ".join(many) + ".")
    assert not [number for number in many if number in shown]
    assert shown.count(COVER) >= len(many)


@st.composite
def figures(draw: st.DrawFn) -> str:
    """What stands in agreements and is nobody's."""
    amount = draw(st.integers(1, 10**13))
    dotted = f"{amount:,}".replace(",", ".")
    day, month, year = draw(st.integers(1, 31)), draw(st.integers(1, 12)), draw(st.integers(1990, 2050))
    serial, other = draw(st.integers(1, 999)), draw(st.integers(1, 999))
    return draw(
        st.sampled_from(
            (
                *(
                    f"Rp{dotted}",
                    f"Rp {dotted},00",
                    f"Rp. {dotted},-",
                    f"{dotted} rupiah",
                    f"Rp {amount}",
                    dotted,
                ),
                *(f"{day:02}-{month:02}-{year}", f"{day} Mei {year}", f"{year}-{month:02}-{day:02}"),
                *(
                    f"Nomor {serial} Tahun {year}",
                    f"{serial}/PMK.07/{year}",
                    f"UU {serial}/{year}",
                    f"{year}-{year + 2}",
                ),
                *(
                    f"{serial:02}/PKS/DS-SUKAMAJU/I/{year}",
                    f"005/{other:04}/{year}",
                    f"AHU-00{serial:03}45.AH.01.04",
                ),
                *(
                    "pukul 08.00-16.00",
                    "33.05.12.2001",
                    "kode pos 54471",
                    "Pasal 12 ayat (3)",
                    f"{serial} (seratus)",
                ),
                *(f"{serial},{other:03} hektare", "50% (lima puluh persen)", f"{serial} x {other} meter"),
            )
        )
    )


@settings(max_examples=600, deadline=None)
@given(
    figure=figures(),
    said=st.sampled_from(("sebesar", "disetor ke rekening kas Desa:", "Bank Sampah sejumlah", "")),
)
def test_figures_dates_laws_and_money_stay(figure, said):
    if said.startswith("disetor") and figure.replace(".", "").isdigit() and "rupiah" not in figure:
        figure = f"Rp{figure}"
    text = f"Para Pihak {said} {figure} dalam tahun berjalan."
    assert mask(text) == text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_stumbling_and_once_is_enough(text):
    once = mask(text)
    assert mask(once) == once


@pytest.mark.parametrize(
    "line", ["1" * 20_000, "a" * 20_000, "a." * 10_000 + "@", "0 8 " * 5_000, "rek " * 5_000 + "1-" * 5_000]
)
def test_long_lines_cost_little(line):
    mask(line)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIP 19780512 200501 1 003.", f"NIP {COVER}."),
        ("lahir di Kebumen, 12 Mei 1980, petani", f"lahir di Kebumen, {COVER}, petani"),
        ("NPWP 01.234.567.8-901.000", f"NPWP {COVER}"),
        ("No. KK: 3305012345678901", f"No. KK: {COVER}"),
        ("Telp. (0287) 551234, 551235 dan 551236 Kebumen", f"Telp. {COVER} Kebumen"),
        ("https://wa.me/6281234567890 siang", f"https://{COVER} siang"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", COVER),
        ("0８1２-3４5６-7８9０", COVER),
        ("0812\u200b3456\u00ad7890", COVER),
        ("sebesar Rp1.080.000.000 setahun", "sebesar Rp1.080.000.000 setahun"),
        ("Rp 12.081.234.567.890, lunas", "Rp 12.081.234.567.890, lunas"),
        ("telepon 1.080.000.000", f"telepon {COVER}"),
        ("1. 081.234.567.890", f"1. {COVER}"),
        ("1.0812.3456.7890", f"1.{COVER}"),
        ("Rp1.080.000.000.0812", f"Rp1.{COVER}"),
        ("6 unit @ Rp50.000 per desa", "6 unit @ Rp50.000 per desa"),
        ("tanggal 30-11-2026 di Bank Sampah", "tanggal 30-11-2026 di Bank Sampah"),
    ],
)
def test_known_cases(text, shown):
    assert mask(text) == shown


def test_codes_and_dates_of_a_structured_text_stay():
    code = "0812-3456-7890"
    content = {
        "verification": {"code": code, "url": f"https://contoh.example/verifikasi/{code}/"},
        "date": "2026-11-30",
        "value": 81234567890,
        "parties": [{"seat": f"Jalan Raya, telepon {code}", "number": "01 TAHUN 2026"}],
    }
    shown = masked(content)
    assert {**shown, "parties": []} == {**content, "parties": []}
    assert code not in json.dumps(shown["parties"])
    assert shown["parties"][0]["number"] == "01 TAHUN 2026"
