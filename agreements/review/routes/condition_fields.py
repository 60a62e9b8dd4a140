"""The condition of a rule <-> plain fields: what the agreement brings with it, its value, which kinds it is about.

`kinds`, `instruments` and `types` narrow the rule down and must all hold; of the circumstances (`burdens`, `assets`,
…, `value_from`) either all must hold or any one. A condition that is built otherwise has no fields and is kept whole.
"""

from typing import Any

CIRCUMSTANCES = ("burdens", "assets", "several_subdistricts", "several_regencies")
NARROWING = ("kinds", "instruments", "types")
ALL, ANY = "all", "any"


def condition_of(
    *,
    circumstances: list[str],
    value_from: int | None,
    mode: str,
    kinds: list[str],
    instruments: list[str],
    types: list[str],
) -> dict[str, Any]:
    """The condition that the fields mean; {} when nothing is asked."""
    narrowing = {"kinds": kinds, "instruments": instruments, "types": types}
    condition: dict[str, Any] = {name: list(codes) for name, codes in narrowing.items() if codes}
    parts: list[dict[str, Any]] = [{name: True} for name in CIRCUMSTANCES if name in circumstances]
    if value_from is not None:
        parts.append({"value_from": value_from})
    if mode == ANY and len(parts) > 1:
        return condition | {"any": parts}
    for part in parts:
        condition |= part
    return condition


def fields_of(condition: dict[str, Any]) -> dict[str, Any] | None:
    """The fields that mean this condition, or None when no fields do."""
    rest = dict(condition)
    fields: dict[str, Any] = {name: list(rest.pop(name, [])) for name in NARROWING}
    mode = ANY if "any" in rest else ALL
    parts = rest.pop("any") if mode == ANY else [{name: wanted} for name, wanted in rest.items()]
    if mode == ANY and rest:
        return None
    told: dict[str, Any] = {}
    for part in parts:
        if len(part) != 1 or set(part) & set(told):
            return None
        told |= part
    value_from = told.pop("value_from", None)
    if any(name not in CIRCUMSTANCES or wanted is not True for name, wanted in told.items()):
        return None
    return fields | {"circumstances": list(told), "value_from": value_from, "mode": mode}
