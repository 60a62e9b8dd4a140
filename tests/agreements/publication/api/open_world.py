"""A small public world with names and codes that never change: what examples show and programs ask about."""

import datetime as dt

import pytest

from agreements.publication.actions import publish
from agreements.publication.statistics.counting import count_all
from agreements.record.models import Agreement
from agreements.record.vocabulary import Topic
from tests import factories
from tests.agreements.conftest import one_more, stand_in

REF = "K7M2Q9XA"
TEXTS = {
    "general": "Dalam Peraturan Bersama ini, Sampah adalah sisa kegiatan sehari-hari warga kedua Desa.",
    "scope": "(1) Kerja sama ini meliputi:\na. pengangkutan; dan\nb. pengolahan.\n(2) Pengolahan dilakukan di Pasir.",
    "field": "Kerja sama ini termasuk bidang pelaksanaan pembangunan Desa.",
    "implementation": "Sampah diangkut dua kali seminggu menurut jadwal yang disepakati.",
    "dispute": "Perselisihan diselesaikan dengan musyawarah.",
}


def made() -> Agreement:
    """Two villages' agreement with all that one can say of it, one with a university, figures; returns the first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("agreements.documents.rendering.actions.laid_out", stand_in)
        patch.setattr("agreements.signing.crypto.pades.sign", one_more)
        patch.setattr("agreements.signing.crypto.sealing.MEMORY_KIB", 8)
        patch.setattr("agreements.signing.crypto.sealing.PASSES", 1)
        refs = iter((REF, "3HN8W2RC"))
        patch.setattr(Agreement._meta.get_field("ref"), "_get_default", lambda: next(refs))
        return _made()


def _made() -> Agreement:
    pasir = factories.village("Pasir", area__code="33.05.01.2004")
    ayah = factories.village("Ayah", area__code="33.05.01.2001")
    university = factories.partner("Universitas Bahari", slug="universitas-bahari")
    agreement = factories.begun(ayah, pasir, value=150_000_000)
    for article in agreement.articles.order_by("ordinal"):
        article.body = TEXTS.get(article.content, article.body)
        article.save()
    _agreed(agreement)
    publish(factories.signed(factories.approved(agreement)), by=agreement.created_by)
    details = {"title": "Taman Baca Pesisir", "summary": "Taman baca dirintis bersama."}
    factories.listed(pasir.organization, university.organization, topic=Topic.READING_CENTRE, **details)
    count_all()
    return agreement


def _agreed(agreement: Agreement) -> None:
    """An obligation, what follows when it is not met, and what each brings in."""
    ayah, pasir = agreement.parties.order_by("ordinal")
    duty = agreement.provisions.create(
        party=ayah,
        ordinal=1,
        kind="obligation",
        text="mengangkut sampah kedua Desa dua kali seminggu",
        due_rule="monthly",
        due_on=agreement.starts_on,
        evidence="buku angkutan",
    )
    steps = [{"measure": "warning", "after_days": 7, "amount": None}]
    steps += [{"measure": "compensation", "after_days": 30, "amount": 1_000_000}]
    agreement.provisions.create(
        party=ayah, ordinal=2, kind="sanction", text="ditegur, lalu mengganti", breach_of=duty, steps=steps
    )
    agreement.provisions.create(
        party=pasir, ordinal=3, kind="right", text="memakai kompos yang dihasilkan", amount=None
    )
    year = dt.date.today().year
    agreement.funding.create(
        party=ayah, source="village_budget", year=year, amount=150_000_000, account="0012-01-007654"
    )
    agreement.assets.create(
        party=pasir, kind="land", description="lahan 300 meter persegi", use="own_use", village_owned=True
    )
