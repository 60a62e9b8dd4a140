"""Makes something costly once for a whole run: its rows, its files, and the object that knows where they are.

The first process that needs it makes it in a database copied from the migrated one, with folders of its own for files
and for the certificate authority, and pickles the object; the others wait. Every process then works on copies, and
whatever a module does with its copy is undone when the module ends. It costs a fraction of a second where making it
again would cost many.
"""

import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connections, transaction
from django.test import override_settings
from factory import Factory

from tests.support.database import migrated_template

T = TypeVar("T")


@dataclass
class Once:
    """What has been made for this run, and this process's copies of it."""

    usual: str
    """The name of the database that the tests' databases are named after."""
    run: Path
    """A folder that all processes of the run share."""
    scratch: Callable[[str], Path]
    """Makes a folder of this process's own."""
    copies: dict[str, tuple[str, Path]] = field(default_factory=dict)
    """Database and folder of this process, by what they hold."""

    @contextmanager
    def made(self, name: str, make: Callable[[], T]) -> Iterator[T]:
        """What `make` has made; database and files are a copy that nobody else sees, and nothing done here lasts."""
        if name not in self.copies:
            self._copy(name, make)
        database, files = self.copies[name]
        with working_in(database, files), transaction.atomic():
            yield opened(files)
            transaction.set_rollback(True)

    def _copy(self, name: str, make: Callable[[], Any]) -> None:
        """Take a copy of the database; the first process makes what is copied."""
        template = f"{migrated_template(self.usual)}_{name}"
        own = f"{connections['default'].settings_dict['NAME']}_{name}"
        with connections["default"].creation._nodb_cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [template])
            if not (self.run / name / OBJECT).exists():
                self._make(cursor, name, template, make)
            cursor.execute(f'DROP DATABASE IF EXISTS "{own}"')
            cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [template])
        self.copies[name] = (
            own,
            Path(shutil.copytree(self.run / name, self.scratch(name), dirs_exist_ok=True)),
        )

    def _make(self, cursor: Any, name: str, template: str, make: Callable[[], Any]) -> None:
        """Make it in the database and the folder that are copied; what a commit would set off stays undone."""
        cursor.execute(f'DROP DATABASE IF EXISTS "{template}"')
        cursor.execute(f'CREATE DATABASE "{template}" TEMPLATE "{template.removesuffix(f"_{name}")}"')
        files = self.run / name
        with working_in(template, files):
            with transaction.atomic():
                made = make()
                connections["default"].run_on_commit.clear()
            keep(made, files)

    def forget(self) -> None:
        """Let this process's copies go; what they were copied from is replaced by the next run."""
        with connections["default"].creation._nodb_cursor() as cursor:
            for own, _files in self.copies.values():
                cursor.execute(f'DROP DATABASE IF EXISTS "{own}"')


OBJECT = "object.pickle"


@contextmanager
def working_in(database: str, files: Path) -> Iterator[None]:
    """While this lasts, the portal's database and folders are these."""
    connection = connections["default"]
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        with override_settings(MEDIA_ROOT=files / "media", CA_DIR=files / "ca"):
            yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def keep(made: Any, files: Path) -> None:
    """Write the object, and how far every factory has counted; written last, the file says that all is there."""
    counted = {one: one._meta.next_sequence() for one in factories()}
    files.mkdir(parents=True, exist_ok=True)
    (files / "unfinished").write_bytes(pickle.dumps((made, counted)))
    (files / "unfinished").rename(files / OBJECT)


def opened(files: Path) -> Any:
    """The object; factories count on from where it was made, so that no name is given twice."""
    made, counted = pickle.loads((files / OBJECT).read_bytes())
    for one, reached in counted.items():
        if one._meta.next_sequence() < reached:
            one.reset_sequence(reached, force=True)
    return made


def factories(above: type[Factory] = Factory) -> Iterator[type[Factory]]:
    """Every factory of ours."""
    for one in above.__subclasses__():
        if one.__module__.startswith("tests."):
            yield one
        yield from factories(one)


@pytest.fixture(scope="session")
def once(
    usual_name: str, django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Once]:
    """`with once.made("world", World) as world:`"""
    own = tmp_path_factory.getbasetemp()
    kept = Once(
        usual_name, own.parent if "PYTEST_XDIST_WORKER" in os.environ else own, tmp_path_factory.mktemp
    )
    yield kept
    with django_db_blocker.unblock():
        kept.forget()
