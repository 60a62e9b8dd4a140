"""What stands in the public addresses of regions, of their maps and figures, and of the open data."""

from collections.abc import Callable
from typing import Any

KEYS: dict[str, Callable[[Any], list[Any]]] = {
    "agreements:data-file": lambda w: ["kerja-sama.csv.gz"],
    "agreements:sitemap-part": lambda w: ["umum"],
    "agreements:region": lambda w: [w.village1.area_id[:8]],
    "agreements:map": lambda w: [w.village1.area_id[:5]],
    "agreements:map-geojson": lambda w: [w.village1.area_id[:5]],
    "agreements:statistics-region": lambda w: [w.village1.area_id[:5]],
    "agreements:statistics-csv": lambda w: [w.village1.area_id[:5], "topik"],
    "agreements:statistics-report": lambda w: [w.village1.area_id[:5], w.day.year],
    "agreements:statistics-report-pdf": lambda w: [w.village1.area_id[:5], w.day.year],
}
