"""The code of a place -> its time zone: Western, Central or Eastern Indonesian time (Keppres 41/1987)."""

from zoneinfo import ZoneInfo

WIB, WITA, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
"""UTC+7, UTC+8 and UTC+9; none of them has a summer time."""

_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
"""Bali, both Nusa Tenggara, southern, eastern and northern Kalimantan, Sulawesi."""
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
"""Both Maluku and the six provinces of Papua."""


def zone_of(code: str | None) -> ZoneInfo:
    """The time zone of a province, or of a regency, subdistrict or village by its code; WIB where nothing is known."""
    province = (code or "")[:2]
    if province in _WITA:
        return WITA
    return WIT if province in _WIT else WIB
