"""Every rule of homework schools answers its own example, and refuses in French what makes no sense."""

import json

import pytest

from preau.law.asking import ask
from preau.law.catalogue import RULES, known_rule
from preau.law.parameters import parameters

IDS = [rule_id for rule_id in RULES if rule_id.startswith("edd_") and RULES[rule_id].startswith("homework_schools.")]


def test_the_rules_of_homework_schools_are_in_the_catalogue():
    assert len(IDS) == 19


@pytest.mark.parametrize("rule_id", IDS)
def test_the_example_is_answered_and_explained(rule_id):
    rule = known_rule(rule_id)
    reply = ask(rule_id, json.dumps(rule.example))
    assert reply.ok, reply.error
    assert reply.steps
    assert all(step.endswith(")") for step in reply.steps)
    assert rule.title.startswith("École de devoirs : ")
    assert rule.schema["$defs"]


@pytest.mark.parametrize("rule_id", IDS)
def test_unknown_fields_and_rubbish_are_refused_in_french(rule_id):
    example = known_rule(rule_id).example
    reply = ask(rule_id, json.dumps({**example, "colour": "red"}))
    assert (reply.error.code, reply.error.field, reply.error.message) == (
        "unknown_field",
        "colour",
        "Ce champ n’existe pas.",
    )
    assert ask(rule_id, "{").error.code == "not_json"


def test_every_parameter_names_its_source():
    known = [one for one in parameters() if one.name.startswith("homework_schools.")]
    assert len(known) == 36
    for one in known:
        for value in one.values:
            assert value.reference
            assert value.known is not None or value.note
