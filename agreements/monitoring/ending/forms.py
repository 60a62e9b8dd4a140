"""What people say when a cooperation ends, field by field as the ground needs it, and about what remains."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from agreements.drafting.fields import DayField, PlainTextForm, RupiahField
from agreements.monitoring.ending.grounds import Needs
from agreements.monitoring.ending.models import SettlementItem
from agreements.monitoring.files.fields import EvidenceField
from agreements.record.access import name_with_place
from agreements.record.models import Agreement, Party


def _words(
    label: Any, most: int, *, rows: int = 4, required: bool = True, helped: Any = ""
) -> forms.CharField:
    """A field for a few sentences."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=helped,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class _GroundForm(PlainTextForm):
    """What both ways to end have in common: why, what citizens read, and the successor where the ground has one."""

    note = _words(_("Alasannya"), 2000)
    public_note = _words(
        _("Keterangan untuk warga"),
        1000,
        rows=3,
        required=False,
        helped=_("Dibaca siapa saja di halaman umum. Tanpa nama orang, nomor telepon, atau nomor rekening."),
    )

    def __init__(self, *args: Any, needs: Needs, successors: Sequence[Agreement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.successors = {one.ref: one for one in successors}
        if needs.successor:
            self.fields["replaced_by"] = forms.ChoiceField(
                label=_("Perjanjian penggantinya"),
                choices=[("", _("Pilih perjanjian")), *((one.ref, one.title) for one in successors)],
                help_text=_("Perjanjian yang sudah berlaku dan diikuti semua pihak perjanjian ini."),
            )
            self.order_fields(["replaced_by"])

    def clean_replaced_by(self) -> Agreement | None:
        """The agreement that was chosen."""
        return self.successors.get(self.cleaned_data["replaced_by"])


class EndingForm(_GroundForm):
    """What the district records: the document, its day, when the other side was told, the document itself."""

    decision_number = forms.CharField(max_length=120, required=False)
    decided_on = DayField(required=False)
    noticed_on = DayField(
        label=_("Pihak lain diberi tahu pada"),
        required=False,
        help_text=_("Tanggal pemberitahuan tertulis diterima."),
    )
    scans = EvidenceField()
    field_order = [
        "replaced_by",
        "decision_number",
        "decided_on",
        "noticed_on",
        "scans",
        "note",
        "public_note",
    ]

    def __init__(self, *args: Any, needs: Needs, days: int, **kwargs: Any) -> None:
        super().__init__(*args, needs=needs, **kwargs)
        if needs.document:
            document = {"document": str(needs.document).lower()}
            self.fields["decision_number"].label = _("Nomor %(document)s") % document
            self.fields["decided_on"].label = _("Tanggal %(document)s") % document
            self.fields["scans"].label = _("Foto atau PDF %(document)s") % document
            self.fields["scans"].required = needs.scan
            for name in ("decision_number", "decided_on"):
                self.fields[name].required = True
        else:
            for name in ("decision_number", "decided_on", "scans"):
                del self.fields[name]
        self.fields["noticed_on"].required = needs.notice or bool(days)
        if not self.fields["noticed_on"].required:
            del self.fields["noticed_on"]


class ProposalForm(_GroundForm):
    """What a head proposes to the others."""

    on = DayField(
        label=_("Hari terakhir berlaku"),
        required=False,
        help_text=_("Kosongkan bila kerja sama berakhir begitu semua pihak setuju."),
    )
    field_order = ["replaced_by", "on", "note", "public_note"]


class ItemForm(PlainTextForm):
    """Something that still has to be settled and that the portal could not know."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=SettlementItem.Kind,
        initial=SettlementItem.Kind.OTHER,
        widget=forms.RadioSelect,
    )
    party = forms.ChoiceField(label=_("Pihak yang wajib"))
    text = forms.CharField(label=_("Apa yang harus diselesaikan"), max_length=500)
    amount = RupiahField(label=_("Jumlah (rupiah)"), required=False)
    due_on = DayField(label=_("Paling lambat"))

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parties = {str(party.ordinal): party for party in parties}
        named = [(key, name_with_place(party.organization)) for key, party in self.parties.items()]
        self.fields["party"].choices = named  # type: ignore[attr-defined]  # a choice field has them

    def clean_party(self) -> Party:
        """The party that was chosen."""
        return self.parties[self.cleaned_data["party"]]


class SettleForm(PlainTextForm):
    """When it was given, as seen by those who got it; `edition` is the item that the page showed."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    on = DayField(label=_("Selesai pada"), initial=localdate)
    note = forms.CharField(
        label=_("Keterangan"),
        max_length=500,
        required=False,
        help_text=_("Misalnya nomor kuitansi atau berita acara serah terima."),
    )


class WaiveForm(PlainTextForm):
    """Why it is let go."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)
    reason = _words(_("Alasan pembebasan"), 500, rows=3)
