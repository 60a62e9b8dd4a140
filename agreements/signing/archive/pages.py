"""Frozen texts of an agreement -> what the archive's pages show: each with its signatures, and what changed since."""

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.drafting.queries import content_of
from agreements.drafting.signatories.queries import as_content, places
from agreements.drafting.versions.differences import redline, sections
from agreements.drafting.versions.pages import counted
from agreements.drafting.versions.queries import of_a_party
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from agreements.signing.archive.queries import frozen_texts, voided_signatures
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of
from villages.people.models import User


def archive_page(user: User, agreement: Agreement) -> dict[str, Any]:
    """Every frozen text with who signed it, and the way to its file and to what changed afterwards."""
    return {
        "agreement": agreement,
        "texts": [
            (frozen, comparable(user, agreement, frozen.document)) for frozen in frozen_texts(agreement)
        ],
        "mine": voided_signatures(user, agreement),
        "crumbs": [(_("Halaman kerja"), agreement.desk_url)],
    }


def following(document: FrozenDocument) -> FrozenDocument | None:
    """The text that was frozen next, if any."""
    later = FrozenDocument.objects.filter(agreement=document.agreement_id, version__gt=document.version)
    return later.order_by("version").first()


def comparable(user: User, agreement: Agreement, document: FrozenDocument) -> bool:
    """Whether the user may read what changed since a text: a later frozen one, or the draft by its own people."""
    if document.voided_at is None:
        return False
    drafting = agreement.stage in (Stage.DRAFTING, Stage.REVIEW) and of_a_party(user, agreement)
    return drafting or following(document) is not None


def difference_page(user: User, agreement: Agreement, document: FrozenDocument) -> dict[str, Any]:
    """A voided text and the one that followed, or the draft as it stands, woven together."""
    later = following(document)
    old = json.loads(document.content)
    if later:
        new = json.loads(later.content)
    else:
        new = content_of(agreement) | as_content(agreement, places(agreement))
    changes = redline(old, new)
    archive_url = reverse("agreements:signing-archive", args=[agreement.ref])
    return {
        "agreement": agreement,
        "old": document,
        "new": later,
        "changed": [change for change in changes if change.kind != "same"],
        "counted": counted(changes),
        "sections": sections(changes),
        "crumbs": [(_("Halaman kerja"), agreement.desk_url), (_("Arsip naskah final"), archive_url)],
    }


def consequences(agreement: Agreement) -> list[str]:
    """What giving a text back from signing does, in sentences: how many signatures become void, and whose."""
    document = document_of(agreement)
    given = document.signatures.order_by("ordinal") if document else []
    names = [signature.name for signature in given]
    if names:
        words = ngettext(
            "%(count)d tanda tangan menjadi batal dan harus diberikan lagi: %(names)s.",
            "%(count)d tanda tangan menjadi batal dan harus diberikan lagi: %(names)s.",
            len(names),
        )
        first = words % {"count": len(names), "names": ", ".join(names)}
    else:
        first = _("Belum ada tanda tangan yang menjadi batal.")
    return [
        first,
        _("Naskah yang dibekukan tidak berlaku lagi; berkas dan tanda tangannya tersimpan sebagai arsip."),
        _("Naskah kembali ke tahap penyusunan dan harus ditinjau ulang."),
        _("Semua pihak membaca alasan Anda."),
    ]
