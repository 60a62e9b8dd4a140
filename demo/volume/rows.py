"""One agreement, told -> its lines for COPY in every table that knows of it."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from agreements.documents.content import canonical, digest
from agreements.record.journal import entry_hash
from demo.volume import content
from demo.volume.codes import verification_code
from demo.volume.content import Told
from demo.volume.copying import escaped, null
from demo.volume.country import Body
from demo.volume.duties import lines_of
from demo.volume.life import Days
from demo.volume.parts import STEPS
from demo.volume.tables import COLUMNS
from villages.regions.models import PAPUA


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same for all agreements."""

    types: Mapping[str, int]
    """The agreement type by instrument."""
    agencies: Mapping[str, Body]
    days: Days
    sha256: str
    """The specimen that stands in for every document's file."""
    size: int
    today: dt.date


@dataclass
class Writer:
    """Makes the lines and counts their keys."""

    setting: Setting
    lines: dict[str, list[str]] = field(default_factory=lambda: {table: [] for table in COLUMNS})
    last: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))

    def taken(self) -> dict[str, list[str]]:
        """The lines so far; the next begin anew."""
        lines, self.lines = self.lines, {table: [] for table in COLUMNS}
        return lines

    def key(self, table: str) -> int:
        """The next key of a table."""
        self.last[table] = number = self.last[table] + 1
        return number

    def write(self, told: Told) -> None:
        """Every line of one agreement, in the order in which things happened to it."""
        self._text(told)
        marks: dict[str, dict[str, Any]] = {}
        if sent := told.life.at("open_round"):
            draft = content.submitted(told, sent.date().isoformat())
            version = self._submission(told, draft, sent)
            if approved := told.life.at("approve"):
                document = self._frozen(told, draft, approved, marks)
                self._signed(told, document)
                self._published(told, document)
            self._round(told, version, sent)
        self.lines[_DUTIES] += lines_of(told, partial(self.key, _DUTIES), self.setting.today)
        length, mark = self._journal(told, marks)
        self._agreement(told, length, mark)

    def _agreement(self, told: Told, length: int, mark: str) -> None:
        life, initiator = told.life, told.parties[0]
        parent = told.parent.pk if told.parent else None
        self.lines["agreements_agreement"].append(
            f"{told.pk}\t{told.ref}\t{told.kind}\t{told.instrument}\tformal\t{told.words.title}\t{told.words.summary}"
            f"\t{told.field}\t{told.purpose}\t{told.topic}\t{told.place}\t{life.starts_on}\t{life.ends_on}"
            f"\t{null(told.value)}\tf\tf\t{life.stage}\t{_since(told).isoformat()}\t{null(parent)}\t{initiator.pk}"
            f"\t{initiator.person}\t{life.events[0][1].isoformat()}\t1\t{length}\t{mark}\n"
        )

    def _text(self, told: Told) -> None:
        lines, pk = self.lines, told.pk
        for n, body in enumerate(told.parties):
            lines["agreements_party"].append(f"{told.first_party + n}\t{pk}\t{body.pk}\t{n + 1}\n")
        considering = escaped("\n".join(told.words.considering))
        in_view_of = escaped("\n".join(told.words.in_view_of))
        kind = self.setting.types[told.instrument]
        lines["agreements_draft"].append(
            f"{self.key('agreements_draft')}\t{pk}\t{kind}\t{considering}\t{in_view_of}\n"
        )
        regulation = told.instrument == "joint_regulation"
        for n, (code, heading, text) in enumerate(told.words.articles):
            titles = f"{heading}\t" if regulation else f"\t{heading}"
            lines["agreements_article"].append(
                f"{told.first_article + n}\t{pk}\t{n + 1}\t{titles}\t{code}\t{escaped(text)}\t\t\t1\tf\n"
            )
        for term in told.terms:
            steps = _STEPS_TOLD if term.steps else "[]"
            lines["agreements_provision"].append(
                f"{term.pk}\t{pk}\t{told.first_party + term.party - 1}\t{term.ordinal}\t{term.kind}\t{term.text}"
                f"\t{term.due_rule}\t{null(term.due_on)}\t{null(term.due_days)}\t{null(term.amount)}\t"
                f"\t{null(term.breach_of)}\t{steps}\t1\t\tf\n"
            )
        for money in told.money:
            lines["agreements_funding"].append(
                f"{self.key('agreements_funding')}\t{pk}\t{told.first_party + money.party - 1}\t{money.source}"
                f"\t{money.year}\t{money.amount}\t\t\t1\n"
            )

    def _submission(self, told: Told, draft: dict[str, Any], sent: dt.datetime) -> int:
        key = self.key("agreements_version")
        said = canonical({name: value for name, value in draft.items() if name not in _OF_THE_DAY})
        day = _json({name: draft[name] for name in _OF_THE_DAY})
        text = escaped(f"{said.decode()[:-1]},{day[1:]}")
        self.lines["agreements_version"].append(
            f"{key}\t{told.pk}\t1\t{text}\t{digest(said)}\tsubmitted\t{told.parties[0].person}\t{sent.isoformat()}\n"
        )
        return key

    def _round(self, told: Told, version: int, sent: dt.datetime) -> None:
        agency = self._agency(told)
        key = self.key("agreements_round")
        decided = told.life.at("approve") or told.life.at("turn_down")
        outcome = {"turn_down": "rejected", "approve": "approved"}
        code = next((code for code, _at in told.life.events if code in outcome), "")
        ending = f"{decided.isoformat()}\t{agency.person}" if decided else "\\N\t\\N"
        self.lines["agreements_round"].append(
            f"{key}\t{told.pk}\t1\t{agency.pk}\t{version}\t[]\t{sent.isoformat()}\t{told.parties[0].person}"
            f"\t{outcome.get(code, '')}\t\t{ending}\n"
        )
        due = dt.date.fromordinal(self.setting.days.behind(sent.toordinal(), 5))
        reason = f"{_REFUSED}\t{_LAW}" if code == "turn_down" else "\t"
        who = f"{agency.person}\t{decided.isoformat()}" if decided else "\\N\t\\N"
        self.lines["agreements_step"].append(
            f"{self.key('agreements_step')}\t{key}\t1\tdpmd\t{agency.pk}\tblocking\t5\tketentuan awal portal\tselalu\tf"
            f"\t{sent.date()}\t{due}\t{version if decided else null(None)}\t{outcome.get(code, '')}\t{reason}\t{who}\n"
        )

    def _frozen(
        self, told: Told, draft: dict[str, Any], at: dt.datetime, marks: dict[str, dict[str, Any]]
    ) -> int:
        setting, key, agency = self.setting, self.key("agreements_frozendocument"), self._agency(told)
        code = verification_code(told.pk)
        data = canonical(content.frozen(told, draft, at.date().isoformat(), code))
        mark = digest(data)
        text = data.decode().replace("\\", "\\\\")
        self.lines["agreements_frozendocument"].append(
            f"{key}\t{told.pk}\t1\t{code}\t{text}\t{mark}\tready\t\t{setting.sha256}\t{setting.size}\t{setting.sha256}"
            f"\t0\t{at.isoformat()}\t{agency.person}\t\n"
        )
        for body, serial, number in zip(told.parties, told.serials, told.numbers, strict=True):
            self.lines["agreements_registerentry"].append(
                f"{self.key('agreements_registerentry')}\t{body.pk}\t{told.instrument}\t{at.year}\t{serial}"
                f"\t{number}\t{told.pk}\t{at.isoformat()}\n"
            )
        marks["approve"] = {"round": 1, "version": 1, "digest": mark}
        marks["render"] = {"sha256": setting.sha256, "version": 1}
        return key

    def _signed(self, told: Told, document: int) -> None:
        """The places to sign; once compared, the scan that shows the ink of all of them."""
        copied, compared = told.life.at("lodge_paper"), told.life.at("confirm_paper")
        method, opened = ("paper", "f") if compared else ("local", "t")
        scan = self.key("agreements_papercopy") if copied else 0
        agency, setting = self._agency(told), self.setting
        for n, body in enumerate(told.parties, 1):
            signer, party = self.key("agreements_signer"), told.first_party + n - 1
            who = f"{body.person_name}\t{body.office}\t{body.basis}\tf"
            self.lines["agreements_signer"].append(
                f"{signer}\t{document}\t{n}\tp{n}\tparty\t{party}\t{body.pk}\t{body.person}\t{who}\t1\t{method}\t{opened}\n"
            )
            if scan:
                self.lines["agreements_papercopy_signers"].append(
                    f"{self.key('agreements_papercopy_signers')}\t{scan}\t{signer}\n"
                )
            if compared and copied:
                self.lines["agreements_signature"].append(
                    f"{self.key('agreements_signature')}\t{document}\t{signer}\t{party}\t{body.person}\tpaper\t\t{{}}"
                    f"\t{scan}\t{n}\t{who}\t{copied.isoformat()}\t{setting.sha256}\t{setting.size}\n"
                )
        if copied:
            decided = f"{agency.person}\t{compared.isoformat()}" if compared else "\\N\t\\N"
            self.lines["agreements_papercopy"].append(
                f"{scan}\t{document}\t{copied.date()}\t{scan_of(told)}\t{setting.size}\t4\t{told.parties[0].person}"
                f"\t{copied.isoformat()}\t{'confirmed' if compared else 'waiting'}\t{decided}\t\n"
            )

    def _published(self, told: Told, document: int) -> None:
        at = told.life.at("publish")
        if at is None:
            return
        agency = self._agency(told)
        self.lines["agreements_publication"].append(
            f"{self.key('agreements_publication')}\t{told.pk}\t{document}\t{at.isoformat()}\t{agency.person}\n"
        )
        self._listing(told, at)
        if ended := told.life.at("end"):
            self.lines["agreements_ending"].append(
                f"{self.key('agreements_ending')}\t{told.pk}\t{ground_of(told)}\t\t{ended.isoformat()}\t{agency.person}\t\t\n"
            )

    def _listing(self, told: Told, at: dt.datetime) -> None:
        life, pk = told.life, told.pk
        sent, approved = life.at("open_round"), life.at("approve")
        waited = self.setting.days.between(sent.toordinal(), approved.toordinal()) if sent and approved else 0
        parent = told.parent.pk if told.parent else None
        parties = escaped(_json([_listed(body) for body in told.parties]))
        codes = [body.key for body in told.parties if body.kind == "village"]
        places = sorted({code[:length] for code in codes for length in (2, 5, 8, 13)})
        kinds = sorted({body.partner_kind for body in told.parties if body.partner_kind})
        names = "; ".join(f"{body.name}, {_where(body)}" for body in told.parties)
        self.lines["agreements_listing"].append(
            f"{pk}\t{told.ref}\t{told.kind}\t{told.instrument}\tformal\t{told.field}\t{told.purpose}\t{told.topic}"
            f"\t{life.stage}\t{_since(told).isoformat()}\t{at.isoformat()}\t{life.starts_on}\t{life.ends_on}"
            f"\t{life.starts_on.year}\t{null(told.value)}\tf\tt\t{null(parent)}\t{waited}\t{told.words.title}"
            f"\t{told.words.summary}\t{names}\t{escaped(content.searched(told))}\t{parties}"
            f"\t{{{','.join(str(body.pk) for body in told.parties)}}}\t{{{','.join(places)}}}\t{{{','.join(kinds)}}}"
            f"\t{_since(told).isoformat()}\n"
        )

    def _journal(self, told: Told, marks: Mapping[str, Mapping[str, Any]]) -> tuple[int, str]:
        """The chain of what happened; its length and its last hash."""
        village, agency = told.parties[0], self._agency(told)
        previous, serial = "", 0
        for serial, (code, at) in enumerate(told.life.events, 1):
            speaker = None if code in _BY_SYSTEM else agency if code in _BY_AGENCY else village
            actor, behalf = (speaker.person, speaker.pk) if speaker else (None, None)
            details = marks.get(code) or _details(told, code)
            mark = entry_hash(previous, told.ref, serial, at.isoformat(), code, actor, behalf, details)
            self.lines["agreements_journalentry"].append(
                f"{self.key('agreements_journalentry')}\t{told.pk}\t{serial}\t{at.isoformat()}\t{code}\t{null(actor)}"
                f"\t{null(behalf)}\t{escaped(_json(details))}\t{previous}\t{mark}\n"
            )
            previous = mark
        return serial, previous

    def _agency(self, told: Told) -> Body:
        """The DPMD that reviews: that of the first village."""
        return self.setting.agencies[next(b.regency for b in told.parties if b.kind == "village")]


_OF_THE_DAY = ("date", "version", "verification")
"""What is no part of a version's digest, as in `drafting.versions.actions`."""
_DUTIES = "agreements_occurrence"
_json = json.JSONEncoder(ensure_ascii=False).encode
_STEPS_TOLD = escaped(_json(STEPS))
_BY_SYSTEM = {"render", "complete"}
_BY_AGENCY = {"approve", "turn_down", "confirm_paper", "publish", "end"}
_REFUSED = "Ruang lingkupnya sudah diatur dalam kerja sama yang berlaku."
_LAW = "Permendagri 96/2017 Pasal 6"


def _details(told: Told, code: str) -> dict[str, Any]:
    if code == "open_round":
        return {"round": 1}
    if code == "turn_down":
        return {"round": 1, "reason": _REFUSED, "ground": _LAW}
    if code == "withdraw":
        return {"reason": "Musyawarah Desa menundanya."}
    if code == "end":
        return {"ground": ground_of(told)}
    return {"version": 1} if code == "publish" else {}


def ground_of(told: Told) -> str:
    """On what ground it ended: its term was over, or the parties agreed to end it before."""
    ended = told.life.at("end")
    return "expired" if ended and ended.date() > told.life.ends_on else "mutual"


def _since(told: Told) -> dt.datetime:
    """When it came into its stage; the last event that moved it."""
    return next(at for code, at in reversed(told.life.events) if code in _MOVING)


_MOVING = {"begin", "withdraw", "open_round", "turn_down", "approve", "complete", "publish", "end"}


def scan_of(told: Told) -> str:
    """The digest under which its scan would be kept."""
    return hashlib.sha256(told.ref.encode()).hexdigest()


def _listed(body: Body) -> dict[str, Any]:
    place = body.seat.replace("Kecamatan", "Distrik", 1) if body.key[:2] in PAPUA else body.seat
    return {
        "id": body.pk,
        "kind": body.kind,
        "name": body.name,
        "place": place,
        "key": body.key,
        "partner_kind": body.partner_kind,
    }


def _where(body: Body) -> str:
    return f"{body.subdistrict}, {body.regency_name}" if body.kind == "village" else body.regency_name
