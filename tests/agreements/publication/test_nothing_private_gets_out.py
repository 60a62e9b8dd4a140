"""Walk through every link of the public part as a stranger: none is broken, and no private word is in any byte."""

import logging

import pgtrigger
import pytest
from django.core.management import call_command
from django.test import Client

from agreements.publication.actions import publish
from agreements.publication.privacy import copying
from agreements.publication.privacy.models import PublicCopy
from agreements.publication.statistics.counting import count_all
from agreements.record.models import Agreement
from tests import factories
from tests.support.crawling import unpacked, walk
from tests.support.elsewhere import Brought
from tests.support.papers import letter
from villages.people.models import User

PLANTED = {
    "NIK": "3305011708800004",
    "phone": "0812-3344-5566",
    "e-mail": "rahasia.sekali@surel.example",
    "account": "0123-01-998877-50-1",
    "office phone": "0287-5550199",
    "office e-mail": "kantor.rahasia@surel.example",
    "contact": "Narahubung Sangat Rahasia",
    "legal number": "NIB 9988776655443",
    "log-in": "nama.masuk.rahasia",
    "excluded": "resep pandan warisan keluarga",
}
"""Private words of all kinds, none of which may leave the portal."""
DOORS = ("/masuk/", "/daftar/", "/lupa-sandi/")
"""Pages with forms of the account; only they may set a cookie on a stranger."""
_GUARDS = ("agreements.Article:only_while_drafting", "agreements.Provision:only_while_drafting")


def planted(agreement: Agreement) -> Agreement:
    """The draft with private words in its articles, its provisions and its money."""
    article = agreement.articles.order_by("ordinal").first()
    assert article is not None
    article.body += (
        f"\n(2) Wakil PARA PIHAK dengan NIK {PLANTED['NIK']} dapat dihubungi di {PLANTED['phone']} atau"
        f" {PLANTED['e-mail']}; pembayaran ke rekening nomor {PLANTED['account']}."
    )
    article.save()
    party = agreement.parties.order_by("ordinal")[0]
    agreement.provisions.create(
        party=party, ordinal=90, kind="obligation", text=f"melapor ke {PLANTED['phone']} setiap hari"
    )
    agreement.funding.create(
        party=party, source="village_budget", year=2026, amount=5_000_000, account=PLANTED["account"]
    )
    return agreement


@pytest.fixture
def public(db: None, quick_paper: None) -> list[Agreement]:
    """Agreements between villages and with a partner, in force, with planted words; and one nobody may know of."""
    private = {"email": PLANTED["office e-mail"], "phone": PLANTED["office phone"]}
    one, other = factories.village("Argopeni", **private), factories.village("Srati", **private)
    firm = factories.partner(
        "CV Pandan Wangi", contact_name=PLANTED["contact"], legal_number=PLANTED["legal number"], **private
    )
    head = factories.signatory_of(one.organization)
    User.objects.filter(pk=head.pk).update(username=PLANTED["log-in"], email=PLANTED["e-mail"])
    made = [
        planted(factories.begun(one, other, title="Pengangkutan Sampah Bersama")),
        planted(factories.begun(other, firm, title="Produksi Anyaman Pandan")),
    ]
    for agreement in made:
        publish(factories.signed(factories.approved(agreement)), by=agreement.created_by)
    brought = {"head1": head, "dpmd": factories.reviewer()}
    elsewhere = Brought(
        [one.organization, other.organization], factories.agency().organization, brought, letter
    )
    factories.begun(one, firm, title="Rancangan yang belum boleh diketahui siapa pun")
    for copy in PublicCopy.objects.order_by("pk"):
        copying.make.call(copy.pk)
    assert not PublicCopy.objects.exclude(state=PublicCopy.State.READY), "a copy for the public was not made"
    count_all()
    call_command("make_dumps", "--now")
    return [*made, elsewhere.public]


def test_every_link_leads_somewhere_and_none_tells_a_secret(
    client: Client, public: list[Agreement], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pgtrigger.ignore(*_GUARDS):
        found = walk(client, "/", "/robots.txt")
    assert not found.broken, "\n".join(found.broken)
    assert not [address for address in found.cookies if not address.startswith(DOORS)]
    assert len(found.answers) > 60
    narrowed = {address for address in found.leading if address.startswith("/kerja-sama/?")}
    assert not {address for address in narrowed if not address.startswith("/kerja-sama/?sesudah=")}
    assert all(agreement.get_absolute_url() in found.answers for agreement in public)
    secrets = {kind: word.encode() for kind, word in PLANTED.items()} | {"draft": b"belum boleh diketahui"}
    told = [
        f"{kind}: {address}"
        for address, body in found.answers.items()
        for kind, word in secrets.items()
        if word in unpacked(body)
    ]
    assert not told, "\n".join(told)
    assert not [kind for kind, word in PLANTED.items() if word in caplog.text]
