"""Looks for what must come from the system, and installs it or names the one command that does."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kerjasama.setup.words import Trouble, say

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_BROWSERS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
LIBRARIES = ("libpango-1.0", "libpangoft2-1.0", "libharfbuzz", "libharfbuzz-subset")
# What is missing, and the package that brings it, per package manager
PACKAGES = {
    "apt-get": {
        "pango": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "fonts": "fonts-liberation",
        "chromium": "chromium",
        "poppler": "poppler-utils",
        "qpdf": "qpdf",
    },
    "dnf": {
        "pango": "pango harfbuzz",
        "fonts": "liberation-fonts",
        "chromium": "chromium",
        "poppler": "poppler-utils",
        "qpdf": "qpdf",
    },
    "pacman": {
        "pango": "pango",
        "fonts": "ttf-liberation",
        "chromium": "chromium",
        "poppler": "poppler",
        "qpdf": "qpdf",
    },
    "brew": {
        "pango": "pango",
        "fonts": "font-liberation",
        "chromium": "chromium",
        "poppler": "poppler",
        "qpdf": "qpdf",
    },
}
COMMANDS = {
    "apt-get": "apt-get install -y",
    "dnf": "dnf install -y",
    "pacman": "pacman -S",
    "brew": "brew install",
}


def complete(*, for_tests: bool) -> None:
    """Have Pango, fonts (for tests also browser, poppler, qpdf), or raise Trouble with the command."""
    lacking = missing(for_tests)
    if not lacking:
        return
    if is_debian() and os.getuid() == 0:
        run_apt(packages_for("apt-get", lacking))
        if not (lacking := missing(for_tests)):
            return
    command = hint(lacking)
    raise Trouble(
        f"Sistem ini belum punya: {', '.join(lacking)}. Jalankan ini sekali, lalu ulangi:\n\n    {command}\n",
        "The system lacks the above; run that command once and try again.",
    )


def missing(for_tests: bool) -> list[str]:
    """Answer the names of what is not there."""
    lacking = [] if has_pango() else ["pango"]
    lacking += [] if has_fonts() else ["fonts"]
    if for_tests:
        lacking += [] if browser() else ["chromium"]
        lacking += [] if shutil.which("pdftoppm") and shutil.which("pdfsig") else ["poppler"]
        lacking += [] if shutil.which("qpdf") else ["qpdf"]
    return lacking


def has_pango() -> bool:
    """Try to load the libraries that make PDF, under the names that they have here."""
    for name in LIBRARIES:
        folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/")
        names = [f"{name}.so.0", *(f"{folder}{name}.0.dylib" for folder in folders)]
        if not any(loads(library) for library in names):
            return False
    return True


def loads(library: str) -> bool:
    """Answer whether a library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    """Look for the fonts of our documents; macOS has its own of the same measure."""
    if sys.platform == "darwin":
        return True
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(next(folder.rglob("LiberationSerif-Regular.*"), None) for folder in folders)


def browser() -> str:
    """Answer the path of a Chromium, or ""."""
    found = [shutil.which(name) for name in BROWSERS] + [path for path in MAC_BROWSERS if Path(path).exists()]
    return next((path for path in found if path), "")


def is_debian() -> bool:
    """Answer whether packages come by apt."""
    return shutil.which("apt-get") is not None


def packages_for(manager: str, lacking: list[str]) -> list[str]:
    """Answer the packages that bring what is lacking."""
    return " ".join(PACKAGES[manager][name] for name in lacking).split()


def hint(lacking: list[str]) -> str:
    """Answer the one command that installs what is lacking."""
    for manager, command in COMMANDS.items():
        if shutil.which(manager):
            sudo = "sudo " if manager != "brew" and os.getuid() != 0 else ""
            return f"{sudo}{command} {' '.join(packages_for(manager, lacking))}"
    return f"# {', '.join(lacking)}: https://doc.courtbouillon.org/weasyprint/stable/first_steps.html"


def run_apt(packages: list[str]) -> None:
    """Install Debian packages when we are root; raise Trouble with the command when not, or when it fails."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.getuid() == 0:
        say(f"Memasang {' '.join(packages)}", "installing system packages")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update"], env=quiet, capture_output=True)
        if subprocess.run(command, env=quiet, capture_output=True).returncode == 0:
            return
    sudo = "" if os.getuid() == 0 else "sudo "
    raise Trouble(
        f"Ada paket sistem yang kurang. Jalankan ini, lalu ulangi:\n\n    {sudo}{' '.join(command)}\n",
        "The system needs some packages; run that command once and try again.",
    )
