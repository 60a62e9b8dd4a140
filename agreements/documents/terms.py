"""Provisions, funding and assets as data -> the ayat, huruf and angka that state them in formal Indonesian."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from agreements.documents import words
from agreements.documents.content import is_regulation
from agreements.documents.outline import Block

Row = Mapping[str, Any]
Where = Mapping[str, str]
"""Where each right, obligation and limitation stands, by its key: "Pasal 7 ayat (2) huruf a"."""

OPENINGS = {
    "right": "{who} berhak:",
    "obligation": "{who} berkewajiban:",
    "limitation": "{who} tidak diperkenankan:",
    "sanction": "Dalam hal {who} melanggar kewajiban atau batasannya, {who} dikenai sanksi berupa:",
}
_BREACHED = "Dalam hal {who} melanggar {what}, {who} dikenai sanksi berupa:"
_BY_STEPS = ", dengan tahapan:"
_BREACHABLE = {"obligation": "kewajiban", "limitation": "batasan"}


def called(party: Row, content: Row) -> str:
    """What the text calls a party: its name in a joint regulation, PIHAK KESATU and so on in a contract.

    Villages of the same name are told apart by their kecamatan.
    """
    if not is_regulation(content):
        return str(party["designation"])
    twins = [other for other in content["parties"] if other["name"] == party["name"]]
    if len(twins) > 1 and party.get("subdistrict"):
        return f"{party['name']} Kecamatan {party['subdistrict']}"
    return str(party["name"])


def sentence(row: Row) -> str:
    """A provision in words, with its amount, its days and its evidence, without closing mark."""
    text = _bare(row["text"])
    if row.get("amount") is not None:
        text += f", sebesar {words.amount_in_words(row['amount'])}"
    due = due_words(row)
    if due:
        text += f", {due}"
    if row.get("evidence"):
        text += f", dibuktikan dengan {_bare(row['evidence'])}"
    return text


def due_words(row: Row) -> str:
    """When an obligation falls due: "setiap bulan, pertama kali paling lambat tanggal 31 Januari 2027"."""
    rule = row.get("due_rule") or ""
    if rule == "after_signing":
        days = row.get("due_days") or 0
        return f"paling lambat {words.number_in_words(days)} Hari sejak penandatanganan"
    if rule == "after_event":
        days = words.number_in_words(row.get("due_days") or 0)
        return f"paling lambat {days} Hari Kerja sesudah {_bare(row['event'])}"
    by = f"paling lambat tanggal {words.long_date(row['due'])}" if row.get("due") else ""
    every = words.PERIODS.get(rule, "")
    return ", pertama kali ".join(filter(None, (every, by)))


def in_full(row: Row) -> str:
    """A provision in words with the steps of a sanction in one sentence, for those who read it outside the text."""
    text, steps = _stepwise(sentence(row), row)
    return f"{text}, dengan tahapan: {'; '.join(steps)}" if steps else text


def step_words(row: Row) -> list[str]:
    """The steps of a sanction in order: "teguran tertulis kedua, apabila dalam 14 (empat belas) Hari …"."""
    steps = row.get("steps") or ()
    several = sum(step["measure"] == "warning" for step in steps) > 1
    found: list[str] = []
    warnings = 0
    for step in steps:
        text = words.MEASURES[step["measure"]]
        if step["measure"] == "warning" and several:
            warnings += 1
            text += f" {words.ordinal(warnings)}"
        found.append(text + _worth(step) + _when(step, first=not found))
    return found


def _when(step: Row, *, first: bool) -> str:
    days = step.get("after_days")
    if not days:
        return ""
    since = "pelanggaran diketahui" if first else "langkah sebelumnya"
    return f", apabila dalam {words.number_in_words(days)} Hari sejak {since} pelanggaran belum dipulihkan"


def _worth(step: Row) -> str:
    return f" sebesar {words.amount_in_words(step['amount'])}" if step.get("amount") is not None else ""


def provisions(
    content: Row, kinds: Iterable[str], before: tuple[Block, ...], where: Where
) -> tuple[Block, ...]:
    """The blocks of an article followed by one ayat per party and kind."""
    ayat = _last_ayat(before)
    added: list[Block] = []
    for party in content["parties"]:
        for kind in kinds:
            rows = [
                row
                for row in content["provisions"]
                if row["party"] == party["ordinal"] and row["kind"] == kind
            ]
            if rows:
                ayat += 1
                added.append(_ayat(ayat, called(party, content), rows, content, where))
    return (*before, *added)


def _ayat(ordinal: int, who: str, rows: Sequence[Row], content: Row, where: Where) -> Block:
    """A single provision is part of the sentence; several are huruf, the last two joined by "dan"."""
    breaches = [_breach(row, content, where) for row in rows]
    opening = OPENINGS[rows[0]["kind"]].format(who=who)
    if len(rows) > 1:
        texts = [
            sentence(row) + (what and f", dalam hal melanggar {what}")
            for row, what in zip(rows, breaches, strict=True)
        ]
        items = [(*_stepwise(text, row), row["key"]) for text, row in zip(texts, rows, strict=True)]
        return Block("ayat", opening, ordinal, _listed("huruf", items))
    if breaches[0]:
        opening = _BREACHED.format(who=who, what=breaches[0])
    text, steps = _stepwise(sentence(rows[0]), rows[0])
    opening = opening.removesuffix(":") if text[:1].islower() else opening
    below = _listed("huruf", [(step, (), "") for step in steps])
    return Block("ayat", f"{opening} {text}" + (_BY_STEPS if below else "."), ordinal, below, rows[0]["key"])


def _stepwise(text: str, row: Row) -> tuple[str, Sequence[str]]:
    """A provision's words and the steps to list below; a single step is part of the sentence."""
    steps = step_words(row)
    return (f"{text}, melalui {steps[0]}", ()) if len(steps) == 1 else (text, steps)


def _breach(row: Row, content: Row, where: Where) -> str:
    """What a sanction answers: "kewajiban sebagaimana dimaksud dalam Pasal 7 ayat (2) huruf a"; else nothing."""
    target = row.get("breach_of") if row["kind"] == "sanction" else None
    if not target or target not in where:
        return ""
    kind = next((other["kind"] for other in content["provisions"] if other["key"] == target), "")
    return f"{_BREACHABLE.get(kind, 'ketentuan')} sebagaimana dimaksud dalam {where[target]}"


def _listed(kind: str, items: Sequence[tuple[str, Sequence[str], str]]) -> tuple[Block, ...]:
    """Texts, each with its steps and key, as a list; what stands last below a text carries its closing mark."""
    found = []
    for place, ((text, steps, key), mark) in enumerate(zip(items, _marks(len(items), "."), strict=True), 1):
        below = tuple(
            Block("angka", step + end, number)
            for number, (step, end) in enumerate(zip(steps, _marks(len(steps), mark), strict=True), 1)
        )
        found.append(Block(kind, text + (_BY_STEPS if below else mark), place, below, key))
    return tuple(found)


def _marks(count: int, last: str) -> list[str]:
    """The closing marks of a list: "…; …; dan … ."."""
    return ([";"] * (count - 2) + ["; dan"] * (count > 1) + [last])[:count] if count else []


def places(article: str, blocks: Iterable[Block]) -> dict[str, str]:
    """Where each provision of an article stands, by key: "Pasal 7 ayat (2) huruf a"."""
    found = {}
    for ayat in blocks:
        if ayat.key:
            found[ayat.key] = f"{article} ayat ({ayat.ordinal})"
        for huruf in ayat.blocks:
            if huruf.key:
                found[huruf.key] = f"{article} ayat ({ayat.ordinal}) huruf {words.letters(huruf.ordinal)}"
    return found


def funding(content: Row, before: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of an article followed by one ayat per party with its money, and one with the whole sum."""
    rows = content.get("funding") or []
    added = _per_party(content, rows, before, "{who} menyediakan dana yang bersumber dari:", _source)
    if len(rows) > 1:
        first = _last_ayat(before) + 1
        through = first + len(added) - 1
        join = " dan " if through == first + 1 else " sampai dengan "
        said = f"ayat ({first})" + (f"{join}ayat ({through})" if through > first else "")
        total = words.amount_in_words(sum(row["amount"] for row in rows))
        text = f"Jumlah pendanaan sebagaimana dimaksud pada {said} adalah sebesar {total}."
        added.append(Block("ayat", text, through + 1))
    return (*before, *added)


def assets(content: Row, before: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks of an article followed by one ayat per party with what it brings in besides money."""
    rows = content.get("assets") or []
    return (*before, *_per_party(content, rows, before, "{who} menyertakan aset berupa:", _asset))


def _per_party(
    content: Row, rows: Sequence[Row], before: tuple[Block, ...], opening: str, say: Callable[[Row], str]
) -> list[Block]:
    added: list[Block] = []
    for party in content["parties"]:
        mine = [row for row in rows if row["party"] == party["ordinal"]]
        if not mine:
            continue
        ayat, begins = _last_ayat(before) + len(added) + 1, opening.format(who=called(party, content))
        if len(mine) == 1:
            added.append(Block("ayat", f"{begins.removesuffix(':')} {say(mine[0])}.", ayat))
        else:
            items = _listed("huruf", [(say(row), (), "") for row in mine])
            added.append(Block("ayat", begins, ayat, items))
    return added


def _source(row: Row) -> str:
    amount = words.amount_in_words(row["amount"])
    note = f", {_bare(row['note'])}" if row.get("note") else ""
    return f"{words.FUNDING_SOURCES[row['source']]} Tahun Anggaran {row['year']} sebesar {amount}{note}"


def _asset(row: Row) -> str:
    owned = " milik Desa" if row.get("village_owned") else ""
    parts = [
        f"{words.ASSETS[row['kind']]}{owned} berupa {_bare(row['description'])}",
        words.ASSET_USES[row["use"]],
    ]
    if row.get("starts_on"):
        parts.append(f"sejak tanggal {words.long_date(row['starts_on'])}")
    if row.get("ends_on"):
        parts.append(f"sampai dengan tanggal {words.long_date(row['ends_on'])}")
    if row.get("value") is not None:
        parts.append(f"dengan perkiraan nilai {words.amount_in_words(row['value'])}")
    return ", ".join(parts)


def _last_ayat(blocks: Iterable[Block]) -> int:
    return max((block.ordinal for block in blocks if block.kind == "ayat"), default=0)


def _bare(text: str) -> str:
    """The words on one line, without closing mark."""
    return " ".join(text.split()).rstrip(" ;.,")
