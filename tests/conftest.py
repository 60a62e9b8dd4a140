"""What every test gets: its database, the strict habits, a browser."""

pytest_plugins = [
    "tests.support.memory",
    "tests.support.examples",
    "tests.support.database",
    "tests.support.once",
    "tests.support.language",
    "tests.support.templates",
    "tests.support.order",
    "tests.support.reading",
    "tests.support.handling",
    "tests.support.keys",
    "tests.support.sharing",
    "tests.support.time",
    "tests.support.browser",
    "tests.support.world",
    "tests.support.pieces",
]
