"""Pictures and papers about work: only what they show is kept, once, for those concerned, and gone when it must be."""

import io
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from agreements.monitoring.activities.models import Activity
from agreements.monitoring.files.actions import MOST_OF_ONE, keep, keep_all, remove, show
from agreements.monitoring.files.models import Evidence
from agreements.monitoring.files.queries import files_by, files_of, public_pictures
from agreements.monitoring.files.taking import SIDE, SMALL_SIDE, taken
from agreements.record.crossing import Refused
from agreements.record.stages import Stage
from tests.factories import UserFactory, listed, member, moved, signatory_of, village
from tests.support.papers import LETTER, letter
from villages.people.models import Position

pytestmark = pytest.mark.django_db
PLACE = "Kebumen 7°40'S"


def photo(width=3000, height=2000, *, kind="JPEG", mode="RGB", turn=None):
    """A photograph that says where and with what it was taken."""
    drawn, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Pabrik Kamera"
    exif[0x010E] = PLACE
    exif.get_ifd(0x8825)[1] = "S"
    if turn:
        exif[0x0112] = turn
    picture = Image.new(mode, (width, height), "white")
    picture.paste((200, 30, 30) if mode == "RGB" else (200, 30, 30, 255), (0, 0, width, height // 10))
    picture.save(drawn, kind, **({"exif": exif} if kind != "PNG" else {}))
    return SimpleUploadedFile("IMG_0001.jpg", drawn.getvalue(), "image/jpeg")


@pytest.fixture
def agreement():
    return listed(village("Argopeni").organization, village("Srati").organization)


@pytest.fixture
def head(agreement):
    return signatory_of(agreement.parties.get(ordinal=1).organization)


@pytest.fixture
def work(agreement, head):
    days = {"starts_on": agreement.starts_on, "ends_on": agreement.ends_on}
    return Activity.objects.create(
        agreement=agreement,
        party=agreement.parties.get(ordinal=1),
        title="Membangun TPS",
        created_by=head,
        **days,
    )


@pytest.fixture
def picture(agreement, head, work):
    return keep(agreement, by=head, owner=work, title="TPS dari depan", file=photo())


def test_a_photograph_is_drawn_anew_and_tells_no_place(picture):
    with picture.file.open("rb") as file:
        data = file.read()
    assert b"Pabrik" not in data and b"Kebumen" not in data and b"Exif" not in data
    with Image.open(io.BytesIO(data)) as kept:
        assert (kept.format, max(kept.size)) == ("JPEG", SIDE)
        assert not kept.getexif()
    with picture.thumbnail.open("rb") as file, Image.open(file) as small:
        assert max(small.size) == SMALL_SIDE
    assert (picture.size, picture.content_type) == (len(data), "image/jpeg")
    assert "IMG" not in picture.file.name


@pytest.mark.parametrize(
    ("turn", "upright"), [(None, (300, 200)), (6, (200, 300)), (8, (200, 300)), (3, (300, 200))]
)
def test_a_photograph_stands_upright(turn, upright):
    with Image.open(io.BytesIO(taken(photo(300, 200, turn=turn)).data)) as kept:
        assert kept.size == upright
        reddest = kept.getpixel((kept.width - 5, kept.height // 2) if turn == 6 else (kept.width // 2, 5))
    if turn in (None, 6):  # the red strip was on top before the camera was turned
        assert reddest[0] > 150 > reddest[2]


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "L"), ("WEBP", "RGB"), ("WEBP", "RGBA")])
def test_other_pictures_become_photographs(kind, mode):
    drawn = io.BytesIO()
    Image.new(mode, (40, 30), 0).save(drawn, kind)
    kept = taken(SimpleUploadedFile("a.bin", drawn.getvalue()))
    with Image.open(io.BytesIO(kept.data)) as again:
        assert (again.format, again.size) == ("JPEG", (40, 30))
        assert again.getpixel((5, 5)) == ((255, 255, 255) if mode == "RGBA" else (0, 0, 0))


def test_a_paper_stays_as_it_is(agreement, head, work):
    row = keep(agreement, by=head, owner=work, title="Kuitansi", file=letter())
    with row.file.open("rb") as file:
        assert file.read() == LETTER
    assert not row.thumbnail and not row.is_picture


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"GIF89a" + b"0" * 50, "bukan foto"),
        (b"<svg onload='x()'/>", "bukan foto"),
        (b"RIFF\x10\0\0\0WEBPVP8 rusak", "rusak"),
        (photo(400, 300).read()[:900], "rusak"),
        (b"%PDF-1.4 tanpa akhir", "rusak"),
        (b"%PDF-1.4\n" + b"0" * 11_000_000, "terlalu besar"),
        (b"RIFF\x10\0\0\0WEBP" + b"0" * 11_000_000, "terlalu besar"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(agreement, head, work, data, words):
    with pytest.raises(ValidationError, match=words):
        keep(agreement, by=head, owner=work, title="Foto", file=SimpleUploadedFile("foto.jpg", data))
    assert not Evidence.objects.exists()


def test_when_one_of_several_is_wrong_none_is_kept(agreement, head, work, settings):
    wrong = SimpleUploadedFile("b.jpg", b"bukan")
    before = agreement.journal.count()
    with pytest.raises(ValidationError):
        keep_all(agreement, by=head, owner=work, title="Foto", files=[photo(50, 50), wrong])
    assert not Evidence.objects.exists()
    assert agreement.journal.count() == before


def test_the_same_sending_counts_once(agreement, head, work):
    key = uuid.uuid4()
    first = keep_all(
        agreement, by=head, owner=work, title="Dua foto", files=[photo(50, 50), letter()], key=key
    )
    second = keep_all(
        agreement, by=head, owner=work, title="Dua foto", files=[photo(50, 50), letter()], key=key
    )
    assert [row.pk for row in first] == [row.pk for row in second]
    assert Evidence.objects.count() == 2
    entry = agreement.journal.get(code="add_file")
    assert entry.details["digests"] == [row.digest for row in first]


def test_nobody_takes_over_the_key_of_another(agreement, head, work):
    key, other = uuid.uuid4(), signatory_of(agreement.parties.get(ordinal=2).organization)
    keep(agreement, by=head, owner=work, title="Foto", file=photo(50, 50), key=key)
    with pytest.raises(ValidationError, match="sudah dipakai"):
        keep(agreement, by=other, owner=work, title="Foto", file=photo(50, 50), key=key)


def test_only_parties_add_and_not_without_end(agreement, head, work):
    with pytest.raises(Refused):
        keep(agreement, by=UserFactory(), owner=work, title="Foto", file=photo(50, 50))
    small = [taken(photo(10, 10))] * MOST_OF_ONE
    keep_all(agreement, by=head, owner=work, title="Foto", files=small)
    with pytest.raises(Refused, match="Paling banyak"):
        keep(agreement, by=head, owner=work, title="Foto", file=photo(10, 10))


def test_a_file_belongs_to_one_thing(picture):
    picture.activity = None
    with pytest.raises(IntegrityError), transaction.atomic():
        picture.save()


def test_files_of_many_things_take_one_query(agreement, head, work, picture, django_assert_num_queries):
    other = Activity.objects.create(
        agreement=agreement,
        party=work.party,
        title="Lain",
        created_by=head,
        starts_on=work.starts_on,
        ends_on=work.ends_on,
    )
    with django_assert_num_queries(1):
        assert files_by(agreement, [work, other]) == {work.pk: [picture], other.pk: []}
    assert list(files_of(work)) == [picture]


def address(name, row, *more):
    return reverse(f"agreements:{name}", args=[row.agreement.ref, row.pk, *more])


def test_a_picture_is_looked_at_and_a_paper_is_kept(client, agreement, head, work, picture):
    paper = keep(agreement, by=head, owner=work, title="Kuitansi / lunas", file=letter())
    client.force_login(head)
    shown = client.get(address("evidence", picture))
    assert shown["Content-Type"] == "image/jpeg" and shown["Content-Disposition"].startswith("inline")
    assert "private" in shown["Cache-Control"]
    assert len(b"".join(shown)) == picture.size
    small = b"".join(client.get(address("evidence-small", picture)))
    assert 0 < len(small) < picture.size
    kept = client.get(address("evidence", paper))
    assert kept["Content-Disposition"] == 'attachment; filename="kuitansi-lunas.pdf"'
    assert b"".join(kept) == LETTER
    assert client.get(address("evidence-small", paper)).status_code == 404


def test_citizens_see_a_picture_only_when_a_party_says_so(client, agreement, head, picture):
    public = address("evidence-public", picture, "kecil")
    assert client.get(public).status_code == 404
    client.force_login(head)
    assert client.post(address("evidence-show", picture), {"is_public": "yes"}).status_code == 302
    client.logout()
    answer = client.get(public)
    assert answer.status_code == 200 and not answer.cookies
    assert "tps" not in answer["Content-Disposition"]
    b"".join(answer)
    assert list(public_pictures(agreement)) == [picture]
    again = client.get(public, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304
    show(picture, by=head, is_public=False)
    assert client.get(public, HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 404
    assert list(agreement.journal.values_list("code", flat=True)) == ["add_file", "show_file", "hide_file"]


def test_a_public_picture_of_an_agreement_that_is_not_public_stays_closed(client, agreement, head, picture):
    show(picture, by=head, is_public=True)
    moved(agreement, Stage.DRAFTING)
    assert client.get(address("evidence-public", picture, "besar")).status_code == 404


def test_a_paper_is_never_shown_to_citizens(agreement, head, work):
    paper = keep(agreement, by=head, owner=work, title="Kuitansi", file=letter())
    with pytest.raises(Refused, match="Hanya foto"):
        show(paper, by=head, is_public=True)


def test_what_shows_too_much_is_destroyed_and_remembered(
    client, agreement, head, picture, django_capture_on_commit_callbacks
):
    show(picture, by=head, is_public=True)
    storage, names = picture.file.storage, (picture.file.name, picture.thumbnail.name)
    client.force_login(head)
    assert client.post(address("evidence-remove", picture), {"reason": " "}).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(address("evidence-remove", picture), {"reason": "Tampak KTP."}).status_code == 302
    picture.refresh_from_db()
    assert picture.removed_because == "Tampak KTP." and not picture.is_public
    assert not any(storage.exists(name) for name in names)
    for name in ("evidence", "evidence-small", "evidence-show", "evidence-remove"):
        assert client.get(address(name, picture)).status_code == 404
    assert client.get(address("evidence-public", picture, "kecil")).status_code == 404
    assert agreement.journal.get(code="remove_file").details["digest"] == picture.digest
    page = client.get(
        reverse("agreements:activity", args=[agreement.ref, picture.activity_id])
    ).content.decode()
    assert "berkas dihapus (Tampak KTP.)" in page


def test_only_the_party_that_sent_it_destroys_it(agreement, picture):
    parties = {p.ordinal: p.organization for p in agreement.parties.select_related("organization")}
    with pytest.raises(Refused, match="Hanya pihak yang mengirim"):
        remove(picture, by=signatory_of(parties[2]), reason="Kami tidak suka.")
    remove(picture, by=member(parties[1], Position.VILLAGE_SECRETARY), reason="Tampak KTP.")
    assert picture.removed_at


def test_evidence_is_never_deleted(picture):
    with pytest.raises(Exception, match=r"Cannot delete"), transaction.atomic():
        picture.delete()
