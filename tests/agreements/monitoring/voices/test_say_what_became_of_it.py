"""A citizen says "this did not happen" or "thank you" without an account; it is checked, and answered in the open."""

import datetime as dt
import io
import re

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from agreements.monitoring.files.taking import SIDE
from agreements.monitoring.voices import actions, mailing
from agreements.monitoring.voices.models import Voice
from agreements.monitoring.voices.queries import tally
from agreements.monitoring.voices.views import public
from agreements.notices.deriving import derive
from agreements.notices.models import Notice
from agreements.notices.reminding import remind
from agreements.record.crossing import Refused
from agreements.review.consultation.mailing import LASTS
from tests import factories as make

pytestmark = pytest.mark.django_db


def published(first, second):
    """A public agreement between two villages, begun by the head of the first."""
    parties = (first.organization, second.organization)
    return make.listed(*parties, by=make.signatory_of(first))


@pytest.fixture(autouse=True)
def nobody_has_spoken_before(db):
    cache.clear()


@pytest.fixture
def agreement():
    return published(make.village("Argopeni"), make.village("Srati"))


@pytest.fixture
def stranger():
    return Client(enforce_csrf_checks=True)


def typed(**changes):
    words = "Truknya tidak pernah datang; telepon saya 081234567890."
    return {
        "kind": "missing",
        "about": "",
        "text": words,
        "email": "Tini@surel.example",
        "name": "Bu Tini",
    } | changes


def picture():
    """A photo that says where it was taken."""
    data, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Kamera Rahasia"
    Image.new("RGB", (2000, 900), "green").save(data, "JPEG", exif=exif)
    return SimpleUploadedFile("DSC_0815_rumah_bu_tini.jpg", data.getvalue())


def said(agreement, **changes):
    voice = actions.say(
        agreement, **({"kind": "missing", "text": "Truk tidak datang.", "email": "t@surel.example"} | changes)
    )
    return actions.confirm(voice)


def link():
    return re.search(r"https?://[^/]+(/suara/konfirmasi/\S+)", mail.outbox[-1].body)[1]


def test_from_the_form_to_the_answer(stranger, agreement):
    page = f"/kerja-sama/{agreement.ref}/suara/"
    answer = stranger.post(f"{page}sampaikan/", typed(photo=picture()))
    assert answer["Location"] == f"{page}terkirim/"
    mailing.deliver.call(Voice.objects.get().pk)
    path = link()
    assert "Truknya" in stranger.get(path).content.decode()
    assert Voice.objects.get().confirmed_at is None  # opening the link is not enough
    assert "sudah kami terima" in stranger.post(path, follow=True).content.decode()
    assert "Truknya" not in stranger.get(page).content.decode()
    voice = Voice.objects.get()
    party = agreement.parties.get(ordinal=2)
    actions.moderate(voice, by=agreement.created_by, shown=True, party=party)
    shown = stranger.get(page)
    assert "Truknya" in shown.content.decode() and "Menunggu jawaban" in shown.content.decode()
    assert "081234567890" not in shown.content.decode() and "Bu Tini" not in shown.content.decode()
    assert not shown.cookies and "public" in shown["Cache-Control"]
    head2 = make.signatory_of(party.organization)
    actions.answer(Voice.objects.get(), by=head2, text="Truk diperbaiki; mulai Senin datang lagi.")
    mailing.deliver_answer.call(voice.pk)
    assert "mulai Senin" in mail.outbox[-1].body and mail.outbox[-1].to == ["tini@surel.example"]
    voice = Voice.objects.get()
    assert (voice.email, voice.name) == ("", "")  # who did not want the name shown is forgotten
    assert "mulai Senin" in stranger.get(page).content.decode()
    assert not Session.objects.exists()


def test_a_photo_tells_nothing_but_the_picture(stranger, agreement):
    voice = said(agreement, photo=picture())
    address = f"/kerja-sama/{agreement.ref}/suara/{voice.pk}/foto.jpg"
    assert stranger.get(address).status_code == 404  # not before it was checked
    actions.moderate(voice, by=agreement.created_by, shown=True, party=agreement.parties.get(ordinal=1))
    data = b"".join(stranger.get(address).streaming_content)
    assert b"Kamera" not in data and "rumah" not in Voice.objects.get().photo.name
    assert max(Image.open(io.BytesIO(data)).size) == SIDE


@pytest.mark.parametrize(
    "file", [SimpleUploadedFile("foto.jpg", b"%PDF-1.4 bukan foto"), SimpleUploadedFile("foto.png", b"")]
)
def test_what_is_no_photo_is_refused_beside_its_field(stranger, agreement, file):
    answer = stranger.post(f"/kerja-sama/{agreement.ref}/suara/sampaikan/", typed(photo=file))
    assert answer.status_code == 200 and "Truknya" in answer.content.decode()
    assert answer.context["form"].errors["photo"] and not Voice.objects.exists()


def test_hidden_only_with_a_reason_that_all_can_read(stranger, agreement):
    voice = said(agreement)
    with pytest.raises(ValidationError, match="alasan"):
        actions.moderate(voice, by=agreement.created_by, shown=False)
    actions.moderate(voice, by=agreement.created_by, shown=False, reason="Menghina tetangga.")
    page = stranger.get(f"/kerja-sama/{agreement.ref}/suara/").content.decode()
    assert "Menghina tetangga." in page and "Truk tidak datang." not in page
    assert Voice.objects.get().email == ""
    assert agreement.journal.filter(code="hide_voice", details__reason="Menghina tetangga.").exists()


def test_what_did_not_happen_needs_a_party_that_answers(agreement):
    voice = said(agreement)
    with pytest.raises(ValidationError) as caught:
        actions.moderate(voice, by=agreement.created_by, shown=True)
    assert "party" in caught.value.message_dict
    stranger_to_it = published(make.village("Jauh"), make.village("Sana")).parties.get(ordinal=1)
    with pytest.raises(ValidationError):
        actions.moderate(voice, by=agreement.created_by, shown=True, party=stranger_to_it)


def test_only_the_party_that_was_asked_answers(agreement):
    voice = said(agreement)
    actions.moderate(voice, by=agreement.created_by, shown=True, party=agreement.parties.get(ordinal=2))
    with pytest.raises(Refused, match="diminta"):
        actions.answer(voice, by=agreement.created_by, text="Sudah.")


def test_who_is_told(agreement):
    make.reviewer()
    head2 = make.signatory_of(agreement.parties.get(ordinal=2).organization)
    voice = said(agreement)
    derive()
    assert Notice.objects.filter(code="voice_came", person=head2).exists()
    actions.moderate(voice, by=agreement.created_by, shown=True, party=agreement.parties.get(ordinal=2))
    derive()
    asked = Notice.objects.filter(code="voice_asks").order_by("pk")
    assert [notice.person for notice in asked] == [head2]


def test_late_answers_are_recalled_once_and_counted(agreement, on_day):
    voice = said(agreement)
    actions.moderate(voice, by=agreement.created_by, shown=True, party=agreement.parties.get(ordinal=2))
    due = Voice.objects.get().answer_due_on
    on_day(due, "23:00")
    remind()
    assert not Notice.objects.filter(code="voice_late").exists()
    assert tally(agreement.voices.all()).late == 0
    on_day(due + dt.timedelta(days=1))
    remind(), remind()
    assert Notice.objects.filter(code="voice_late").count() == 1
    assert tally(agreement.voices.all()).late == 1


def test_the_queue_of_one_agreement_and_one_address_is_bounded(agreement, monkeypatch):
    for number in range(actions.LETTERS_AN_HOUR):
        actions.say(agreement, kind="thanks", text=f"Terima kasih {number}.", email="t@surel.example")
    with pytest.raises(ValidationError, match="beberapa tautan"):
        actions.say(agreement, kind="thanks", text="Lagi.", email="T@surel.example")
    monkeypatch.setattr(actions, "MOST_UNCHECKED", 3)
    with pytest.raises(Refused, match="menunggu"):
        actions.say(agreement, kind="thanks", text="Lagi.", email="lain@surel.example")


def test_a_network_may_not_flood(stranger, agreement):
    page = f"/kerja-sama/{agreement.ref}/suara/sampaikan/"
    for number in range(public.MOST):
        assert stranger.post(page, typed(email=f"w{number}@surel.example")).status_code == 302
    busy = stranger.post(page, typed(email="banyak@surel.example"))
    assert busy.status_code == 429 and "Truknya" in busy.content.decode()


def test_a_program_that_fills_in_everything_is_thanked_and_forgotten(stranger, agreement):
    answer = stranger.post(
        f"/kerja-sama/{agreement.ref}/suara/sampaikan/", typed(website="http://spam.example")
    )
    assert answer.status_code == 302 and not Voice.objects.exists()


def test_what_nobody_confirmed_is_deleted_with_its_photo(
    agreement, on_day, django_capture_on_commit_callbacks
):
    voice = actions.say(
        agreement, kind="missing", text="Tidak ada.", email="t@surel.example", photo=picture()
    )
    storage, path = voice.photo.storage, voice.photo.name
    on_day(timezone.localdate() + LASTS + dt.timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_speakers() == (1, 0)
    assert not Voice.objects.exists() and not storage.exists(path)
    with pytest.raises(Refused):
        actions.confirm(voice)


def test_after_two_months_nobody_is_known_even_without_an_answer(agreement, on_day):
    said(agreement, name="Bu Tini")
    on_day(timezone.localdate() + actions.KEEPS_ADDRESS + dt.timedelta(days=1))
    assert actions.forget_speakers() == (0, 1)
    assert (Voice.objects.get().email, Voice.objects.get().name) == ("", "")


def test_nobody_changes_what_a_citizen_said(agreement):
    voice = said(agreement)
    with pytest.raises(DatabaseError, match="voice"), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(text="Semua baik.")
    with pytest.raises(DatabaseError, match="voice"), transaction.atomic():
        voice.delete()
