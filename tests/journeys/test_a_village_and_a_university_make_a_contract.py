"""A village and a university make a cooperation contract, returned once by the district and sent again."""

from agreements.record.models import Agreement
from agreements.record.stages import Stage
from tests.factories import agency, member, partner, signatory_of, village
from tests.journeys.people import work_is_done
from villages.people.models import Position


def test_a_village_and_a_university_make_a_contract(enter):
    place, university = village("Pasir").organization, partner("Universitas Bahari Uji").organization
    officer = member(agency(), Position.AGENCY_OFFICER)
    head = enter(signatory_of(place))
    title = "Pendampingan Pengolahan Sampah Plastik"
    ref = head.begin("Perjanjian Kerja Sama", ["Universitas Bahari Uji"], title)
    head.submit(ref)

    district = enter(officer)
    district.send_back(ref, "Sebutkan jadwal pendampingan.")

    head.page.goto(f"/naskah/{ref}/")
    head.sees("Sebutkan jadwal pendampingan.")
    article = Agreement.objects.get(ref=ref).articles.filter(content="implementation").order_by("ordinal")[0]
    head.page.goto(f"/naskah/{ref}/pasal/{article.pk}/")
    text = head.page.locator("[name=body]").input_value()
    head.page.locator("[name=body]").fill(f"{text}\nPendampingan dilaksanakan setiap hari Sabtu.")
    head.press("Simpan")
    head.submit(ref)

    district.page.goto(f"/tinjauan/{ref}/")
    district.sees("setiap hari Sabtu")
    district.approve(ref)
    work_is_done()

    head.sign(ref)
    rector = enter(signatory_of(university))
    rector.sign(ref)
    rector.publish(ref)

    citizen = enter(None)
    citizen.page.goto(f"/kerja-sama/{ref}/")
    citizen.sees("setiap hari Sabtu")
    citizen.sees("/PKS/DS-PASIR/")
    assert Agreement.objects.get(ref=ref).stage == Stage.IN_FORCE
