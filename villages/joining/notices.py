"""Turns what happened to a registration or an invitation into plain mail, sent once the change is certain."""

import logging
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from villages.joining.models import Invitation, Registration
from villages.people.access import office_title

logger = logging.getLogger(__name__)


def on_commit(template: str, to: str, context: dict[str, Any]) -> None:
    """Send the mail when the transaction holds; a mail that cannot be sent undoes nothing."""

    def send() -> None:
        _send(template, to, context)

    transaction.on_commit(send, robust=True)


def _send(template: str, to: str, context: dict[str, Any]) -> None:
    """The first line of the template is the subject. The portal writes mail in Indonesian."""
    with translation.override(settings.LANGUAGE_CODE):
        subject, _break, body = render_to_string(template, context).partition("\n")
    send_mail(" ".join(subject.split()), body.lstrip("\n"), None, [to])
    logger.info("mail", extra={"fields": {"template": template}})


def absolute(name: str, *args: Any) -> str:
    """An address for use outside the portal's pages."""
    return settings.PUBLIC_URL + reverse(name, args=args)


def registration_received(registration: Registration) -> None:
    """Tell the applicant that the district will look at it."""
    _registration("mail/registration_received.txt", registration)


def registration_confirmed(registration: Registration) -> None:
    """Tell the applicant that they may begin."""
    _registration("mail/registration_confirmed.txt", registration)


def registration_refused(registration: Registration) -> None:
    """Tell the applicant why not, and how to try again."""
    _registration("mail/registration_refused.txt", registration)


def _registration(template: str, registration: Registration) -> None:
    context = {"registration": registration, "url": absolute("villages:account")}
    on_commit(template, registration.applicant.email, context)


def invited(invitation: Invitation, token: str) -> None:
    """Send the link to the person invited."""
    office = office_title(invitation.organization, invitation.position, invitation.title)
    context = {"invitation": invitation, "office": office, "url": invitation_link(token)}
    on_commit("mail/invitation.txt", invitation.email, context)


def invitation_link(token: str) -> str:
    """The address that opens an invitation."""
    return absolute("villages:invitation", token)
