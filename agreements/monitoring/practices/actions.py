"""Write down what others can learn, ask all parties, publish with the last yes, and take it back."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.practices.figures import figures_of
from agreements.monitoring.practices.models import Practice, PracticeConsent
from agreements.monitoring.practices.queries import signing_parties, silent
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Party
from villages.people.access import Answer
from villages.people.models import User

_State = Practice.State


@transaction.atomic
def write(
    agreement: Agreement, *, by: User, edition: int, title: str, worked: str, failed: str, advice: str = ""
) -> Practice:
    """Write or change the text; what was asked of the parties before is then asked no more.

    `edition` is that of the text which the writer had before them, 0 where there was none. Raises Refused when somebody
    else changed it meanwhile and while it is public, ValidationError for what is missing.
    """
    current = lock(agreement)
    ask(by, "tell_practice", current)
    practice = Practice.objects.filter(agreement=current).first()
    if (practice.edition if practice else 0) != edition:
        raise Refused(Answer(False, _("Teks ini baru saja diubah orang lain; baca lagi sebelum menyimpan.")))
    if practice and practice.state == _State.PUBLISHED:
        raise Refused(Answer(False, _("Tarik dahulu praktik baik yang sudah terbit, lalu ubah.")))
    practice = practice or Practice(agreement=current, edition=0)
    practice.title, practice.worked, practice.failed = title.strip(), worked.strip(), failed.strip()
    practice.advice, practice.state, practice.edition = advice.strip(), _State.DRAFT, edition + 1
    practice.written_by, practice.written_at = by, timezone.now()
    practice.full_clean(exclude=["figures"])
    practice.save()
    _journal(practice, "tell_practice", by)
    return practice


@transaction.atomic
def ask_parties(practice: Practice, *, by: User, edition: int) -> Practice:
    """Freeze the figures and ask every party's head to agree to this edition; a head who asks has agreed.

    Raises Refused unless it is a draft and still the edition that was read.
    """
    current = _held(practice, by, "tell_practice", edition, _State.DRAFT)
    current.figures, current.state = figures_of(current.agreement), _State.ASKED
    current.edition += 1
    current.save(update_fields=["figures", "state", "edition"])
    _journal(current, "ask_practice", by)
    _say(current, signing_parties(by, current.agreement), by=by, agrees=True)
    _publish_when_all_agree(current, by)
    return current


@transaction.atomic
def answer(practice: Practice, *, by: User, edition: int, agrees: bool, note: str = "") -> Practice:
    """Agree for one's own party to this edition, or not. The last yes publishes it; one no makes it a draft again.

    Raises Refused when the party has answered or the text was changed, ValidationError for a no without a word why.
    """
    current = _held(practice, by, "agree_practice", edition, _State.ASKED)
    own = [party for party in silent(current) if party in signing_parties(by, current.agreement)]
    if not own:
        raise Refused(Answer(False, _("Pihak Anda sudah menjawab.")), "agree_practice")
    if not agrees and not note.strip():
        raise ValidationError({"note": _("Tulis apa yang harus diubah.")})
    _say(current, own, by=by, agrees=agrees, note=note.strip())
    _journal(current, "agree_practice", by, agrees=agrees, reason=note.strip())
    if agrees:
        _publish_when_all_agree(current, by)
    else:
        current.state = _State.DRAFT
        current.save(update_fields=["state"])
    return current


@transaction.atomic
def withdraw(practice: Practice, *, by: User, edition: int, reason: str) -> Practice:
    """A party takes its consent back: from then on nobody reads it.

    Raises Refused, or ValidationError without a reason.
    """
    current = _held(practice, by, "agree_practice", edition, _State.ASKED, _State.PUBLISHED)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasannya, agar pihak lain memahaminya.")})
    current.state, current.published_at = _State.WITHDRAWN, None
    current.save(update_fields=["state", "published_at"])
    _journal(current, "withdraw_practice", by, reason=reason.strip())
    return current


def _held(practice: Practice, by: User, verb: str, edition: int, *states: str) -> Practice:
    """The practice as it stands now, its agreement locked; told to whoever comes second."""
    agreement = lock(practice.agreement)
    ask(by, verb, agreement)
    current = Practice.objects.get(pk=practice.pk)
    current.agreement = agreement
    if current.state not in states:
        words = _("Praktik baik ini sekarang %(state)s.") % {"state": current.get_state_display()}
        raise Refused(Answer(False, words), verb)
    if current.edition != edition:
        raise Refused(Answer(False, _("Teks ini baru saja diubah; baca lagi lalu putuskan.")), verb)
    return current


def _say(practice: Practice, parties: Sequence[Party], *, by: User, agrees: bool, note: str = "") -> None:
    for party in parties:
        consent = PracticeConsent(practice=practice, party=party, edition=practice.edition)
        consent.agrees, consent.note, consent.given_by = agrees, note, by
        consent.full_clean()
        consent.save()


def _publish_when_all_agree(practice: Practice, by: User) -> None:
    if silent(practice):
        return
    practice.state, practice.published_at = _State.PUBLISHED, timezone.now()
    practice.save(update_fields=["state", "published_at"])
    _journal(practice, "publish_practice", by)


def _journal(practice: Practice, code: str, by: User, **more: object) -> None:
    organization = speaking_for(by, practice.agreement)
    details = {"edition": practice.edition, **more}
    journal.append(practice.agreement, code, by=by, on_behalf_of=organization, details=details)
