"""Opens the running portal in the system's Chromium; pictures of failures go to var/test/pictures."""

import os
from typing import Any

import pytest

from kerjasama.setup.system import browser as path_of_browser

QUIET = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps a loop running in our thread


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []
    path = path_of_browser()
    return {
        **browser_type_launch_args,
        "args": QUIET + sandbox,
        **({"executable_path": path} if path else {}),
    }


@pytest.fixture
def browser_context_args(
    browser_context_args: dict[str, Any], live_server: Any, settings: Any
) -> dict[str, Any]:
    settings.PUBLIC_URL = live_server.url
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "id-ID",
        "timezone_id": "Asia/Jakarta",
        "viewport": {"width": 1280, "height": 900},
    }
