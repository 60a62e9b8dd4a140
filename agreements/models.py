"""Index: the models of the app, gathered for Django."""

from agreements.documents.rendering.models import Rendering
from agreements.drafting.deliberations.models import Attendee, Deliberation
from agreements.drafting.elsewhere.models import ElsewhereNumber, ElsewhereRecord, ImportJob, ImportRow
from agreements.drafting.models import Article, Asset, Draft, Funding, Provision
from agreements.drafting.signatories.models import PlannedSigner, SigningPlan
from agreements.drafting.sources.models import ImportedText
from agreements.drafting.together.models import Comment, Consent, Participation, Suggestion, Thread
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.drafting.versions.models import Version
from agreements.drafting.writing.models import TextChange
from agreements.monitoring.models import Ending
from agreements.publication.models import Publication
from agreements.record.attesting import Attestant
from agreements.record.models import (
    Agreement,
    Attachment,
    JournalEntry,
    LocalRule,
    Party,
    RegisterEntry,
)
from agreements.review.models import Remark, Round
from agreements.signing.certificates.models import Certificate, Enrolment, PassphraseTries
from agreements.signing.models import FrozenDocument, Revision, Signature, Signer
from agreements.signing.paper.models import PaperCopy, PaperPage, StampDuty
from agreements.signing.session.models import Assistance, Reading, Reminder

__all__ = [
    "Agreement",
    "AgreementType",
    "Article",
    "Asset",
    "Assistance",
    "Attachment",
    "Attendee",
    "Attestant",
    "Certificate",
    "Comment",
    "Consent",
    "Deliberation",
    "Draft",
    "ElsewhereNumber",
    "ElsewhereRecord",
    "Ending",
    "Enrolment",
    "FrozenDocument",
    "Funding",
    "ImportJob",
    "ImportRow",
    "ImportedText",
    "JournalEntry",
    "LocalRule",
    "ModelArticle",
    "PaperCopy",
    "PaperPage",
    "Participation",
    "Party",
    "PassphraseTries",
    "PlannedSigner",
    "Provision",
    "Publication",
    "Reading",
    "RegisterEntry",
    "Remark",
    "Reminder",
    "Rendering",
    "Revision",
    "Round",
    "Signature",
    "Signer",
    "SigningPlan",
    "StampDuty",
    "Suggestion",
    "TextChange",
    "Thread",
    "Version",
]
