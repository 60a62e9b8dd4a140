"""One time at which an obligation falls due, and the events from which days are counted."""

import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.drafting.models import Provision
from agreements.record.models import Agreement, Party
from agreements.record.triggers import tells_of_change


class Happening(models.Model):
    """That the event of an obligation's rule took place on a day: from then on its working days are counted."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="happenings")
    happened_on = models.DateField(_("terjadi pada"))
    note = models.CharField(_("keterangan"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["happened_on", "pk"]
        verbose_name = _("peristiwa")
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "happened_on"],
                name="happening_once_a_day",
                violation_error_message=_("Peristiwa pada tanggal itu sudah dicatat."),
            )
        ]
        triggers = [pgtrigger.Protect(name="happening_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.provision} {self.happened_on}"


class Occurrence(models.Model):
    """One time at which a party owes what an obligation says.

    Due and late are computed from `due_on`, never stored. `agreement` is always the one that was signed first; after an
    addendum `provision` may be the addendum's. `look_on` is the next day on which the daily round has something to tell
    about it; empty when there is nothing any more.
    """

    class State(models.TextChoices):
        """What became of it."""

        PLANNED = "planned", _("direncanakan")
        DONE = "done", _("dilaporkan selesai")
        CONFIRMED = "confirmed", _("dikonfirmasi pihak lain")
        WAIVED = "waived", _("dibebaskan")
        BREACHED = "breached", _("dilanggar")
        DROPPED = "dropped", _("tidak berlaku lagi")

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="occurrences")
    party = models.ForeignKey(Party, models.PROTECT, related_name="occurrences", verbose_name=_("pihak"))
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="occurrences")
    happening = models.ForeignKey(
        Happening, models.PROTECT, null=True, blank=True, related_name="occurrences"
    )
    ordinal = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    """The how-manieth of its provision, from 1."""
    due_on = models.DateField(_("jatuh tempo"))
    amount = models.BigIntegerField(_("jumlah (rupiah)"), null=True, blank=True)
    evidence = models.CharField(_("bukti yang diharapkan"), max_length=300, blank=True)
    state = models.CharField(_("keadaan"), max_length=9, choices=State, default=State.PLANNED)
    look_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(_("dilaksanakan pada"), null=True, blank=True)
    done_note = models.TextField(_("keterangan"), max_length=2000, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Who confirmed, waived, called it breached or dropped it."""
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("alasan"), max_length=2000, blank=True)
    """Why it was waived, returned, called breached or dropped."""
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("jatuh tempo kewajiban")
        constraints = [
            models.UniqueConstraint(
                fields=["provision", "ordinal", "happening"],
                name="occurrence_once",
                nulls_distinct=False,
                condition=~Q(state="dropped"),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("done", "confirmed")) | Q(done_on__isnull=False),
                name="done_has_a_day",
                violation_error_message=_("Isi tanggal pelaksanaannya."),
            ),
            models.CheckConstraint(
                condition=~Q(state="waived") | ~Q(reason=""),
                name="waived_with_reason",
                violation_error_message=_("Tulis alasan pembebasannya."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_on", "id"], name="occurrence_to_look_at", condition=Q(look_on__isnull=False)
            ),
            models.Index(fields=["agreement", "due_on", "id"], name="occurrence_of_agreement"),
            models.Index(fields=["party", "due_on"], name="occurrence_open", condition=Q(state="planned")),
            models.Index(fields=["agreement"], name="occurrence_to_affirm", condition=Q(state="done")),
        ]
        triggers = [
            pgtrigger.Protect(name="occurrence_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="settled_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.state IN ('confirmed', 'waived', 'breached') AND (NEW.due_on, NEW.amount, NEW.provision_id, "
                    "NEW.party_id, NEW.done_on) IS DISTINCT FROM (OLD.due_on, OLD.amount, OLD.provision_id, "
                    "OLD.party_id, OLD.done_on)"
                ),
            ),
            tells_of_change(),
        ]

    def __str__(self) -> str:
        return f"{self.provision} ({self.due_on})"
