"""The signing page of a long agreement, with all that it loads and what changed, stays under 60 kB on the wire."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.signing.actions import decline
from agreements.signing.queries import document_of
from agreements.signing.session.actions import mark_read
from tests.factories import approved, begun, reviewer, signatory_of
from tests.support.weight import long_agreement, weights, words_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_paper")]
LIMIT = 60_000
WORDS = 8_500
"""Some twenty-five pages."""


def test_it_stays_under_the_limit():
    agreement = approved(long_agreement())
    person, other = (signatory_of(p.organization) for p in agreement.parties.order_by("ordinal"))
    mark_read(agreement, by=person, seen=document_of(agreement).content_digest)
    decline(agreement, by=other, reason="Lokasi keliru")
    for article in agreement.articles.order_by("ordinal")[:3]:
        article.body = f"{article.body}\nLokasi ditentukan bersama."
        article.save()
    approved(agreement, by=reviewer())
    client = Client()
    client.force_login(person)
    response = client.get(reverse("agreements:sign", args=[agreement.ref]))
    assert len(response.context["since"].changes) == 3
    assert words_in(response.content) > WORDS
    found = weights(response.content)
    assert sum(found.values()) < LIMIT, found


def test_it_is_sent_compressed():
    agreement = approved(begun())
    client = Client()
    client.force_login(signatory_of(agreement.parties.get(ordinal=1).organization))
    address = reverse("agreements:sign", args=[agreement.ref])
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < 0.4 * len(plain.content)


def test_it_loads_nothing_that_it_does_not_need():
    agreement = approved(long_agreement())
    client = Client()
    client.force_login(signatory_of(agreement.parties.get(ordinal=1).organization))
    found = weights(client.get(reverse("agreements:sign", args=[agreement.ref])).content)
    assert not [name for name in found if "htmx" in name]
    assert "css/versions.css" not in found
