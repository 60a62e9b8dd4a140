"""Where the checkout and its own data lie."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("KERJASAMA_VAR_DIR") or ROOT / "var").absolute()
VENV = ROOT / ".venv"
