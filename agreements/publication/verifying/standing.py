"""A code -> the document, where it stands today, and what has become of the agreement since."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.publication.verifying.forms import tidy_code
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC, Stage
from agreements.record.vocabulary import Instrument
from agreements.signing.models import FrozenDocument
from agreements.signing.queries import document_of

_OF_STAGE = {
    Stage.IN_FORCE: "code_in_force",
    Stage.ENDED: "code_ended",
    Stage.PUBLICATION: "code_signed",
}


@dataclass(frozen=True)
class Since:
    """Something that a reader of the document must know besides."""

    sentence: str
    agreement: Agreement | None = None
    """The other agreement that it leads to."""


def by_code(code: str) -> FrozenDocument | None:
    """The frozen document with that verification code, however it was typed."""
    tidy = tidy_code(code)
    documents = FrozenDocument.objects.select_related("agreement__parent")
    return documents.filter(verification_code=tidy).first() if tidy else None


def reason_of(document: FrozenDocument) -> str:
    """What the code alone says, as a code of `findings.REASONS`."""
    if document.voided_at:
        return "code_void"
    return _OF_STAGE.get(Stage(document.agreement.stage), "code_unsigned")


def shown(document: FrozenDocument) -> bool:
    """Whether title, parties and signatures of this document are public: it is the one that was published."""
    return not document.voided_at and document.agreement.stage in PUBLIC


def living(document: FrozenDocument) -> FrozenDocument | None:
    """The published document that stands in the place of a voided one, if there is one."""
    if not document.voided_at or document.agreement.stage not in PUBLIC:
        return None
    return document_of(document.agreement)


def since(document: FrozenDocument) -> list[Since]:
    """What has become of a published agreement: not yet in force, ended, amended, or itself an amendment."""
    if not shown(document):
        return []
    agreement, told = document.agreement, []
    if agreement.stage == Stage.ENDED:
        day = date_format(agreement.stage_since, "j F Y")
        told.append(Since(_("Kerja samanya sudah berakhir; tercatat pada %(day)s.") % {"day": day}))
    for addendum in addenda(agreement):
        words = _("Naskah ini diubah oleh adendum yang mulai berlaku %(day)s; bacalah keduanya:")
        told.append(Since(words % {"day": date_format(addendum.starts_on, "j F Y")}, addendum))
    if agreement.instrument == Instrument.ADDENDUM and agreement.parent and agreement.parent.stage in PUBLIC:
        told.append(Since(_("Naskah ini adendum; ia mengubah:"), agreement.parent))
    return told


def addenda(agreement: Agreement) -> list[Agreement]:
    """The addenda in force, in the order in which they came."""
    changing = agreement.descendants.filter(instrument=Instrument.ADDENDUM, stage=Stage.IN_FORCE)
    return list(changing.order_by("starts_on", "pk"))
