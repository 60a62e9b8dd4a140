"""The slow part of the story, told by the worker: PDF files and signatures."""

import signal
import subprocess
import sys

from django.conf import settings
from django_tasks import task


@task()
def tell_the_rest() -> None:
    """Replay every agreement with signatures in a process of its own, since replaying moves that process's clock.

    When the portal is stopped meanwhile, the next worker goes on.
    """
    words = [sys.executable, "manage.py", "seed_demo", "--rest"]
    done = subprocess.run(words, cwd=settings.BASE_DIR, check=False)
    if done.returncode == -signal.SIGTERM:
        tell_the_rest.enqueue()
    else:
        done.check_returncode()
