"""The written table -> for every address, method and stage the word that each person gets."""

from dataclasses import dataclass

from tests.permissions.matrix import AGREEMENTS, ANYBODY, EDITS, INSIDERS, OFFICERS, SAMPLE, UNSEEN
from tests.permissions.matrix_in_force import IN_FORCE
from tests.permissions.others import OTHERS
from tests.support.world import ROLES, STAGES


@dataclass(frozen=True)
class Row:
    """One address asked in one way, at one stage (empty where there is none)."""

    name: str
    method: str
    stage: str
    words: tuple[str, ...]
    """In the order of `ROLES`; empty where nobody needs to ask again."""

    def __str__(self) -> str:
        return " ".join(filter(None, [self.method, self.name, self.stage]))


def _lines(table: str) -> list[list[str]]:
    return [line.split() for line in table.splitlines() if line and not line.startswith("#")]


def of_agreements(*, all_of_them: bool = False) -> list[Row]:
    """The rows of the first table; with `all_of_them` also the words of those whom nobody needs to ask again."""
    found: dict[tuple[str, str, str], Row] = {}
    for names, method, stages, *words in _lines(AGREEMENTS + IN_FORCE):
        bar = words.index("|") if "|" in words else len(words)
        inside, outside = words[:bar], words[bar + 1 :] or ["login", "404"]
        for name in EDITS.split() if names == "EDITS" else [names]:
            known = [stage for stage in STAGES if (name, method, stage) in found]
            meant = stages.split(",") if stages != "*" else [s for s in STAGES if s not in known]
            for stage in meant:
                again = stage != meant[0] and not all_of_them
                row = Row(
                    f"agreements:{name}", method, stage, _everybody(inside, outside, stage, again=again)
                )
                assert found.setdefault((name, method, stage), row) is row, f"{row} stands there twice"
    return list(found.values())


def _everybody(inside: list[str], outside: list[str], stage: str, *, again: bool) -> tuple[str, ...]:
    """The words of all; at a further stage of the same row only of those who may differ there."""
    words = dict.fromkeys(ROLES, outside[-1]) | {"stranger": outside[0]}
    words |= dict(zip(INSIDERS, inside if len(inside) > 1 else inside * len(INSIDERS), strict=True))
    if stage in UNSEEN:
        words |= dict.fromkeys(OFFICERS, "404")
    if again:
        asked = INSIDERS if len(inside) > 1 else SAMPLE
        words = {role: word if role in asked else "" for role, word in words.items()}
    return tuple(words[role] for role in ROLES)


def of_others(*, all_of_them: bool = False) -> list[Row]:
    """The rows of the second table; with `all_of_them` also the words of those who are like everybody."""
    rows = []
    for name, method, stranger, others, *otherwise in _lines(OTHERS):
        words = dict.fromkeys(ROLES, others) | {"stranger": stranger}
        for word, _sign, roles in (part.partition("=") for part in otherwise):
            unknown = set(roles.split(",")) - set(ROLES)
            assert not unknown, f"{name}: who is {unknown}?"
            words |= dict.fromkeys(roles.split(","), word)
        own = name.startswith(("account_", "mfa_")) and not all_of_them
        asked = ANYBODY if own else ROLES
        rows.append(Row(name, method, "", tuple(words[role] if role in asked else "" for role in ROLES)))
    return rows


ROWS = [*of_agreements(), *of_others()]
