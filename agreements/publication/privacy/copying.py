"""A signed document that holds what must be covered -> the PDF that the public gets instead, made by the worker."""

import logging

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from agreements.documents.content import ContentError
from agreements.documents.pdf import COPY
from agreements.documents.rendering.actions import carry_out_now
from agreements.documents.rendering.queries import is_there
from agreements.publication.privacy.models import PublicCopy
from agreements.publication.privacy.queries import PublicText, public_text
from agreements.record.models import Agreement

_State = PublicCopy.State


@transaction.atomic
def arrange(agreement: Agreement) -> PublicCopy | None:
    """See to it that the public gets a copy that says what it may read now; None where it gets the signed file itself.

    A copy that says so already stays; any other is made anew by the worker. Law: UU 14/2008 art. 17, UU 27/2022.
    """
    text = public_text(agreement)
    if text is None or not text.altered:
        return None
    copy, _new = PublicCopy.objects.get_or_create(document=text.document)
    if copy.state == _State.READY and copy.content_digest == text.digest:
        return copy
    copy.state = _State.QUEUED
    copy.save(update_fields=["state"])
    make.enqueue(copy.pk)
    return copy


@task()
def make(copy_pk: int) -> None:
    """Lay the copy out, in the worker; whatever changed meanwhile is in it, and a copy that is right stays."""
    copy = PublicCopy.objects.select_related("document__agreement").filter(pk=copy_pk).first()
    if copy is None:
        return
    text = public_text(copy.document.agreement)
    if (
        text is None
        or not text.altered
        or (copy.state == _State.READY and copy.content_digest == text.digest)
    ):
        return
    try:
        _lay_out(copy, text)
    except ContentError as error:
        _fail(copy)
        logging.getLogger(__name__).error("no public copy: %s", error.place)
    except Exception:
        _fail(copy)
        raise


def _lay_out(copy: PublicCopy, text: PublicText) -> None:
    rendering = carry_out_now({**text.content, COPY: True})
    if not is_there(rendering):
        _fail(copy)
        return
    copy.state, copy.content_digest, copy.made_at = _State.READY, text.digest, timezone.now()
    copy.sha256, copy.size = rendering.sha256, rendering.size
    copy.save()


def _fail(copy: PublicCopy) -> None:
    copy.state = _State.FAILED
    copy.save(update_fields=["state"])
