"""The rules that can be asked from outside, each with the module it lives in: a rule is imported only when asked.

A rule is a function marked with `@rule`: one Struct in (`inputs.Question`), one Struct out (`results.Answer`). Its id
is the name of the function.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, get_type_hints

import msgspec
from msgspec import Struct

from preau.law.inputs import Question
from preau.law.results import Answer

RULES = {
    "due_date": "dates",
    "care_staffing": "staffing.care",
    "staffing_bound": "staffing.scope",
    "eligible_child": "ages",
    "travel_limits": "travel",
    "care_worker_qualification": "qualification.staff",
    "project_leader_qualification": "qualification.staff",
    "atl_coordinator_qualification": "qualification.staff",
    "good_conduct": "good_conduct",
    "training_ledger": "training.ledger",
    "training_alerts": "training.alerts",
    "training_countable": "training.countable",
    "coordination_subsidy": "subsidies.coordination",
    "coordination_first_year": "subsidies.coordination_payments",
    "coordination_advance": "subsidies.coordination_payments",
    "coordination_subsidy_loss": "subsidies.coordination_loss",
    "operating_subsidy": "subsidies.type_1",
    "positive_differentiation_subsidy": "subsidies.type_1",
    "disadvantaged_child": "subsidies.type_1",
    "fee_reduction_owed": "subsidies.type_1",
    "presence_day_type_1": "subsidies.presences",
    "presence_day_type_2": "subsidies.presences",
    "presence_day_flexible": "subsidies.presences",
    "type_2_posts": "subsidies.type_2",
    "type_2_subsidy": "subsidies.type_2",
    "type_2_advance": "subsidies.type_2_payments",
    "type_2_occupation": "subsidies.type_2_payments",
    "type_2_conditions": "subsidies.type_2_conditions",
    "flexible_care_subsidy": "subsidies.flexible",
    "flexible_care_conditions": "subsidies.flexible",
    "holiday_partnerships": "subsidies.occasional",
    "energy_aid_2022": "subsidies.occasional",
    "care_coverage": "coverage",
    "family_fee_cap": "fees",
    "fee_check": "fees",
    "indexed_amount": "indexation",
    "suspended_clock": "clocks",
    "cle_programme_chain": "chains.programme",
    "cle_amendment_chain": "chains.amendment",
    "annual_plan_chain": "chains.annual_plan",
    "remedies": "remedies",
    "complaint_roads": "complaints",
    "edd_activity_year": "homework_schools.years",
    "edd_recognition_criteria": "homework_schools.recognition",
    "edd_recognition_term": "homework_schools.duration",
    "edd_tacit_recognition": "homework_schools.duration",
    "edd_renewal": "homework_schools.duration",
    "edd_animator_qualification": "homework_schools.qualification",
    "edd_coordinator_qualification": "homework_schools.qualification",
    "edd_good_conduct": "homework_schools.good_conduct",
    "edd_child_age": "homework_schools.children",
    "edd_pedagogical_team": "homework_schools.team",
    "edd_session": "homework_schools.team",
    "edd_opening": "homework_schools.opening",
    "edd_subsidy_conditions": "homework_schools.subsidy",
    "edd_flat_part": "homework_schools.flat_part",
    "edd_activity_part": "homework_schools.activity_part",
    "edd_launch_subsidy": "homework_schools.launch",
    "edd_energy_aid_2022": "homework_schools.launch",
    "edd_cost_cap": "homework_schools.cost_cap",
    "edd_fee_cap": "homework_schools.fees",
    "cca_composition": "composition.cca",
    "component_1_election": "composition.election",
    "component_2_seats": "composition.networks",
    "component_3_seats": "composition.networks",
    "dhondt": "composition.dhondt",
    "substitute_chain": "composition.substitutes",
    "cca_vote": "cca_vote",
    "cca_meetings": "meetings",
    "approval_commission_composition": "composition.bodies",
    "approval_commission_vote": "votes",
    "edd_commission_composition": "composition.bodies",
    "edd_commission_vote": "votes",
    "edd_commission_absences": "meetings",
    "appeal_council_composition": "composition.bodies",
    "programming_committee_vote": "votes",
    "procedure": "procedures.asked",
    "completeness": "completeness",
    "annex_change": "completeness",
}


class Rule(Struct, frozen=True):
    """One rule: its title and what it answers in French, the articles it applies, an example of a question."""

    id: str
    title: str
    articles: tuple[str, ...]
    example: dict[str, Any]
    function: Callable[[Any], Answer]
    question: type[Question]
    answer: type[Answer]

    @property
    def schema(self) -> dict[str, Any]:
        """Return the JSON schema of the question."""
        return msgspec.json.schema(self.question)


F = TypeVar("F", bound=Callable[[Any], Answer])


def rule(*, title: str, articles: tuple[str, ...], example: dict[str, Any]) -> Callable[[F], F]:
    """Mark a function as a rule that can be asked. `example` is a whole question, as JSON would hold it."""

    def mark(function: F) -> F:
        function.rule = (title, articles, example)  # type: ignore[attr-defined]
        return function

    return mark


@cache
def known_rule(rule_id: str) -> Rule:
    """Return the rule of that id; raises KeyError."""
    function = getattr(import_module(f"preau.law.{RULES[rule_id]}"), rule_id)
    hints = get_type_hints(function)
    answer = hints.pop("return")
    (question,) = hints.values()
    title, articles, example = function.rule
    return Rule(rule_id, title, articles, example, function, question, answer)


def rules() -> tuple[Rule, ...]:
    """Return every rule, in the order of the catalogue; imports them all."""
    return tuple(known_rule(rule_id) for rule_id in RULES)
