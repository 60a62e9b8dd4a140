"""Turns what applicants, officers and invited people fill in into arguments of the actions."""

from itertools import groupby
from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from villages.joining.guards import legal_number_free
from villages.organizations.files import letter_type
from villages.organizations.models import OfficeKind, Partner
from villages.people.models import Position, User
from villages.people.terms import TermForm
from villages.regions.models import Regency


class LetterField(forms.FileField):
    """A letter of appointment: PDF, JPEG or PNG by its content, at most 5 MB."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text", _("PDF, JPEG, atau PNG; paling besar 5 MB. Hanya dilihat petugas DPMD.")
        )
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = "application/pdf,image/jpeg,image/png"

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, once its content has been looked at."""
        file = super().clean(data, initial)
        if file:
            letter_type(file)
        return file


class ClaimForm(TermForm):
    """An official claims a village."""

    positions = (Position.VILLAGE_HEAD, Position.VILLAGE_SECRETARY, Position.VILLAGE_STAFF)

    head_title = forms.CharField(
        label=_("Sebutan kepala desa"),
        max_length=40,
        initial="Kepala Desa",
        help_text=_("Seperti tertulis dalam naskah: Kepala Desa, Wali Nagari, Keuchik, …"),
    )
    letter = LetterField(label=_("Surat pengangkatan"))
    field_order = ["position", "head_title", "starts_on", "ends_on", "decree_number", "decree_on", "letter"]


class PartnerForm(forms.ModelForm, TermForm):
    """What a partner says of itself, who speaks for it, and which district shall look at it."""

    title = forms.CharField(
        label=_("Jabatan Anda"),
        max_length=80,
        help_text=_("Seperti dalam naskah: Direktur, Rektor, Ketua, …"),
    )
    examiner = forms.ModelChoiceField(
        Regency.objects.none(),
        label=_("Kabupaten/kota pemeriksa"),
        help_text=_("DPMD yang memeriksa pendaftaran ini: tempat Anda akan bekerja sama."),
    )
    letter = LetterField(label=_("Surat kuasa atau akta yang memuat wewenang Anda"))

    class Meta:
        model = Partner
        fields = [
            "name",
            "partner_kind",
            "legal_number",
            "deed",
            "regency",
            "address",
            "email",
            "phone",
            "contact_name",
            "interests",
        ]
        labels = {"name": _("Nama lembaga"), "partner_kind": _("Jenis lembaga")}
        help_texts = {
            "interests": _("Misalnya: pengelolaan sampah, pelatihan, pertanian organik."),
            "email": _("Tidak ditampilkan kepada umum."),
            "phone": _("Tidak ditampilkan kepada umum."),
            "contact_name": _("Tidak ditampilkan kepada umum."),
        }

    positions = (Position.REPRESENTATIVE,)
    authority = ("title", "starts_on", "ends_on", "decree_number", "decree_on", "examiner", "letter")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Regency.objects.filter(vanished=False)
        cast(forms.ChoiceField, self.fields["regency"]).choices = [("", "---------"), *by_province(seats)]
        self.fields["address"].required = self.fields["email"].required = True
        for name, label in {
            "starts_on": _("Berwenang sejak"),
            "ends_on": _("Berwenang sampai"),
            "decree_number": _("Nomor surat kuasa atau akta"),
            "decree_on": _("Tanggal surat kuasa atau akta"),
        }.items():
            self.fields[name].label = label
        self.fields["ends_on"].help_text = _("Kosongkan bila tidak ditentukan.")
        agencies = Regency.objects.filter(offices__office_kind=OfficeKind.VILLAGE_AGENCY).order_by("code")
        cast(forms.ModelChoiceField, self.fields["examiner"]).queryset = agencies

    def clean_legal_number(self) -> str:
        """The number in one way of writing, and not yet taken."""
        number = " ".join(self.cleaned_data["legal_number"].upper().split())
        answer = legal_number_free(number)
        if not answer:
            raise ValidationError(answer.reason)
        return number

    def clean(self) -> dict[str, Any]:
        """The days hold together; whether the number is free was answered above, in better words than Django's."""
        return TermForm.clean(self)

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields that speak of the partner."""
        return [self[name] for name in self.fields if name not in self.authority]

    @property
    def speaker(self) -> list[forms.BoundField]:
        """The fields that speak of the person who registers it."""
        return [self[name] for name in self.authority]

    @property
    def partner(self) -> dict[str, Any]:
        """What the partner says of itself, as the action takes it."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def by_province(regencies: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices of regencies, grouped by province."""
    rows = regencies.order_by("code").values_list("province__name", "pk", "name")
    return [
        (name, [(pk, label) for _p, pk, label in group]) for name, group in groupby(rows, key=lambda r: r[0])
    ]


class RefusalForm(forms.Form):
    """Why a registration is refused."""

    reason = forms.CharField(
        label=_("Alasan penolakan"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dikirim kepada pemohon: apa yang kurang dan bagaimana memperbaikinya."),
    )


class InvitationForm(TermForm):
    """Whom to invite to which office."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        min_length=2,
        max_length=150,
        help_text=_("Seperti tertulis dalam surat keputusan."),
    )
    email = forms.EmailField(label=_("Surel"))
    title = forms.CharField(
        label=_("Sebutan jabatan"),
        max_length=80,
        required=False,
        help_text=_("Bila berbeda dari nama jabatan di atas, misalnya: Kaur Keuangan."),
    )
    field_order = [
        "full_name",
        "email",
        "position",
        "title",
        "starts_on",
        "ends_on",
        "decree_number",
        "decree_on",
    ]


class NewAccountForm(forms.Form):
    """The account of an invited person."""

    username = forms.CharField(
        label=_("Nama pengguna"), max_length=150, help_text=_("Tanpa spasi, misalnya: siti.aminah")
    )
    password1 = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Sedikitnya 8 huruf; jangan sama dengan nama atau surel Anda."),
    )
    password2 = forms.CharField(
        label=_("Ulangi kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, full_name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = User(email=email, full_name=full_name)

    def clean_username(self) -> str:
        """A username nobody has, in whatever case."""
        name = self.cleaned_data["username"]
        field = User._meta.get_field("username")
        field.run_validators(name)
        if "@" in name:
            raise ValidationError(_("Nama pengguna tidak memuat @."))
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Nama pengguna ini sudah dipakai."))
        return name

    def clean(self) -> dict[str, Any]:
        """Both passwords are the same and not too weak."""
        data = super().clean() or {}
        first, second = data.get("password1"), data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Kedua kata sandi tidak sama."))
        elif first:
            self.person.username = data.get("username", "")
            try:
                validate_password(first, self.person)
            except ValidationError as error:
                self.add_error("password1", error)
        return data
