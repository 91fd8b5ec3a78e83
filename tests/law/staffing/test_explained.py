"""The whole explanation of the care workers a period needs."""

import pytest

from preau.law.staffing.norms import GapReading
from tests.law.plain import lines
from tests.law.staffing.periods import ARTICLE, LEADER, ONE_ENOUGH, SUPPOSED, TWO, WHERE, asked

NOT_GIVEN = f"L’encadrement de l’année précédente n’est pas donné : il ne peut pas baisser. {ARTICLE})"


def test_the_question_of_the_issue():
    found = asked("13:00", "18:30", 7, 16)
    assert (found.under_six, found.six_and_over, found.bound) == (7, 16, True)
    assert (found.norm_met, found.last_year_met, found.second_adult_met) == (None, None, None)
    assert lines(found) == [
        SUPPOSED,
        f"De 13:00 à 18:30, l’accueil dure en tout 5 h 30 d’affilée, plus de 3 h. {ARTICLE}, 2° et 3°)",
        f"7 enfants de moins de six ans, un accueillant par tranche entamée de 8 : 1 accueillant. {ARTICLE}, 2°)",
        f"16 enfants de six ans ou plus, un accueillant par tranche entamée de 12 : 2 accueillants. {ARTICLE}, 3°)",
        f"L’opérateur tend à assurer la présence de 3 accueillants. {ARTICLE})",
        "Lecture retenue : chaque âge a ses tranches. En additionnant 7/8 et 16/12, puis en arrondissant une fois, on "
        f"aurait 3 accueillants. {ARTICLE}, 2° et 3°)",
        NOT_GIVEN,
        TWO,
        WHERE,
        LEADER,
    ]
    assert [step.kind for step in found.steps] == [*["step"] * 5, "reading", "warning", "step", "warning", "step"]
    assert asked("13:00", "18:30", 7, 16, after_school=True).workers == 2


def test_the_explanation_after_school_and_before_school():
    assert lines(asked("15:30", "18:00", 2, 4, after_school=True, last_year=1, staff=1)) == [
        SUPPOSED,
        f"De 15:30 à 18:00, l’accueil suit l’école et finit au plus tard à 19:00. {ARTICLE}, 1°)",
        f"6 enfants, un accueillant par tranche entamée de 18 : 1 accueillant. {ARTICLE}, 1°)",
        f"L’opérateur tend à assurer la présence de 1 accueillant. {ARTICLE})",
        f"L’encadrement ne peut pas descendre sous celui de l’année précédente : 1 accueillant. {ARTICLE})",
        f"Présents : 1 accueillant. Le minimum est assuré. {ARTICLE})",
        ONE_ENOUGH,
        LEADER,
    ]
    before = lines(asked("07:00", "08:30", 2, 4))
    assert before[1] == f"De 07:00 à 08:30, l’accueil dure 1 h 30 d’affilée, moins de 3 h. {ARTICLE}, 1°)"


def test_the_explanation_of_a_period_cut_at_nineteen():
    found = asked("16:00", "20:00", 9, 13, after_school=True)
    assert lines(found)[1:6] == [
        "De 16:00 à 20:00, l’accueil suit l’école mais dépasse 19:00. Lecture retenue : il est coupé à 19:00 ; l’autre "
        f"lecture applique les taux de l’accueil long dès le début. {ARTICLE})",
        f"De 16:00 à 19:00, l’accueil suit l’école et finit au plus tard à 19:00. {ARTICLE}, 1°)",
        f"22 enfants, un accueillant par tranche entamée de 18 : 2 accueillants. {ARTICLE}, 1°)",
        f"De 19:00 à 20:00, l’accueil dure en tout 4 h d’affilée, plus de 3 h. {ARTICLE}, 2° et 3°)",
        f"9 enfants de moins de six ans, un accueillant par tranche entamée de 8 : 2 accueillants. {ARTICLE}, 2°)",
    ]
    assert found.steps[1].kind == "reading"


def test_the_explanation_of_three_hours():
    stricter = asked("09:00", "12:00", 9, 13)
    assert lines(stricter)[1:4] == [
        "Le décret vise moins et plus de 3 h, pas 3 h exactement. Lecture retenue : la norme la plus stricte, "
        f"4 accueillants ; l’autre donnerait 2. {ARTICLE})",
        f"3 h exactement : faites confirmer la norme par l’ONE. {ARTICLE})",
        f"De 09:00 à 12:00, l’accueil dure 3 h exactement. {ARTICLE}, 2° et 3°)",
    ]
    assert [step.kind for step in stricter.steps[1:4]] == ["reading", "warning", "step"]
    looser = asked("09:00", "12:00", 9, 13, gap_reading=GapReading.LOOSER)
    assert lines(looser)[1:5] == [
        "Le décret vise moins et plus de 3 h, pas 3 h exactement. Lecture demandée : la norme la moins stricte, "
        f"2 accueillants ; l’autre donnerait 4. {ARTICLE})",
        f"3 h exactement : faites confirmer la norme par l’ONE. {ARTICLE})",
        f"De 09:00 à 12:00, l’accueil dure 3 h exactement. {ARTICLE}, 1°)",
        f"22 enfants, un accueillant par tranche entamée de 18 : 2 accueillants. {ARTICLE}, 1°)",
    ]


@pytest.mark.parametrize(
    ("under_six", "six_and_over", "after_school", "told"),
    [(9, 13, False, True), (0, 13, False, False), (9, 0, False, False), (9, 13, True, False)],
)
def test_the_pooled_figure_is_told_for_long_care_of_mixed_ages(under_six, six_and_over, after_school, told):
    found = asked("13:00", "18:30", under_six, six_and_over, after_school=after_school)
    assert any("chaque âge a ses tranches" in line for line in lines(found)) is told
