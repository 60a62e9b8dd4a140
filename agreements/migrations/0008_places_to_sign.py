"""Places to sign and states of the file for documents that were frozen before there were any."""

import json

import pgtrigger
from django.db import migrations


def fill(apps, schema_editor):
    """Give every frozen document its places, its signatures theirs, and its file the states that were kept."""
    documents = apps.get_model("agreements", "FrozenDocument")
    for document in documents.objects.order_by("pk").iterator():
        places = _places(apps, document)
        with pgtrigger.ignore("agreements.Signature:signature_stays"):
            for signature in document.signatures.order_by("ordinal"):
                signature.signer = places[signature.party_id]
                signature.save(update_fields=["signer"])
        _states(apps, document)


def _places(apps, document):
    content = json.loads(document.content)
    named = {party["ordinal"]: party["signatory"] or {} for party in content["parties"]}
    signed = set(document.signatures.values_list("party", flat=True))
    places = {}
    for party in document.agreement.parties.order_by("ordinal"):
        said = named[party.ordinal]
        places[party.pk] = apps.get_model("agreements", "Signer").objects.create(
            document=document,
            ordinal=party.ordinal,
            key=f"p{party.ordinal}",
            party=party,
            organization_id=party.organization_id,
            person_id=document.named.get(str(party.organization_id)),
            name=said.get("name", ""),
            office=said.get("office", ""),
            basis=said.get("basis") or "",
            acting=bool(said.get("acting")),
            is_open=party.pk not in signed and document.voided_at is None,
        )
    return places


def _states(apps, document):
    if not document.base_sha256:
        return
    revisions = apps.get_model("agreements", "Revision")
    given = list(document.signatures.order_by("ordinal"))
    size = document.size if not given else 0
    revisions.objects.create(
        document=document, number=0, kind="base", sha256=document.base_sha256, size=size,
        made_at=document.frozen_at,
    )
    for number, signature in enumerate(given, 1):
        revisions.objects.create(
            document=document, number=number, kind="signature", signatures=number,
            sha256=signature.sha256, size=signature.size, made_at=signature.signed_at,
        )


class Migration(migrations.Migration):

    dependencies = [("agreements", "0007_sign_in_turn")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
