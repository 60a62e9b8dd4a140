"""From an empty desk to a signed, published joint regulation that a citizen reads and verifies."""

import subprocess

from agreements.record.journal import breaks
from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import agency, member, signatory_of, village
from tests.journeys.people import work_is_done
from villages.people.models import Position


def test_three_villages_make_a_joint_regulation(enter, tmp_path):
    villages = [village(name).organization for name in ("Argopeni", "Karangduwur", "Srati")]
    officer = member(agency(), Position.AGENCY_OFFICER)
    secretary = enter(member(villages[0], Position.VILLAGE_SECRETARY))

    title = "Pengelolaan Sampah Bersama Pesisir Ayah"
    ref = secretary.begin("Peraturan Bersama Kepala Desa", ["Desa Karangduwur", "Desa Srati"], title)
    secretary.submit(ref)

    district = enter(officer)
    district.sees(title)
    district.approve(ref)
    district.sees("sedang disiapkan")
    work_is_done()

    for organization in villages:
        head = enter(signatory_of(organization))
        head.sees(title)
        head.sign(ref)
    head.publish(ref)

    citizen = enter(None)
    citizen.page.goto("/")
    citizen.page.locator("main [name=q]").first.fill("sampah pesisir")
    citizen.press("Cari")
    citizen.follow(title)
    citizen.sees("01 TAHUN 20")
    with citizen.page.expect_download() as download:
        citizen.page.evaluate(
            "address => { const a = document.createElement('a'); a.href = address; a.download = 'a.pdf'; a.click(); }",
            f"/kerja-sama/{ref}/dokumen.pdf",
        )
    path = tmp_path / "a.pdf"
    download.value.save_as(path)
    read = subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout
    assert read.count("Signature is Valid.") == 3

    citizen.page.goto("/verifikasi/")
    citizen.page.locator("input[type=file]").set_input_files(path)
    citizen.press("Periksa berkas")
    citizen.sees("Asli dan utuh")

    changed = bytearray(path.read_bytes())
    changed[changed.index(b"stream", 3000) + 40] ^= 1
    (tmp_path / "changed.pdf").write_bytes(changed)
    citizen.page.goto("/verifikasi/")
    citizen.page.locator("input[type=file]").set_input_files(tmp_path / "changed.pdf")
    citizen.press("Periksa berkas")
    work_is_done()
    citizen.page.reload()
    citizen.sees("Berubah")

    agreement = Agreement.objects.get(ref=ref)
    assert agreement.stage == Stage.IN_FORCE
    assert not list(breaks([agreement]))
