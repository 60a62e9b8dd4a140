"""Live an agreement's story again, step by step, on the day each step was taken, through the portal's own verbs.

Every step is journaled by the verb itself, so a replay that was interrupted counts the steps already taken and goes on.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agreements.drafting.actions import withdraw
from agreements.drafting.attachments import attach
from agreements.drafting.beginning import begin
from agreements.drafting.models import Article, Provision
from agreements.drafting.terms import actions as terms
from agreements.drafting.types.queries import types_to_begin
from agreements.drafting.writing import actions as writing
from agreements.monitoring.ending.actions import end
from agreements.publication.actions import publish
from agreements.record.models import Agreement, Party
from agreements.record.stages import Stage
from agreements.review.actions import open_round, send_back
from agreements.review.remarks.actions import NewRemark
from agreements.signing import freezing
from agreements.signing.actions import decline, place_of, sign
from agreements.signing.certificates.actions import enrol
from agreements.signing.certificates.enrolments import ask_for_check, find_right
from agreements.signing.certificates.queries import checkers_of, valid_check
from agreements.signing.queries import certificate_of, document_of
from demo import in_force, reviewing, together
from demo import story as stories
from demo.cast import Cast
from demo.letters import one_page
from demo.planning import plan
from demo.reviewing import VERBS as REVIEWING
from villages.organizations.models import Organization
from villages.people.models import User

TOGETHER = ("join", "suggest", "accept", "reject", "agree", "disagree", "deliberate")
VERBS = (
    "begin",
    "open_round",
    "send_back",
    "approve",
    "sign",
    "decline",
    "publish",
    "end",
    "withdraw",
    "plan_signing",
    *REVIEWING,
    *TOGETHER,
    *in_force.VERBS,
)


def replay(story: dict[str, Any], cast: Cast) -> Agreement | None:
    """Take every step of the story that was not taken yet; returns the agreement."""
    agreement = Agreement.objects.filter(title=story["title"], created_by__is_demo=True).first()
    taken = agreement.journal.filter(code__in=VERBS).count() if agreement else 0
    for step in story["steps"][taken:]:
        if agreement and step["verb"] in (*in_force.VERBS, "end"):
            in_force.keep_promises(agreement, story, cast, step["at"])
        with time_machine.travel(step["at"], tick=True):
            agreement = _take(step, story, agreement, cast)
    if agreement and agreement.stage == Stage.IN_FORCE:
        in_force.keep_promises(agreement, story, cast, timezone.now())
    return agreement


def _take(step: dict[str, Any], story: dict[str, Any], agreement: Agreement | None, cast: Cast) -> Agreement:
    by = cast.people[step["by"]]
    if agreement is None:
        return _begin(story, by, cast)
    agreement.refresh_from_db()
    if step["verb"] == "open_round" and agreement.rounds.exists():
        for row in _mended_later(story):
            _article(agreement, row, agreement.created_by)
    if step["verb"] in TOGETHER:
        together.take(agreement, by, step, cast)
    elif step["verb"] in REVIEWING:
        reviewing.take(agreement, by, step)
    elif step["verb"] in in_force.VERBS:
        in_force.take(agreement, by, step, cast)
    elif step["verb"] == "plan_signing":
        plan(agreement, by, step, cast)
    else:
        _STEPS[step["verb"]](agreement, by, step)
    return agreement


def _mended_later(story: dict[str, Any]) -> list[dict[str, Any]]:
    """The articles that a reviewer asked to change: they say so only once the text is sent again."""
    asked = {row["content"] for step in story["steps"] for row in step.get("remarks", [])}
    again = sum(step["verb"] == "open_round" for step in story["steps"]) > 1
    return [row for row in story.get("articles", []) if again and row["content"] in asked]


def _begin(story: dict[str, Any], by: User, cast: Cast) -> Agreement:
    model = next(t for t in types_to_begin(story["kind"]) if t.code == story["model"])
    names = ("title", "summary", "field", "topic", "purpose", "place", "starts_on", "ends_on", "value")
    agreement = begin(
        by=by,
        agreement_type=model,
        organizations=[cast.organizations[key] for key in story["parties"]],
        burdens_community_or_assets=story.get("burdens", False),
        **{name: story[name] for name in names if name in story},
    )
    _write(agreement, story, by, cast)
    return agreement


def _write(agreement: Agreement, story: dict[str, Any], by: User, cast: Cast) -> None:
    """Bring the model text to what this story agreed on."""
    later = _mended_later(story)
    for row in story.get("articles", []):
        if row not in later:
            _article(agreement, row, by)
    if story.get("provisions"):
        agreement.provisions.all().delete()
        parties = {party.organization_id: party for party in agreement.parties.order_by("ordinal")}
        for row in story["provisions"]:
            _provision(agreement, row, parties[cast.organizations[row["party"]].pk], by)
    for row in story.get("funding", []):
        party = agreement.parties.get(organization=cast.organizations[row["party"]])
        terms.add_funding(agreement, by=by, **{**row, "party": party})
    for row in story.get("assets", []):
        party = agreement.parties.get(organization=cast.organizations[row["party"]])
        terms.add_asset(agreement, by=by, **{**row, "party": party})
    if "considering" in story or "in_view_of" in story:
        draft = agreement.draft
        draft.considering = "\n".join(story.get("considering", draft.considering.splitlines()))
        draft.in_view_of = "\n".join(story.get("in_view_of", draft.in_view_of.splitlines()))
        draft.save(update_fields=["considering", "in_view_of"])
    for row in story.get("attachments", []):
        _attach(agreement, row, by)


def _article(agreement: Agreement, row: dict[str, Any], by: User) -> None:
    same: list[Article] = list(agreement.articles.filter(content=row["content"]).order_by("ordinal"))
    article = same[row.get("nth", 1) - 1]
    if row.get("remove"):
        writing.remove_article(article, by=by)
        return
    writing.save_article(
        article,
        by=by,
        edition=article.edition,
        heading=row.get("heading", article.heading),
        content=article.content,
        body=row["body"].strip(),
    )


def _provision(agreement: Agreement, row: dict[str, Any], party: Party, by: User) -> None:
    terms.add_provision(
        agreement,
        by=by,
        party=party,
        kind=row["kind"],
        text=row["text"],
        due_rule=row.get("due_rule", "on_date" if "due" in row else ""),
        due_on=row.get("due"),
        due_days=row.get("due_days"),
        amount=row.get("amount"),
        evidence=row.get("evidence", ""),
        breach_of=_breached(agreement, row, party) if row["kind"] == "sanction" else None,
        steps=row.get("steps", []),
    )


def _breached(agreement: Agreement, row: dict[str, Any], party: Party) -> Provision | None:
    """The line that a sanction answers: `breach` counts the party's obligations and limits, from 1."""
    own = agreement.provisions.filter(party=party, kind__in=terms.BREACHABLE).order_by("ordinal")
    return list(own)[row.get("breach", 1) - 1]


def _attach(agreement: Agreement, row: dict[str, Any], by: User) -> None:
    file = SimpleUploadedFile("berkas.pdf", one_page(row["title"]))
    attach(agreement, by=by, kind=row["kind"], title=row["title"], file=file)


def _send_back(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    remarks = [NewRemark(step["remark"])] if step.get("remark") else []
    for row in step.get("remarks", []):
        about = agreement.articles.filter(content=row["content"]).order_by("ordinal").first()
        remarks.append(NewRemark(row["text"], about))
    send_back(agreement, by=by, remarks=remarks)


def _approve(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    document = freezing.approve(agreement, by=by, opinion=step.get("opinion", ""))
    freezing.prepare.func(document.pk)


def _sign(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    """Sign with the person's certificate of that day; a new one is made when there is none that holds."""
    passphrase = passphrases()[by.username]
    place, document = place_of(agreement, by), document_of(agreement)
    if place is None or document is None or place.organization is None:
        raise ValueError(f"{by.username} has no place to sign {agreement.title}")
    certificate = certificate_of(by, place.organization)
    if certificate is None or certificate.expires_at <= dt.datetime.now(dt.UTC):
        _identified(by, place.organization)
        enrol(place.organization, by=by, passphrase=passphrase)
    sign(agreement, by=by, passphrase=passphrase, seen=document.content_digest)


def _identified(person: User, organization: Organization) -> None:
    """Have the district's officer check who the person is, where no check serves."""
    if valid_check(person, organization) is None:
        officer = checkers_of(organization).exclude(pk=person.pk)[0]
        asked = ask_for_check(organization, by=person)
        find_right(asked, by=officer, way="in_person", shown="KTP dan surat keputusan pengangkatan")


def passphrases() -> dict[str, str]:
    """The public passphrases of the story's signatories, by user name."""
    return {row["username"]: row["passphrase"] for row in stories.people()["people"] if "passphrase" in row}


def _end(agreement: Agreement, by: User, step: dict[str, Any]) -> None:
    names = ("public_note", "decision_number", "decided_on", "noticed_on")
    said = {name: step[name] for name in names if name in step}
    end(agreement, by=by, ground=step["ground"], note=step.get("reason", ""), **said)


_STEPS: dict[str, Callable[[Agreement, User, dict[str, Any]], Any]] = {
    "open_round": lambda agreement, by, _step: open_round(agreement, by=by),
    "send_back": _send_back,
    "approve": _approve,
    "sign": _sign,
    "decline": lambda agreement, by, step: decline(agreement, by=by, reason=step["reason"]),
    "publish": lambda agreement, by, _step: publish(agreement, by=by),
    "end": _end,
    "withdraw": lambda agreement, by, step: withdraw(agreement, by=by, reason=step["reason"]),
}
