"""Deliberations in villages and between villages, as evidence of how a draft was agreed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.record import triggers
from agreements.record.models import Agreement, Attachment
from villages.organizations.models import Organization


class DeliberationKind(models.TextChoices):
    """Who deliberates: one village (Permendagri 96/2017 art. 3), or the villages together (art. 2)."""

    VILLAGE = "village", _("Musyawarah Desa")
    INTER_VILLAGE = "inter_village", _("Musyawarah antar-Desa")


class Decision(models.TextChoices):
    """What a deliberation decided."""

    AGREED = "agreed", _("menyepakati kerja sama")
    WITH_CHANGES = "with_changes", _("menyepakati dengan perubahan")
    REFUSED = "refused", _("tidak menyepakati")


class Deliberation(models.Model):
    """One session: when, where, about what, how many came, what was decided; its files are attachments."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="deliberations")
    kind = models.CharField(_("musyawarah"), max_length=13, choices=DeliberationKind)
    village = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("desa")
    )
    held_on = models.DateField(_("tanggal"))
    place = models.CharField(_("tempat"), max_length=200)
    agenda = models.CharField(_("acara"), max_length=500)
    minutes = models.TextField(_("jalannya musyawarah"), max_length=20_000, blank=True)
    attendance = models.PositiveIntegerField(_("jumlah hadir"))
    decision = models.CharField(_("keputusan"), max_length=12, choices=Decision)
    decision_text = models.TextField(_("isi keputusan"), max_length=5000, blank=True)
    files = models.ManyToManyField(Attachment, blank=True, related_name="deliberations")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    recorded_for = models.ForeignKey(Organization, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ["agreement", "held_on", "pk"]
        verbose_name = _("musyawarah")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=DeliberationKind.VILLAGE) | Q(village__isnull=False),
                name="village_deliberation_has_village",
                violation_error_message=_("Pilih desa yang bermusyawarah."),
            )
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d-%m-%Y}"


class Attendee(models.Model):
    """A person who came: personal data, shown only to the people of the organization that recorded it."""

    deliberation = models.ForeignKey(Deliberation, models.CASCADE, related_name="attendees")
    name = models.CharField(_("nama"), max_length=120)
    capacity = models.CharField(_("unsur"), max_length=120, blank=True)

    class Meta:
        ordering = ["deliberation", "pk"]
        verbose_name = _("peserta musyawarah")

    def __str__(self) -> str:
        return self.name
