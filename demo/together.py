"""The steps of a story in which the parties write together: join, suggest, answer, talk, agree, deliberate."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from agreements.drafting.deliberations.actions import record
from agreements.drafting.models import Article
from agreements.drafting.queries import content_of
from agreements.drafting.together.consent import agree, disagree
from agreements.drafting.together.deciding import accept, reject
from agreements.drafting.together.joining import join
from agreements.drafting.together.models import Suggestion, SuggestionState
from agreements.drafting.together.suggesting import suggest
from agreements.drafting.together.threads import open_thread, reply
from agreements.drafting.versions.actions import text_digest
from agreements.record.models import Agreement
from demo.cast import Cast
from demo.letters import one_page
from villages.people.models import User


def take(agreement: Agreement, by: User, step: dict[str, Any], cast: Cast) -> None:
    """Do the step; every one of them writes exactly one entry of the journal, by which a replay counts."""
    {
        "join": _join,
        "suggest": _suggest,
        "accept": _accept,
        "reject": _reject,
        "agree": _agree,
        "disagree": _disagree,
        "deliberate": _deliberate,
    }[step["verb"]](agreement, by, step)
    _talk(agreement, step, cast)


def _join(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    join(agreement, by=by)


def _suggest(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    """`find` in the article with that `content` would read `replace`."""
    article = _article(agreement, step["content"])
    if step["find"] not in article.body:
        raise ValueError(f"{agreement.title}: {step['find']!r} is not in {article}")
    body = article.body.replace(step["find"], step["replace"])
    kept = {"heading": article.heading, "content": article.content, "note": step.get("note", "")}
    suggest(article, by=by, body=body, **kept)


def _article(agreement: Agreement, content: str) -> Article:
    return agreement.articles.filter(content=content).order_by("ordinal")[0]


def _oldest(agreement: Agreement) -> Suggestion:
    return agreement.suggestions.filter(state=SuggestionState.OPEN).order_by("pk")[0]


def _accept(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    accept(_oldest(agreement), by=by)


def _reject(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    reject(_oldest(agreement), by=by, answer=step["answer"])


def _agree(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    agree(agreement, by=by, seen=text_digest(content_of(agreement)))


def _disagree(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    disagree(agreement, by=by, reason=step["reason"])


def _deliberate(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    """A deliberation on the day of `held_on`; with `village` (a party's ordinal) that village's own."""
    party = agreement.parties.get(ordinal=step["village"]) if "village" in step else None
    names = ("held_on", "place", "agenda", "attendance", "decision", "decision_text", "minutes")
    fields = {name: step[name] for name in names if name in step}
    minutes = SimpleUploadedFile("berita-acara.pdf", one_page(f"Berita acara: {step['agenda']}"))
    record(agreement, by=by, village=party, file=minutes, **fields)


def _talk(agreement: Agreement, step: dict[str, Any], cast: Cast) -> None:
    """`talk`: messages about the article of the step, the first of which opens the conversation."""
    thread = None
    for message in step.get("talk", []):
        by, text = cast.people[message["by"]], message["text"]
        article = _article(agreement, step["content"]) if "content" in step else None
        if thread:
            reply(thread, by=by, text=text)
        else:
            thread = open_thread(agreement, by=by, text=text, article=article)
