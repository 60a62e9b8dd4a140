"""So many agreements of all the country -> a database that is full of them, the same for the same seed and day."""

import datetime as dt
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from agreements.documents.wording import cited
from agreements.documents.words import long_date
from agreements.drafting.types.models import AgreementType
from agreements.publication.catalogue.words import remember, spoken
from agreements.record.models import Agreement
from agreements.record.numbering import PATTERNS
from agreements.record.vocabulary import Instrument
from demo.volume import codes, country, parts, tables
from demo.volume.content import Told
from demo.volume.copying import Copier, Progress, standing_aside
from demo.volume.country import Body, Country
from demo.volume.life import Days, Life, live
from demo.volume.rows import Setting, Writer
from demo.volume.texts import Library

_BATCH = 1_000
_REMEMBERED = 4_000
"""Of so many earlier agreements one may be amended."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_INSTRUMENTS = [instrument.value for instrument in PATTERNS]
_TYPES = {
    "joint_regulation": "joint_regulation",
    "contract": "cooperation_contract",
    "memorandum": "memorandum",
    "addendum": "addendum",
    "charter": "working_group_charter",
}

_long = cache(long_date)


@dataclass(frozen=True)
class Size:
    """How much is wanted."""

    agreements: int
    partners: int
    seed: int = 1
    within: str = ""
    """Only villages within the region of that code."""


class NotEmpty(Exception):
    """The database already holds organizations, people or agreements."""


def make(size: Size, specimen: tuple[str, int], progress: Progress = str) -> dict[str, int]:
    """Fill the database, in one transaction; how many rows each table got. Raises NotEmpty.

    `specimen` is digest and size of the one PDF that stands in for every document's file.
    """
    if Agreement.objects.exists() or not country.nobody_else():
        raise NotEmpty
    chance, now = Random(size.seed), timezone.now().replace(microsecond=0)  # noqa: S311
    with transaction.atomic():
        people = country.people_it(chance, size.partners, size.within)
        progress(f"{len(people.villages)} desa, {len(people.partners)} mitra")
        copied = {**country.COLUMNS, **tables.COLUMNS}
        with standing_aside(list(copied), progress):
            written = _write(size, people, Teller(chance, people, now, size), specimen, progress)
    return written


def _write(
    size: Size, people: Country, teller: "Teller", specimen: tuple[str, int], progress: Progress
) -> dict[str, int]:
    """Copy everybody, then the agreements batch after batch."""
    copier = Copier(country.PEOPLE, frozen=False)
    copier.copy({"villages_user": people.rows.pop("villages_user")})
    copier.finish()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('villages_user', 'id'), max(id)) FROM villages_user"
        )
    copier, begun = Copier({**country.COLUMNS, **tables.COLUMNS}), time.monotonic()
    copier.copy(people.rows)
    copier.finish()
    types = dict(AgreementType.objects.filter(regency=None).order_by("version").values_list("code", "pk"))
    kinds = {instrument: types[code] for instrument, code in _TYPES.items()}
    writer = Writer(Setting(kinds, people.agencies, teller.days, *specimen, teller.now.date()))
    said: set[str] = set()
    for number, told in enumerate(teller.all(), 1):
        writer.write(told)
        said.update(*teller.spoken(told))
        if number % _BATCH == 0 or number == size.agreements:
            copier.copy(writer.taken())
            speed = number / (time.monotonic() - begun)
            progress(
                f"{number:,}/{size.agreements:,} ({speed:,.0f}/s, {(size.agreements - number) / speed:,.0f} s)"
            )
    copier.finish()
    remember(said)
    return writer.last | {"agreements_agreement": size.agreements}


class Teller:
    """Makes up agreement after agreement, in the order in which they were begun."""

    def __init__(self, chance: Random, people: Country, now: dt.datetime, size: Size) -> None:
        """Everything that is looked up again and again."""
        self.chance, self.people, self.now, self.size = chance, people, now, size
        self.days, self.library = Days(now.date()), Library()
        self.near, self.partners = people.neighbours(), people.partners_of()
        self.active = [village for village in people.villages if chance.random() < 0.88]
        self.earlier: deque[Told] = deque(maxlen=_REMEMBERED)
        self.serials: dict[int, int] = defaultdict(int)
        self.article = self.party = self.term = 1
        self.labels = {code: str(label) for code, label in Instrument.choices}
        self.words_of: set[int] = set()

    def all(self) -> Iterator[Told]:
        """Every agreement."""
        for number in range(1, self.size.agreements + 1):
            yield self.told(number)

    def told(self, number: int) -> Told:
        """The agreement of that number, with its life until now."""
        life = live(self.chance, (number - 0.5) / self.size.agreements, self.days, self.now)
        parent = self._amended(life)
        instrument, parties = ("addendum", parent.parties) if parent else self._parties()
        topic = parent.topic if parent else self.chance.choice(self.library.codes)
        inter = all(body.kind == "village" for body in parties)
        about = self.library.topics[topic]
        value = None if self.chance.random() < 0.15 else int(10 ** self.chance.uniform(0.9, 3.2)) * 500_000
        tail = _tail(parties)
        title = self.library.title(self.chance, topic, tail)
        if parent:
            title = title[0], f"Perubahan atas {parent.words.title}"[:250]
        facts = {
            "where": _where(parties), "instrument": instrument, "starts": _long(life.starts_on.isoformat()),
            "ends": _long(life.ends_on.isoformat()), "parties": " dan ".join(body.name for body in parties[:2]),
        }  # fmt: skip
        told = Told(
            pk=number, ref=codes.ref(number), kind="inter_village" if inter else "third_party", instrument=instrument,
            topic=topic, field=about["field"], purpose=about["purpose"] if inter else "", value=value, parties=parties,
            life=life, words=self.library.words(self.chance, topic, title, facts),
            terms=parts.terms_of(self.chance, about, parties, life, self.term),
            money=parts.money_of(self.chance, parties, life, value), first_article=self.article,
            first_party=self.party, parent=parent, labels=(
                self.library.labels[topic], self.library.fields[about["field"]], self.labels[instrument]
            ),
        )  # fmt: skip
        self._counted(told)
        return told

    def spoken(self, told: Told) -> list[set[str]]:
        """The words of its listing's title, summary and names, for the searches' memory."""
        if not told.life.at("publish"):
            return []
        names = [f"{body.name} {body.seat}" for body in told.parties if body.pk not in self.words_of]
        self.words_of.update(body.pk for body in told.parties)
        return [set(spoken(told.words.title, told.words.summary, *names))]

    def _counted(self, told: Told) -> None:
        """Move the counters on; give it its numbers once its text is frozen; remember it for addenda."""
        self.article += len(told.words.articles)
        self.party += len(told.parties)
        self.term += len(told.terms)
        if approved := told.life.at("approve"):
            told.serials = [self.serial(told, body, approved.year) for body in told.parties]
            told.numbers = [
                _number(told, body, serial, approved.date())
                for body, serial in zip(told.parties, told.serials, strict=True)
            ]
            told.cited = cited(told.instrument, told.words.title, told.numbers)
        if told.life.stage == "in_force" and told.instrument in ("contract", "joint_regulation"):
            self.earlier.append(told)

    def serial(self, told: Told, body: Body, year: int) -> int:
        """The next serial in the body's register, counted on within the year."""
        key = (body.pk << 16) | (_INSTRUMENTS.index(told.instrument) << 12) | (year - 2000)
        self.serials[key] += 1
        return self.serials[key]

    def _amended(self, life: Life) -> Told | None:
        """For a few: an earlier agreement that was in force when this one was begun."""
        if len(self.earlier) < 20 or self.chance.random() > 0.04:
            return None
        found = self.chance.choice(self.earlier)
        published = found.life.at("publish")
        begun = life.events[0][1]
        return found if published and published < begun else None

    def _parties(self) -> tuple[str, list[Body]]:
        """Who works together: villages of a subdistrict or regency, or villages and a partner."""
        chance, first = self.chance, self.chance.choice(self.active)
        around = self.near[first.key[: 8 if chance.random() < 0.85 else 5]]
        inter = chance.random() < 0.42
        wanted = chance.choice((1, 1, 1, 2, 2, 3, 5)) if inter else chance.choice((0,) * 8 + (1, 2))
        others = [body for body in chance.sample(around, min(wanted + 1, len(around))) if body is not first][
            :wanted
        ]
        if inter and others:
            return ("charter" if chance.random() < 0.06 else "joint_regulation"), [first, *others]
        return ("memorandum" if chance.random() < 0.12 else "contract"), [
            first,
            *others,
            self._partner(first),
        ]

    def _partner(self, village: Body) -> Body:
        """Half of them from the same regency, most others from the province; some partners are sought more."""
        near = self.partners.get(village.regency) if self.chance.random() < 0.5 else None
        near = near or (self.partners.get(village.regency[:2]) if self.chance.random() < 0.8 else None)
        choice = near or self.people.partners
        return choice[int(len(choice) * self.chance.random() ** 2)]


def _number(told: Told, body: Body, serial: int, day: dt.date) -> str:
    """The number as `record.numbering` writes it."""
    return PATTERNS[Instrument(told.instrument)].format(
        serial=serial, year=day.year, month=_ROMAN[day.month - 1], code=body.short
    )


def _tail(parties: list[Body]) -> str:
    villages = [body for body in parties if body.kind == "village"]
    if len(villages) == 1:
        return f"di {villages[0].name}"
    if len(villages) == 2:
        return f"{villages[0].name} dan {villages[1].name}"
    return f"di Kecamatan {villages[0].subdistrict}"


def _where(parties: list[Body]) -> str:
    first = parties[0]
    return f"Kecamatan {first.subdistrict}, {first.regency_name}"
