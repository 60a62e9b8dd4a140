"""Makes a variable that no view has given fail the test, instead of leaving a hole in the page."""

import inspect
from pathlib import Path

import pytest
from django.template import engines

from kerjasama.setup.places import ROOT

OURS = str(ROOT / "templates")


class Undefined(str):
    """Stands for Django's `string_if_invalid`: it "contains" %s, and filling it in is the failure."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"

    def __mod__(self, variable: object) -> str:
        template = template_being_rendered()
        if template.startswith(OURS):
            raise AssertionError(f"{Path(template).relative_to(ROOT)}: nobody has given {{{{ {variable} }}}}")
        return ""


def template_being_rendered() -> str:
    frame = inspect.currentframe()
    while frame:
        context = frame.f_locals.get("context")
        if template := getattr(getattr(context, "render_context", None), "template", None):
            return str(template.origin.name)
        frame = frame.f_back
    return ""


@pytest.fixture(autouse=True, scope="session")
def undefined_variables_fail() -> None:
    engines["django"].engine.string_if_invalid = Undefined("%s")
