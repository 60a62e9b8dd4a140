"""The slow part of the story, told by the worker: PDF files and signatures."""

import subprocess
import sys

from django.conf import settings
from django_tasks import task


@task()
def tell_the_rest() -> None:
    """Replay every agreement with signatures in a process of its own, since replaying moves that process's clock."""
    subprocess.run([sys.executable, "manage.py", "seed_demo", "--rest"], cwd=settings.BASE_DIR, check=True)
