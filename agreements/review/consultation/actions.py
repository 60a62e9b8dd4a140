"""Lay a draft open to citizens, take in what they say, check and answer it, report; forget who they were."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.documents.content import ContentError, check
from agreements.drafting.models import Article
from agreements.drafting.queries import content_of
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion
from agreements.record import journal
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.review.consultation import mailing
from agreements.review.consultation.findings import longest_rule
from agreements.review.consultation.guards import may_lead, village_of
from agreements.review.consultation.models import CitizenComment, Consultation
from agreements.review.consultation.queries import document_of, places_of, tally
from villages.people.access import Answer
from villages.people.models import User

State = CitizenComment.Moderation
LEAST_DAYS = 7
"""A consultation that no rule asks for is open so long at least (the portal's own rule)."""
MOST_DAYS = 90
LATEST_START = 60
"""It begins within so many days."""
MOST_COMMENTS = 5_000
"""So many opinions one consultation takes."""
LETTERS_AN_HOUR = 3
"""So many unconfirmed opinions one e-mail address may have written within the last hour."""


@transaction.atomic
def consult(
    agreement: Agreement, *, by: User, summary: str, opens_on: dt.date, closes_on: dt.date
) -> Consultation:
    """Lay the text as it stands now open to citizens from one day to another; the text is kept as a version.

    Law: the regency's rule where one asks for it, with its days; else the village's own wish (UU 6/2014 art. 68).
    Raises Refused, or ValidationError by field.
    """
    current = lock(agreement)
    ask(by, "consult", current)
    content = content_of(current)
    try:
        check(content, draft=True)
    except ContentError as error:
        raise Refused(Answer(False, _("Naskah belum dapat dibuka untuk warga: %s") % error.reason)) from error
    rule = longest_rule(current)
    _check_days(opens_on, closes_on, int(rule.value["days"]) if rule else LEAST_DAYS)
    version = keep(current, by=by, occasion=Occasion.KEPT, content=content)
    row = Consultation(agreement=current, version=version, summary=summary.strip(), rule=rule, opened_by=by)
    row.opens_on, row.closes_on = opens_on, closes_on
    row.full_clean()
    row.save()
    details = {"opens_on": opens_on, "closes_on": closes_on, "version": version.number}
    journal.append(agreement, "consult", by=by, on_behalf_of=village_of(by, current), details=details)
    return row


def _check_days(opens_on: dt.date, closes_on: dt.date, least: int) -> None:
    """Raise ValidationError by field unless the period lies ahead and is neither too short nor too long."""
    today = timezone.localdate()
    if not today <= opens_on <= today + dt.timedelta(days=LATEST_START):
        words = _("Mulai hari ini atau paling lambat %d hari lagi.") % LATEST_START
        raise ValidationError({"opens_on": words})
    days = (closes_on - opens_on).days + 1
    if days < least:
        raise ValidationError({"closes_on": _("Konsultasi ini dibuka paling sedikit %d hari.") % least})
    if days > MOST_DAYS:
        raise ValidationError({"closes_on": _("Konsultasi dibuka paling lama %d hari.") % MOST_DAYS})


@transaction.atomic
def say(
    consultation: Consultation, *, name: str, name_is_shown: bool, email: str, text: str, key: str = ""
) -> CitizenComment:
    """Take in what a citizen, who has no account, says about an article (by its `key`) or the whole draft.

    Nobody reads it before the link in the letter to `email` was followed. The same words sent again only bring the
    letter again. Raises Refused when the period is over, or ValidationError by field.
    """
    row = _held(consultation)
    if not row.is_open:
        raise Refused(Answer(False, _("Konsultasi ini tidak sedang dibuka.")))
    places = places_of(document_of(row))
    if key and key not in places:
        raise ValidationError({"about": _("Pasal ini tidak ada dalam naskah yang dikonsultasikan.")})
    if row.comments.count() >= MOST_COMMENTS:
        raise Refused(Answer(False, _("Konsultasi ini sudah menerima sangat banyak pendapat.")))
    _check_letters(email)
    said = {"place": places.get(key, ""), "name": name.strip(), "text": text.strip()}
    known = row.comments.filter(confirmed_at__isnull=True, email__iexact=email, **said).first()
    comment = known or CitizenComment(consultation=row, email=email, **said)
    comment.article = Article.objects.filter(agreement=row.agreement, pk=key[1:]).first() if key else None
    comment.name_is_shown, comment.sent_at = name_is_shown, timezone.now()
    comment.token_digest = mailing.fresh_digest()
    comment.full_clean()
    comment.save()
    mailing.deliver.enqueue(comment.pk)
    return comment


def _held(consultation: Consultation) -> Consultation:
    """The consultation as it stands now, held against its report until the transaction ends."""
    rows = Consultation.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agreement", "version").get(pk=consultation.pk)


def _check_letters(email: str) -> None:
    """Raise ValidationError when somebody has letters sent to an address that does not confirm."""
    hour = timezone.now() - dt.timedelta(hours=1)
    lately = CitizenComment.objects.filter(email__iexact=email, confirmed_at__isnull=True, sent_at__gt=hour)
    if lately.count() >= LETTERS_AN_HOUR:
        words = _(
            "Ke alamat ini sudah dikirim beberapa tautan; buka salah satunya, atau coba lagi satu jam lagi."
        )
        raise ValidationError({"email": words})


@transaction.atomic
def confirm(comment: CitizenComment) -> CitizenComment:
    """Know the e-mail address of the writer as checked, once; the opinion then waits for the village.

    Raises Refused when the link is too old or the consultation was reported meanwhile.
    """
    consultation = _held(comment.consultation)
    row = CitizenComment.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    too_old = row is None or row.sent_at < timezone.now() - mailing.LASTS
    if row is not None and row.confirmed_at:
        return row
    if too_old or row is None or consultation.reported_at or consultation.agreement.stage != Stage.DRAFTING:
        raise Refused(Answer(False, _("Tautan ini tidak berlaku lagi.")))
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    return row


@transaction.atomic
def moderate(
    comment: CitizenComment, *, by: User, shown: bool, reason: str = "", answer: str = ""
) -> CitizenComment:
    """Show an opinion, with the village's answer if there is one, or keep it hidden with a reason that all can read.

    Hiding, and showing what was hidden, stand in the journal; a first answer goes to the writer. Raises Refused, or
    ValidationError by field.
    """
    current, consultation = _led(comment.consultation, by)
    row = CitizenComment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    if row.confirmed_at is None:
        raise Refused(Answer(False, _("Alamat surel penulisnya belum dikonfirmasi.")))
    if not shown and not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan mengapa pendapat ini tidak ditampilkan.")})
    before, row.state = row.state, State.SHOWN if shown else State.HIDDEN
    row.reason = "" if shown else reason.strip()
    row.moderated_by, row.moderated_at = by, timezone.now()
    first_answer = shown and bool(answer.strip()) and not row.answer
    if shown and answer.strip() != row.answer:
        row.answer, row.answered_by, row.answered_at = answer.strip(), by, timezone.now()
    row.consultation = consultation
    row.full_clean(exclude=["name", "email"])
    row.save()
    if first_answer:
        mailing.deliver_answer.enqueue(row.pk)
    if State.HIDDEN in (before, row.state):
        code = "show_comment" if shown else "hide_comment"
        details = {"comment": row.pk, "reason": row.reason}
        journal.append(current, code, by=by, on_behalf_of=village_of(by, current), details=details)
    return row


def _led(consultation: Consultation, by: User) -> tuple[Agreement, Consultation]:
    """Agreement and consultation as they stand now, both held. Raises Refused for who may not look after it."""
    current = lock(consultation.agreement)
    row = _held(consultation)
    row.agreement = current
    answer = may_lead(by, row)
    if not answer:
        raise Refused(answer, "consult")
    return current, row


@transaction.atomic
def close(consultation: Consultation, *, by: User, report: str) -> Consultation:
    """End the consultation with the village's report, which goes into the review; then forget who had written.

    Every confirmed opinion is checked and every shown one answered. Before the last day is over it may be ended as
    well, but then it counts only for the days it was open. Law: UU 27/2022 (what is not needed any more is erased).
    Raises Refused, or ValidationError by field.
    """
    current, row = _led(consultation, by)
    counted = tally(row)
    if counted.unchecked or counted.unanswered:
        words = _(
            "Masih ada pendapat yang belum diperiksa (%(unchecked)d) atau belum dijawab (%(unanswered)d)."
        )
        found = {"unchecked": counted.unchecked, "unanswered": counted.unanswered}
        raise Refused(Answer(False, words % found))
    if not report.strip():
        raise ValidationError({"report": _("Tulis apa hasilnya dan apa yang diubah karenanya.")})
    row.report, row.reported_by, row.reported_at = report.strip(), by, timezone.now()
    row.full_clean()
    row.save()
    row.comments.filter(confirmed_at__isnull=True).delete()
    _forget(row)
    details = {"said": counted.said, "shown": counted.shown, "hidden": counted.hidden}
    behalf = village_of(by, current)
    journal.append(current, "close_consultation", by=by, on_behalf_of=behalf, details=details)
    return row


def _forget(consultation: Consultation) -> int:
    """Erase every address, and the names of those who did not want them shown; returns how many rows had any."""
    told = consultation.comments.exclude(email="", name="")
    shown = told.filter(name_is_shown=True).exclude(email="").update(email="")
    return shown + told.filter(name_is_shown=False).update(email="", name="")


@transaction.atomic
def forget_citizens() -> tuple[int, int]:
    """Delete what was never confirmed, and forget who wrote where the draft went away without a report.

    Returns how many opinions were deleted and how many writers forgotten. Law: UU 27/2022.
    """
    old = CitizenComment.objects.filter(confirmed_at__isnull=True, sent_at__lt=timezone.now() - mailing.LASTS)
    deleted, _by_model = old.delete()
    stopped = Consultation.objects.filter(reported_at__isnull=True).exclude(agreement__stage=Stage.DRAFTING)
    return deleted, sum(_forget(row) for row in stopped.order_by("pk"))
