"""A form that is asked of somebody -> what they sent, and what the deed found wrong with it."""

from types import TracebackType

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent, also if it is empty; None while the form is only to be shown."""
    return request.POST if request.method == "POST" else None


class FaultsIn:
    """`with FaultsIn(form):` what a deed finds wrong stands beside its field, or above a form that has no such field.

    Afterwards `form.errors` tells whether the deed was done.
    """

    def __init__(self, form: BaseForm) -> None:
        self._form = form

    def __enter__(self) -> None:
        """Begin the deed."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> bool:
        """Take the fault, if it is one of what was sent; every other error goes on."""
        if not isinstance(error, ValidationError):
            return False
        fields = set(getattr(error, "error_dict", ()))
        self._form.add_error(None, error if fields <= set(self._form.fields) else error.messages)
        return True
