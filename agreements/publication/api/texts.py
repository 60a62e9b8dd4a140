"""A public agreement -> its provisions, its text and what is kept back, made from the public text alone."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from agreements.documents.numbering import number
from agreements.documents.outline import Block
from agreements.publication.api.fields import Code, Words
from agreements.publication.api.shapes import AgreementShape, PartyShape
from agreements.publication.catalogue.models import Listing
from agreements.publication.opendata.files import downloadable
from agreements.publication.privacy.models import Exclusion, Ground
from agreements.publication.privacy.queries import PublicText, text_of
from agreements.record.vocabulary import (
    AssetKind,
    AssetUse,
    Content,
    DueRule,
    FundingSource,
    Measure,
    ProvisionKind,
)
from agreements.signing.models import FrozenDocument


class StepShape(serializers.Serializer):
    """One step of a sanction."""

    measure = Code(Measure.choices, help_text=_("Tindakan."))
    after_days = serializers.IntegerField(allow_null=True, help_text=_("Hari sejak langkah sebelumnya."))
    amount = serializers.IntegerField(allow_null=True, help_text=_("Rupiah."))


class ProvisionShape(serializers.Serializer):
    """A right, obligation, limitation or sanction of one party."""

    number = serializers.IntegerField(min_value=1, help_text=_("Urutan dalam naskah."))
    party = serializers.IntegerField(min_value=1, help_text=_("Urutan pihak yang terkena."))
    kind = Code(ProvisionKind.choices, help_text=_("Hak, kewajiban, batasan, atau sanksi."))
    text = serializers.CharField(help_text=_("Isinya."))
    due_rule = Code(DueRule.choices, allow_null=True, help_text=_("Cara jatuh tempo; null bila tidak ada."))
    due_on = serializers.DateField(allow_null=True, help_text=_("Tanggal (pertama) jatuh tempo."))
    due_days = serializers.IntegerField(
        allow_null=True, help_text=_("Hari sejak penandatanganan, atau hari kerja sesudah peristiwa.")
    )
    event = Words(allow_null=True, help_text=_("Peristiwa yang memulai hitungan hari kerja."))
    amount = serializers.IntegerField(allow_null=True, help_text=_("Rupiah."))
    evidence = Words(allow_null=True, help_text=_("Bukti yang diharapkan."))
    breach_of = serializers.IntegerField(
        allow_null=True, help_text=_("Bagi sanksi: nomor ketentuan yang pelanggarannya dikenai.")
    )
    steps = StepShape(many=True, help_text=_("Bagi sanksi: langkahnya menurut urutan."))


class ProvisionRowShape(ProvisionShape):
    """A provision together with its agreement."""

    agreement = serializers.CharField(help_text=_("Nomor acuan kerja samanya."))


class PartyRowShape(PartyShape):
    """A party together with its agreement."""

    agreement = serializers.CharField(help_text=_("Nomor acuan kerja samanya."))


class ArticleShape(serializers.Serializer):
    """One Pasal."""

    number = serializers.IntegerField(help_text=_("Nomor Pasal."))
    heading = Words(allow_null=True, help_text=_("Judulnya."))
    content = Code(Content.choices, allow_null=True, help_text=_("Muatan (Permendagri 96/2017 pasal 6)."))
    excluded = serializers.BooleanField(help_text=_("Dikecualikan dari umum; alasannya ada di `exclusions`."))
    text = serializers.CharField(
        allow_blank=True, help_text=_("Teks, satu baris tiap ayat, huruf, atau angka.")
    )


class ChapterShape(serializers.Serializer):
    """One BAB, or articles without one."""

    number = serializers.IntegerField(allow_null=True, help_text=_("Nomor BAB; null bila tanpa BAB."))
    heading = Words(allow_null=True, help_text=_("Judulnya."))
    articles = ArticleShape(many=True, help_text=_("Pasal-pasalnya."))


class ExclusionShape(serializers.Serializer):
    """An article that the public does not read, and why."""

    article = serializers.IntegerField(help_text=_("Nomor Pasal."))
    ground = Code(Ground.choices, help_text=_("Huruf dalam UU 14/2008 pasal 17."))
    reason = serializers.CharField(help_text=_("Alasan."))


class FundingShape(serializers.Serializer):
    """Money that a party brings in."""

    party = serializers.IntegerField(help_text=_("Urutan pihak."))
    source = Code(FundingSource.choices, help_text=_("Sumber dana."))
    year = serializers.IntegerField(help_text=_("Tahun anggaran."))
    amount = serializers.IntegerField(help_text=_("Rupiah."))


class AssetShape(serializers.Serializer):
    """Something else that a party brings in."""

    party = serializers.IntegerField(help_text=_("Urutan pihak."))
    kind = Code(AssetKind.choices, help_text=_("Jenis aset."))
    description = serializers.CharField(help_text=_("Uraian."))
    use = Code(AssetUse.choices, help_text=_("Bentuk pemanfaatan."))
    village_owned = serializers.BooleanField(help_text=_("Aset desa."))
    value = serializers.IntegerField(allow_null=True, help_text=_("Perkiraan nilai, rupiah."))


class TextShape(serializers.Serializer):
    """What a signed text says."""

    considering = serializers.ListField(child=serializers.CharField(), help_text=_("Menimbang."))
    in_view_of = serializers.ListField(child=serializers.CharField(), help_text=_("Mengingat."))
    chapters = ChapterShape(many=True, help_text=_("Batang tubuh."))


class DetailShape(AgreementShape):
    """A public agreement with everything that anybody may read of it."""

    parent = serializers.CharField(
        allow_null=True, help_text=_("Nomor acuan naskah yang diubah atau dilanjutkan.")
    )
    provisions = ProvisionShape(many=True, help_text=_("Hak, kewajiban, batasan, dan sanksi."))
    funding = FundingShape(many=True, help_text=_("Dana yang dibawa para pihak."))
    assets = AssetShape(many=True, help_text=_("Aset yang dibawa para pihak."))
    text = TextShape(allow_null=True, help_text=_("Naskahnya; null bila ditandatangani di luar portal."))
    exclusions = ExclusionShape(many=True, help_text=_("Pasal yang dikecualikan dari umum."))
    covered = serializers.IntegerField(help_text=_("Banyaknya data pribadi yang ditutup dalam naskah."))


def detail(listing: Listing, parent: str | None) -> dict[str, Any]:
    """Everything about one agreement."""
    text = texts_of([listing]).get(listing.pk)
    content = text.content if text else {}
    return AgreementShape(listing, context={"files": downloadable([listing])}).data | {
        "parent": parent,
        "provisions": provisions(text),
        "funding": FundingShape(content.get("funding", []), many=True).data,
        "assets": AssetShape(content.get("assets", []), many=True).data,
        "text": body(text) if text else None,
        "exclusions": ExclusionShape(text.exclusions, many=True).data if text else [],
        "covered": text.covered if text else 0,
    }


def texts_of(listings: Sequence[Listing]) -> dict[int, PublicText]:
    """The public texts of these agreements by key, in two queries; those signed elsewhere have none."""
    keys = [listing.pk for listing in listings if not listing.signed_elsewhere]
    documents = FrozenDocument.objects.filter(agreement__in=keys, voided_at__isnull=True).order_by("pk")
    kept_back: dict[int, list[Exclusion]] = {}
    for exclusion in Exclusion.objects.filter(agreement__in=keys).order_by("article"):
        kept_back.setdefault(exclusion.agreement_id, []).append(exclusion)
    return {
        document.agreement_id: text_of(document, kept_back.get(document.agreement_id, []))
        for document in documents
    }


def provisions(text: PublicText | None) -> list[dict[str, Any]]:
    """The provisions of a text, counted; a sanction names the number of what it answers."""
    rows = text.content["provisions"] if text else []
    numbers = {row["key"]: place for place, row in enumerate(rows, start=1)}
    return [_provision(row, numbers) for row in rows]


def _provision(row: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    due = row.get("due")
    return {
        "number": numbers[row["key"]],
        **{key: row[key] for key in ("party", "kind", "text")},
        "due_rule": row.get("due_rule") or ("on_date" if due else None),
        "due_on": due,
        "due_days": row.get("due_days"),
        "event": row.get("event") or None,
        "amount": row.get("amount"),
        "evidence": row.get("evidence") or None,
        "breach_of": numbers.get(row.get("breach_of", "")),
        "steps": StepShape(row.get("steps", []), many=True).data,
    }


def body(text: PublicText) -> dict[str, Any]:
    """The numbered text, each article as lines with their markers."""
    document = number(text.content)
    kept_back = {exclusion.article for exclusion in text.exclusions}
    return {
        "considering": [block.text for block in document.considering],
        "in_view_of": [block.text for block in document.in_view_of],
        "chapters": [
            {
                "number": chapter.number or None,
                "heading": chapter.heading or None,
                "articles": [
                    {
                        "number": article.number,
                        "heading": article.heading or None,
                        "content": article.content or None,
                        "excluded": article.number in kept_back,
                        "text": "\n".join(_lines(article.blocks)),
                    }
                    for article in chapter.articles
                ],
            }
            for chapter in document.chapters
        ],
    }


def _lines(blocks: Iterable[Block]) -> list[str]:
    """The blocks as lines, deeper ones after the one they belong to."""
    found: list[str] = []
    for block in blocks:
        found += [f"{block.marker} {block.text}".strip(), *_lines(block.blocks)]
    return found
