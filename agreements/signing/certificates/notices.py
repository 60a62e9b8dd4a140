"""Turns what happened to an identity check or a certificate into plain mail, sent once the change is certain."""

from typing import Any

from agreements.signing.certificates.models import Certificate, Enrolment
from villages.joining.notices import absolute, on_commit
from villages.people.models import User


def enrolment_decided(enrolment: Enrolment) -> None:
    """Tell the person that they may make a certificate, or why not."""
    context = {"enrolment": enrolment, "url": absolute("agreements:certificate")}
    checked = enrolment.state == Enrolment.State.CHECKED
    template = "mail/identity_checked.txt" if checked else "mail/identity_refused.txt"
    _tell(enrolment.person, template, context)


def passphrase_changed(certificate: Certificate) -> None:
    """Tell the owner that the key has a new passphrase: if it was not they, the certificate must go."""
    _about("mail/passphrase_changed.txt", certificate)


def certificate_made(certificate: Certificate) -> None:
    """Tell the owner that somebody with their login has made a certificate."""
    _about("mail/certificate_made.txt", certificate)


def certificate_revoked(certificate: Certificate) -> None:
    """Tell the owner that the certificate signs nothing any more, and why."""
    _about("mail/certificate_revoked.txt", certificate)


def _about(template: str, certificate: Certificate) -> None:
    context = {"certificate": certificate, "url": absolute("agreements:certificate")}
    _tell(certificate.person, template, context)


def _tell(person: User, template: str, context: dict[str, Any]) -> None:
    if not person.is_demo:  # people of the story have no mailbox
        on_commit(template, person.email, context)
