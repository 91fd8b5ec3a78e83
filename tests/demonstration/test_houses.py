"""The houses of the whole country: 25,000 people in houses of a likely size."""

import random

from preau.foundation.territory.demonstration import NATIONAL
from preau.staff.demonstration.invented import LARGEST_TOWNS, PEOPLE, service_size, sizes, team
from preau.staff.models import FunctionCode
from tests.staff.made import TODAY


def test_a_communal_service_has_tens_of_people_a_few_hundred_in_the_largest_towns():
    dice = random.Random("les services")
    assert {service_size(dice, "chimay") for _ in range(300)} <= set(range(14, 56))
    assert {service_size(dice, town) for town in LARGEST_TOWNS * 40} <= set(range(150, 321))


def test_the_others_share_the_rest_a_few_each_whatever_the_services():
    services = dict.fromkeys(range(0, 2000, 9), 30) | {9: 300}
    counts = sizes(NATIONAL, 2_000, services)
    assert sum(counts) == PEOPLE
    assert {rank: counts[rank] for rank in services} == services
    others = [many for rank, many in enumerate(counts) if rank not in services]
    assert min(others) > 0
    assert max(others) - min(others) < 9


def test_fewer_people_than_services_and_houses_would_have_still_leaves_one_each():
    counts = sizes(NATIONAL, 3_900, dict.fromkeys(range(1000), 20))
    assert sum(counts) == PEOPLE
    assert min(counts) == 1


def test_a_large_service_has_a_leader_for_twenty():
    people = list(team(random.Random("un service"), 200, TODAY))
    assert sum(one.function == FunctionCode.PROJECT_LEADER for one in people) == 10
