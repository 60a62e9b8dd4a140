"""The maps of regencies are counted beforehand; the sitemap reads the days of the last changes from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0025_pulse_places")]

    operations = [
        migrations.CreateModel(
            name="MapTally",
            fields=[
                ("scope", models.CharField(max_length=5, primary_key=True, serialize=False)),
                ("agreements", models.PositiveIntegerField()),
                ("subdistricts", models.JSONField()),
                ("villages", models.JSONField()),
                ("threads", models.JSONField()),
                ("further", models.JSONField()),
                ("weaker", models.PositiveIntegerField()),
            ],
            options={"ordering": ["scope"]},
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["agreement", "changed_at"], name="listing_changes"),
        ),
    ]
