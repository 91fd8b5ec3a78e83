"""The points drawn for June: what the CCA said last counts, and what nobody noted is not said to be undone."""

from preau.plans.drawing_points import drawn_for
from preau.plans.models import Progress
from tests.plans.year.year_made import FIRST, RESULT, evaluate, followed_plan, say


def drawn(zone):
    following = followed_plan(zone, 2027)
    return {one.origin: one.origin_words for one in drawn_for(following)}


def test_the_final_word_of_the_cca_replaces_the_one_of_june(plan, zone, coordinator, after):
    evaluate(coordinator, plan, 1, RESULT.NOT_REACHED, FIRST)
    evaluate(coordinator, plan, 2, RESULT.NOT_REACHED, FIRST)
    evaluate(after, plan, 1, RESULT.REACHED)
    evaluate(after, plan, 2, RESULT.PARTLY)
    found = drawn(zone)
    reached, partly = (plan.objectives.get(number=number).pk for number in (1, 2))
    assert f"objective:{reached}" not in found
    assert found[f"objective:{partly}"] == "Objectif 2 du plan 2026-2027, atteint en partie"


def test_in_june_the_first_evaluation_counts(plan, zone, coordinator):
    evaluate(coordinator, plan, 1, RESULT.PARTLY, FIRST)
    assert f"objective:{plan.objectives.get(number=1).pk}" in drawn(zone)


def test_an_action_nobody_followed_is_not_said_to_be_undone(plan, zone, coordinator):
    say(coordinator, plan, 1, Progress.UNDER_WAY)
    say(coordinator, plan, 2, Progress.DONE)
    found = drawn(zone)
    keys = {row.number: f"action:{row.pk}" for row in plan.actions.all()}
    assert found[keys[1]] == "Action 1 du plan 2026-2027, pas encore faite"
    assert keys[2] not in found
    assert found[keys[3]] == "Action 3 du plan 2026-2027, sans suivi noté"
