"""A letter's content -> its PDF, made by the worker, with word of how far it is."""

import datetime as dt
import logging

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from agreements.documents import pictures, store, words
from agreements.documents.content import canonical
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.letters.printing import printed

SHELF = "letters"
LOST = dt.timedelta(minutes=10)
"""After this long a PDF that is not there yet may be asked for again."""
LAYING_OUT, STORING = 1, 2
"""The steps of the work, in their order."""
_State = Letter.State


def asked_key(pk: int) -> str:
    """Under which key it stands that a PDF is being made, and at which step."""
    return f"letter:{pk}"


@task()
def make(letter_pk: int) -> None:
    """Lay the letter out and keep the PDF, in the worker; what goes wrong is noted, and raised for the log."""
    letter = Letter.objects.filter(pk=letter_pk, state=_State.QUEUED).first()
    if letter is None:
        return
    try:
        _tell(letter, LAYING_OUT)
        data = printed(html(letter), canonical(letter.content), letter.number, moment(letter))
        _tell(letter, STORING)
        letter.sha256, letter.size = store.put(data, shelf=SHELF), len(data)
        letter.state = _State.READY
        letter.save(update_fields=["sha256", "size", "state"])
    except Exception:
        Letter.objects.filter(pk=letter_pk).update(state=_State.FAILED)
        logging.getLogger(__name__).exception("no PDF of a letter")
        raise


def _tell(letter: Letter, step: int) -> None:
    cache.set(asked_key(letter.pk), step, int(LOST.total_seconds()))


def moment(letter: Letter) -> dt.datetime:
    """When the letter was issued, as clocks showed it: the PDF is the same whenever it is made."""
    return timezone.localtime(letter.issued_at)


def html(letter: Letter) -> str:
    """The letter as the page that is printed, in Indonesian; every word of it escaped."""
    url = f"{settings.PUBLIC_URL}{reverse('agreements:letter', args=[letter.agreement.ref, letter.pk])}"
    with override("id"):
        return render_to_string(
            "agreements/monitoring/letters/document.html",
            {
                "letter": letter,
                "said": letter.content,
                "on": words.long_date(letter.issued_on),
                "opening": words.opening_date(letter.issued_on),
                "made_at": moment(letter),
                "url": url,
                "qr": pictures.qr_code(url),
            },
        )
