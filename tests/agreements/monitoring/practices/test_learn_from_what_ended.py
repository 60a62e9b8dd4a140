"""Learn from a cooperation that ended: the parties write it down, all agree, and everybody reads it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from agreements.drafting.models import Funding, Provision
from agreements.monitoring.activities.models import Movement
from agreements.monitoring.obligations.models import Occurrence
from agreements.monitoring.outcomes.models import Indicator
from agreements.monitoring.practices import actions
from agreements.monitoring.practices.figures import figures_of, in_words
from agreements.monitoring.practices.models import Practice
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.record.crossing import Refused
from agreements.record.models import Agreement
from tests import factories

pytestmark = pytest.mark.django_db
SAID = {
    "title": "Bank sampah yang membiayai dirinya",
    "worked": "Iuran dipungut saat sampah ditimbang. Hubungi 0812-3456-7890.",
    "failed": "Truk terlalu besar untuk jalan dusun.",
    "advice": "Mulailah dari satu dusun.",
}


@pytest.fixture
def agreement(on_day) -> Agreement:
    """It held for half a year, kept one of two promises in time, and reached more homes than before."""
    on_day("2026-06-30")
    factories.agency()
    parties = [factories.village("Argopeni").organization, factories.village("Srati").organization]
    draft = factories.listed(*parties, stage="drafting", starts_on=dt.date(2026, 1, 1))
    party = draft.parties.get(ordinal=1)
    facts = {"agreement": draft, "party": party}
    Funding.objects.create(source="village_budget", year=2026, amount=8_000_000, **facts)
    rule = Provision.objects.create(ordinal=1, kind="obligation", text="mengangkut sampah", **facts)
    factories.moved(draft, "in_force")
    for ordinal, (due, done) in enumerate(((1, 1), (1, 20)), start=1):
        days = {"due_on": dt.date(2026, 3, due), "done_on": dt.date(2026, 3, done)}
        Occurrence.objects.create(ordinal=ordinal, provision=rule, state="confirmed", **days, **facts)
    head = factories.signatory_of(party.organization)
    day = timezone.localdate()
    Movement.objects.create(direction="paid", amount=6_500_000, on=day, recorded_by=head, **facts)
    indicator = Indicator.objects.create(
        agreement=draft,
        name="Rumah terlayani",
        unit="rumah",
        benefit="services",
        baseline=Decimal(40),
        baseline_on=draft.starts_on,
        target=Decimal(200),
        target_on=draft.ends_on,
        created_by=head,
    )
    for value, on in ((120, 1), (150, 20)):
        indicator.measurements.create(value=value, on=dt.date(2026, 6, on), recorded_by=head)
    return factories.ended(draft)


@pytest.fixture
def heads(agreement):
    return [factories.signatory_of(p.organization) for p in agreement.parties.order_by("ordinal")]


@pytest.fixture
def published(agreement, heads) -> Practice:
    practice = actions.write(agreement, by=heads[0], edition=0, **SAID)
    practice = actions.ask_parties(practice, by=heads[0], edition=1)
    return actions.answer(practice, by=heads[1], edition=2, agrees=True)


def room(agreement: Agreement, part: str = "") -> str:
    return f"/kerja-sama/{agreement.ref}/praktik-baik/{part}"


def read(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_figures_come_from_the_data(agreement):
    told = dict(in_words(figure) for figure in figures_of(agreement))
    assert told == {
        "Lama kerja sama": "181 hari",
        "Kewajiban yang jatuh tempo": "2 kali",
        "Kewajiban yang ditepati pada waktunya": "50 persen",
        "Dana yang dijanjikan": "Rp\u00a08.000.000",
        "Dana yang tercatat dibayar": "Rp\u00a06.500.000",
        "Rumah terlayani": "dari 40 menjadi 150 rumah (target 200)",
    }


def test_written_asked_agreed_and_read_by_everybody(client, agreement, heads):
    secretary = factories.member(agreement.parties.get(ordinal=1).organization, "village_secretary")
    client.force_login(secretary)
    assert "Rumah terlayani" in client.get(room(agreement, "tulis/")).content.decode()
    assert client.post(room(agreement, "tulis/"), {"edition": 0, **SAID}).status_code == 302
    assert Client().get(f"/praktik-baik/{agreement.ref}/").status_code == 404
    client.post(room(agreement, "minta/"), {"edition": 1})
    for head in heads:
        assert Client().get(f"/praktik-baik/{agreement.ref}/").status_code == 404
        client.force_login(head)
        assert "Jawab untuk pihak Anda" in client.get(room(agreement)).content.decode()
        client.post(room(agreement, "jawab/"), {"edition": 2, "agrees": "ya"})
    assert Practice.objects.get().state == "published"
    text = read(f"/praktik-baik/{agreement.ref}/")
    assert "Truk terlalu besar" in text and "dari 40 menjadi 150 rumah" in text
    assert "0812" not in text and "[disamarkan]" in text
    codes = list(agreement.journal.values_list("code", flat=True))[-5:]
    assert codes == ["tell_practice", "ask_practice", "agree_practice", "agree_practice", "publish_practice"]


def test_the_head_who_asks_has_agreed(agreement, heads):
    practice = actions.write(agreement, by=heads[0], edition=0, **SAID)
    practice = actions.ask_parties(practice, by=heads[0], edition=1)
    with pytest.raises(Refused):
        actions.answer(practice, by=heads[0], edition=2, agrees=True)
    assert actions.answer(practice, by=heads[1], edition=2, agrees=True).state == "published"


def test_one_no_brings_it_back_and_every_asking_begins_anew(client, agreement, heads):
    practice = actions.write(agreement, by=heads[0], edition=0, **SAID)
    practice = actions.ask_parties(practice, by=heads[0], edition=1)
    client.force_login(heads[1])
    assert client.post(room(agreement, "jawab/"), {"edition": 2, "agrees": "tidak"}).status_code == 200
    said = {"edition": 2, "agrees": "tidak", "note": "Angkanya keliru."}
    client.post(room(agreement, "jawab/"), said)
    practice.refresh_from_db()
    assert practice.state == "draft"
    practice = actions.ask_parties(practice, by=heads[0], edition=2)
    assert actions.answer(practice, by=heads[1], edition=3, agrees=True).state == "published"


def test_a_changed_text_must_be_agreed_to_again(agreement, heads):
    practice = actions.write(agreement, by=heads[0], edition=0, **SAID)
    actions.ask_parties(practice, by=heads[0], edition=1)
    practice = actions.write(agreement, by=heads[0], edition=2, **SAID | {"failed": "Tidak ada."})
    assert (practice.state, practice.edition) == ("draft", 3)
    with pytest.raises(Refused):
        actions.answer(practice, by=heads[1], edition=2, agrees=True)


def test_two_who_write_at_once_are_told(client, agreement, heads):
    actions.write(agreement, by=heads[0], edition=0, **SAID)
    client.force_login(heads[1])
    response = client.post(room(agreement, "tulis/"), {"edition": 0, **SAID | {"worked": "Versi kedua."}})
    assert response.status_code == 409
    text = response.content.decode()
    assert "baru saja diubah" in text and "Versi kedua." in text
    assert Practice.objects.get().worked == SAID["worked"]


def test_figures_stay_as_they_were_agreed_to(published, agreement, heads):
    party = agreement.parties.get(ordinal=1)
    facts = {"direction": "paid", "amount": 1_000_000, "on": timezone.localdate(), "recorded_by": heads[0]}
    Movement.objects.create(agreement=agreement, party=party, **facts)
    assert "6.500.000" in read(f"/praktik-baik/{agreement.ref}/")


def test_a_party_takes_its_consent_back(client, published, agreement, heads):
    assert "membiayai dirinya" in read("/praktik-baik/")
    with pytest.raises(Refused):
        actions.write(agreement, by=heads[0], edition=2, **SAID)
    client.force_login(heads[1])
    assert client.post(room(agreement, "tarik/"), {"edition": 2, "reason": ""}).status_code == 200
    assert (
        client.post(room(agreement, "tarik/"), {"edition": 2, "reason": "Angkanya keliru."}).status_code
        == 302
    )
    assert Client().get(f"/praktik-baik/{agreement.ref}/").status_code == 404
    assert "membiayai dirinya" not in read("/praktik-baik/")
    assert actions.write(agreement, by=heads[0], edition=2, **SAID).state == "draft"


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"title": " "}, "title"), ({"worked": ""}, "worked"), ({"failed": "x" * 5001}, "failed")],
)
def test_what_is_missing_is_told_beside_its_field(client, agreement, heads, changed, field):
    client.force_login(heads[0])
    response = client.post(room(agreement, "tulis/"), {"edition": 0, **SAID, **changed})
    assert (response.status_code, list(response.context["form"].errors)) == (200, [field])
    assert not Practice.objects.exists()


def test_it_stands_with_its_topic_in_the_catalogue_and_in_the_sitemap(published, agreement):
    assert "membiayai dirinya" in read("/praktik-baik/waste/")
    assert "membiayai dirinya" not in read("/praktik-baik/health/")
    assert Client().get("/praktik-baik/sampah/").status_code == 404
    assert "Praktik baik tentang topik ini" in read("/kerja-sama/?topik=waste")
    assert "membiayai dirinya" not in read("/kerja-sama/")
    assert f"/praktik-baik/{agreement.ref}/" in read("/sitemap-umum.xml")


def test_while_it_holds_nothing_is_written(client):
    factories.agency()
    running = factories.listed(factories.village(), factories.village())
    head = factories.signatory_of(running.parties.get(ordinal=1).organization)
    client.force_login(head)
    assert "belum berakhir" in client.get(room(running)).content.decode()
    with pytest.raises(Refused):
        actions.write(running, by=head, edition=0, **SAID)
    assert Practice.objects.count() == 0


def test_a_list_of_many_takes_as_many_queries(agreement, published, django_assert_max_num_queries):
    for _more in range(4):
        other = factories.listed(
            *(p.organization for p in agreement.parties.order_by("ordinal")), stage="ended"
        )
        Practice.objects.create(
            agreement=other,
            state="published",
            published_at=timezone.now(),
            written_by=published.written_by,
            **SAID,
        )
    with django_assert_max_num_queries(6):
        read("/praktik-baik/?baru")


def test_the_heads_who_are_silent_are_asked(agreement, heads):
    practice = actions.write(agreement, by=heads[0], edition=0, **SAID)
    actions.ask_parties(practice, by=heads[0], edition=1)
    derive(timezone.now() - dt.timedelta(hours=1))
    asked = Notice.objects.filter(code="practice_asked").order_by("pk")
    assert [notice.person for notice in asked] == [heads[1]]


def test_the_page_of_what_became_of_it_leads_there(published, agreement):
    assert f"/praktik-baik/{agreement.ref}/" in read(f"/kerja-sama/{agreement.ref}/jalannya/")
