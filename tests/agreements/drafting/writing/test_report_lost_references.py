"""A reference that leads nowhere is told with its article before the text is submitted; one to a law is left alone."""

import pytest

from agreements.drafting.completeness import findings
from agreements.drafting.types.models import AgreementType
from agreements.drafting.types.seeding import load_types
from agreements.drafting.writing import actions
from agreements.drafting.writing.checking import references
from agreements.drafting.writing.references import targets
from agreements.drafting.writing.structure import State
from agreements.record.models import Agreement
from tests.factories import begun, village

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement():
    return begun(village("Argopeni"), village("Pasir"))


def told(agreement, body, content="other"):
    """What is found when the second article says this."""
    article = agreement.articles.get(ordinal=2)
    actions.save_article(
        article, by=agreement.created_by, edition=article.edition, heading="", content=content, body=body
    )
    return references(Agreement.objects.get(pk=agreement.pk))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Sesuai Pasal 7 ayat (40).", "Pasal 7 ayat (40)"),
        ("(1) Satu.\n(2) Sesuai ayat (3).", "ayat (3)"),
        ("(1) Satu:\na. dua.\n(2) Sesuai ayat (1) huruf b.", "ayat (1) huruf b"),
        ("Sesuai Pasal ………….", "Pasal …………"),
        ("Sesuai Pasal 2 ayat (…………).", "Pasal 2 ayat (…………)"),
        ("Sesuai Pasal 99.", "Pasal 99"),
    ],
)
def test_a_reference_that_leads_nowhere_blocks(agreement, body, said):
    [finding] = told(agreement, body)
    assert finding.blocking
    assert finding.message.startswith(f"Pasal 2 merujuk “{said}”")
    assert finding.place == f"passage:{agreement.articles.get(ordinal=2).pk}"
    assert finding in findings(Agreement.objects.get(pk=agreement.pk))


@pytest.mark.parametrize(
    "body",
    [
        "Sesuai Pasal 3, Pasal 4, dan Pasal 5.",
        "(1) Satu.\n(2) Sesuai ayat (1) dan Pasal 2 ayat (2).",
        "(1) Satu:\na. dua; dan\nb. tiga.\n(2) Sesuai ayat (1) huruf a dan huruf b.",
        "Sesuai Pasal 91 ayat (2) Undang-Undang Nomor 6 Tahun 2014 dan Pasal 1320 KUH Perdata.",
        "Sesuai Pasal 99A.",
    ],
)
def test_what_is_there_and_what_is_law_is_not_told(agreement, body):
    assert told(agreement, body) == []


def test_what_may_be_an_unknown_law_is_a_warning(agreement):
    [finding] = told(agreement, "Sesuai Pasal 99 Wetboek.")
    assert not finding.blocking
    assert "sebutkan namanya" in finding.message


def test_a_reference_to_an_ayat_that_states_a_provision_is_good(agreement):
    """Rights and obligations follow as further ayat of their article."""
    rights = agreement.articles.get(content="rights_obligations")
    assert told(agreement, f"Sesuai Pasal {rights.ordinal} ayat (1).") == []


def test_a_removed_article_is_told_wherever_it_is_referred_to(agreement):
    assert told(agreement, "Sesuai Pasal 4.") == []
    draft = agreement.draft
    draft.considering = f"bahwa sesuai {{{{ pasal.a{agreement.articles.get(ordinal=4).pk} }}}};"
    draft.save()
    actions.remove_article(agreement.articles.get(ordinal=4), by=agreement.created_by)
    found = references(Agreement.objects.get(pk=agreement.pk))
    assert [finding.place for finding in found][1:] == ["recitals"]
    assert [finding.message.split()[0] for finding in found] == ["Pasal", "Pertimbangan"]
    actions.undo(agreement, by=agreement.created_by)
    assert references(Agreement.objects.get(pk=agreement.pk)) == []


def test_no_model_text_refers_to_nothing(agreement):
    load_types()
    for agreement_type in AgreementType.objects.order_by("pk"):
        models = agreement_type.articles.order_by("ordinal")
        states = [
            State(-n, content=model.content, body=model.body) for n, model in enumerate(models, start=1)
        ]
        actions.replace_articles(agreement, by=agreement.created_by, states=states)
        found = references(Agreement.objects.get(pk=agreement.pk))
        assert [finding.message for finding in found] == [], agreement_type.code


def test_references_in_a_model_text_mean_the_new_articles():
    agreement = begun(village("Argopeni"), village("Pasir"))
    known = set(actions.order_of(agreement))
    assert all(targets(article.body) <= known for article in agreement.articles.order_by("pk"))
