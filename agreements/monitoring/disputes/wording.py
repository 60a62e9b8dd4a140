"""A step in a dispute -> the letter or the minutes that tell it, in formal Indonesian."""

import datetime as dt
from collections.abc import Sequence

from agreements.documents import words
from agreements.monitoring.disputes.models import Dispute, Hearing, Level
from agreements.monitoring.disputes.queries import Place
from agreements.monitoring.letters.actions import Text, heads_of
from agreements.record.access import parties_of
from agreements.record.place_days import zone_at
from agreements.record.vocabulary import Kind
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization
from villages.people.access import signatories

LEVELS = {
    Level.DELIBERATION: "musyawarah para pihak",
    Level.SUBDISTRICT: "fasilitasi Camat",
    Level.REGENCY: "fasilitasi Bupati/Wali Kota",
    Level.PROVINCE: "fasilitasi Gubernur",
    Level.BEYOND: "penyelesaian melalui kementerian atau pengadilan",
}
EFFECTS = {
    Dispute.Effect.NONE: "Kerja sama berlanjut seperti semula.",
    Dispute.Effect.ADDENDUM: "Kerja sama berlanjut; perubahannya dituangkan dalam addendum.",
    Dispute.Effect.SUSPENSION: "Kerja sama ditunda sesuai dengan tata cara penundaan.",
    Dispute.Effect.ENDING: "Kerja sama diakhiri sesuai dengan tata cara pengakhiran.",
}
_THANKS = "Atas perhatian dan kerja sama Saudara, kami sampaikan terima kasih."


def claim(dispute: Dispute) -> Text:
    """What one party asks of the others."""
    others = _others(dispute.agreement, dispute.claimant.organization)
    until = words.long_date(dispute.due_on)
    return Text(
        subject="Pengajuan perselisihan",
        addressees=heads_of(others),
        facts=[("Jawaban ditunggu", until)],
        paragraphs=[
            "Dengan hormat, mengenai kerja sama tersebut di atas kami mengajukan perselisihan berikut.",
            dispute.claim,
            f"Penyelesaian yang kami harapkan: {dispute.wish}",
            f"Kami meminta jawaban Saudara melalui portal ini paling lambat {until}, lalu bermusyawarah.",
            _THANKS,
        ],
        copies=_agency(dispute),
    )


def moment_of(hearing: Hearing) -> tuple[str, str]:
    """The day and the hour of a hearing as clocks show them where the parties are: "Senin, …" and "09.00 WIB"."""
    local = hearing.planned_at.astimezone(zone_at(hearing.dispute.agreement))
    return (
        f"{words.weekday(local.date())}, {words.long_date(local.date())}",
        f"{local:%H.%M} {local.tzname()}",
    )


def invitation(hearing: Hearing) -> Text:
    """When and where the parties meet, and who leads."""
    dispute = hearing.dispute
    day, hour = moment_of(hearing)
    parties = [party.organization for party in parties_of(dispute.agreement)]
    what = LEVELS[Level(hearing.level)]
    asked = f"Dengan hormat, kami mengundang Saudara untuk {what} guna menyelesaikan perselisihan."
    return Text(
        subject="Undangan penyelesaian perselisihan",
        addressees=heads_of(parties),
        facts=[("Hari, tanggal", day), ("Waktu", hour), ("Tempat", hearing.place)],
        paragraphs=[asked, "Pokok perselisihan:", dispute.claim, _THANKS],
        copies=_agency(dispute),
    )


def minutes(dispute: Dispute, places: Sequence[Place], heard: Hearing | None) -> Text:
    """What was agreed, with what it means for the cooperation, and the places to sign."""
    facts = [("Pokok perselisihan", dispute.claim), ("Diajukan oleh", dispute.claimant.organization.name)]
    facts += [("Tingkat", LEVELS[Level(dispute.level)])]
    if dispute.facilitator:
        facts.append(("Difasilitasi oleh", dispute.facilitator.name))
    if heard:
        facts.append(("Sidang", f"{moment_of(heard)[0]}, di {heard.place}"))
    final = "Hasil ini bersifat final dan mengikat para pihak." if _is_final(dispute) else ""
    return Text(
        subject="Penyelesaian perselisihan kerja sama",
        facts=facts,
        paragraphs=[
            "Para pihak telah bermusyawarah dan menyepakati penyelesaian berikut.",
            dispute.outcome,
            EFFECTS[Dispute.Effect(dispute.effect)],
            final,
            "Berita acara ini dibuat dengan sebenarnya dan ditandatangani oleh para pihak di bawah ini.",
        ],
        signers=_signers(places),
        copies=_agency(dispute),
    )


def _is_final(dispute: Dispute) -> bool:
    """For cooperation among villages the facilitated outcome is final (Permendagri 96/2017)."""
    return dispute.agreement.kind == Kind.INTER_VILLAGE and dispute.level != Level.DELIBERATION


def _signers(places: Sequence[Place]) -> list[tuple[str, str]]:
    held = signatories([place.organization for place in places])
    found = []
    for place in places:
        head = held[place.organization.pk]
        if place.party is None or not head:
            found.append((f"{place.organization.name}" + ("" if place.party else ", memfasilitasi"), ""))
        else:
            found.append((head[0].title, head[0].person.full_name))
    return found


def _others(agreement: object, own: Organization) -> list[Organization]:
    return [one.organization for one in parties_of(agreement) if one.organization_id != own.pk]  # type: ignore[arg-type]


def _agency(dispute: Dispute) -> list[str]:
    office = reviewing_office(dispute.agreement)
    return [office.name] if office else []


def combined(day: dt.date, hour: dt.time, dispute: Dispute) -> dt.datetime:
    """A day and an hour as clocks show them where the parties are, as one moment."""
    return dt.datetime.combine(day, hour, zone_at(dispute.agreement))
