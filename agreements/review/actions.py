"""The district's verbs: take a submission in, send it back with remarks, record a decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agreements.drafting.elsewhere.queries import content_of_record
from agreements.drafting.models import Article
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion, Version
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, cross, lock
from agreements.record.models import Agreement
from agreements.review.models import Outcome, Remark, Round
from agreements.review.queries import open_round_of, reviewing_office
from villages.people.access import Answer
from villages.people.models import User


@dataclass(frozen=True)
class NewRemark:
    """What an officer wants changed."""

    text: str
    """The remark in words."""
    article: Article | None = None
    """The article it is about; None for the whole text."""


@transaction.atomic
def open_round(agreement: Agreement, *, by: User) -> Round:
    """Submit the draft to the village agency (DPMD) with the text as it stands now.

    Law: Permendagri 96/2017 art. 6 (contents must be complete); the review itself is a rule of the regency. Raises
    Refused when something is missing, or when the regency has no office here.
    """
    current = lock(agreement)
    ask(by, "open_round", current)
    round_ = _round(current, keep(current, by=by, occasion=Occasion.SUBMITTED), by)
    behalf = speaking_for(by, current)
    cross(agreement, "open_round", by=by, on_behalf_of=behalf, details={"round": round_.number})
    return round_


@transaction.atomic
def lodge(agreement: Agreement, *, by: User) -> Round:
    """Send the record of an agreement that was signed elsewhere, with its scan, to the village agency (DPMD).

    Its officers compare the record with the scan (`publication.actions.confirm`) or send it back. Raises Refused.
    """
    current = lock(agreement)
    ask(by, "lodge", current)
    content = content_of_record(current)
    round_ = _round(current, keep(current, by=by, occasion=Occasion.SUBMITTED, content=content), by)
    behalf = speaking_for(by, current) or current.elsewhere.brought_for
    cross(agreement, "lodge", by=by, on_behalf_of=behalf, details={"round": round_.number})
    return round_


def _round(agreement: Agreement, version: Version, by: User) -> Round:
    """A new round at the office that reviews the agreement. Raises Refused when its regency has none here."""
    office = reviewing_office(agreement)
    if office is None:
        raise Refused(Answer(False, _("DPMD kabupaten ini belum terdaftar di portal.")))
    number = agreement.rounds.count() + 1
    return Round.objects.create(
        agreement=agreement, number=number, office=office, version=version, opened_by=by
    )


@transaction.atomic
def send_back(agreement: Agreement, *, by: User, remarks: Sequence[NewRemark], opinion: str = "") -> Round:
    """Return the text to the parties with at least one remark. Raises Refused or ValidationError."""
    written = [remark for remark in remarks if remark.text.strip()]
    if not written:
        raise ValidationError({"remarks": _("Tulis paling sedikit satu catatan: apa yang harus diubah?")})
    round_ = close_round(agreement, by=by, verb="send_back", outcome=Outcome.RETURNED, opinion=opinion)
    for remark in written:
        row = Remark(
            round=round_,
            article=remark.article,
            place=_place(remark.article),
            text=remark.text.strip(),
            author=by,
        )
        row.full_clean()
        row.save()
    cross(agreement, "send_back", by=by, on_behalf_of=round_.office, details={"remarks": len(written)})
    return round_


def _place(article: Article | None) -> str:
    """How the article was called when the remark was written, as the text has it; it may be renumbered later."""
    if article is None:
        return ""
    with translation.override("id"):
        return f"Pasal {article.ordinal} {article.heading or article.get_content_display()}"[:250]


def close_round(agreement: Agreement, *, by: User, verb: str, outcome: str, opinion: str) -> Round:
    """Decide the open round as part of the crossing `verb`; the caller makes the crossing in the same transaction."""
    current = lock(agreement)
    ask(by, verb, current)
    round_ = open_round_of(current)
    if round_ is None:
        raise Refused(Answer(False, _("Tidak ada pengajuan yang menunggu keputusan.")))
    round_.outcome, round_.opinion = outcome, opinion.strip()
    round_.closed_at, round_.closed_by = timezone.now(), by
    round_.full_clean()
    round_.save()
    return round_
