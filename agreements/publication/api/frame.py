"""What every address of the interface for programs shares: JSON only, one way of asking, caching, and no secrets.

Nobody is known here: no session is read, no cookie is set, and everybody gets the same answer.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from agreements.publication.api.problems import Unsound, problem
from agreements.publication.api.schema import Described
from agreements.publication.api.throttling import ByAddress
from agreements.publication.caching import LASTS, keep, moment, release

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERSION = "1"
"""Rises when an answer takes another meaning or loses something; then both versions live side by side."""
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Pages of any site may ask (CORS); who asks is nobody to us, so that nothing is risked."""


class JsonWhateverIsAsked(BaseContentNegotiation):
    """There is one form of every answer, so nobody is turned away for naming another."""

    def select_parser(self, request: Request, parsers: Any) -> None:
        """Nothing that is sent is ever read."""

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """JSON."""
        return renderers[0], "application/json"


class Public(APIView):
    """An address that answers with public data; what it asks is said by `questions`, what it answers by `answer`."""

    authentication_classes = ()
    permission_classes = ()
    parser_classes = ()
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = JsonWhateverIsAsked
    throttle_classes: tuple[type[ByAddress], ...] = (ByAddress,)
    http_method_names = ("get", "head", "options")
    questions: tuple[type[Any], ...] = ()
    """The forms and FilterSets whose fields are the parameters."""
    shape: type[Serializer] | None = None
    """What one answer, or with `many` one row of it, looks like."""
    many = False
    title: "StrOrPromise" = ""
    about: "StrOrPromise" = ""
    """How the documentation calls it and what it says of it."""
    path: Mapping[str, str] = MappingProxyType({})
    """The parts of the address that change, each with the pattern that it has."""
    schema: Described | None = Described()

    def get(self, request: Request, **named: str) -> HttpResponse:
        """Answer from the data, or 304 where the asker has the same answer already.

        An answer whose state is known is kept in the process, for whoever asks the same next.
        """
        tag, changed = self.state(**named)
        etag = f'"{_digest(VERSION, release(), _path(request), tag)}"' if tag else ""
        if etag and (made := caches["pages"].get(etag)):
            return get_conditional_response(request._request, etag, changed, made) or made
        asked = self.asked(request)
        kept = get_conditional_response(request._request, etag, changed) if etag else None
        if kept is not None:
            return _may_be_kept(kept, etag, changed)
        data = self.answer(asked, **named)
        body = JSONRenderer().render(data)
        response = HttpResponse(body, content_type="application/json")
        if isinstance(data, Mapping) and data.get("next"):
            response.headers["Link"] = f'<{data["next"]}>; rel="next"'
        if etag:
            keep(etag, _may_be_kept(response, etag, changed))
            return response
        etag = f'"{_digest(body.decode())}"'
        return _may_be_kept(
            get_conditional_response(request._request, etag, changed, response) or response, etag, changed
        )

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What a page of another site asks before it may ask."""
        return Response(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})

    def state(self, **named: str) -> tuple[str, int | None]:
        """What an answer depends on besides address and release, and when that last changed, if that is known cheaply.

        Empty where it is not: then the answer is made, and known by its own digest.
        """
        return "", None

    def answer(self, asked: dict[str, Any], **named: str) -> Any:
        """The data, ready for JSON. Raises Http404 where there is nothing."""
        return {}

    def asked(self, request: Request) -> dict[str, Any]:
        """The parameters, each checked. Raises Unsound with what is wrong with which."""
        forms_asked = [form_of(question, request.query_params) for question in self.questions]
        fields = {name: field for form in forms_asked for name, field in form.fields.items()}
        errors = _misused(request, fields)
        for form in forms_asked:
            if not form.is_valid():
                errors = {name: [str(word) for word in words] for name, words in form.errors.items()} | errors
        if errors:
            raise Unsound(errors)
        return {name: value for form in forms_asked for name, value in form.cleaned_data.items()}

    def get_exception_handler(self) -> Any:
        """Errors are problems in words."""
        return problem

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the answer to pages of every site."""
        final = super().finalize_response(request, response, *args, **kwargs)
        for name, value in OPEN.items():
            final.headers[name] = value
        if final.status_code >= 400:
            final.headers["Cache-Control"] = "no-store"
        return final


class Nothing(Public):
    """Whatever else is asked below the interface: an answer for programs that there is nothing."""

    throttle_classes = ()
    schema = None

    def get(self, request: Request, **named: str) -> HttpResponse:
        """404 in the form of every other error."""
        raise Http404


def form_of(question: type[Any], data: Any) -> forms.Form:
    """The form of a question, which is a form itself or a FilterSet."""
    asked = question(data)
    return asked if isinstance(asked, forms.Form) else asked.form


def _misused(request: Request, fields: Mapping[str, forms.Field]) -> dict[str, list[str]]:
    """What is asked that nobody understands, and what is asked more than once: a slip shall not pass as an answer."""
    known = ", ".join(sorted(fields)) or "–"
    errors = {
        name[:60]: [_("Parameter ini tidak dikenal. Yang dikenal: %s.") % known]
        for name in sorted(set(request.query_params) - set(fields))[:10]
    }
    for name in fields:
        several = isinstance(fields[name], forms.MultipleChoiceField)
        if len(request.query_params.getlist(name)) > 1 and not several:
            errors[name] = [_("Tulis parameter ini sekali saja.")]
    return errors


def _may_be_kept(response: HttpResponse, etag: str, changed: int | None) -> HttpResponse:
    """Say how long, and by what to ask again; an answer to "not modified" says the same."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={LASTS}"
    if changed is not None:
        response.headers["Last-Modified"] = http_date(changed)
    return response


def _path(request: Request) -> str:
    return request.get_full_path() + str(moment())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
