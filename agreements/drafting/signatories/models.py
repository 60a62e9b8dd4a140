"""Who will sign, as what and in which order, as the drafters plan it; approval freezes it into places to sign."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.record import triggers
from agreements.record.models import Agreement, Party
from agreements.record.vocabulary import Capacity, PaperSize, SigningMethod, SigningOrder
from villages.organizations.models import Organization


class SigningPlan(models.Model):
    """How a document is to be signed; without one: every party's signatory, side by side, on F4, no witnesses."""

    agreement = models.OneToOneField(Agreement, models.PROTECT, related_name="signing_plan")
    order = models.CharField(_("urutan"), max_length=8, choices=SigningOrder, default=SigningOrder.PARALLEL)
    witnesses_needed = models.PositiveSmallIntegerField(
        _("saksi yang harus menandatangani"),
        null=True,
        blank=True,
        help_text=_("Kosong: semua saksi. Isi bila cukup beberapa dari saksi yang disebut."),
    )
    paper = models.CharField(_("ukuran kertas"), max_length=2, choices=PaperSize, default=PaperSize.F4)
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("rencana penandatanganan")
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return str(self.agreement)


class PlannedSigner(models.Model):
    """One place in the plan: a named signatory of a party, a witness, or the official who acknowledges.

    A party without rows here, or whose row names nobody, is signed for by whoever holds its mandate on the day of
    approval. A person without an account can only sign on paper.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="planned_signers")
    ordinal = models.PositiveSmallIntegerField(_("urutan"))
    capacity = models.CharField(_("sebagai"), max_length=13, choices=Capacity)
    party = models.ForeignKey(Party, models.CASCADE, null=True, blank=True, related_name="planned_signers")
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("instansi")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("orang"),
    )
    name = models.CharField(_("nama"), max_length=150, blank=True)
    office = models.CharField(_("jabatan"), max_length=300, blank=True)
    group = models.PositiveSmallIntegerField(_("kelompok"), default=1)
    method = models.CharField(_("cara"), max_length=5, choices=SigningMethod, default=SigningMethod.LOCAL)

    class Meta:
        ordering = ["agreement", "ordinal", "pk"]
        verbose_name = _("calon penanda tangan")
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity="party", party__isnull=False)
                | ~Q(capacity="party") & Q(party__isnull=True),
                name="planned_for_a_party_or_none",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(name="") | Q(capacity="party"),
                name="planned_signer_is_somebody",
            ),
            models.UniqueConstraint(
                fields=["agreement", "person"], condition=Q(person__isnull=False), name="planned_once"
            ),
        ]
        triggers = [triggers.only_while_drafting()]

    def __str__(self) -> str:
        return f"{self.name or self.person} ({self.get_capacity_display()})"
