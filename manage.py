#!/usr/bin/env python
"""Run a management command of the portal."""

import os
import sys
from contextlib import nullcontext

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from kerjasama.postgres import Cluster
from kerjasama.postgres_server import trouble_from
from kerjasama.setup.words import Trouble, explain

DEVELOPMENT = "kerjasama.settings.development"


def main() -> int:
    """Hand the command line to Django; without DATABASE_URL the private PostgreSQL runs meanwhile."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEVELOPMENT)
    private = os.environ["DJANGO_SETTINGS_MODULE"] == DEVELOPMENT and not os.environ.get("DATABASE_URL")
    try:
        with Cluster.of_development().used() if private else nullcontext():
            execute_from_command_line(sys.argv)
    except Trouble as trouble:
        explain(trouble)
        return 1
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except Exception as error:
        if "No space left on device" not in str(error):
            raise
        explain(trouble_from("PostgreSQL", str(error)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
