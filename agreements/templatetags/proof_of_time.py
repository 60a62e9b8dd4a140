"""A signature -> whether, and in which words, its page says what proves the time."""

from django import template

from agreements.signing.evidence.queries import UNPROVEN, proof_of
from agreements.signing.models import Signature

register = template.Library()


@register.filter
def time_pending(signature: Signature) -> str:
    """In words that proof of the time is still to come; empty otherwise, and then no query is made."""
    if signature.level not in UNPROVEN:
        return ""
    proof = proof_of(signature)
    return proof.words if proof.is_pending else ""
