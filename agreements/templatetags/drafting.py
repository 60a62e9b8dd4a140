"""What the pages of a draft ask for: under whose name a browser keeps what is typed."""

from typing import Any

from django import template
from django.utils.crypto import salted_hmac

register = template.Library()


@register.simple_tag(takes_context=True)
def writer(context: dict[str, Any]) -> str:
    """A mark of the signed-in person that tells nobody who it is; two people at one browser have two."""
    user = context["request"].user
    return salted_hmac("drafting.writer", str(user.pk)).hexdigest()[:16] if user.is_authenticated else ""
