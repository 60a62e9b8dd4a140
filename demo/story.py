"""The TOML files of the demo -> plain data, as their README describes."""

import tomllib
from pathlib import Path
from typing import Any

from villages.regions.coordinates import Points, from_file

HERE = Path(__file__).parent
REGENCY = "33.05"
"""Kabupaten Kebumen."""


def organizations() -> dict[str, list[dict[str, Any]]]:
    """Villages, partners and offices."""
    return _read(HERE / "organizations.toml")


def rules() -> list[dict[str, Any]]:
    """The regency's own rules."""
    return _read(HERE / "rules.toml")["rules"]


def people() -> dict[str, list[dict[str, Any]]]:
    """People with their offices, registrations and invitations."""
    return _read(HERE / "people.toml")


def agreements() -> list[dict[str, Any]]:
    """Every agreement, in the order in which they were approved; those never approved first."""
    found = [_read(path) for path in sorted((HERE / "agreements").glob("*.toml"))]
    return sorted(found, key=lambda story: (_approved(story), story["key"]))


def needs_worker(story: dict[str, Any]) -> bool:
    """Whether the story has a text that was frozen: PDF and signatures take seconds."""
    return bool(_approved(story))


def _approved(story: dict[str, Any]) -> str:
    return next((step["at"].isoformat() for step in story["steps"] if step["verb"] == "approve"), "")


def coordinates() -> Points:
    """The centre of each village of the regency."""
    return from_file(HERE / "coordinates-33.05.csv")


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
