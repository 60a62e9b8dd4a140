"""Turns the beginning of help into a letter to the person who is helped."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from villages.people.support.models import SupportSession


def tell_begun(session: SupportSession) -> None:
    """Write to the person once the session holds; a mail that cannot be sent undoes nothing."""

    def send() -> None:
        url = settings.PUBLIC_URL + reverse("villages:support-session", args=[session.pk])
        with translation.override(settings.LANGUAGE_CODE):
            text = render_to_string("mail/support_begun.txt", {"session": session, "url": url})
        subject, _break, body = text.partition("\n")
        send_mail(" ".join(subject.split()), body.lstrip("\n"), None, [session.person.email])

    transaction.on_commit(send, robust=True)
