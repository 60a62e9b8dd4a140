"""Give every round that is open the one step that it had: the village agency's."""

import datetime as dt

from django.db import migrations
from django.utils import timezone


def add_steps(apps, schema_editor):
    Round, Step = apps.get_model("agreements", "Round"), apps.get_model("agreements", "Step")
    for round_ in Round.objects.filter(outcome="").iterator():
        opened = timezone.localtime(round_.opened_at).date()
        Step.objects.get_or_create(
            round=round_,
            key="dpmd",
            office_id=round_.office_id,
            defaults={
                "ordinal": 1,
                "effect": "blocking",
                "days": 5,
                "basis": "ketentuan awal portal",
                "because": "setiap naskah",
                "opened_on": opened,
                "due_on": opened + dt.timedelta(days=7),
            },
        )


class Migration(migrations.Migration):

    dependencies = [("agreements", "0014_review_by_steps")]

    operations = [migrations.RunPython(add_steps, migrations.RunPython.noop)]
