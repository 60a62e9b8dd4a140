"""Keep a piece of a page as long as nothing it says has changed; it serves everybody, so it sees nobody."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.translation import override

from agreements.monitoring.changing.models import Suspension
from agreements.publication.catalogue.models import Listing
from agreements.publication.privacy.actions import disclose, exclude
from agreements.publication.privacy.queries import articles_of
from agreements.record.models import Agreement
from tests import factories
from tests.agreements.publication.listings import listing
from villages.organizations.lineage.models import PastName
from villages.templatetags import kept


def drawn(template: Template, **words: Any) -> str:
    return template.render(Context(words))


def test_a_piece_is_drawn_once_and_again_when_a_key_changes() -> None:
    template = Template("{% load kept %}{% kept one.ref one.changed_at %}{{ said }}{% endkept %}")
    one = SimpleNamespace(ref="A", changed_at=1)
    assert drawn(template, one=one, said="first") == "first"
    assert drawn(template, one=one, said="second") == "first"
    assert drawn(template, one=SimpleNamespace(ref="A", changed_at=2), said="second") == "second"
    assert drawn(template, one=one, said="third") == "first"


def test_the_same_words_at_two_places_are_two_pieces() -> None:
    pieces = "{% load kept %}{% kept 1 %}{{ one }}{% endkept %}{% kept 1 %}{{ other }}{% endkept %}"
    assert drawn(Template(pieces), one="a", other="b") == "ab"
    assert drawn(Template(pieces), one="c", other="d") == "cd"  # another template


def test_each_language_has_its_own_piece() -> None:
    template = Template('{% load i18n kept %}{% kept %}{% translate "Kerja sama" %}{% endkept %}')
    said = {}
    for language in ("id", "en", "id"):
        with override(language):
            said[language] = drawn(template)
    assert said["id"] == "Kerja sama"
    assert said["en"] != said["id"]


def test_a_piece_sees_nobody() -> None:
    template = Template(
        "{% load kept %}{% kept %}{% firstof user request messages csrf_token here perms 'nobody' %}{% endkept %}"
    )
    request = RequestFactory().get("/secret/")
    told = dict.fromkeys(("user", "messages", "csrf_token", "here", "perms"), "somebody")
    assert drawn(template, request=request, **told) == "nobody"
    kept.pieces.clear()
    assert drawn(template, user=AnonymousUser()) == "nobody"


@pytest.mark.parametrize("inside", ["{% block main %}{% endblock %}", "{% csrf_token %}"])
def test_what_differs_from_page_to_page_cannot_stand_in_a_piece(inside: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="kept"):
        Template(f"{{% load kept %}}{{% kept %}}{inside}{{% endkept %}}")


def test_pieces_asked_for_last_stay_where_there_is_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_LETTERS", 10)
    template = Template("{% load kept %}{% kept key %}{{ said }}{% endkept %}")
    for key in "ab":
        drawn(template, key=key, said="12345")
    drawn(template, key="a", said="other")  # asked for again: the other one is the older now
    drawn(template, key="c", said="12345")
    assert [drawn(template, key=key, said="other") for key in "ac"] == ["12345", "12345"]
    assert drawn(template, key="b", said="other") == "other"


@pytest.mark.django_db
def test_the_frame_is_that_of_its_reader_and_its_place(client: Client) -> None:
    def frame(reader: Client, address: str, language: str = "id") -> str:
        page = reader.get(address, headers={"Accept-Language": language}).content.decode()
        return page[page.index('<header class="site">') : page.index("</header>")]

    signed_in = Client()
    signed_in.force_login(factories.UserFactory())
    stranger = frame(client, "/kerja-sama/")
    assert "/masuk/" in stranger
    own = frame(signed_in, "/kerja-sama/")
    assert "/meja/" in own
    assert "/masuk/" not in own
    assert frame(client, "/kerja-sama/") == stranger
    assert frame(client, "/").count("aria-current") == 0
    assert 'href="/desa/" aria-current="page"' in frame(client, "/desa/")
    assert 'value="/desa/?q=pasir"' in frame(client, "/desa/?q=pasir")
    assert ">Masuk<" not in frame(client, "/kerja-sama/", "en")


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["/", "/kerja-sama/", "village"])
def test_an_agreement_in_a_list_says_what_it_says_now(client: Client, place: str) -> None:
    village = factories.village()
    one = listing(village, factories.village(), title="Pasar ikan bersama")
    address = f"/desa/{village.area_id}/" if place == "village" else place
    assert "Pasar ikan bersama" in client.get(address).content.decode()
    Listing.objects.filter(pk=one.pk).update(
        title="Pasar sayur bersama", changed_at=one.changed_at + dt.timedelta(seconds=1)
    )
    again = client.get(address).content.decode()
    assert "Pasar sayur bersama" in again
    assert "Pasar ikan bersama" not in again


@pytest.mark.django_db
def test_a_village_whose_agreements_stayed_is_looked_up_with_few_questions(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    village = factories.village()
    listing(village, factories.village())
    address = f"/desa/{village.area_id}/"
    first = client.get(address).content
    with django_assert_max_num_queries(9):
        assert client.get(address).content == first
    listing(village, factories.village(), title="Sumur yang baru")
    assert "Sumur yang baru" in client.get(address).content.decode()


def told_of(agreement: Agreement, language: str = "id") -> str:
    page = Client().get(agreement.get_absolute_url(), headers={"Accept-Language": language})
    assert page.status_code == 200
    return page.content.decode()


def test_an_agreement_is_drawn_of_what_is_kept(published: Agreement, django_assert_max_num_queries) -> None:
    first = told_of(published)
    with django_assert_max_num_queries(3):
        assert told_of(published) == first
    assert ">Signatures<" in told_of(published, "en")


def test_an_agreement_without_a_text_has_no_page(db: None, client: Client) -> None:
    without = factories.listed(factories.village(), factories.village())
    assert [client.get(without.get_absolute_url()).status_code for _again in range(2)] == [404, 404]


def test_an_article_kept_back_is_gone_from_its_page_at_once(published: Agreement) -> None:
    secret = "Ketentuan mengenai ruang lingkup untuk uji"
    assert secret in told_of(published)
    article = next(one.number for one in articles_of(published) if one.content == "scope")
    exclude(published, by=published.created_by, article=article, ground="b", reason="Rahasia dagang mitra.")
    assert secret not in told_of(published)
    disclose(published, by=published.created_by, article=article)
    assert secret in told_of(published)


def test_what_became_of_it_is_counted_each_time(published: Agreement) -> None:
    assert "sedang ditunda" not in told_of(published)
    today = timezone.localdate()
    until = today + dt.timedelta(days=30)
    Suspension.objects.create(agreement=published, starts_on=today, ends_on=until, reason="Banjir.")
    assert "sedang ditunda" in told_of(published)


def test_a_new_name_of_a_party_is_told_within_the_hour(published: Agreement, on_day) -> None:
    on_day("2026-11-03", "09:00")
    told_of(published)
    village = published.parties.order_by("ordinal")[0].organization
    PastName.objects.create(organization=village, name="Desa Lama Sekali", until=dt.date(2026, 11, 1))
    on_day("2026-11-03", "10:01")
    assert "Desa Lama Sekali" in told_of(published)
