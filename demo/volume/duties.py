"""The obligations of one agreement that came into force -> every time at which they fall due, and what became of it."""

import datetime as dt
from collections.abc import Callable, Iterator
from random import Random

from agreements.monitoring.obligations.calculating import Due, Rule, Term, dues
from agreements.monitoring.obligations.marks import Reminders, first_look
from demo.volume.content import Told
from demo.volume.copying import null
from demo.volume.parts import Term as Provision

_REMINDERS = Reminders((14, 3), (1, 7, 30))
_DAY = dt.timedelta(days=1)


def lines_of(told: Told, key: Callable[[], int], today: dt.date) -> Iterator[str]:
    """The rows of the table of obligations, each under the next key; an addendum has none of its own."""
    signed = told.life.at("lodge_paper")
    if told.instrument == "addendum" or signed is None or told.life.at("publish") is None:
        return
    term = Term(told.life.starts_on, told.life.ends_on, signed.date())
    ended = told.life.at("end")
    until = ended.date() if ended else dt.date.max
    chance = Random(told.pk)  # noqa: S311
    for provision in told.terms:
        if provision.kind != "obligation":
            continue
        rule = Rule(provision.due_rule, provision.due_on, provision.due_days)
        for due in dues(rule, term):
            if due.day <= until:
                yield _line(key(), told, provision, due, chance, today)


def _line(key: int, told: Told, provision: Provision, due: Due, chance: Random, today: dt.date) -> str:
    party = told.first_party + provision.party - 1
    about = f"{key}\t{told.pk}\t{party}\t{provision.pk}\t{due.ordinal}\t{due.day}\t{null(provision.amount)}\t"
    share = chance.random()
    if due.day >= today or share > 0.96:
        look = first_look(due.day, today, _REMINDERS)
        seen = look if look and look >= today else None
        return f"{about}\tplanned\t{null(seen)}\t\\N\t\t\\N\t\\N\t\\N\t\\N\t\t1\n"
    done_on = min(due.day + dt.timedelta(days=chance.randint(-9, 3 if share < 0.9 else 30)), today - _DAY)
    at = f"{done_on}T04:00:00+00:00"
    person, other = (told.parties[n].person for n in (provision.party - 1, 0 if provision.party > 1 else 1))
    done = f"\\N\t{done_on}\tsudah ditunaikan\t{person}\t{at}"
    if share > 0.93:
        return f"{about}\tdone\t{done}\t\\N\t\\N\t\t2\n"
    return f"{about}\tconfirmed\t{done}\t{other}\t{at}\t\t3\n"
