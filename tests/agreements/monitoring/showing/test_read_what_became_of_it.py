"""Everybody reads what became of an agreement: obligations, outcomes, reports, disputes, voices; nothing private."""

import datetime as dt

import pytest
from django.utils import timezone

from agreements.monitoring.breaches.models import BreachCase
from agreements.monitoring.disputes.models import Dispute
from agreements.monitoring.outcomes.models import Indicator, Measurement
from agreements.monitoring.voices import actions as voices
from agreements.publication.actions import publish
from agreements.publication.privacy.models import Exclusion
from agreements.record import journal
from agreements.record.vocabulary import Content
from tests import factories as make


@pytest.fixture
def agreement(db):
    """A published agreement of two villages with obligations, of which one is private."""
    made = make.begun(make.village("Argopeni").organization, make.village("Srati").organization)
    party = made.parties.get(ordinal=1)
    day = timezone.localdate() + dt.timedelta(days=10)
    facts = {"party": party, "kind": "obligation", "due_rule": "on_date", "due_on": day}
    made.provisions.filter(kind="obligation").update(due_rule="", due_on=None, due_days=None)
    made.provisions.create(ordinal=9, text="Menyetor iuran ke rekening 1234567890123.", **facts)
    facts["party"] = made.parties.get(ordinal=2)
    made.provisions.create(ordinal=9, text="Mengangkut sampah.", **facts)
    publish(make.signed(make.approved(made)), by=made.created_by)
    return made


def page(client, agreement, more="jalannya/"):
    return client.get(f"/kerja-sama/{agreement.ref}/{more}")


def test_obligations_with_their_days_and_personal_data_covered(client, agreement):
    answer = page(client, agreement)
    said = answer.content.decode()
    assert "Mengangkut sampah." in said and "direncanakan" in said
    assert "1234567890123" not in said and "[disamarkan]" in said
    assert "public" in answer["Cache-Control"] and not answer.cookies


def test_what_is_late_is_said_so(client, agreement, on_day):
    on_day(timezone.localdate() + dt.timedelta(days=11))
    assert "terlambat" in page(client, agreement).content.decode()
    assert "Terlambat: 2" in page(client, agreement, "").content.decode()


def test_what_is_kept_back_in_the_text_is_kept_back_here(client, agreement):
    rights = agreement.articles.filter(content=Content.RIGHTS_OBLIGATIONS).order_by("ordinal")[0]
    facts = {"article": rights.ordinal, "ground": "b", "reason": "Memuat rahasia dagang mitra."}
    Exclusion.objects.create(agreement=agreement, decided_by=agreement.created_by, **facts)
    said = page(client, agreement).content.decode()
    assert "Mengangkut sampah." not in said and "dikecualikan" in said


def test_outcomes_disputes_and_voices_but_no_case_of_breach(client, agreement):
    by, party, today = agreement.created_by, agreement.parties.get(ordinal=2), timezone.localdate()
    days = {"baseline_on": today, "target_on": agreement.ends_on}
    indicator = Indicator.objects.create(
        agreement=agreement, name="Sampah terolah", unit="ton", benefit="environment", baseline=0, target=9,
        created_by=by, **days,
    )  # fmt: skip
    Measurement.objects.create(indicator=indicator, on=today, value=4, recorded_by=by)
    claim = {"claim": "Truk rusak karena lalai.", "wish": "Ganti rugi.", "claimed_by": by, "due_on": today}
    Dispute.objects.create(agreement=agreement, ordinal=1, claimant=party, **claim)
    BreachCase.objects.create(
        agreement=agreement, ordinal=1, against=party, provision=agreement.provisions.order_by("pk")[0],
        story="Cerita rahasia.", state=BreachCase.State.OPEN, opened_at=timezone.now(),
    )  # fmt: skip
    said = voices.say(agreement, kind="thanks", text="Sungai bersih.", email="t@surel.example")
    voices.moderate(voices.confirm(said), by=by, shown=True)
    found = page(client, agreement).content.decode()
    assert "Sampah terolah" in found and "Sungai bersih." in found and "menunggu jawaban" in found
    assert "lalai" not in found and "Cerita rahasia" not in found
    own = page(client, agreement, "").content.decode()
    assert "Perselisihan berjalan: 1" in own and "terima kasih 1" in own


def test_the_page_is_made_anew_when_something_happened(client, agreement):
    first = page(client, agreement)["ETag"]
    assert page(client, agreement)["ETag"] == first
    journal.append(agreement, "carry_out", by=agreement.created_by)
    assert page(client, agreement)["ETag"] != first


def test_the_pages_stay_cheap(client, agreement, django_assert_max_num_queries):
    page(client, agreement, "")
    journal.append(agreement, "carry_out", by=agreement.created_by)
    with django_assert_max_num_queries(15):
        page(client, agreement, "")
    with django_assert_max_num_queries(22):
        page(client, agreement)


def test_drafts_and_addenda_have_no_such_page(client, agreement):
    draft = make.begun()
    assert page(client, draft).status_code == 404
    assert client.get("/kerja-sama/TIDAKADA/jalannya/").status_code == 404
