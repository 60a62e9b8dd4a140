"""A step in a case of breach -> the letter that tells it, in formal Indonesian."""

from collections.abc import Sequence

from agreements.documents import words
from agreements.documents.terms import sentence
from agreements.drafting.models import Provision
from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.breaches.steps import Next
from agreements.monitoring.letters.actions import Text, heads_of
from agreements.monitoring.letters.models import Letter
from agreements.record.access import parties_of
from agreements.record.vocabulary import Measure
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization

KINDS = {
    Measure.WARNING: Letter.Kind.WARNING,
    Measure.SUSPENSION: Letter.Kind.SUSPENSION,
    Measure.COMPENSATION: Letter.Kind.COMPENSATION,
    Measure.TERMINATION: Letter.Kind.TERMINATION,
}
"""Which letter each step is."""
SUBJECTS = {
    Measure.WARNING: "Teguran tertulis",
    Measure.SUSPENSION: "Pemberitahuan penghentian sementara manfaat",
    Measure.COMPENSATION: "Tagihan ganti rugi",
    Measure.TERMINATION: "Pemberitahuan rencana pengakhiran kerja sama",
}
_ASKS = {
    Measure.WARNING: (
        "{by_the_text} kami menyampaikan teguran tertulis. "
        "Kami meminta ketentuan itu dipenuhi paling lambat {until}."
    ),
    Measure.SUSPENSION: (
        "{by_the_text} manfaat kerja sama bagi {against} dihentikan "
        "sementara sampai ketentuan itu dipenuhi. Kami meminta hal itu paling lambat {until}."
    ),
    Measure.COMPENSATION: (
        "{by_the_text} kami menagih ganti rugi{worth}. Kami meminta pembayarannya paling lambat {until}."
    ),
    Measure.TERMINATION: (
        "{by_the_text} kami memberitahukan rencana mengakhiri kerja sama. "
        "Bila ketentuan itu belum dipenuhi sampai dengan {until}, pengakhirannya kami ajukan sebagaimana mestinya. "
        "Kerja sama belum berakhir dengan surat ini."
    ),
}
_BY_THE_TEXT = "Sesuai dengan ketentuan sanksi dalam kerja sama tersebut, dengan ini"
_THANKS = "Atas perhatian dan kerja sama Saudara, kami sampaikan terima kasih."


def stated(provision: Provision) -> str:
    """The provision in the words of the text, with its sum, day and evidence."""
    row = {
        "text": provision.text,
        "amount": provision.amount,
        "due_rule": provision.due_rule,
        "due_days": provision.due_days,
        "due": provision.due_on.isoformat() if provision.due_on else "",
        "event": provision.event,
        "evidence": provision.evidence,
    }
    return sentence(row)


def notice(case: BreachCase) -> Text:
    """That a provision is said to be broken, what happened, and until when an answer is asked."""
    until, name = _day(case.answer_due_on), case.against.organization.name
    said = (
        f"Dengan hormat, kami memberitahukan bahwa {name} menurut kami tidak melaksanakan ketentuan di atas."
    )
    asked = (
        f"Kami meminta tanggapan Saudara melalui portal ini paling lambat {until}. "
        "Tanggapan itu kami pertimbangkan sebelum langkah berikutnya diambil."
    )
    return Text(
        subject="Pemberitahuan dugaan pelanggaran",
        addressees=heads_of([case.against.organization]),
        facts=[*_about(case), ("Tanggapan ditunggu", until)],
        paragraphs=[said, case.story, asked, _THANKS],
        copies=_copies(case),
    )


def answered(case: BreachCase) -> Text:
    """What the other side answers."""
    writers: Sequence[Organization] = [case.claimant.organization] if case.claimant else []
    number = case.letter.number if case.letter else ""
    return Text(
        subject="Tanggapan atas dugaan pelanggaran",
        addressees=heads_of(writers),
        facts=[*_about(case), ("Menanggapi surat", number)],
        paragraphs=[
            "Dengan hormat, terhadap dugaan pelanggaran tersebut di atas kami menyampaikan tanggapan berikut.",
            case.answer,
            _THANKS,
        ],
        copies=_copies(case),
    )


def step(case: BreachCase, taken: Next, remark: str, until: str) -> Text:
    """One step of the sanction: what it is by the text, what is asked, until when."""
    measure = Measure(taken.measure)
    worth = f" sebesar {words.amount_in_words(taken.amount)}" if taken.amount else ""
    facts = [*_about(case), ("Langkah sanksi", f"ke-{taken.ordinal}: {words.MEASURES[measure]}")]
    facts += [("Jumlah", words.amount_in_words(taken.amount))] if taken.amount else []
    asked = _ASKS[measure].format(
        until=until,
        against=case.against.organization.name,
        worth=worth,
        by_the_text=_BY_THE_TEXT if case.sanction else "Dengan ini",
    )
    heard = (
        "Tanggapan Saudara sudah kami pertimbangkan."
        if case.answered_at
        else "Sampai batas waktunya kami belum menerima tanggapan Saudara."
    )
    known = "Dengan hormat, ketentuan tersebut di atas belum dipenuhi."
    return Text(
        subject=SUBJECTS[measure],
        addressees=heads_of([case.against.organization]),
        facts=[*facts, ("Ditunggu sampai", until)],
        paragraphs=[f"{known} {heard}", asked, remark, _THANKS],
        copies=_copies(case),
    )


def _about(case: BreachCase) -> list[tuple[str, str]]:
    """Which provision, of which party, and when it fell due."""
    facts = [("Ketentuan", stated(case.provision)), ("Pihak yang wajib", case.against.organization.name)]
    if case.occurrence:
        facts.append(("Jatuh tempo", words.long_date(case.occurrence.due_on)))
    return facts


def _copies(case: BreachCase) -> list[str]:
    """The further parties, and the agency of the district, which looks after village cooperation."""
    directly = {case.against_id, case.claimant_id}
    others = [party.organization.name for party in parties_of(case.agreement) if party.pk not in directly]
    office = reviewing_office(case.agreement)
    return [*others, *([office.name] if office else [])]


def _day(day: object) -> str:
    return words.long_date(day) if day else ""  # type: ignore[arg-type]
