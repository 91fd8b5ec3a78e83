"""Who is a qualified animator or coordinator, and who counts as a child of 6 to 15."""

from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.homework_schools.children import ChildAgeQuestion, edd_child_age
from preau.law.homework_schools.qualification import (
    QualificationQuestion,
    Title,
    age_on,
    edd_animator_qualification,
    edd_coordinator_qualification,
)
from preau.law.homework_schools.titles import Role, TitleCode, known_titles
from preau.law.results import CannotCompute, Refused

DAY = date(2026, 10, 5)
BORN = date(1990, 4, 2)
LONG_AGO = date(2015, 6, 30)
COORDINATOR_TITLES = {"EDD_COORDINATOR", "EQ_COORDINATOR", "C1", "C2a", "C2b", "C2c", "C3"}


def asked(*codes, day=DAY, born=BORN, obtained=LONG_AGO):
    titles = tuple(Title(code=TitleCode(code), obtained_on=obtained) for code in codes)
    return QualificationQuestion(day=day, birth_date=born, titles=titles)


@pytest.mark.parametrize("code", [code.value for code in TitleCode])
def test_what_each_title_qualifies_for(code):
    assert edd_animator_qualification(asked(code)).qualified == "met"
    coordinator = "met" if code in COORDINATOR_TITLES else "not_met"
    assert edd_coordinator_qualification(asked(code)).qualified == coordinator


def test_every_code_is_in_the_table_and_in_order():
    assert list(known_titles()) == list(TitleCode)
    for code, known in known_titles().items():
        assert known.label
        assert set(known.roles) == (
            {Role.ANIMATOR, Role.COORDINATOR} if code in COORDINATOR_TITLES else {Role.ANIMATOR}
        )


@pytest.mark.parametrize(
    ("born", "animator", "coordinator"),
    [
        (date(2009, 10, 5), "met", "not_met"),
        (date(2009, 10, 6), "not_met", "not_met"),
        (date(2008, 10, 5), "met", "met"),
        (date(2008, 10, 6), "met", "not_met"),
        (None, "unknown", "unknown"),
    ],
)
def test_age_counts_on_the_day_of_presence(born, animator, coordinator):
    question = asked("C1", born=born, obtained=date(2026, 7, 1))
    assert edd_animator_qualification(question).qualified == animator
    assert edd_coordinator_qualification(question).qualified == coordinator


@pytest.mark.parametrize(
    ("codes", "animator", "coordinator"),
    [
        (("A4", "C1"), "met", "met"),  # a teaching bachelor
        (("A4",), "met", "not_met"),  # a bachelor in accounting
        ((), "not_met", "not_met"),
    ],
)
def test_bachelors(codes, animator, coordinator):
    assert edd_animator_qualification(asked(*codes)).qualified == animator
    assert edd_coordinator_qualification(asked(*codes)).qualified == coordinator


@pytest.mark.parametrize(("obtained", "expected"), [(DAY, "met"), (date(2026, 10, 6), "not_met"), (None, "unknown")])
def test_the_title_is_held_on_the_day(obtained, expected):
    assert edd_animator_qualification(asked("A5a", obtained=obtained)).qualified == expected


def test_unknown_titles_are_never_enough():
    question = QualificationQuestion(day=DAY, birth_date=BORN)
    answer = edd_animator_qualification(question)
    assert (answer.qualified, answer.title, answer.age) == ("unknown", None, 36)
    assert [step.line for step in answer.steps] == [
        "36 ans le 5 octobre 2026 ; il faut 17 ans pour être animateur qualifié. (décret EDD du 28 avril 2004, "
        "art. 12)",
        "Les titres sont inconnus. (décret EDD du 28 avril 2004, art. 12)",
        "Qualification à vérifier : une donnée manque (5 octobre 2026). (décret EDD du 28 avril 2004, art. 12, 1°)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "warning", "warning"]


def test_a_child_with_unknown_titles_is_surely_not_qualified():
    young = QualificationQuestion(day=DAY, birth_date=date(2010, 1, 1))
    assert edd_animator_qualification(young).qualified == "not_met"


@pytest.mark.parametrize(
    ("day", "code", "animator", "coordinator"),
    [
        (date(2009, 5, 31), "A3f", "not_met", "not_met"),
        (date(2009, 6, 1), "A3f", "met", "not_met"),
        (date(2009, 5, 31), "A3e", "met", "not_met"),
        (date(2015, 3, 7), "C1", "unknown", "unknown"),
        (date(2015, 3, 8), "C1", "met", "met"),
        (date(2004, 9, 1), "A5a", "met", "not_met"),
        (date(2004, 9, 1), "EDD_COORDINATOR", "met", "met"),
    ],
)
def test_the_lists_are_dated(day, code, animator, coordinator):
    question = asked(code, day=day, born=date(1970, 1, 1), obtained=date(2000, 6, 30))
    assert edd_animator_qualification(question).qualified == animator
    assert edd_coordinator_qualification(question).qualified == coordinator


def test_the_law_begins_on_1_september_2004():
    with pytest.raises(CannotCompute, match="n’est pas connue avant le 1er septembre 2004"):
        edd_animator_qualification(asked("A5a", day=date(2004, 8, 31), born=date(1970, 1, 1)))


def test_the_best_title_decides():
    titles = (
        Title(code=TitleCode.A5A, obtained_on=date(2026, 10, 6)),
        Title(code=TitleCode.A6),
        Title(code=TitleCode.A4, obtained_on=date(2020, 6, 30)),
        Title(code=TitleCode.A1A, obtained_on=date(2010, 6, 30)),
    )
    found = edd_animator_qualification(QualificationQuestion(day=DAY, birth_date=BORN, titles=titles))
    assert (found.qualified, found.title) == ("met", "A4")
    found = edd_animator_qualification(QualificationQuestion(day=DAY, birth_date=BORN, titles=titles[:2]))
    assert (found.qualified, found.title) == ("unknown", None)
    found = edd_animator_qualification(QualificationQuestion(day=DAY, birth_date=BORN, titles=titles[:1]))
    assert (found.qualified, found.title) == ("not_met", None)


@pytest.mark.parametrize(
    ("question", "line", "kind"),
    [
        (
            asked("A5a"),
            "Titre A5a, brevet d’animateur de centres de vacances (BACV) : obtenu le 30 juin 2015. "
            "(arrêté EDD du 25 juin 2004, art. 6)",
            "step",
        ),
        (
            asked("A5a", obtained=None),
            "Titre A5a, brevet d’animateur de centres de vacances (BACV) : jour d’obtention inconnu. "
            "(arrêté EDD du 25 juin 2004, art. 6)",
            "warning",
        ),
        (
            asked("A5a", obtained=date(2026, 10, 6)),
            "Titre A5a, brevet d’animateur de centres de vacances (BACV) : obtenu le 6 octobre 2026, après le jour de "
            "présence. (arrêté EDD du 25 juin 2004, art. 6)",
            "step",
        ),
        (
            asked("A3f", day=date(2009, 5, 31), obtained=date(2001, 6, 30)),
            "Titre A3f, auxiliaire de l’enfance : accepté à partir du 1er juin 2009. "
            "(arrêté EDD du 25 juin 2004, art. 6)",
            "step",
        ),
        (
            asked("C2b", day=date(2014, 5, 5), obtained=date(2001, 6, 30)),
            "Titre C2b, brevet d’aptitude à la gestion d’institutions culturelles (BAGIC) : la liste d’avant le 8 mars "
            "2015 n’a pas été lue. (arrêté EDD du 25 juin 2004, art. 6 et 7)",
            "warning",
        ),
        (asked(), "Aucun titre. (décret EDD du 28 avril 2004, art. 12)", "step"),
        (
            asked("EQ_ANIMATOR"),
            "Titre EQ_ANIMATOR, équivalence du certificat d’animateur, par le Service de la Jeunesse : obtenu le "
            "30 juin 2015. (décret EDD du 28 avril 2004, art. 16)",
            "step",
        ),
    ],
)
def test_what_is_said_of_a_title(question, line, kind):
    step = edd_animator_qualification(question).steps[1]
    assert (step.line, step.kind) == (line, kind)


def test_the_explanation_of_a_coordinator():
    answer = edd_coordinator_qualification(asked("A4", born=date(2008, 10, 6)))
    assert [step.line for step in answer.steps] == [
        "17 ans le 5 octobre 2026 ; il faut 18 ans pour être coordinateur qualifié. (décret EDD du 28 avril 2004, "
        "art. 12)",
        "Titre A4, tout titre de fin d’études, quelle que soit l’orientation : il ne qualifie pas un coordinateur. "
        "(décret EDD du 28 avril 2004, art. 12, 2°)",
        "La personne n’est pas coordinateur qualifié le 5 octobre 2026. (décret EDD du 28 avril 2004, art. 12, 2°)",
    ]
    infant = edd_animator_qualification(asked("A4", born=date(2025, 10, 5)))
    assert infant.steps[0].text_fr == "1 an le 5 octobre 2026 ; il faut 17 ans pour être animateur qualifié."
    answer = edd_coordinator_qualification(asked("EDD_COORDINATOR", born=None))
    assert answer.steps[0].article == "décret EDD du 28 avril 2004, art. 12"
    assert (answer.age, answer.title, answer.steps[0].kind) == (None, "EDD_COORDINATOR", "warning")
    assert answer.steps[0].text_fr == (
        "La date de naissance est inconnue ; il faut 18 ans pour être coordinateur qualifié."
    )
    assert edd_coordinator_qualification(asked("C1")).steps[2].line == (
        "La personne est coordinateur qualifié le 5 octobre 2026. (décret EDD du 28 avril 2004, art. 12, 2°)"
    )


def test_nobody_is_present_before_being_born():
    with pytest.raises(Refused) as refusal:
        edd_animator_qualification(asked("A4", born=date(2026, 10, 6)))
    assert (refusal.value.field, str(refusal.value)) == (
        "birth_date",
        "La date de naissance doit précéder le jour de présence.",
    )
    assert age_on(DAY, DAY) == 0


def test_an_unknown_code_is_refused_in_french():
    reply = ask("edd_animator_qualification", '{"day": "2026-10-05", "titles": [{"code": "A9"}]}')
    assert (reply.ok, reply.error.code) == (False, "wrong_value")
    assert "titles[0].code" in reply.error.field


@pytest.mark.parametrize(
    ("day", "age", "counts"),
    [
        (date(2021, 10, 5), 5, False),
        (date(2021, 10, 6), 6, True),
        (date(2031, 10, 5), 15, True),
        (date(2031, 10, 6), 16, False),
    ],
)
def test_children_of_6_to_15(day, age, counts):
    answer = edd_child_age(ChildAgeQuestion(birth_date=date(2015, 10, 6), day=day))
    assert (answer.age, answer.counts) == (age, counts)
    assert (answer.from_day, answer.to_day) == (date(2021, 10, 6), date(2031, 10, 5))


def test_a_child_of_29_february_and_the_explanation():
    answer = edd_child_age(ChildAgeQuestion(birth_date=date(2016, 2, 29), day=date(2022, 2, 28)))
    assert (answer.age, answer.counts, answer.from_day) == (6, True, date(2022, 2, 28))
    assert [step.line for step in answer.steps] == [
        "6 ans le 28 février 2022 : l’enfant compte. (décret EDD du 28 avril 2004, art. 7, § 3, 2°)",
        "« 6 à 15 ans » va du 6e anniversaire à la veille du 16e, du 28 février 2022 au 28 février 2032. (décret EDD "
        "du 28 avril 2004, art. 7, § 3, 2°)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "reading"]
    young = edd_child_age(ChildAgeQuestion(birth_date=date(2025, 1, 1), day=date(2026, 2, 28)))
    assert young.steps[0].text_fr == "1 an le 28 février 2026 : l’enfant ne compte pas."


def test_which_children_counted_before_2013_is_not_known():
    reply = ask("edd_child_age", '{"birth_date": "2004-01-01", "day": "2013-08-31"}')
    assert (reply.error.code, reply.error.field) == ("cannot_compute", "day")
    assert ask("edd_child_age", '{"birth_date": "2004-01-01", "day": "2013-09-01"}').result["counts"]
