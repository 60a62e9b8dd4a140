"""Turns the code of a stage into the word a reader sees and the stages of a life into a weave."""

from django import template

from agreements.record.stages import Stage

register = template.Library()

_LIFE = (Stage.DRAFTING, Stage.REVIEW, Stage.SIGNING, Stage.PUBLICATION, Stage.IN_FORCE, Stage.ENDED)
_SHORT = {
    Stage.WITHDRAWN: (Stage.DRAFTING, Stage.WITHDRAWN),
    Stage.REJECTED: (Stage.DRAFTING, Stage.REVIEW, Stage.REJECTED),
}


@register.filter
def stage_label(stage: str) -> str:
    """Name a stage in the reader's language."""
    return str(Stage(stage).label)


@register.simple_tag
def life_of(stage: str, dates: dict | None = None) -> list[dict]:
    """List the stages of a life, each done, current or ahead, with the day of its beginning from `dates`.

    A withdrawn or rejected one shows only what it went through.
    """
    dates = dates or {}
    order = _SHORT.get(Stage(stage), _LIFE)
    here = order.index(Stage(stage))
    return [
        {
            "code": code.value,
            "label": code.label,
            "state": "done" if place < here else "current" if place == here else "ahead",
            "on": dates.get(code.value),
        }
        for place, code in enumerate(order)
    ]
