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
from agreements.monitoring.activities.models import Activity, Movement, ProgressNote
from agreements.monitoring.bodies.models import BodyMember, JointBody
from agreements.monitoring.breaches.models import BreachCase, BreachStep
from agreements.monitoring.changing.models import Suspension
from agreements.monitoring.disputes.models import Dispute, DisputeAnswer, Hearing, OutcomeSignature
from agreements.monitoring.ending.models import Ending, SettlementItem
from agreements.monitoring.files.models import Evidence
from agreements.monitoring.letters.models import Letter
from agreements.monitoring.motions.models import Motion, Vote
from agreements.monitoring.obligations.models import Happening, Occurrence
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.practices.models import Practice, PracticeConsent
from agreements.monitoring.pulse.models import Pulse
from agreements.monitoring.reports.models import Receipt, Report
from agreements.monitoring.voices.models import Voice
from agreements.notices.models import Notice, NoticePreference, Progress
from agreements.publication.catalogue.models import Listing, Word
from agreements.publication.following.models import Follow
from agreements.publication.map.models import MapTally
from agreements.publication.models import Publication
from agreements.publication.opendata.models import Dump
from agreements.publication.privacy.models import Exclusion, PublicCopy
from agreements.publication.statistics.models import Tallied, Tally, YearlyReport
from agreements.record.attesting import Attestant
from agreements.record.changes import Change
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
    "Activity",
    "Agreement",
    "AgreementType",
    "Article",
    "Asset",
    "Assistance",
    "Attachment",
    "Attendee",
    "Attestant",
    "BodyMember",
    "BreachCase",
    "BreachStep",
    "Certificate",
    "Change",
    "Check",
    "CitizenComment",
    "Comment",
    "Consent",
    "Consultation",
    "Deliberation",
    "Dispute",
    "DisputeAnswer",
    "Draft",
    "Dump",
    "ElsewhereNumber",
    "ElsewhereRecord",
    "Ending",
    "Enrolment",
    "Evidence",
    "Exclusion",
    "Follow",
    "FrozenDocument",
    "Funding",
    "Happening",
    "Hearing",
    "ImportJob",
    "ImportRow",
    "ImportedText",
    "Indicator",
    "JointBody",
    "JournalEntry",
    "Letter",
    "Listing",
    "LocalRule",
    "MapTally",
    "Measurement",
    "ModelArticle",
    "Motion",
    "Movement",
    "Notice",
    "NoticePreference",
    "Occurrence",
    "OutcomeSignature",
    "PaperCopy",
    "PaperPage",
    "Participation",
    "Party",
    "PassphraseTries",
    "PlannedSigner",
    "Practice",
    "PracticeConsent",
    "Progress",
    "ProgressNote",
    "Provision",
    "PublicCopy",
    "Publication",
    "Pulse",
    "Reading",
    "Receipt",
    "RegisterEntry",
    "Remark",
    "Reminder",
    "Rendering",
    "Reply",
    "Report",
    "Revision",
    "Round",
    "SavedFilter",
    "SettlementItem",
    "Signature",
    "Signer",
    "SigningPlan",
    "StampDuty",
    "Step",
    "Suggestion",
    "Suspension",
    "Tallied",
    "Tally",
    "TextChange",
    "Thread",
    "Version",
    "Voice",
    "Vote",
    "Word",
    "YearlyReport",
]
