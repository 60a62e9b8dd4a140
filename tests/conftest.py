"""What every test gets: its database, the strict habits, a browser."""

pytest_plugins = [
    "tests.support.database",
    "tests.support.language",
    "tests.support.templates",
    "tests.support.order",
    "tests.support.reading",
    "tests.support.sharing",
    "tests.support.time",
    "tests.support.browser",
    "tests.support.world",
]
