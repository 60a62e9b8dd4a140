"""A citizen's photo as it came -> the same picture drawn anew, telling nothing of place, device or person."""

import hashlib

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from agreements.monitoring.files.taking import taken
from villages.organizations.files import JPEG


def redrawn(file: UploadedFile) -> tuple[ContentFile, str]:
    """The picture as the evidence of parties is kept (`files.taking`), and its SHA-256.

    Raises ValidationError by field.
    """
    try:
        kept = taken(file)
    except ValidationError as error:
        raise ValidationError({"photo": error.messages}) from error
    if kept.content_type != JPEG:
        raise ValidationError({"photo": _("Foto harus berupa gambar JPEG, PNG, atau WebP.")})
    return ContentFile(kept.data, "foto.jpg"), hashlib.sha256(kept.data).hexdigest()
