"""What is missing or doubtful in a draft by the law itself, each with its article."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from agreements.documents.content import ContentError
from agreements.drafting.models import Article, Provision
from agreements.drafting.queries import amendments_of, amends_articles, document_of, provisions_of
from agreements.record.access import parties_of
from agreements.record.local_rule import LocalRule
from agreements.record.models import Agreement, Attachment
from agreements.record.rules import rule_for
from agreements.record.vocabulary import BINDING, MANDATORY, Content, Kind, ProvisionKind


@dataclass(frozen=True)
class Finding:
    """One thing that is missing or wrong in a draft."""

    message: str
    """What is missing, and what to do, in words."""
    legal_basis: str = ""
    """The article of law or the local rule that asks for it."""
    blocking: bool = True
    """Whether it stands in the way of submitting; otherwise it is a warning."""
    place: str = ""
    """Where to mend it: `article:` and a content, `provision:` and ordinal and kind, `details`, `attachments`,
    `provisions`, `funding` or `asset` (each alone, or with a colon and the id of a row on that page), `text:` and the
    place that `documents.content.check` names, or `passage:` and the key of an article."""


def by_law(agreement: Agreement) -> list[Finding]:
    """The contents, particulars and dates that the law asks for, and whether the text can be set."""
    articles = list(agreement.articles.filter(repealed=False).order_by("ordinal"))
    provisions = provisions_of(agreement)
    if amends_articles(agreement):
        return [
            *by_amendment(agreement, articles),
            *_missing_particulars(agreement),
            *_unusable_text(agreement),
        ]
    return [
        *_missing_contents(agreement, articles),
        *_missing_provisions(agreement, provisions),
        *_missing_particulars(agreement),
        *_missing_attachments(agreement),
        *_doubtful_dates(agreement, provisions),
        *_unusable_text(agreement),
    ]


def by_amendment(agreement: Agreement, articles: list[Article]) -> list[Finding]:
    """An addendum changes something, and leaves what the law asks for in the text that it changes."""
    found = []
    try:
        if not amendments_of(agreement)[0]:
            message = _(
                "Belum ada yang diubah: ubah, tambah, atau hapus sedikitnya satu pasal atau ketentuan."
            )
            found.append(Finding(message, MANDATORY[Content.CHANGE], place="article:change"))
    except ContentError:
        return found
    present = {article.content for article in articles if article.body.strip()}
    before = agreement.draft.based_on_id
    stood = set(
        Article.objects.filter(agreement=before, repealed=False).order_by().values_list("content", flat=True)
    )
    for code, basis in MANDATORY.items():
        if code in stood and code not in present:
            words = _("Adendum ini menghapus satu-satunya pasal tentang “%(content)s”.")
            message = words % {"content": Content(code).label}
            found.append(Finding(message, basis, place=f"article:{code}"))
    return found


def _missing_contents(agreement: Agreement, articles: list[Article]) -> list[Finding]:
    """What the agreement's type asks for (by default Permendagri 96/2017 art. 6); sanctions as good practice asks."""
    present = {article.content for article in articles if article.body.strip()}
    kind = agreement.draft.agreement_type
    asked = _("jenis perjanjian “%(name)s”") % {"name": kind.name}
    wanted = {Content(code): MANDATORY.get(Content(code), asked) for code in kind.required_contents}
    if agreement.instrument in BINDING:
        wanted.setdefault(Content.SANCTIONS, _("praktik baik: akibat bila kewajiban tidak dipenuhi"))
    return [
        Finding(
            _("Belum ada pasal tentang “%(content)s”.") % {"content": content.label},
            basis,
            place=f"article:{content}",
        )
        for content, basis in wanted.items()
        if content not in present
    ]


def _missing_attachments(agreement: Agreement) -> list[Finding]:
    """The files that the agreement's type asks for."""
    kind = agreement.draft.agreement_type
    present = set(agreement.attachments.order_by().values_list("kind", flat=True))
    asked = _("jenis perjanjian “%(name)s”") % {"name": kind.name}
    return [
        Finding(_("Lampirkan: %(file)s.") % {"file": Attachment.Kind(code).label}, asked, place="attachments")
        for code in kind.required_attachments
        if code not in present
    ]


def _missing_provisions(agreement: Agreement, provisions: list[Provision]) -> list[Finding]:
    """In what binds, every party has rights and obligations."""
    if agreement.instrument not in BINDING:
        return []
    basis = MANDATORY[Content.RIGHTS_OBLIGATIONS]
    found = []
    for party in parties_of(agreement):
        kinds = {row.kind for row in provisions if row.party_id == party.pk}
        for kind in (ProvisionKind.RIGHT, ProvisionKind.OBLIGATION):
            if kind not in kinds:
                words = {"kind": kind.label.lower(), "name": party.organization.name}
                message = _("Belum ada satu pun %(kind)s untuk %(name)s.") % words
                found.append(Finding(message, basis, place=f"provision:{party.ordinal}:{kind}"))
    return found


def _missing_particulars(agreement: Agreement) -> list[Finding]:
    found = []
    if agreement.kind == Kind.INTER_VILLAGE and not agreement.purpose:
        message = _("Pilih tujuan kerja sama antar-Desa.")
        found.append(Finding(message, "UU 6/2014 Pasal 92 ayat (1)", place="details"))
    if agreement.burdens_community_or_assets:
        rule = rule_for(agreement, LocalRule.Code.COUNCIL_DECISION)
        attached = agreement.attachments.filter(kind=Attachment.Kind.COUNCIL_DECISION).exists()
        if rule and rule.value and not attached:
            message = _("Lampirkan Keputusan BPD karena kerja sama membebani masyarakat atau aset desa.")
            found.append(Finding(message, rule.legal_basis, place="attachments"))
    return found


def _doubtful_dates(agreement: Agreement, provisions: list[Provision]) -> list[Finding]:
    found = []
    rule = rule_for(agreement, LocalRule.Code.MAXIMUM_YEARS)
    years = (agreement.ends_on - agreement.starts_on).days / 365.25
    if rule and years > rule.value:
        message = _("Jangka waktu lebih dari %(years)s tahun; pastikan ada dasarnya.") % {"years": rule.value}
        found.append(Finding(message, rule.legal_basis, blocking=False, place="details"))
    if any(row.due_on and row.due_on < agreement.starts_on for row in provisions):
        message = _("Ada kewajiban yang jatuh tempo sebelum kerja sama berlaku.")
        found.append(Finding(message, blocking=False, place="provisions"))
    return found


def _unusable_text(agreement: Agreement) -> list[Finding]:
    try:
        document_of(agreement)
    except ContentError as error:
        message = _("Naskah belum dapat disusun: %(reason)s") % {"reason": error.reason}
        return [Finding(message, place=f"text:{error.place}")]
    return []
