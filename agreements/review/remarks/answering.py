"""A party's answer to a remark that changes just the place it is about: what stood there, what stands there now.

Everything else stays closed: the database lets the one row through that is named here (`record.triggers`). An article
brings along the references to its ayat in other articles, which are renumbered, never reworded.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from agreements.drafting.actions import Stale
from agreements.drafting.guards import may_write_for, may_write_text
from agreements.drafting.models import Article
from agreements.drafting.terms.actions import check_row
from agreements.drafting.versions.actions import keep
from agreements.drafting.versions.models import Occasion
from agreements.drafting.writing import history
from agreements.drafting.writing.models import ChangeKind
from agreements.drafting.writing.references import spoken
from agreements.drafting.writing.retyping import following, retyped
from agreements.drafting.writing.storing import FIELDS, order_of, states_of
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from agreements.record.triggers import UNLOCKED_SETTING
from agreements.review.models import Remark, Reply, Round
from agreements.review.remarks.actions import opened, told
from agreements.review.remarks.places import Place, mark, place_of_remark, text_at, value_of
from agreements.review.routes.planning import Planned, route_of
from agreements.review.steps import ask_again, make_steps
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User


def may_change(user: User, agreement: Agreement, place: Place) -> Answer:
    """Who may change the place of a remark: the pen for common text, the party itself for its own line."""
    if place.provision:
        return may_write_for(user, agreement, place.provision.party)
    if place.article or place.detail:
        return may_write_text(user, agreement)
    return Answer(False, _("Catatan untuk seluruh naskah dijawab dengan kata-kata."))


@transaction.atomic
def answer_article(
    row: Remark,
    *,
    by: User,
    edition: int,
    heading: str,
    body: str,
    text: str = "",
    order: Sequence[int] | None = None,
) -> Reply:
    """Change the article that a remark is about; `edition` and `order` are those the writer had before their eyes.

    Raises Refused, Stale with both texts merged where they don't touch, or ValidationError by field; also when
    nothing was changed and nothing said.
    """
    agreement, current, speaker = _unlocked(row, by)
    if current.article is None:
        raise Stale(None)
    old, key = states_of(agreement), current.article.pk
    said = {"heading": heading, "content": current.article.content, "body": body}
    typed = retyped(agreement, old, key, edition=edition, said=said, order=order)
    if typed is None:
        return _only_said(agreement, current, speaker, by, text)
    was = _here(agreement, current)
    new = following(old, typed)
    for before, state in zip(old, new, strict=True):
        if state != before:
            _write(Article.objects.get(pk=state.key), {name: getattr(state, name) for name in FIELDS})
    history.record(agreement, ChangeKind.SAVE, by=by, key=key, old=old, new=new)
    return _answered(agreement, current, speaker, by=by, text=text, was=was)


@transaction.atomic
def answer_provision(
    row: Remark, *, by: User, edition: int, fields: Mapping[str, Any], text: str = ""
) -> Reply:
    """Change the line that a remark is about (fields of `Provision`); only the party whose line it is.

    Raises Refused, Stale with the row as it stands now, or ValidationError by field.
    """
    agreement, current, speaker = _unlocked(row, by)
    line = current.provision
    if line is None or line.edition != edition:
        raise Stale(line)
    if all(getattr(line, name) == value for name, value in fields.items()):
        return _only_said(agreement, current, speaker, by, text)
    was = _here(agreement, current)
    for name, value in fields.items():
        setattr(line, name, value)
    check_row(line)
    _write(line, {**fields, "edition": line.edition + 1})
    return _answered(agreement, current, speaker, by=by, text=text, was=was)


@transaction.atomic
def answer_detail(row: Remark, *, by: User, seen: str, value: Any, text: str = "") -> Reply:
    """Change the particular that a remark is about; `seen` is the `places.mark` of what the page showed of it.

    An office that the rules ask for because of the new value is asked as well. Raises Refused, Stale with the agreement
    as it stands, or ValidationError by field.
    """
    agreement, current, speaker = _unlocked(row, by)
    was = _here(agreement, current)
    if mark(was) != seen:
        raise Stale(agreement)
    if getattr(agreement, current.detail) == value:
        return _only_said(agreement, current, speaker, by, text)
    route = route_of(agreement)
    setattr(agreement, current.detail, value)
    agreement.full_clean()
    agreement.save(update_fields=[current.detail])
    reply = _answered(agreement, current, speaker, by=by, text=text, was=was)
    _widen(current.round, route, route_of(agreement))
    return reply


@transaction.atomic
def take_proposal(row: Remark, *, by: User, seen: str) -> Reply:
    """Let the place read as the officer proposed; `seen` is the `places.mark` of the text it was compared with.

    Raises Refused when there is no proposal or the place was changed meanwhile, ValidationError where it does not fit.
    """
    agreement, current, _speaker = _unlocked(row, by)
    if not current.proposal:
        raise Refused(Answer(False, _("Catatan ini tidak mengusulkan rumusan.")))
    if mark(_here(agreement, current)) != seen:
        raise Refused(Answer(False, _("Tempat ini baru saja berubah; bandingkan lagi dengan usulnya.")))
    text = _("Rumusan peninjau dipakai.")
    if current.article:
        heading, edition = spoken(current.article.heading, order_of(agreement)), current.article.edition
        body = current.proposal
        return answer_article(current, by=by, text=text, edition=edition, heading=heading, body=body)
    if current.provision:
        fields, edition = {"text": current.proposal}, current.provision.edition
        return answer_provision(current, by=by, edition=edition, fields=fields, text=text)
    value = value_of(current.detail, current.proposal)
    return answer_detail(current, by=by, seen=seen, value=value, text=text)


def merged_with(stale: Stale, row: Remark) -> dict[str, Any]:
    """What both writers of an article changed, put together, as `answer_article` takes it; ValueError if they touch."""
    if stale.merged is None or stale.current is None:
        raise ValueError(row.pk)
    order = order_of(row.round.agreement)
    said = {"heading": stale.merged_heading, "body": stale.merged}
    return {**said, "edition": stale.current.edition, "order": order}


def _unlocked(row: Remark, by: User) -> tuple[Agreement, Remark, Organization]:
    """The place of a remark, open to this person. Raises Refused."""
    agreement, current, speaker = opened(row, by)
    answer = may_change(by, agreement, place_of_remark(current))
    if not answer:
        raise Refused(answer)
    if current.provision:
        speaker = current.provision.party.organization
    return agreement, current, speaker


def _here(agreement: Agreement, row: Remark) -> str:
    return text_at(agreement, place_of_remark(row), order_of(agreement))


def _write(row: Model, fields: Mapping[str, Any]) -> None:
    """Change one row of the closed text, which the database lets through while it is named."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean(validate_unique=False, validate_constraints=False)
    with connection.cursor() as cursor:
        named = f"{row._meta.db_table}:{row.pk}"
        cursor.execute("SELECT set_config(%s, %s, true)", [UNLOCKED_SETTING, named])
        row.save(update_fields=list(fields))
        cursor.execute("SELECT set_config(%s, '', true)", [UNLOCKED_SETTING])


def _only_said(agreement: Agreement, row: Remark, speaker: Organization, by: User, text: str) -> Reply:
    if not text.strip():
        raise ValidationError(_("Ubah bagian ini, atau tulis jawaban Anda."))
    return told(agreement, row, speaker, by=by, text=text)


def _answered(
    agreement: Agreement, row: Remark, speaker: Organization, *, by: User, text: str, was: str
) -> Reply:
    """Keep the text as it reads now, show what changed below the remark, and ask again whoever had cleared it."""
    agreement.edition += 1
    agreement.save(update_fields=["edition"])
    version = keep(agreement, by=by, occasion=Occasion.SUBMITTED)
    row.round.current = version
    row.round.save(update_fields=["current"])
    row.refresh_from_db(fields=["article", "provision"])
    change = (was, _here(agreement, row))
    reply = told(agreement, row, speaker, by=by, text=text, change=change, version=version.number)
    ask_again(row.round)
    return reply


def _widen(round_: Round, before: Sequence[Planned], after: Sequence[Planned]) -> None:
    """Ask the offices that the rules name only since a particular has changed; a rule edited meanwhile adds nothing."""
    known = {(one.key, one.office) for one in before}
    asked = set(round_.steps.order_by("pk").values_list("key", "office"))
    fresh = [
        one
        for one in after
        if (one.key, one.office) not in known and (one.key, one.office and one.office.pk) not in asked
    ]
    if fresh:
        told_before = list(round_.route)
        make_steps(round_, fresh)
        round_.route = [*told_before, *round_.route]
        round_.save(update_fields=["route"])
