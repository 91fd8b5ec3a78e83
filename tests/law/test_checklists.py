"""What annex 4 still lacks in a plan, and what the plan touches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.annual_plan import Action, AnnualPlan, Objective
from preau.law.checklists import coverage, missing_in_annual_plan, observations_on_annual_plan
from preau.law.results import Missing, Observation, Place, explanation

ANNEX = "arrêté du 3 décembre 2003, annexe 4"
OBJECTIVE = Objective(number=1, text="Réunir la CCA deux fois.")
ACTION = Action(number=1, text="Convoquer.", axes=(1,), aspects=(13,), objectives=(1,))


def plan(*actions: Action, objectives=(OBJECTIVE,), comment="") -> AnnualPlan:
    return AnnualPlan(objectives=tuple(objectives), comment=comment, actions=actions)


def test_a_complete_plan_lacks_nothing():
    assert missing_in_annual_plan(plan(ACTION)) == ()


def test_an_empty_plan_says_where_to_begin():
    assert missing_in_annual_plan(AnnualPlan()) == (
        Missing("no_objective", "Écrivez au moins un objectif prioritaire.", f"{ANNEX}, 1", Place("plan")),
        Missing(
            "no_action",
            "Ajoutez au moins une action : le plan traduit les objectifs en actions concrètes.",
            f"{ANNEX}, 3",
            Place("plan"),
        ),
    )


@pytest.mark.parametrize(
    ("action", "code", "sentence"),
    [
        (Action(2, "  ", (1,), (1,), (1,)), "action_text", "Décrivez l’action 2."),
        (Action(2, "x", (), (1,), (1,)), "action_axis", "Choisissez au moins un axe pour l’action 2."),
        (Action(2, "x", (9,), (1,), (1,)), "action_axis", "Choisissez au moins un axe pour l’action 2."),
        (
            Action(2, "x", (1,), (), (1,)),
            "action_aspect",
            "Choisissez au moins un aspect de l’accueil pour l’action 2.",
        ),
        (Action(2, "x", (1,), (1,), ()), "action_objective", "Reliez l’action 2 à un objectif du plan."),
        (Action(2, "x", (1,), (1,), (7,)), "action_objective", "Reliez l’action 2 à un objectif du plan."),
        (
            Action(2, "x", (1,), (1,), (1, 7, 8)),
            "action_objective_unknown",
            "L’action 2 renvoie à l’objectif 7 et 8, qui n’est pas dans le plan : "
            "choisissez-en un autre ou retirez ce lien.",
        ),
    ],
)
def test_what_an_action_lacks(action, code, sentence):
    (found,) = missing_in_annual_plan(plan(action))
    assert (found.code, found.sentence, found.where) == (code, sentence, Place("action", 2))
    assert found.article == "arrêté du 3 décembre 2003, annexe 4, 3"
    assert explanation(found) == (f"{sentence} ({found.article})",)


def test_an_objective_without_text():
    (found,) = missing_in_annual_plan(plan(ACTION, objectives=(OBJECTIVE, Objective(2, " "))))
    assert found == Missing("objective_text", "Rédigez l’objectif 2.", f"{ANNEX}, 1", Place("objective", 2))


def test_observations_prevent_nothing():
    mission = Action(1, "x", (4,), (13,), (1,))
    watched = plan(mission, objectives=(OBJECTIVE, Objective(2, "Autre.")))
    assert missing_in_annual_plan(watched) == ()
    assert observations_on_annual_plan(watched) == (
        Observation(
            "objective_without_action",
            "Aucune action ne sert encore l’objectif 2.",
            f"{ANNEX}, 3",
            Place("objective", 2),
        ),
        Observation(
            "action_mission",
            "L’action 1 sert une mission de la convention : dites laquelle.",
            f"{ANNEX}, 3",
            Place("action", 1),
        ),
        Observation(
            "no_comment",
            "La CCA peut dire ici le rapport entre ces objectifs et le programme CLE. C’est facultatif.",
            f"{ANNEX}, 2",
            Place("comment"),
        ),
    )
    assert observations_on_annual_plan(plan(ACTION, comment="Le programme, ligne 3.")) == ()


def mons() -> AnnualPlan:
    aspects = (13, 13, 13, 8, 13, 12)
    objectives = tuple(Objective(number, "x") for number in range(1, 7))
    axes = ((1, 3), (1,), (1,), (2,), (3,), (1,))
    actions = tuple(Action(number, "x", axes[number - 1], (aspects[number - 1],), (number,)) for number in range(1, 7))
    return AnnualPlan(objectives=objectives, actions=actions)


def test_coverage_of_a_plan_like_mons():
    found = coverage(mons())
    assert [touched.count for touched in found.aspects] == [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 4]
    assert [touched.actions for touched in found.axes] == [(1, 2, 3, 6), (4,), (1, 5), ()]
    assert (found.aspects_touched, found.axes_touched) == (3, 3)
    assert (found.objectives_without_action, found.actions_without_objective) == ((), ())
    assert found.observation == (
        "Un plan n’a pas à toucher tous les aspects. Quatre actions sur six visent le même : "
        "est-ce le choix de la CCA ?"
    )


def test_coverage_says_what_stands_alone():
    found = coverage(plan(Action(4, "x", (1,), (1,), (9,)), objectives=(OBJECTIVE,)))
    assert found.objectives_without_action == (1,)
    assert found.actions_without_objective == (4,)
    assert found.observation == ""


def test_all_actions_on_one_aspect():
    three = [Action(number, "x", (1,), (5,), (1,)) for number in (1, 2, 3)]
    assert "Toutes les actions visent le même" in coverage(plan(*three)).observation
    assert coverage(plan(*three[:2])).observation == ""


def test_a_mission_named_either_way_is_enough():
    by_number = plan(Action(1, "x", (4,), (13,), (1,), missions=(2,)), comment="x")
    in_words = plan(Action(1, "x", (4,), (13,), (1,), other_mission="Suivre un projet"), comment="x")
    blank = plan(Action(1, "x", (4,), (13,), (1,), other_mission="  "), comment="x")
    assert observations_on_annual_plan(by_number) == observations_on_annual_plan(in_words) == ()
    assert [one.code for one in observations_on_annual_plan(blank)] == ["action_mission"]


def test_a_plan_without_objective_gets_no_remark_on_its_comment():
    assert [one.code for one in observations_on_annual_plan(plan(ACTION, objectives=()))] == []


def test_the_aspect_most_actions_share_is_an_observation():
    same = [Action(number, "x", (1,), (5,), (1,)) for number in (1, 2, 3)]
    other = Action(4, "x", (1,), (6,), (1,))
    half = plan(*same[:2], other, Action(5, "x", (1,), (7,), (1,)), comment="x")
    assert observations_on_annual_plan(half) == ()
    assert observations_on_annual_plan(plan(*same, other, comment="x")) == (
        Observation(
            "shared_aspect",
            "Un plan n’a pas à toucher tous les aspects. Trois actions sur quatre visent le même : "
            "est-ce le choix de la CCA ?",
            f"{ANNEX}, 3",
            Place("plan"),
        ),
    )


def test_the_strip_counts_each_aspect_by_its_short_name():
    strip = coverage(mons()).strip
    assert len(strip) == 13
    assert (strip[7][1], strip[12][1]) == (1, 4)
    assert sum(count for _, count in strip) == 6


numbers = st.lists(st.integers(min_value=-1, max_value=20), max_size=4).map(tuple)
actions = st.builds(Action, number=st.integers(1, 9), text=st.text(), axes=numbers, aspects=numbers, objectives=numbers)
plans = st.builds(
    AnnualPlan,
    objectives=st.lists(st.builds(Objective, number=st.integers(1, 9), text=st.text()), max_size=5).map(tuple),
    comment=st.text(),
    actions=st.lists(actions, max_size=5).map(tuple),
)


@given(plans)
def test_any_plan_gets_sentences_and_never_an_exception(any_plan):
    for found in (*missing_in_annual_plan(any_plan), *observations_on_annual_plan(any_plan)):
        assert found.sentence
        assert found.article
    coverage(any_plan)
