"""Rules that differ per *kabupaten*, as dated rows with their legal basis; stages and crossings are code."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from villages.regions.models import Regency


class LocalRule(models.Model):
    """A rule that differs per *kabupaten*, with its legal basis and the days between which it holds.

    No regency means the national default. `value` has the shape that `record.rules` documents for the code; `key` tells
    several rules of one code apart: a regency's row takes the place of the national one of the same code and key.
    """

    class Code(models.TextChoices):
        """Which rule it is."""

        COUNCIL_DECISION = (
            "council_decision",
            _("Keputusan BPD wajib bila membebani masyarakat atau aset desa"),
        )
        REGULATION_NUMBER = "regulation_number", _("Pola nomor Peraturan Bersama Kepala Desa")
        CONTRACT_NUMBER = "contract_number", _("Pola nomor Perjanjian Kerja Sama")
        MAXIMUM_YEARS = "maximum_years", _("Jangka waktu terlama (tahun) sebelum diberi peringatan")
        REVIEW_STEP = "review_step", _("Langkah peninjauan")
        CHECKLIST = "checklist", _("Daftar periksa peninjau")
        REQUIRED_DOCUMENT = "required_document", _("Dokumen wajib")
        CONSULTATION = "consultation", _("Konsultasi publik")
        HOLIDAYS = "holidays", _("Hari libur tambahan")
        OBLIGATION_REMINDERS = "obligation_reminders", _("Pengingat kewajiban")
        REPORT_DUE = "report_due", _("Tenggat laporan")
        BREACH_ANSWER = "breach_answer", _("Tenggat tanggapan dugaan pelanggaran")
        DISPUTE_DAYS = "dispute_days", _("Tenggat penyelesaian perselisihan")
        ENDING_NOTICE = "ending_notice", _("Masa pemberitahuan sebelum berakhir")
        CITIZEN_ANSWER = "citizen_answer", _("Tenggat jawaban atas suara warga")
        ASLEEP_AFTER = "asleep_after", _("Dianggap tidak berjalan sesudah (hari)")

    code = models.CharField(_("aturan"), max_length=20, choices=Code)
    key = models.SlugField(
        _("nama pendek"),
        max_length=40,
        blank=True,
        help_text=_("Membedakan beberapa aturan yang sejenis, misalnya dpmd atau camat."),
    )
    regency = models.ForeignKey(
        Regency, models.PROTECT, null=True, blank=True, related_name="rules", verbose_name=_("kabupaten/kota")
    )
    value = models.JSONField(_("isi"))
    legal_basis = models.CharField(_("dasar hukum"), max_length=300)
    starts_on = models.DateField(_("berlaku sejak"))
    ends_on = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        ordering = ["code", "key", "regency", "-starts_on", "pk"]
        verbose_name = _("aturan daerah")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "key", "regency", "starts_on"],
                name="rule_once",
                nulls_distinct=False,
                violation_error_message=_("Sudah ada aturan yang sama mulai tanggal itu."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="rule_ends_after_start",
                violation_error_message=_("Tanggal akhir tidak boleh sebelum tanggal mulai."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()} ({self.key})" if self.key else self.get_code_display()
