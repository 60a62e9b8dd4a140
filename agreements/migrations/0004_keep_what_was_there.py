"""Every submitted text becomes a version; a provision with a day is due on that day; known types are published."""

import hashlib
import json

from django.db import migrations
from django.utils import timezone

_OF_THE_DAY = ("date", "version", "verification")


def _digest(content):
    kept = {key: value for key, value in content.items() if key not in _OF_THE_DAY}
    text = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def keep_versions(apps, schema_editor):
    round_model = apps.get_model("agreements", "Round")
    version_model = apps.get_model("agreements", "Version")
    newest = {}
    for round_ in round_model.objects.order_by("agreement_id", "number").iterator():
        mark, last = _digest(round_.content), newest.get(round_.agreement_id)
        if last is None or last.digest != mark:
            last = version_model.objects.create(
                agreement_id=round_.agreement_id,
                number=last.number + 1 if last else 1,
                content=round_.content,
                digest=mark,
                occasion="submitted",
                made_by_id=round_.opened_by_id,
                made_at=round_.opened_at,
            )
            newest[round_.agreement_id] = last
        round_model.objects.filter(pk=round_.pk).update(version=last)


def publish_types(apps, schema_editor):
    apps.get_model("agreements", "AgreementType").objects.update(published_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_drafting_together")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE agreements_round DISABLE TRIGGER USER; ALTER TABLE agreements_provision DISABLE TRIGGER USER",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(keep_versions, migrations.RunPython.noop),
        migrations.RunPython(publish_types, migrations.RunPython.noop),
        migrations.RunSQL(
            "UPDATE agreements_provision SET due_rule = 'on_date' WHERE due_on IS NOT NULL; SET CONSTRAINTS ALL IMMEDIATE",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "ALTER TABLE agreements_round ENABLE TRIGGER USER; ALTER TABLE agreements_provision ENABLE TRIGGER USER",
            migrations.RunSQL.noop,
        ),
    ]
