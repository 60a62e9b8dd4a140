"""Index: the models of the app, gathered for Django."""

from agreements.desk.lists.models import SavedFilter
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
from agreements.notices.models import Notice, NoticePreference, Progress
from agreements.publication.catalogue.models import Listing, Word
from agreements.publication.following.models import Follow
from agreements.publication.models import Publication
from agreements.publication.opendata.models import Dump
from agreements.publication.privacy.models import Exclusion, PublicCopy
from agreements.publication.statistics.models import Tallied, Tally, YearlyReport
from agreements.record.attesting import Attestant
from agreements.record.local_rule import LocalRule
from agreements.record.models import (
    Agreement,
    Attachment,
    JournalEntry,
    Party,
    RegisterEntry,
)
from agreements.review.consultation.models import CitizenComment, Consultation
from agreements.review.holding.models import Absence
from agreements.review.models import Check, Remark, Reply, Round, Step
from agreements.signing.certificates.models import Certificate, Enrolment, PassphraseTries
from agreements.signing.models import FrozenDocument, Revision, Signature, Signer
from agreements.signing.paper.models import PaperCopy, PaperPage, StampDuty
from agreements.signing.session.models import Assistance, Reading, Reminder

__all__ = [
    "Absence",
    "Agreement",
    "AgreementType",
    "Article",
    "Asset",
    "Assistance",
    "Attachment",
    "Attendee",
    "Attestant",
    "Certificate",
    "Check",
    "CitizenComment",
    "Comment",
    "Consent",
    "Consultation",
    "Deliberation",
    "Draft",
    "Dump",
    "ElsewhereNumber",
    "ElsewhereRecord",
    "Ending",
    "Enrolment",
    "Exclusion",
    "Follow",
    "FrozenDocument",
    "Funding",
    "ImportJob",
    "ImportRow",
    "ImportedText",
    "JournalEntry",
    "Listing",
    "LocalRule",
    "ModelArticle",
    "Notice",
    "NoticePreference",
    "PaperCopy",
    "PaperPage",
    "Participation",
    "Party",
    "PassphraseTries",
    "PlannedSigner",
    "Progress",
    "Provision",
    "PublicCopy",
    "Publication",
    "Reading",
    "RegisterEntry",
    "Remark",
    "Reminder",
    "Rendering",
    "Reply",
    "Revision",
    "Round",
    "SavedFilter",
    "Signature",
    "Signer",
    "SigningPlan",
    "StampDuty",
    "Step",
    "Suggestion",
    "Tallied",
    "Tally",
    "TextChange",
    "Thread",
    "Version",
    "Word",
    "YearlyReport",
]
