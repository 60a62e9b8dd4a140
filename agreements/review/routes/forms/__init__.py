"""Every kind of rule that a district writes -> its form."""

from agreements.review.routes.forms.asking import ConsultationForm, DocumentForm, StepForm
from agreements.review.routes.forms.common import EndForm, OffForm, RuleForm
from agreements.review.routes.forms.listing import ChecklistForm, HolidaysForm, YearsForm

__all__ = ["FORMS", "SLUG_OF", "EndForm", "OffForm", "RuleForm"]

FORMS: dict[str, type[RuleForm]] = {
    "langkah": StepForm,
    "daftar-periksa": ChecklistForm,
    "dokumen": DocumentForm,
    "konsultasi": ConsultationForm,
    "jangka-waktu": YearsForm,
    "hari-libur": HolidaysForm,
}
"""The form of each kind of rule, by the word in its address."""
SLUG_OF = {str(form.code): slug for slug, form in FORMS.items()}
