"""An uploaded file -> an attachment kept under its own digest, or out again."""

import hashlib
import io
import zipfile

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from agreements.record import journal
from agreements.record.access import speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement, Attachment
from villages.organizations.files import ENDINGS, letter_type
from villages.people.access import Answer
from villages.people.models import User

MOST_MEGABYTES = 10
MOST_FILES = 50
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_type(file: UploadedFile) -> str:
    """PDF, JPEG, PNG or DOCX, judged by what the file contains. Raises ValidationError in words."""
    file.seek(0)
    begins = file.read(4)
    file.seek(0)
    if begins == b"PK\x03\x04" and (file.size or 0) <= MOST_MEGABYTES * 1024 * 1024:
        if _is_docx(file):
            return DOCX
        raise ValidationError(_("Isi berkas ini bukan PDF, JPEG, PNG, atau DOCX, apa pun nama berkasnya."))
    return letter_type(file, MOST_MEGABYTES * 1024 * 1024)


def _is_docx(file: UploadedFile) -> bool:
    """Whether the archive lists a Word text without macros; nothing of it is unpacked."""
    data = io.BytesIO(file.read())
    file.seek(0)
    try:
        names = set(zipfile.ZipFile(data).namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return {"[Content_Types].xml", "word/document.xml"} <= names and not macros


@transaction.atomic
def attach(agreement: Agreement, *, by: User, kind: str, title: str, file: UploadedFile) -> Attachment:
    """Keep a file with the draft. Raises Refused, or ValidationError for a file of another type or size."""
    current = lock(agreement)
    ask(by, "attach", current)
    if current.attachments.count() >= MOST_FILES:
        raise Refused(Answer(False, _("Paling banyak %d lampiran dalam satu rancangan.") % MOST_FILES))
    content_type = file_type(file)
    data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    row = Attachment(
        agreement=current, kind=kind, title=title, content_type=content_type, size=len(data), digest=digest,
        added_by=by,
    )  # fmt: skip
    row.full_clean(exclude=["file", "agreement", "added_by"])
    row.file.save(digest, ContentFile(data), save=False)
    try:
        with transaction.atomic():
            row.save()
            details = {"title": title, "kind": kind, "digest": digest}
            journal.append(current, "attach", by=by, on_behalf_of=speaking_for(by, current), details=details)
    except BaseException:
        row.file.delete(save=False)
        raise
    return row


@transaction.atomic
def detach(attachment: Attachment, *, by: User) -> None:
    """Take an attachment out of the draft, and its file once that is certain. Raises Refused."""
    current = lock(attachment.agreement)
    ask(by, "attach", current)
    storage, name = attachment.file.storage, str(attachment.file.name)
    details = {"title": attachment.title, "digest": attachment.digest}
    attachment.delete()
    journal.append(current, "detach", by=by, on_behalf_of=speaking_for(by, current), details=details)
    transaction.on_commit(lambda: storage.delete(name))


def download_name(attachment: Attachment) -> str:
    """A file name made from the title and the true type, safe on every system."""
    ending = "docx" if attachment.content_type == DOCX else ENDINGS[attachment.content_type]
    return f"{slugify(attachment.title)[:80] or 'lampiran'}.{ending}"
