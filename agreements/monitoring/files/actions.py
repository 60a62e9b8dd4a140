"""How evidence is kept, opened to citizens, and destroyed when it shows too much."""

import hashlib
import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.monitoring.files.models import Evidence
from agreements.monitoring.files.queries import field_of, may_remove
from agreements.monitoring.files.taking import Taken, taken
from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from villages.organizations.files import ENDINGS
from villages.people.access import Answer
from villages.people.models import User

MOST_OF_ONE = 30
"""The most files that show one thing."""


@transaction.atomic
def keep(
    agreement: Agreement,
    *,
    by: User,
    owner: models.Model,
    title: str,
    file: UploadedFile | Taken,
    key: uuid.UUID | None = None,
    verb: str = "carry_out",
    is_public: bool = False,
) -> Evidence:
    """Keep one file that shows something about `owner`; sent a second time under the same key it is not kept again.

    `verb` is the verb of the room that keeps it. Raises Refused, or ValidationError for a file of another type or size.
    """
    return keep_all(
        agreement, by=by, owner=owner, title=title, files=[file], key=key, verb=verb, is_public=is_public
    )[0]


@transaction.atomic
def keep_all(
    agreement: Agreement,
    *,
    by: User,
    owner: models.Model,
    title: str,
    files: Sequence[UploadedFile | Taken],
    key: uuid.UUID | None = None,
    verb: str = "carry_out",
    is_public: bool = False,
) -> list[Evidence]:
    """Keep several files about one thing and tell the journal once; what came before under this key is given back.

    Raises Refused when the verb is not open or there are too many files, ValidationError for a file of another type or
    size.
    """
    if not files:
        return []
    current = lock(agreement)
    ask(by, verb, current)
    field = field_of(owner)
    known = _sent_before(current, by, key, len(files))
    if known:
        return known
    _room_for(len(files), field, owner)
    about = {"agreement": current, "title": title[:200], "added_by": by, "is_public": is_public, field: owner}
    rows = [Evidence(**about, key=_key(key, number)) for number in range(len(files))]
    try:
        for row, file in zip(rows, files, strict=True):
            _write(row, file if isinstance(file, Taken) else taken(file))
        details = {"title": title, "about": field, "digests": [row.digest for row in rows]}
        journal.append(current, "add_file", by=by, on_behalf_of=speaking_for(by, current), details=details)
    except BaseException:
        for row in rows:
            _destroy(row)
        raise
    return rows


def _room_for(count: int, field: str, owner: models.Model) -> None:
    """Refuse more files than anybody looks at."""
    if Evidence.objects.filter(**{field: owner}).count() + count > MOST_OF_ONE:
        raise Refused(Answer(False, _("Paling banyak %d berkas untuk satu hal.") % MOST_OF_ONE))


def _key(key: uuid.UUID | None, number: int) -> uuid.UUID | None:
    """The key of one file of a sending: made from the sending's and the file's place in it."""
    return uuid.uuid5(key, str(number)) if key else None


def _sent_before(agreement: Agreement, by: User, key: uuid.UUID | None, count: int) -> list[Evidence]:
    """What the same person sent before under this key; somebody else's key is refused."""
    if key is None:
        return []
    found = list(Evidence.objects.filter(key__in=[_key(key, n) for n in range(count)]).order_by("pk"))
    if any(row.agreement_id != agreement.pk or row.added_by_id != by.pk for row in found):
        raise ValidationError(_("Kiriman ini sudah dipakai; buka halamannya lagi lalu kirim ulang."), "key")
    return found


def _write(row: Evidence, file: Taken) -> None:
    """Put the file on the disk under a random name, and the row beside it."""
    row.content_type, row.size = file.content_type, len(file.data)
    row.digest = hashlib.sha256(file.data).hexdigest()
    name = uuid.uuid4().hex
    row.full_clean(exclude=["file", "agreement", "added_by", "key"])
    row.file.save(f"{name}.{ENDINGS[file.content_type]}", ContentFile(file.data), save=False)
    if file.small:
        row.thumbnail.save(f"{name}-kecil.jpg", ContentFile(file.small), save=False)
    row.save()


def _destroy(row: Evidence) -> None:
    for file in (row.file, row.thumbnail):
        if file.name:
            file.storage.delete(file.name)


@transaction.atomic
def show(evidence: Evidence, *, by: User, is_public: bool) -> None:
    """Let everybody see a picture on the public page, or no longer. Papers never: nobody knows what they hold.

    Law: UU 27/2022 (personal data): a person decides, after looking. Raises Refused.
    """
    current = lock(evidence.agreement)
    ask(by, "carry_out", current)
    evidence.refresh_from_db()
    if is_public and not (evidence.is_picture and evidence.removed_at is None):
        raise Refused(Answer(False, _("Hanya foto yang dapat diperlihatkan kepada warga.")))
    if evidence.is_public == is_public:
        return
    evidence.is_public = is_public
    evidence.save(update_fields=["is_public"])
    code = "show_file" if is_public else "hide_file"
    journal.append(
        current, code, by=by, on_behalf_of=speaking_for(by, current), details={"digest": evidence.digest}
    )


@transaction.atomic
def remove(evidence: Evidence, *, by: User, reason: str) -> None:
    """Destroy a file that shows what it must not, such as an identity card; its row, digest and reason stay.

    Law: UU 27/2022 (personal data). Only the party that sent it. Raises Refused, ValidationError without a reason.
    """
    current = lock(evidence.agreement)
    ask(by, "carry_out", current)
    evidence.refresh_from_db()
    answer = may_remove(by, evidence)
    if not answer:
        raise Refused(answer)
    if not reason.strip():
        raise ValidationError({"reason": _("Tulis alasan menghapus berkas ini.")})
    gone = Evidence(file=evidence.file.name, thumbnail=evidence.thumbnail.name)
    evidence.removed_at, evidence.removed_by, evidence.removed_because = timezone.now(), by, reason.strip()
    evidence.is_public = False
    evidence.save(update_fields=["removed_at", "removed_by", "removed_because", "is_public"])
    details = {"title": evidence.title, "digest": evidence.digest, "reason": reason.strip()}
    journal.append(current, "remove_file", by=by, on_behalf_of=speaking_for(by, current), details=details)
    transaction.on_commit(lambda: _destroy(gone))
