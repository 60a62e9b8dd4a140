"""Turns the pinned requirements into a virtual environment, quickly when nothing has changed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kerjasama.setup.places import ROOT, VENV
from kerjasama.setup.system import is_debian, run_apt
from kerjasama.setup.words import Trouble, say

PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
NO_NETWORK = (
    "name resolution", "dns error", "failed to fetch", "newconnectionerror", "connection refused",
    "network is unreachable", "connection broken", "timed out", "could not connect", "error sending request",
    "no matching distribution found for",
)  # fmt: skip


def install(kind: str) -> None:
    """Have the packages of requirements/base.txt or test.txt in .venv; nothing is done when they are there.

    Raises Trouble without network, without space, or when a package is not the one that was pinned.
    """
    names = ["base", "test"] if kind == "test" else ["base"]
    wanted = {name: digest(ROOT / "requirements" / f"{name}.txt") for name in names}
    healthy = works()
    if healthy and wanted.items() <= installed().items():
        return
    uv = shutil.which("uv")
    if not healthy:
        say("Membuat lingkungan Python di .venv", "making the Python environment")
        make(uv)
    say("Memasang paket; pertama kali perlu satu menit", "installing packages; the first time takes a minute")
    fetch(uv, ROOT / "requirements" / f"{kind}.txt")
    STAMP.write_text(json.dumps(wanted))


def digest(path: Path) -> str:
    """Answer the digest of a requirements file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """Answer the digests of what was installed last."""
    try:
        kept: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return kept


def works() -> bool:
    """Answer whether the environment's Python runs, is new enough and stands where it was made."""
    question = "import sys; print(sys.version_info >= (3, 11), sys.prefix)"
    try:
        done = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.split(None, 1) == ["True", f"{VENV}\n"]


def make(uv: str | None) -> None:
    """Make the environment anew."""
    if uv:
        done = run(uv, "venv", "--clear", "--quiet", "--python", sys.executable, str(VENV))
    else:
        done = run(sys.executable, "-m", "venv", "--clear", str(VENV))
        if done.returncode and "ensurepip" in done.stdout + done.stderr and is_debian():
            package = f"python3.{sys.version_info.minor}-venv"
            run_apt([package])
            done = run(sys.executable, "-m", "venv", "--clear", str(VENV))
    if done.returncode:
        raise trouble_from(done.stdout + done.stderr)


def fetch(uv: str | None, requirements: Path) -> None:
    """Install exactly the pinned files, with uv where it is at hand."""
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    else:
        if run(str(PYTHON), "-m", "pip", "--version").returncode:
            run(str(PYTHON), "-m", "ensurepip")
        command = [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-input",
            "--disable-pip-version-check",
        ]
    done = run(*command, "--require-hashes", "-r", str(requirements))
    if done.returncode:
        raise trouble_from(done.stdout + done.stderr)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Run a program quietly, outside any other virtual environment."""
    hidden = {"VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(words, capture_output=True, text=True, env=kept, cwd=ROOT)


def trouble_from(text: str) -> Trouble:
    """Turn the installer's last words into what to do."""
    last = "\n    ".join(text.strip().splitlines()[-12:])
    low = text.lower()
    if "no space left" in low:
        return Trouble(
            "Cakram penuh: pemasangan memerlukan kira-kira 600 megabita. Kosongkan, lalu ulangi.",
            "The disk is full: the installation takes about 600 megabytes. Free some and try again.",
        )
    if "do not match the hashes" in low or "hash mismatch" in low:
        return Trouble(
            "Paket yang diterima bukan paket yang dikunci; tidak ada yang dipasang. Jangan dipaksakan; "
            "periksa jaringan atau proksi Anda.",
            f"A package is not the pinned one; nothing was installed. Check the network.\n    {last}",
        )
    if any(sign in low for sign in NO_NETWORK):
        return Trouble(
            "Paket tidak dapat diunduh. Periksa internet atau proksi, lalu ulangi.",
            f"The packages can't be fetched. Check the network or proxy and try again.\n    {last}",
        )
    return Trouble(
        "Paket tidak dapat dipasang; kata terakhir pemasang ada di bawah.",
        f"The packages can't be installed; the installer's last words:\n    {last}",
    )
