"""The key of an article in a text -> the field of the form that takes a remark about it."""

from typing import Any

from django import forms, template

register = template.Library()


@register.simple_tag
def field_of(form: forms.BaseForm, name: str) -> Any:
    """The form's field of that name, or nothing."""
    return form[name] if name in form.fields else None
