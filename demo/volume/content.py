"""One agreement's facts -> its text as data, as it was submitted and as it was frozen, and its words for searches."""

from dataclasses import dataclass
from dataclasses import field as new
from functools import cache
from typing import Any

from django.conf import settings

from agreements.documents.content import SCHEMA
from agreements.documents.words import designation
from agreements.drafting.queries import UNVERIFIABLE
from demo.volume.country import Body
from demo.volume.life import Life
from demo.volume.parts import Money, Term
from demo.volume.texts import Words

_designations = cache(designation)


@dataclass(slots=True)
class Told:
    """Everything that rows and text of one agreement are made of."""

    pk: int
    ref: str
    kind: str
    instrument: str
    topic: str
    field: str
    purpose: str
    value: int | None
    parties: list[Body]
    life: Life
    words: Words
    terms: list[Term]
    money: list[Money]
    first_article: int
    first_party: int
    labels: tuple[str, str, str]
    """Topic, field and instrument as people read them."""
    parent: "Told | None" = None
    numbers: list[str] = new(default_factory=list)
    serials: list[int] = new(default_factory=list)
    """Its place in the register of each party, once it has one."""
    cited: str = ""
    """How a later agreement names this one."""

    @property
    def place(self) -> str:
        """Where it was signed."""
        return self.parties[0].regency_name.removeprefix("Kabupaten ")


def submitted(told: Told, day: str) -> dict[str, Any]:
    """The content as `drafting.queries.content_of` gives it for a draft."""
    content = {
        "schema": SCHEMA, "ref": told.ref, "version": 0, "instrument": told.instrument, "kind": told.kind,
        "title": told.words.title, "place": told.place, "date": day, "field": told.labels[1], "topic": told.labels[0],
        "starts_on": told.life.starts_on.isoformat(), "ends_on": told.life.ends_on.isoformat(), "value": told.value,
        "verification": {**UNVERIFIABLE, "url": settings.PUBLIC_URL},
        "parties": [_party(body, n, "") for n, body in enumerate(told.parties, 1)],
        "considering": told.words.considering, "in_view_of": told.words.in_view_of, "chapters": chapters(told),
        "provisions": [term.as_data(told.life.starts_on) for term in told.terms],
    }  # fmt: skip
    if told.parent:
        content["parent"] = told.parent.cited
    if told.money:
        content["funding"] = [money.as_data() for money in told.money]
    return content


def frozen(told: Told, draft: dict[str, Any], day: str, code: str) -> dict[str, Any]:
    """The content as `signing.freezing` freezes it: numbers, verification, places to sign."""
    return {
        **draft,
        "version": 1,
        "date": day,
        "verification": {"code": code, "url": f"{settings.PUBLIC_URL}/verifikasi/{code}/"},
        "parties": [
            _party(body, n, number)
            for n, (body, number) in enumerate(zip(told.parties, told.numbers, strict=True), 1)
        ],
        "paper": "f4",
        "signers": [_place(body, n) for n, body in enumerate(told.parties, 1)],
        "witnesses_needed": 0,
    }


def chapters(told: Told) -> list[dict[str, Any]]:
    """Its articles; in a regulation each is a chapter of its own."""
    articles = [
        {"key": f"a{told.first_article + n}", "heading": heading, "content": content, "body": body}
        for n, (content, heading, body) in enumerate(told.words.articles)
    ]
    if told.instrument != "joint_regulation":
        return [{"heading": "", "articles": articles}]
    return [{"heading": one["heading"], "articles": [{**one, "heading": None}]} for one in articles]


def _party(body: Body, ordinal: int, number: str) -> dict[str, Any]:
    return {
        "key": f"p{ordinal}",
        "ordinal": ordinal,
        "designation": _designations(ordinal),
        "kind": body.kind,
        "name": body.name,
        "legal_name": f"Pemerintah {body.name}" if body.kind == "village" else body.name,
        "seat": body.seat,
        "subdistrict": body.subdistrict,
        "regency": body.regency_name.removeprefix("Kabupaten "),
        "number": number,
        "signatory": {
            "name": body.person_name,
            "office": body.office,
            "basis": body.basis,
            "acting": False,
        },
    }


def _place(body: Body, ordinal: int) -> dict[str, Any]:
    return {
        "key": f"p{ordinal}",
        "capacity": "party",
        "party": ordinal,
        "organization": body.name,
        "name": body.person_name,
        "office": body.office,
        "basis": body.basis,
        "acting": False,
        "group": 1,
        "method": "local",
    }


def searched(told: Told) -> str:
    """What a search finds besides title, summary and names, in the order of `catalogue.listing`."""
    lines = [". ".join(told.labels) + ".", *(f"Nomor {number}" for number in told.numbers)]
    for chapter in chapters(told):
        lines.append(chapter["heading"])
        for article in chapter["articles"]:
            lines += [article["heading"] or "", article["body"]]
    lines += [term.text for term in told.terms]
    return "\n".join(line for line in lines if line)
