"""The desks of an officer, a village head and a partner among all agreements of Indonesia, against hello.

`desk` measures one busy regency that has everything; here a regency has its share of 1,000, 130,000 and 1,000,000
agreements, so that a question shows which looks at those of others. The databases are those of `national`; in each the
same people sign in, and nothing of it stays.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.test import Client, override_settings
from django.urls import include, path

from agreements.record.models import Agreement, Party
from benchmarks.desk import hello
from benchmarks.national import against, spent
from benchmarks.volumes import PLACE, Volume, dropped, made, named
from villages.organizations.models import OfficeKind, Organization, OrganizationKind
from villages.people.models import User

ROUNDS = 5
PAGES = {
    "desk": "/meja/",
    "list": "/meja/semua/",
    "list of what waits for others": "/meja/semua/?bagian=menunggu-pihak-lain",
    "search in the list": "/meja/semua/?q=sampah",
}

urlpatterns = [path("halo/", hello), path("", include("kerjasama.urls"))]


def people() -> dict[str, User]:
    """An officer of a regency in the middle of the register, and the head and the partner of agreements."""
    villages = Party.objects.filter(organization__kind=OrganizationKind.VILLAGE)
    partners = Party.objects.filter(organization__kind=OrganizationKind.PARTNER)
    agencies = Organization.objects.filter(office__office_kind=OfficeKind.VILLAGE_AGENCY).order_by("pk")
    agency = agencies[agencies.count() // 2]
    here = villages.filter(organization__village__area__subdistrict__regency=agency.office.regency_id)
    with_partner = here.filter(agreement__in=partners.values("agreement")).order_by("pk")
    village = (with_partner.first() or here.order_by("pk").first() or villages.order_by("pk")[0]).organization
    partner = partners.order_by("pk")[0].organization
    heads = {"officer": agency, "village head": village, "partner": partner}
    return {who: one.memberships.order_by("-pk")[0].person for who, one in heads.items()}


@contextmanager
def signed_in(person: User) -> Iterator[Client]:
    """A browser of that person; afterwards they have never been here."""
    with transaction.atomic():
        User.objects.filter(pk=person.pk).update(is_active=True)
        client = Client()
        client.force_login(User.objects.get(pk=person.pk))
        yield client
        transaction.set_rollback(True)


def measured(volume: Volume) -> None:
    """What each page costs each of them."""
    for who, person in people().items():
        with signed_in(person) as client:

            def ask(address: str, client: Client = client) -> None:
                response = client.get(address)
                assert response.status_code == 200, (address, response.status_code)

            ask("/halo/")
            for what, address in PAGES.items():
                begun = time.perf_counter()
                ask(address)
                volume.note(f"{who}'s {what} first", time.perf_counter() - begun)
                for _n in range(ROUNDS):
                    volume.note(f"{who}'s {what}", spent(lambda address=address: ask(address)))  # type: ignore[misc]
                    volume.note(f"{who}'s {what} hello", spent(lambda: ask("/halo/")))


def ratios() -> list[tuple[str, float, str]]:
    """Each page against hello at each size, and how much dearer the larger sizes make it."""
    here = Volume({name: connections["default"].settings_dict[name] for name in PLACE})
    own = [] if (volumes := named()) else made()
    volumes = volumes or own
    try:
        with override_settings(ROOT_URLCONF=__name__):
            for volume in volumes:
                volume.use()
                volume.size = Agreement.objects.count()
                measured(volume)
        return list(_told(volumes))
    finally:
        here.use()
        dropped(own)


def _told(volumes: list[Volume]) -> Iterator[tuple[str, float, str]]:
    first = volumes[0]
    for name in [name for name in first.times if not name.endswith((" hello", " first"))]:
        for volume in volumes:
            value = against(volume.times[name], volume.times[f"{name} hello"])
            note = f"the first time {volume.times[f'{name} first'][0]:.2f} s"
            yield f"{name}, {volume.size:,} agreements, against hello", value, note
        for volume in volumes[1:]:
            growth = against(volume.times[name], first.times[name])
            yield f"{name}, {volume.size:,} against {first.size:,}", growth, f"{ROUNDS} rounds"
