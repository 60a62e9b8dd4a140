"""What officers fill in when they approve: an opinion."""

from django import forms

from agreements.drafting.fields import PlainTextForm


class ApprovalForm(PlainTextForm):
    """What the officer says on the whole when approving; the same field stands on the page that asks."""

    opinion = forms.CharField(max_length=5000, required=False)
