"""axe finds nothing against WCAG 2.2 AA on the pages of citizens, parties and officers, on a phone, light and dark.

In the dark only colours differ, as the first test makes sure: there only axe's rules about colour are asked again.
"""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from agreements.publication.actions import publish
from kerjasama.setup.places import ROOT
from tests.factories import (
    agency,
    approved,
    begun,
    member,
    partner,
    signatory_of,
    signed,
    submitted,
    village,
)
from villages.people.models import Position

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
BRIEF = {"resultTypes": ["violations"]}
"""What is in order is not described node by node."""
RULES = {
    "light": {"runOnly": {"type": "tag", "values": WCAG}} | BRIEF,
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}} | BRIEF,
}
PHONE = {"width": 360, "height": 800}


@pytest.fixture
def world(enter):
    """One agreement at each stage between the same village and university."""
    place, university = village("Pasir").organization, partner("Universitas Uji").organization
    officer = member(agency(), Position.AGENCY_OFFICER)
    head = signatory_of(place)
    found = {name: begun(place, university, title=f"Kerja sama contoh tahap {name}") for name in "abcd"}
    submitted(found["b"])
    approved(found["c"], by=officer)
    published = signed(approved(found["d"], by=officer))
    publish(published, by=head)
    refs = {name: agreement.ref for name, agreement in found.items()}
    code = published.documents.get().verification_code
    article = found["a"].articles.order_by("ordinal")[0].pk
    return (
        refs,
        {"head": head, "officer": officer},
        place.village.area_id,
        university.partner.slug,
        code,
        article,
    )


def pages(world):
    """Who opens which addresses."""
    refs, _people, area, slug, code, article = world
    draft = f"/naskah/{refs['a']}/"
    public = f"/ /kerja-sama/ /kerja-sama/?q=nihil /kerja-sama/{refs['d']}/ /verifikasi/ /verifikasi/{code}/ /desa/"
    yield None, f"{public} /desa/{area}/ /mitra/ /mitra/{slug}/ /masuk/ /daftar/ /lupa-sandi/ /tidak-ada/"
    regions = "/wilayah/ /wilayah/33/ /wilayah/33.05/ /wilayah/33.05.01/ /peta/ /peta/33.05/ /statistik/"
    data = "/statistik/33.05/ /data/ /data/kamus/ /api/ /saran/?q=pasir /konsultasi/ /statistik/33.05/laporan-2026/"
    follow = f"/ikuti/?apa=agreement&sasaran={refs['d']} /kerja-sama/{refs['d']}/pasal/1/bandingkan/"
    yield None, f"{regions} {data} {follow}"
    writing = "pokok pertimbangan pihak pasal/tambah ketentuan/tambah lampiran/tambah pratinjau tarik"
    mine = " ".join(f"{draft}{part}/" for part in writing.split())
    signing = f"/tanda-tangan/ /tanda-tangan/sertifikat/ /tanda-tangan/{refs['c']}/ /tanda-tangan/{refs['c']}/tolak/"
    desk = f"/meja/ /meja/semua/ /meja/{refs['c']}/ /naskah/baru/ /naskah/baru/joint_regulation/ /akun/ /akun/keamanan/"
    yield "head", f"{desk} {draft} {draft}pasal/{article}/ {mine} {signing}"
    rooms = "kegiatan/ kegiatan/tambah/ dana/ dana/catat/ hasil/ hasil/tambah/"
    yield "head", " ".join(f"/kerja-sama/{refs['d']}/{room}" for room in rooms.split())
    review = f"/tinjauan/ /tinjauan/{refs['b']}/ /tinjauan/{refs['b']}/setujui/"
    review += f" /kerja-sama/{refs['d']}/akhiri/kesepakatan/"
    yield "officer", f"/meja/ {review} /pendaftaran/ /organisasi/"


DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{((?:[^{}]*\{[^{}]*\})*)")
COLOUR = re.compile(r"#[0-9a-f]{3,8}|url\(\S+\)")


def test_in_the_dark_only_colours_differ():
    css = "\n".join(path.read_text() for path in sorted((ROOT / "static" / "css").glob("*.css")))
    blocks = DARK.findall(css)
    assert len(blocks) == css.count("prefers-color-scheme") > 5
    for said in re.findall(r"\{([^{}]*)\}", "".join(blocks)):
        for declaration in filter(None, map(str.strip, said.split(";"))):
            name, value = declaration.split(": ", 1)
            assert name in ("color", "background") or name.startswith("--"), declaration
            assert COLOUR.fullmatch(value), declaration


def test_every_page_is_for_everybody(enter, world):
    problems, axe = [], Axe()
    for who, addresses in pages(world):
        someone = enter(world[1].get(who))
        someone.page.set_viewport_size(PHONE)
        for address in addresses.split():
            someone.page.goto(address)
            for scheme, rules in RULES.items():
                someone.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                found = axe.run(someone.page, options=rules).response["violations"]
                problems += [f"{address} ({scheme}): {v['id']} {v['nodes'][0]['html'][:120]}" for v in found]
            wide = someone.page.evaluate("document.documentElement.scrollWidth")
            problems += [f"{address}: {wide} px wide"] if wide > PHONE["width"] else []
    assert not problems, "\n".join(problems)
