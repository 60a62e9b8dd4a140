"""The figures of a span -> the first words of its report, which staff then write on; Indonesian, like every report."""

from typing import Any

from django.utils import translation
from django.utils.formats import number_format

from villages.templatetags.weave import rupiah

_DONE = 100


def words(figures: dict[str, Any]) -> dict[str, str]:
    """What the data already say, per field of the report; a field about which they say nothing stays empty."""
    with translation.override("id"):
        return {
            "done": _lines(_work(figures), _duties(figures["obligations"]), *_money(figures["money"])),
            "results": _lines(_people(figures["people"]), *map(_outcome, figures["outcomes"])),
            "assets": _lines(*map(_asset, figures["assets"])),
        }


def _lines(*sentences: str) -> str:
    return "\n".join(filter(None, sentences))


def _work(figures: dict[str, Any]) -> str:
    rows = figures["activities"]
    if not rows:
        return ""
    said = {
        "count": len(rows),
        "done": sum(row["percent"] == _DONE for row in rows),
        "mean": sum(row["percent"] for row in rows) // len(rows),
    }
    words = "Dari {count} kegiatan, {done} sudah selesai; kemajuan seluruhnya rata-rata {mean} persen."
    return words.format(**said)


def _duties(found: dict[str, Any]) -> str:
    if not found["due"]:
        return ""
    said = "Dari {due} kewajiban yang jatuh tempo, {kept} dilaksanakan ({on_time} tepat waktu)".format(
        **found
    )
    rest = [
        words % found[name]
        for name, words in (
            ("waived", "%d dibebaskan"),
            ("breached", "%d dilanggar"),
            ("open", "%d belum dilaksanakan"),
        )
        if found[name]
    ]
    return ", ".join([said, *rest]) + "."


def _money(rows: list[dict[str, Any]]) -> list[str]:
    words = "{party} membayar {paid} dari {promised} yang dijanjikan dan menerima {received}."
    return [
        words.format(party=row["party"], **{name: rupiah(row[name]) for name in _AMOUNTS})
        for row in rows
        if any(row[name] for name in _AMOUNTS)
    ]


_AMOUNTS = ("promised", "paid", "received")


def _people(found: dict[str, int]) -> str:
    if not (found["planned"] or found["reached"]):
        return ""
    said = {name: number_format(count, force_grouping=True) for name, count in found.items()}
    return "Penerima manfaat: {reached} orang dari rencana {planned} orang.".format(**said)


def _outcome(row: dict[str, Any]) -> str:
    if row["value"] is None:
        return ""
    said = {"name": row["name"], "unit": row["unit"]}
    said |= {name: _number(row[name]) for name in ("baseline", "value", "target")}
    return "{name}: {value} {unit} (awal {baseline}, target {target}).".format(**said)


def _number(digits: str) -> str:
    """Digits as data -> as Indonesians write them."""
    return digits.replace(".", ",")


def _asset(row: dict[str, Any]) -> str:
    return "{party}: {description}.".format(**row)
