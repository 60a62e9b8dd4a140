"""Keep an article of a public agreement back, with the ground that the law asks for, or show it again."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.publication.catalogue.listing import keep_listing
from agreements.publication.privacy.copying import arrange
from agreements.publication.privacy.models import Exclusion
from agreements.publication.privacy.queries import articles_of
from agreements.record import journal
from agreements.record.access import Role, roles_of, speaking_for
from agreements.record.crossing import Refused, ask, lock
from agreements.record.models import Agreement
from agreements.record.stages import PUBLIC
from agreements.review.queries import reviewing_office
from villages.organizations.models import Organization
from villages.people.access import Answer
from villages.people.models import User


@transaction.atomic
def exclude(agreement: Agreement, *, by: User, article: int, ground: str, reason: str) -> Exclusion:
    """Keep one article from the public: only on a ground of the law, and the public reads which one and why.

    Law: UU 14/2008 art. 17 (exhaustive grounds) and art. 19 (weighed beforehand, with the reason). Raises Refused for
    an article that is excluded already or does not exist, ValidationError for a ground or reason that is none.
    """
    current = lock(agreement)
    ask(by, "exclude", current)
    if article not in {one.number for one in articles_of(current)}:
        raise Refused(Answer(False, _("Pasal itu tidak ada dalam naskah.")))
    if Exclusion.objects.filter(agreement=current, article=article).exists():
        raise Refused(Answer(False, _("Pasal ini sudah dikecualikan.")))
    row = Exclusion(agreement=current, article=article, ground=ground, reason=reason, decided_by=by)
    row.clean_fields()
    row.save()
    facts = {"article": article, "ground": ground, "reason": reason}
    journal.append(current, "exclude", by=by, on_behalf_of=_behalf(by, current), details=facts)
    _shown_anew(current)
    return row


@transaction.atomic
def disclose(agreement: Agreement, *, by: User, article: int) -> None:
    """Show an excluded article to everybody again. Raises Refused where it is not excluded."""
    current = lock(agreement)
    ask(by, "exclude", current)
    gone, _rows = Exclusion.objects.filter(agreement=current, article=article).delete()
    if not gone:
        raise Refused(Answer(False, _("Pasal ini tidak sedang dikecualikan.")))
    journal.append(
        current, "disclose", by=by, on_behalf_of=_behalf(by, current), details={"article": article}
    )
    _shown_anew(current)


def _behalf(by: User, agreement: Agreement) -> Organization | None:
    officer = Role.REVIEWER in roles_of(by, agreement)
    return speaking_for(by, agreement) or (reviewing_office(agreement) if officer else None)


def _shown_anew(agreement: Agreement) -> None:
    """What the public has of the agreement follows at once: lists and searches now, its copy by the worker."""
    if agreement.stage in PUBLIC:
        keep_listing(agreement)
        arrange(agreement)
