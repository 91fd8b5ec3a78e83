"""The chain of an annual plan."""

from datetime import date

import pytest

from preau.law.chains.annual_plan import AnnualPlanChainQuestion, annual_plan_chain
from preau.law.results import CannotCompute
from preau.law.time_limits import limit
from tests.law.chains.roads import dues


def test_the_annual_plan_is_a_chain_too():
    found = annual_plan_chain(AnnualPlanChainQuestion(first_year=2026))
    assert dues(found.links) == {
        "D33-preparation": "2026-06-30",
        "D33-objectives": "2026-06-30",
        "D33-approval": "2026-09-15",
        "D33-two-months": "2026-10-31",
        "D31": "2026-12-31",
        "D32": "2027-12-31",
    }
    one = found.links[4]
    assert (one.waits_for, one.state, one.starts_on, one.raw, one.safe, one.owed_by, one.soft) == (
        limit("D31").trigger,
        "due",
        date(2026, 9, 1),
        date(2026, 12, 31),
        date(2026, 12, 31),
        limit("D31").owed_by,
        False,
    )
    assert (one.title, one.consequence) == (limit("D31").title, limit("D31").consequence)
    assert found.links[0].soft
    lines = [step.line for step in found.steps]
    assert f"{limit('D31').title} (D31) : le dernier jour est le jeudi 31 décembre 2026. " in "".join(lines)
    assert len(lines) == 6 + sum(len(link.steps) for link in found.links)


def test_there_is_no_plan_before_the_decree_asks_for_one():
    found = annual_plan_chain(AnnualPlanChainQuestion(first_year=2009))
    assert (dues(found.links)["D31"], dues(found.links)["D32"]) == ("2009-12-31", "2010-12-31")
    with pytest.raises(CannotCompute) as raised:
        annual_plan_chain(AnnualPlanChainQuestion(first_year=2008))
    assert raised.value.field == "first_year"
    assert str(raised.value) == (
        "Impossible à calculer : le décret ne demande un plan que depuis le 6 août 2009, donc depuis l’année 2009-2010."
    )
