"""The qualification of a member of the staff: its roads, who does what, who reads it."""

import pytest

from preau.law.procedures import versions
from preau.law.procedures.roles import Role

KNOWN = versions("staff_qualification")[0]
ROADS = [
    ("report send_title qualify", "qualified"),
    ("report send_title ask answer qualify", "qualified"),
    ("report send_title refuse_title send_equivalence recognise_equivalence", "qualified"),
    ("report send_equivalence refuse_title start_training send_title qualify", "qualified"),
    ("report send_experience assimilate complete_training", "qualified"),
    ("report send_experience assimilate leader_time_over", "not_qualified"),
    ("report send_title ask withdraw", "withdrawn"),
    ("report withdraw", "withdrawn"),
]


@pytest.mark.parametrize(("road", "end"), ROADS)
def test_a_request_walks_its_road(road, end):
    here = None
    for act_id in road.split():
        act = KNOWN.act(act_id)
        assert act in KNOWN.acts_from(here), f"{act_id} is not possible in {here}"
        here = act.target(here or "")
    assert here == end


def test_one_decides_untied_and_with_a_second_factor():
    decisions = {"qualify", "recognise_equivalence", "refuse_title", "assimilate", "complete_training"}
    by_one = {act.id for act in KNOWN.acts if Role.ONE in act.by}
    assert by_one == decisions | {"ask"}
    for act_id in by_one:
        assert KNOWN.act(act_id).by == (Role.ONE, Role.ONE_TRAINING)
        assert "untied" in KNOWN.act(act_id).guards
        assert KNOWN.act(act_id).signed is (act_id in decisions)


def test_a_refusal_says_what_would_be_accepted():
    assert KNOWN.act("refuse_title").needs == ("reason", "would_accept")


def test_the_case_of_one_person_is_read_by_those_who_act_in_it():
    assert KNOWN.private
    assert not {Role.CARE_WORKER, Role.PROJECT_LEADER} & set(KNOWN.actors)


def test_an_assimilation_starts_its_three_years():
    assert KNOWN.act("assimilate").starts == ("D101",)
    assert KNOWN.act("complete_training").meets == ("D100", "D101")
