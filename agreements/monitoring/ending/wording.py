"""An ending and what remains -> the words of its minutes, in Indonesian."""

from collections.abc import Sequence

from agreements.documents import words
from agreements.monitoring.ending.models import Ending, SettlementItem
from agreements.monitoring.letters.contents import Text
from agreements.record.access import parties_of
from agreements.record.place_days import today_at
from villages.people.access import signatories


def letter_of(ending: Ending, left: Sequence[SettlementItem]) -> Text:
    """The minutes: on which ground, on which decision, what each party still owes, and places for all heads to sign."""
    agreement = ending.agreement
    organizations = [party.organization for party in parties_of(agreement)]
    held = signatories(organizations)
    signers = [
        (held[one.pk][0].title, held[one.pk][0].person.full_name) if held[one.pk] else (one.name, "")
        for one in organizations
    ]
    return Text(
        subject=f"Pengakhiran {agreement.title}",
        paragraphs=_paragraphs(ending, left),
        facts=_facts(ending),
        signers=signers,
    )


def _facts(ending: Ending) -> list[tuple[str, str]]:
    ground = ending.get_ground_display()
    day = words.long_date(today_at(ending.agreement).isoformat())
    facts = [("Alasan berakhir", str(ground)), ("Berakhir pada", day)]
    if ending.decision_number and ending.decided_on:
        decided = words.long_date(ending.decided_on.isoformat())
        facts.append(("Dasar", f"{ending.decision_number}, {decided}"))
    if ending.noticed_on:
        facts.append(("Diberitahukan pada", words.long_date(ending.noticed_on.isoformat())))
    if ending.replaced_by:
        facts.append(("Diganti oleh", ending.replaced_by.title))
    return facts


def _paragraphs(ending: Ending, left: Sequence[SettlementItem]) -> list[str]:
    said = ["Kerja sama tersebut di atas dinyatakan berakhir.", ending.note]
    if ending.motion:
        said.append("Semua pihak menyetujui pengakhiran ini melalui Portal Kerja Sama Desa.")
    if not left:
        return [*said, "Tidak ada kewajiban, dana, atau aset yang tercatat masih harus diselesaikan."]
    names = {party.pk: party.organization.name for party in parties_of(ending.agreement)}
    lines = [f"{n}. {_line(item, names[item.party_id])}" for n, item in enumerate(left, 1)]
    return [*said, "Para pihak masih harus menyelesaikan hal berikut.", "\n".join(lines)]


def _line(item: SettlementItem, name: str) -> str:
    day = words.long_date(item.due_on.isoformat())
    amount = f", sebesar {words.amount_in_words(item.amount)}" if item.amount else ""
    return f"{name}: {item.text.rstrip('.;')}{amount}, paling lambat {day}."
