"""Index: the models of the app, gathered for Django."""

from agreements.drafting.models import AgreementType, Article, Draft, ModelArticle, Provision
from agreements.monitoring.models import Ending
from agreements.publication.models import Publication
from agreements.record.models import Agreement, Attachment, JournalEntry, LocalRule, Party, RegisterEntry
from agreements.review.models import Remark, Round
from agreements.signing.models import Certificate, FrozenDocument, Signature

__all__ = [
    "Agreement",
    "AgreementType",
    "Article",
    "Attachment",
    "Certificate",
    "Draft",
    "Ending",
    "FrozenDocument",
    "JournalEntry",
    "LocalRule",
    "ModelArticle",
    "Party",
    "Provision",
    "Publication",
    "RegisterEntry",
    "Remark",
    "Round",
    "Signature",
]
