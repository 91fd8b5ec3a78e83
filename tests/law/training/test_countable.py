"""Which training counts: the body that gives it and its content."""

from datetime import date

import pytest

from preau.law.results import CannotCompute
from preau.law.training.countable import TrainingCountableQuestion, training_countable
from preau.law.training.norms import ProviderGround, is_countable, provider_counts
from tests.law.plain import lines
from tests.law.training.records import BEFORE, DECREE_SINCE, SINCE


@pytest.mark.parametrize(
    ("ground", "before", "since"),
    [
        (ProviderGround.ONE, True, True),
        (ProviderGround.TITLE_BODY, True, True),
        (ProviderGround.APPROVED_BY_GOVERNMENT, True, False),
        (ProviderGround.RECOGNISED, False, True),
        (ProviderGround.NONE, False, False),
    ],
)
def test_the_bodies_the_decree_names_changed_in_2024(ground, before, since):
    assert (provider_counts(ground, BEFORE), provider_counts(ground, SINCE)) == (before, since)
    for day, counts in ((BEFORE, before), (SINCE, since)):
        for content in (True, False, None):
            expected = False if not counts or content is False else content
            asked = TrainingCountableQuestion(day=day, provider=ground, in_programme=content)
            assert training_countable(asked).countable is expected
            assert is_countable(ground, content, day) is expected


@pytest.mark.parametrize(("content", "countable"), [(True, None), (False, False), (None, None)])
def test_a_body_not_known(content, countable):
    assert training_countable(TrainingCountableQuestion(day=SINCE, in_programme=content)).countable is countable


def test_the_programme_for_young_children_counts():
    asked = TrainingCountableQuestion(day=SINCE, provider=ProviderGround.NONE, in_programme=False, early_childhood=True)
    found = training_countable(asked)
    assert found.countable is True
    assert lines(found) == [
        "Les heures du programme de l’ONE pour les moins de six ans comptent. "
        "(décret du 3 juillet 2003, art. 20, al. 5)"
    ]
    assert is_countable(None, None, SINCE, early_childhood=True) is True


PROVIDER, CONTENT = "(décret du 3 juillet 2003, art. 20, al. 4)", "(décret du 3 juillet 2003, art. 20, al. 3)"


@pytest.mark.parametrize(
    ("day", "more", "found", "kinds"),
    [
        (
            SINCE,
            {"provider": ProviderGround.RECOGNISED, "in_programme": True},
            [
                f"L’organisme est de ceux que vise le décret. {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "step"],
        ),
        (
            SINCE,
            {"provider": ProviderGround.APPROVED_BY_GOVERNMENT, "in_programme": False},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                "Depuis le 16 juillet 2024, le décret vise les organismes reconnus en vertu du décret ONE. Lecture "
                "retenue : il l’emporte sur l’arrêté, qui prévoit encore l’agrément par le ministre. " + PROVIDER,
                f"Le contenu n’est pas dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "reading", "step"],
        ),
        (
            BEFORE,
            {"provider": ProviderGround.RECOGNISED},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                f"La reconnaissance en vertu du décret ONE n’est visée que depuis le 16 juillet 2024. {PROVIDER}",
                f"Il n’est pas dit si le contenu est dans le programme : donnez « in_programme ». {CONTENT}",
            ],
            ["step", "step", "warning"],
        ),
        (
            SINCE,
            {"provider": ProviderGround.NONE, "in_programme": True},
            [
                f"L’organisme n’est pas de ceux que vise le décret. {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["step", "step"],
        ),
        (
            SINCE,
            {"in_programme": True},
            [
                f"Il n’est pas dit quel est l’organisme : donnez « provider ». {PROVIDER}",
                f"Le contenu est dans le programme de formations continues. {CONTENT}",
            ],
            ["warning", "step"],
        ),
    ],
)
def test_why_a_training_counts_or_not(day, more, found, kinds):
    answer = training_countable(TrainingCountableQuestion(day=day, **more))
    assert lines(answer) == found
    assert [step.kind for step in answer.steps] == kinds


def test_countable_before_the_decree():
    first = TrainingCountableQuestion(day=date(2004, 1, 1), provider=ProviderGround.ONE, in_programme=True)
    assert training_countable(first).countable is True
    with pytest.raises(CannotCompute) as refusal:
        training_countable(TrainingCountableQuestion(day=date(2003, 12, 31), early_childhood=True))
    assert (refusal.value.field, str(refusal.value)) == ("day", DECREE_SINCE)
