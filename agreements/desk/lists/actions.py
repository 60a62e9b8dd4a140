"""Keep the filters of a list under a name, and let them go again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from agreements.desk.lists.models import SavedFilter
from villages.people.models import User

MOST = 20
"""How many a person keeps for one list."""


@transaction.atomic
def keep_filter(place: str, *, by: User, name: str, query: str) -> SavedFilter:
    """Keep the filters `query` of the list `place` under a name; the same name again takes the place of the old one.

    Raises ValidationError by field when there are too many or the name is missing.
    """
    User.objects.select_for_update().get(pk=by.pk)
    own = SavedFilter.objects.filter(person=by, place=place)
    kept = own.filter(name=name.strip()).first()
    if kept is None and own.count() >= MOST:
        words = _("Paling banyak %(most)d saringan tersimpan; hapus salah satu dahulu.")
        raise ValidationError({"name": words % {"most": MOST}})
    kept = kept or SavedFilter(person=by, place=place, name=name.strip())
    kept.query = query
    kept.full_clean()
    kept.save()
    return kept


@transaction.atomic
def drop_filter(pk: int, *, by: User) -> None:
    """Let one of one's own filters go. Raises Http404 for somebody else's, as if there were none."""
    own = SavedFilter.objects.filter(pk=pk, person=by).first()
    if own is None:
        raise Http404
    own.delete()
