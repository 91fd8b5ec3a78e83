"""The catalogue in memory: what is suggested, settled alone, put with its look-alikes; and never an old answer."""

from decimal import Decimal

import pytest

from preau.training import lookalikes
from preau.training.catalogue.acts import bump_revision
from preau.training.models import ModuleTitle, ProviderName
from tests.training import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    lookalikes.forget()
    yield
    lookalikes.forget()


@pytest.fixture
def catalogue():
    workshop = made.provider("Les Ateliers du Hamac")
    ProviderName.objects.create(provider=workshop, kind="acronym", text="ADH", folded="adh")
    ProviderName.objects.create(provider=workshop, kind="trainer", text="Odile Marnelle", folded="odile marnelle")
    other = made.provider("Institut de promotion sociale de Valbrun")
    return {
        "games": made.module(workshop, "Jeux coopératifs de 3 à 12 ans", hours=6),
        "first": made.module(workshop, "Premiers secours niveau 1", hours=12),
        "second": made.module(workshop, "Premiers secours niveau 2", hours=12),
        "tales": made.module(other, "Conte et narration", hours=7),
        "refused": made.module(other, "Comptabilité des associations", status="refused", hours=6),
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("jeux cooperatifs", "games"),
        ("JEU COPÉRATIF hamac", "games"),
        ("adh secours niveau 2", "second"),
        ("valbrun conte", "tales"),
        ("narration et cont", "tales"),
        ("marnelle jeux", "games"),
    ],
)
def test_suggestions_understand_what_is_typed(catalogue, words, found):
    assert lookalikes.suggestions(words)[0] == catalogue[found].pk


def test_a_suggestion_costs_one_query_once_the_catalogue_is_kept(catalogue, counted_queries):
    lookalikes.suggestions("jeux")
    with counted_queries() as queries:
        lookalikes.suggestions("conte")
    assert len(queries) == 1


def test_a_change_of_the_catalogue_is_seen_at_once(catalogue):
    assert lookalikes.suggestions("tambours") == []
    ModuleTitle.objects.create(module=catalogue["games"], text="Tambours et coopération", folded="")
    bump_revision()
    assert lookalikes.suggestions("tambours") == [catalogue["games"].pk]


def test_a_change_that_touches_nothing_decided_keeps_the_index(catalogue):
    before = lookalikes.decided().catalogue
    made.module(made.provider("Encore un", status="proposed"), "Un module qui attend", status="proposed")
    bump_revision()
    assert lookalikes.decided().catalogue is before


def test_the_portal_settles_what_is_beyond_doubt_and_nothing_else(catalogue):
    settled = lookalikes.settle_alone("les ateliers du hamac asbl", "jeux coopératif de 3 à 12 ans", Decimal(6))
    assert settled is not None
    assert settled.module_id == catalogue["games"].pk
    assert settled.score >= Decimal("0.9")
    assert settled.reasons
    assert lookalikes.settle_alone("Les Ateliers du Hamac", "Premiers secours", Decimal(12)) is None
    assert lookalikes.settle_alone("Une autre maison", "Conte et narration", Decimal(7)) is None


def test_a_refusal_is_never_settled_alone(catalogue):
    title = "Comptabilité des associations"
    assert lookalikes.settle_alone("Institut de promotion sociale de Valbrun", title) is None
    found = lookalikes.look_alikes("Institut de promotion sociale de Valbrun", title)
    assert found[0].module_id == catalogue["refused"].pk


def test_nothing_is_settled_alone_without_a_measure(catalogue, monkeypatch, settings):
    monkeypatch.setattr(lookalikes, "measures", list)
    settings.TRAINING_MATCH_SETTLE = 0.5
    assert lookalikes.settle_alone("Les Ateliers du Hamac", "Jeux coopératifs de 3 à 12 ans", Decimal(6)) is None


def test_what_waits_is_put_with_its_look_alike():
    body = made.provider("Studio Ombelline", status="proposed")
    waiting = made.module(body, "Marionnettes et théâtre d'ombres", status="proposed")
    found = lookalikes.cluster_of("studio ombeline", "marionettes et theatre d'ombre")
    assert found is not None
    assert found.module_id == waiting.pk
    assert lookalikes.cluster_of("Studio Ombelline", "Cirque et jonglerie") is None
    assert lookalikes.cluster_of("Studio Ombelline", "Marionnettes et théâtre d'ombres niveau 2") is None


def test_what_came_since_is_seen_too(monkeypatch):
    made.module(made.provider("Studio Ombelline", status="proposed"), "Marionnettes", status="proposed")
    assert lookalikes.cluster_of("Ferme du Basalte", "Apiculture en famille") is None
    late = made.module(made.provider("Ferme du Basalte", status="proposed"), "Apiculture en famille", status="proposed")
    bump_revision()
    found = lookalikes.cluster_of("ferme du basalte", "apiculture en famile")
    assert found is not None
    assert found.module_id == late.pk
    late.status = "accepted"
    late.in_programme = True
    late.save()
    assert lookalikes.cluster_of("ferme du basalte", "apiculture en famile") is None


@pytest.mark.parametrize(
    ("rows", "safe"),
    [
        ([], lookalikes.NEVER),
        ([(0.8, 1000, 990), (0.9, 900, 899), (0.94, 500, 500)], 0.9),
        ([(0.8, 1000, 1000), (0.9, 900, 850), (0.94, 500, 500)], 0.94),
        ([(0.9, 1000, 1000), (0.94, 500, 400)], lookalikes.NEVER),
        ([(0.9, 1000, 1000), (0.94, 0, 0)], lookalikes.NEVER),
    ],
)
def test_a_score_is_safe_when_it_and_every_higher_one_is(rows, safe):
    assert lookalikes.safe_score([lookalikes.Measure(*row, true=2000) for row in rows]) == safe


def test_the_threshold_to_settle_is_never_under_what_was_measured(settings):
    settings.TRAINING_MATCH_SETTLE = 0.1
    kept = lookalikes.thresholds()
    assert kept.settle == lookalikes.safe_score(lookalikes.measures()) <= 0.95
    settings.TRAINING_MATCH_SETTLE = 0.97
    assert lookalikes.thresholds().settle == 0.97
