"""A signature without proof of its time -> tries in the worker, farther and farther apart, until it is proven."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from agreements.signing.crypto.clocks import NoTime
from agreements.signing.evidence.actions import Overtaken, add_evidence

logger = logging.getLogger("agreements.signing")

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 4 * 60, 12 * 60, 24 * 60, 24 * 60, 24 * 60))
"""How long after each failure the next try follows; afterwards the daily command goes on trying."""


@task()
def complete_evidence(document_pk: int, tries: int = 0) -> str:
    """Add the evidence that is pending; done twice it adds nothing. Answers what came of it."""
    try:
        revision = add_evidence(document_pk)
    except (NoTime, Overtaken) as problem:
        code = problem.code if isinstance(problem, NoTime) else "overtaken"
        logger.warning(
            "no time stamp", extra={"fields": {"document": document_pk, "tries": tries, "why": code}}
        )
        if tries < len(WAITS):
            prove_later(document_pk, WAITS[tries], tries + 1)
        return code
    return "added" if revision else "nothing_pending"


def prove_later(document_pk: int, wait: timedelta = WAITS[0], tries: int = 0) -> None:
    """Queue a try; within a transaction it is queued with what that writes, or not at all."""
    complete_evidence.using(run_after=timezone.now() + wait).enqueue(document_pk, tries)
