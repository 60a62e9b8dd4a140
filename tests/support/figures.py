"""What stands in the addresses of the statistics."""

from collections.abc import Callable
from typing import Any

KEYS: dict[str, Callable[[Any], list[Any]]] = {
    "agreements:statistics-region": lambda w: [w.village1.area_id[:5]],
    "agreements:statistics-csv": lambda w: [w.village1.area_id[:5], "topik"],
    "agreements:statistics-report": lambda w: [w.village1.area_id[:5], w.day.year],
    "agreements:statistics-report-pdf": lambda w: [w.village1.area_id[:5], w.day.year],
}
