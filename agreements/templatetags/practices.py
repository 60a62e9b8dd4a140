"""Turns the topic of a search in the catalogue into what others learned about it."""

from collections.abc import Iterable
from typing import Any

from django import template

from agreements.monitoring.practices.queries import published, told
from agreements.record.vocabulary import Topic

register = template.Library()

MOST = 3


@register.inclusion_tag("agreements/monitoring/practices/_of_topic.html")
def practices_on(asked: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The newest good practices of the topic that stands among the questions; nothing without a topic."""
    topic = dict(asked).get("topik", "")
    if topic not in Topic.values:
        return {"practices": [], "topic": ""}
    return {"practices": told(list(published(topic)[:MOST])), "topic": topic}
