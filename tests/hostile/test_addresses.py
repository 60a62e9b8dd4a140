"""Whatever stands in an address: odd questions, other people's numbers, other hosts, other sites."""

import pytest
from django.core.cache import cache
from django.test import Client

from agreements.record.models import Agreement
from tests.hostile.forms import READ, SENT, Sending, rows_of_everything, who
from tests.permissions.expected import Row
from tests.support.world import World, undone, word

pytestmark = pytest.mark.django_db
ASKED = (
    "q", "tahap", "topik", "jenis", "desa", "mitra", "sesudah", "after", "setelah", "bagian", "pihak", "cari",
    "dilihat", "isi", "dari", "untuk", "page", "code", "kode", "next",
)  # fmt: skip
VALUES = {
    "nothing": "",
    "a zero byte": "%00",
    "half a surrogate": "%ED%A0%80",
    "no Unicode": "%FF%FE",
    "a negative page": "-1",
    "a number beyond all": "9" * 30,
    "other numerals": "%D9%A1%D9%A2",
    "ten kilobytes": "a" * 10_000,
    "many words": "kata+" * 1_000,
    "SQL": "%27%3B+DROP+TABLE+x%3B--",
    "patterns": "%25_%5C%5B%28%2A%2B%3F",
    "HTML": "%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E",
    "a path": "..%2F..%2Fetc%2Fpasswd",
    "a list": "x%5B%5D=1",
}
KEYS = (
    "0-0", "99999999999999999-9", "1-999999999999999999999", "-", "1-1-1", "2020-13-45T99:99:99_1", "2020-01-01_1",
    "0001-01-01T00:00:00+23:59_1", "9999-12-31T23:59:59-23:59_999999999999999999", "33.05.01.2001", "zzz",
)  # fmt: skip
LISTS = {
    "/kerja-sama/": "sesudah",
    "/meja/semua/": "sesudah",
    "/tinjauan/": "setelah",
    "/desa/": "after",
    "/mitra/": "after",
    "/organisasi/": "after",
}
PAGES = list({row.name: row for row in READ if not row.name.startswith("admin:")}.values())


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    cache.clear()


def fine(world: World, row: Row, query: str) -> None:
    address = world.url(row.name, row.stage)
    answer = world.client(who(row)).get(f"{address}?{query}")
    assert answer.status_code < 500, f"{address}?{query[:80]}"
    if "html" in answer.get("Content-Type", ""):
        assert b"<script>alert" not in answer.content
    word(answer)


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name)
def test_odd_questions_are_answered(world: World, row: Row) -> None:
    """All questions of the portal at once, whether this page knows them or not."""
    for what in ("a zero byte", "half a surrogate", "a negative page", "ten kilobytes", "HTML"):
        fine(world, row, "&".join(f"{name}={VALUES[what]}" for name in ASKED))


@pytest.mark.parametrize("address", LISTS)
def test_wrong_keys_of_lists_are_answered(world: World, address: str) -> None:
    client = world.client("dpmd")
    keys = [(LISTS[address], key) for key in (*KEYS, VALUES["a zero byte"], VALUES["ten kilobytes"])]
    words = [(name, value) for name in ("q", "tahap") for value in VALUES.values()]
    for name, value in keys + words:
        assert client.get(f"{address}?{name}={value}").status_code in (200, 400), (
            f"{address}?{name}={value[:60]}"
        )


def test_two_thousand_parties_in_an_address(world: World) -> None:
    many = "&".join(f"pihak=33.05.01.{n:04}" for n in range(2000))
    for address in (world.url("agreements:draft-choose"), world.url("agreements:draft-parties", "drafting")):
        assert word(world.client("head1").get(f"{address}?{many}")) in ("ok", "400", "413")


ODD_PARTS = (
    "0" * 8, "ZZZZZZZZ", "../../", "%00%00%00%00", "%F0%9F%98%80", "a" * 5000, "٣٣٠٥٠١٢٠", "'--------", "%2e%2e",
)  # fmt: skip
PLACES = "meja naskah tinjauan tanda-tangan kerja-sama verifikasi desa mitra undangan"


@pytest.mark.parametrize("part", ODD_PARTS)
def test_references_that_are_none_are_not_found(world: World, part: str) -> None:
    for place in (
        "meja",
        "naskah",
        "tinjauan",
        "tanda-tangan",
        "kerja-sama",
        "verifikasi",
        "desa",
        "mitra",
        "undangan",
    ):
        status = world.client("head1").get(f"/{place}/{part}/").status_code
        assert status in (404, 400, 301), f"/{place}/{part[:20]}/ {status}"


def test_numbers_beyond_the_database_are_not_found(world: World) -> None:
    ref = world.agreements["drafting"].ref
    for number in (0, 2**31, 2**63, 10**40):
        for address in (
            f"/naskah/{ref}/pasal/{number}/",
            f"/naskah/{ref}/pasal/{number}/hapus/",
            f"/naskah/{ref}/ketentuan/{number}/",
            f"/naskah/{ref}/lampiran/{number}/",
            f"/naskah/{ref}/pasal/{number}/atur/",
            f"/naskah/{ref}/pasal/{number}/pecah/",
            f"/naskah/{ref}/pasal/{number}/bab/",
            f"/naskah/{ref}/pasal/{number}/rumusan/",
            f"/naskah/{ref}/ketentuan/{number}/hapus/",
            f"/naskah/{ref}/pendanaan/dana/{number}/",
            f"/naskah/{ref}/pendanaan/aset/{number}/",
            f"/naskah/{ref}/musyawarah/{number}/",
            f"/naskah/{ref}/usul/{number}/tolak/",
            f"/naskah/{ref}/percakapan/{number}/",
            f"/naskah/{ref}/impor/{number}/",
            f"/naskah/{ref}/versi/{number}/",
            f"/naskah/{ref}/versi/{number}/kini/",
            f"/naskah/{ref}/versi/1/{number}/",
            f"/jenis/{number}/",
            f"/jenis/{number}/ketentuan/{number}/",
            f"/organisasi/{number}/orang/",
            f"/organisasi/{world.village1.pk}/orang/{number}/akhiri/",
            f"/pendaftaran/{number}/",
            f"/lambang/{number}.png",
        ):
            role = "head1" if ref in address else "dpmd"
            assert world.client(role).get(address).status_code in (404, 400), address


def test_parts_of_another_agreement_are_not_found_under_ones_own(world: World) -> None:
    """Neither of a stranger's nor of another one of one's own: the reference and the number belong together."""
    mine, before = world.agreements["drafting"], rows_of_everything()
    for other in (world.elsewhere, world.agreements["returned"], world.agreements["signing"]):
        for address in _parts(mine, other):
            assert word(world.client("head1").get(address)) in ("404", "405"), address
            became = word(world.client("head1").post(address, {"text": "x", "body": "x", "place": "x"}))
            # an article that is not there (any more) is offered as a new one, so that no text is lost
            assert became in ("404", "405", "form" if "/pasal/" in address else ""), address
    assert rows_of_everything() == before


PARTS = {
    "articles": ("pasal/{}/", "pasal/{}/hapus/", "pasal/{}/usul/", "pasal/{}/atur/", "pasal/{}/pecah/",
                 "pasal/{}/bab/", "pasal/{}/rumusan/"),
    "provisions": ("ketentuan/{}/", "ketentuan/{}/hapus/", "ketentuan/{}/geser/"),
    "funding": ("pendanaan/dana/{}/", "pendanaan/dana/{}/hapus/"),
    "assets": ("pendanaan/aset/{}/", "pendanaan/aset/{}/hapus/"),
    "attachments": ("lampiran/{}/", "lampiran/{}/hapus/"),
    "suggestions": ("usul/{}/terima/", "usul/{}/tolak/", "usul/{}/tarik/", "usul/{}/tempatkan/"),
    "threads": ("percakapan/{}/", "percakapan/{}/selesai/", "percakapan/{}/buka-lagi/"),
    "deliberations": ("musyawarah/{}/", "musyawarah/{}/hapus/"),
    "imported_texts": ("impor/{}/", "impor/{}/hasil/", "impor/{}/buang/"),
}  # fmt: skip
"""What an agreement owns that has addresses of its own."""


def _parts(mine: Agreement, other: Agreement) -> list[str]:
    return [
        f"/naskah/{mine.ref}/{place.format(pk)}"
        for rows, places in PARTS.items()
        for pk in getattr(other, rows).order_by("pk").values_list("pk", flat=True)[:1]
        for place in places
    ]


def test_people_of_another_organization_are_not_found_under_ones_own(world: World) -> None:
    one, two = world.village1.pk, world.village2.pk
    head2 = world.people["head2"].memberships.get().pk
    client = world.client("dpmd")
    for address in (
        f"/organisasi/{one}/orang/{head2}/akhiri/",
        f"/organisasi/{two}/orang/{world.membership.pk}/akhiri/",
        f"/organisasi/{two}/orang/pelimpahan/{world.delegation.pk}/akhiri/",
        f"/organisasi/{two}/undangan/{world.invitation.pk}/",
    ):
        assert word(client.get(address)) == "404", address


@pytest.mark.parametrize(
    "host", ["jahat.example", "testserver.jahat.example", "a b", "[::1", "testserver:80@jahat.example"]
)
def test_another_host_is_refused(client: Client, host: str) -> None:
    for address in ("/", "/masuk/", "/verifikasi/", "/lupa-sandi/"):
        assert client.get(address, headers={"host": host}).status_code == 400


def test_a_forwarded_host_changes_no_address(client: Client) -> None:
    answer = client.get("/", headers={"x-forwarded-host": "jahat.example", "x-forwarded-proto": "https"})
    assert answer.status_code == 200
    assert b"jahat.example" not in answer.content


ELSEWHERE = (
    "https://jahat.example/", "//jahat.example/", "///jahat.example", "/\\jahat.example", "https:jahat.example",
    "javascript:alert(1)", "\thttps://jahat.example", "https://testserver@jahat.example/", "%0d%0aX-Injected:1",
    "/meja/\r\nX-Injected: 1", "\0", "x" * 10_000,
)  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(world: World, target: str) -> None:
    person = world.people["nobody"]
    sent = {"login": person.username, "password": "sandi-untuk-uji-saja", "next": target}
    with undone():
        for role, address, data in (
            ("stranger", "/masuk/", sent),
            ("stranger", "/bahasa/", {"language": "en", "next": target}),
            ("nobody", "/keluar/", {"next": target}),
        ):
            answer = world.client(role).post(address, data)
            assert answer.status_code < 500, address
            _stays(answer)
        _stays(world.client("nobody").get("/masuk/", {"next": target}))
        _stays(world.client("stranger").get("/bahasa/", {"next": target}))
        _stays(
            world.client("stranger").post(
                "/bahasa/", {"language": "en"}, headers={"referer": target[:99].strip()}
            )
        )


def _stays(answer) -> None:
    assert "X-Injected" not in answer
    place = answer.headers.get("Location", "")
    assert not place.startswith(("//", "/\\", "\\"))
    assert "://" not in place.partition("?")[0]
    assert not place.lower().startswith(("javascript:", "https:", "http:"))


def test_unknown_languages_are_not_taken(world: World) -> None:
    for language in ("zz", "", "id" * 5000, "\0", "../../en"):
        with undone():
            answer = world.client("stranger").post("/bahasa/", {"language": language, "next": "/"})
            assert word(answer) in ("back", "400")
            assert world.client("stranger").get("/", headers={"accept-language": language}).status_code == 200


def test_verbs_take_no_other_method(world: World) -> None:
    for row in SENT[:40]:
        sending = Sending(world, row)
        for method in ("PUT", "DELETE"):
            before = rows_of_everything()
            with undone():
                answer = world.client(sending.role).generic(method, sending.address, b"x=1")
                assert answer.status_code < 500, f"{method} {sending.address}"
                assert rows_of_everything() == before
