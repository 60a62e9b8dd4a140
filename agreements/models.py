"""Index: the models of the app, gathered for Django."""

from agreements.drafting.deliberations.models import Attendee, Deliberation
from agreements.drafting.elsewhere.models import ElsewhereNumber, ElsewhereRecord, ImportJob, ImportRow
from agreements.drafting.models import Article, Asset, Draft, Funding, Provision
from agreements.drafting.sources.models import ImportedText
from agreements.drafting.together.models import Comment, Consent, Participation, Suggestion, Thread
from agreements.drafting.types.models import AgreementType, ModelArticle
from agreements.drafting.versions.models import Version
from agreements.drafting.writing.models import TextChange
from agreements.monitoring.models import Ending
from agreements.publication.models import Publication
from agreements.record.models import Agreement, Attachment, JournalEntry, LocalRule, Party, RegisterEntry
from agreements.review.models import Remark, Round
from agreements.signing.models import Certificate, FrozenDocument, Signature

__all__ = [
    "Agreement",
    "AgreementType",
    "Article",
    "Asset",
    "Attachment",
    "Attendee",
    "Certificate",
    "Comment",
    "Consent",
    "Deliberation",
    "Draft",
    "ElsewhereNumber",
    "ElsewhereRecord",
    "Ending",
    "FrozenDocument",
    "Funding",
    "ImportJob",
    "ImportRow",
    "ImportedText",
    "JournalEntry",
    "LocalRule",
    "ModelArticle",
    "Participation",
    "Party",
    "Provision",
    "Publication",
    "RegisterEntry",
    "Remark",
    "Round",
    "Signature",
    "Suggestion",
    "TextChange",
    "Thread",
    "Version",
]
