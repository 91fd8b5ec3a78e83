"""The one door: what a question from outside gets, and how every refusal is said."""

import json
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

import msgspec
import pytest
from msgspec import Meta, field

from preau.law import asking
from preau.law.asking import Reply, ask, check_ranges, reply
from preau.law.catalogue import RULES, known_rule, rules
from preau.law.inputs import Question
from preau.law.refusals import Refusal, in_french
from preau.law.results import Answer, CannotCompute, Refused, Step, articles, explanation


class Kind(StrEnum):
    LATE = "late"
    EARLY = "early"


class Line(Question, frozen=True, kw_only=True):
    hours: Annotated[int, Meta(ge=1, le=24)]
    kind: Kind = Kind.LATE


class Everything(Question, frozen=True, kw_only=True):
    count: Annotated[int, Meta(ge=0, le=5)] = 0
    start: date | None = field(default=None, name="from")
    amount: Decimal | None = None
    side: Literal["left", "right"] = "left"
    lines: Annotated[tuple[Line, ...], Meta(max_length=2)] = ()
    pair: Annotated[tuple[int, ...], Meta(min_length=2)] = (1, 2)
    flag: bool = False
    name: Annotated[str, Meta(min_length=2, max_length=3)] = "abc"
    code: Annotated[str, Meta(pattern="^[A-Z]$")] = "A"
    by_name: dict[str, Decimal] = {}
    either: Line | None = None
    maybe: Literal["left", "right"] | None = None
    sides: dict[str, Literal["left", "right"]] = {}
    several: Literal["none"] | Line | None = None
    kinds: dict[Kind, bool] = {}


class Nested(Question, frozen=True, kw_only=True):
    first: Everything


REFUSALS = [
    ("[]", "wrong_type", "", "Écrivez un objet { … }, pas une liste."),
    ("null", "wrong_type", "", "Écrivez un objet { … }, pas rien (null)."),
    ('{"count":"x"}', "wrong_type", "count", "Écrivez un nombre entier, pas un texte."),
    ('{"count":1.5}', "wrong_type", "count", "Écrivez un nombre entier, pas un nombre."),
    ('{"count":-1}', "out_of_range", "count", "Le nombre doit être au moins 0."),
    ('{"count":6}', "out_of_range", "count", "Le nombre doit être au plus 5."),
    ('{"from":"2026-02-30"}', "wrong_type", "from", "Écrivez une date qui existe, AAAA-MM-JJ."),
    ('{"from":3}', "wrong_type", "from", "Écrivez une date AAAA-MM-JJ, pas un nombre entier."),
    ('{"amount":"1,5"}', "wrong_type", "amount", "Écrivez un nombre avec un point : 1234.56."),
    ('{"amount":true}', "wrong_type", "amount", "Écrivez un nombre, pas true ou false."),
    ('{"side":"up"}', "wrong_value", "side", "Cette valeur n’est pas dans la liste : left et right."),
    (
        '{"lines":[{"hours":2},{"hours":1,"kind":"x"}]}',
        "wrong_value",
        "lines[1].kind",
        "Cette valeur n’est pas dans la liste : early et late.",
    ),
    ('{"sides":{"a":"up"}}', "wrong_value", "sides[...]", "Cette valeur n’est pas dans la liste : left et right."),
    ('{"maybe":"up"}', "wrong_value", "maybe", "Cette valeur n’est pas dans la liste : left et right."),
    ('{"maybe":2}', "wrong_type", "maybe", "Écrivez un texte, pas un nombre entier."),
    ('{"either":2}', "wrong_type", "either", "Écrivez un objet { … }, pas un nombre entier."),
    ('{"lines":[{}]}', "missing_field", "lines[0].hours", "Ce champ est obligatoire."),
    ('{"lines":[{"hours":0}]}', "out_of_range", "lines[0].hours", "Le nombre doit être au moins 1."),
    (
        '{"lines":[{"hours":1},{"hours":1},{"hours":1}]}',
        "out_of_range",
        "lines",
        "La liste est trop longue (maximum 2).",
    ),
    ('{"pair":[1]}', "out_of_range", "pair", "La liste est trop courte (minimum 2)."),
    ('{"flag":1}', "wrong_type", "flag", "Écrivez true ou false, pas un nombre entier."),
    ('{"name":"a"}', "out_of_range", "name", "Le texte est trop court (minimum 2)."),
    ('{"name":"abcd"}', "out_of_range", "name", "Le texte est trop long (maximum 3)."),
    ('{"code":"1"}', "wrong_value", "code", "Le texte n’a pas la forme attendue."),
    ('{"other":1}', "unknown_field", "other", "Ce champ n’existe pas."),
    (
        '{"either":{"hours":1,"kind":"x"}}',
        "wrong_value",
        "either.kind",
        "Cette valeur n’est pas dans la liste : early et late.",
    ),
    ('{"several":"all"}', "wrong_value", "several", "Cette valeur n’est pas dans la liste : none."),
    (
        '{"several":{"hours":1,"kind":"x"}}',
        "wrong_value",
        "several.kind",
        "Cette valeur n’est pas dans la liste : early et late.",
    ),
    ('{"kinds":{"noon":true}}', "wrong_value", "kinds", "Une des clés de cet objet n’existe pas."),
]


@pytest.mark.parametrize(("written", "code", "where", "message"), REFUSALS)
def test_a_question_that_does_not_fit_is_said_in_french(written, code, where, message):
    with pytest.raises(msgspec.DecodeError) as refused:
        msgspec.json.decode(written, type=Everything)
    assert in_french(refused.value, Everything) == Refusal(code, where, message)


def test_the_values_are_not_listed_when_the_type_is_unknown():
    with pytest.raises(msgspec.ValidationError) as refused:
        msgspec.json.decode('{"side":"up"}', type=Everything)
    assert in_french(refused.value).message == "Cette valeur n’est pas dans la liste."


def test_a_sentence_that_is_not_foreseen_still_names_its_field():
    assert in_french(msgspec.ValidationError("Something new - at `$.lines[0]`")) == Refusal(
        "wrong_type", "lines[0]", "Cette valeur ne convient pas."
    )


def test_refusals_of_rules_keep_their_field():
    assert in_french(CannotCompute("Impossible à calculer.", "day")) == Refusal(
        "cannot_compute", "day", "Impossible à calculer."
    )
    assert in_french(Refused("hours", "Trop.")) == Refusal("refused", "hours", "Trop.")
    assert in_french(Refused("limit", "Inconnu.")) == Refusal("unknown_limit", "limit", "Inconnu.")
    assert in_french(Refused("rule", "Inconnue.")) == Refusal("unknown_rule", "rule", "Inconnue.")


@pytest.mark.parametrize("written", ["", "{", "oups", "{} {}", b"\xff\xfe"])
def test_what_is_not_json(written):
    found = ask("due_date", written)
    assert not found.ok
    assert found.error == Refusal(
        "not_json", "", "Cette ligne n’est pas du JSON : elle doit contenir un objet { … } entier."
    )


def test_an_unknown_rule_is_quoted_and_not_whole():
    assert ask("x" * 100, "{}").error == Refusal(
        "unknown_rule", "rule", f"« {'x' * 60} » n’est pas une règle. La liste est donnée par « preau law list »."
    )


def test_a_question_without_end_is_refused():
    assert ask("due_date", " " * (asking.LONGEST_LINE + 1)).error == Refusal(
        "refused", "", "Une question compte au plus 1000000 caractères."
    )
    assert ask("due_date", " " * asking.LONGEST_LINE).error.code == "not_json"


@pytest.mark.parametrize(
    ("question", "where"),
    [
        (Everything(start=date(1899, 12, 31)), "from"),
        (Everything(start=date(2101, 1, 1)), "from"),
    ],
)
def test_days_out_of_what_can_be_meant(question, where):
    with pytest.raises(Refused) as refused:
        check_ranges(question)
    assert (refused.value.field, str(refused.value)) == (where, "La date doit être entre 1900 et 2100.")


@pytest.mark.parametrize(
    ("question", "where"),
    [
        (Everything(amount=Decimal(-1)), "amount"),
        (Everything(amount=Decimal("NaN")), "amount"),
        (Everything(amount=Decimal("Infinity")), "amount"),
        (Everything(amount=Decimal(10) ** 12), "amount"),
        (Everything(by_name={"a": Decimal(1), "b": Decimal("-0.01")}), "by_name.b"),
        (Nested(first=Everything(amount=Decimal(-1))), "first.amount"),
    ],
)
def test_amounts_out_of_what_can_be_meant(question, where):
    with pytest.raises(Refused) as refused:
        check_ranges(question)
    sentence = "Le nombre doit être positif ou nul, et plus petit que mille milliards."
    assert (refused.value.field, str(refused.value)) == (where, sentence)


@pytest.mark.parametrize("written", ["1e-21", "0e21"])
def test_a_number_nobody_can_mean_is_refused(written):
    with pytest.raises(Refused) as refused:
        check_ranges(Everything(amount=Decimal(written)))
    assert (refused.value.field, str(refused.value)) == ("amount", "Écrivez ce nombre avec 20 décimales au plus.")


def test_a_result_that_no_number_holds():
    question = {"day": "2026-10-05", "kind": "ordinary", "index_2004": "1e-20", "index_of_day": "999999999999"}
    assert ask("edd_fee_cap", json.dumps(question)).error == Refusal(
        "refused", "", "Le résultat est trop grand ou trop petit : vérifiez les nombres donnés."
    )


def test_the_place_of_a_day_in_a_list():
    with pytest.raises(Refused) as refused:
        check_ranges(known_rule("due_date").question(council=(date(2026, 1, 1), date(1800, 1, 1))))
    assert refused.value.field == "council[1]"


def test_the_edges_of_what_can_be_meant_pass():
    check_ranges(Everything(start=date(1900, 1, 1), amount=Decimal(0), lines=(Line(hours=1),)))
    check_ranges(Everything(start=date(2100, 12, 31), amount=Decimal("999999999999.99")))
    check_ranges(Everything(amount=Decimal("1e-20"), by_name={"a": Decimal("0e20")}))


def test_a_result_beyond_the_calendar():
    def beyond(question):
        raise OverflowError

    known = known_rule("due_date")
    broken = msgspec.structs.replace(known, function=beyond)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asking, "known_rule", lambda rule_id: broken)
        found = ask("due_date", "{}")
    assert found == Reply(ok=False, error=Refusal("out_of_range", "", "Le résultat sort du calendrier connu."))


def test_a_refusal_lists_the_values_of_its_own_rule():
    assert ask("due_date", '{"unit":"X"}') == Reply(
        ok=False,
        error=Refusal("wrong_value", "unit", "Cette valeur n’est pas dans la liste : CD, MO, WD et YR."),
    )


def test_the_ranges_are_checked_before_the_rule():
    refused = Refusal("refused", "from", "La date doit être entre 1900 et 2100.")
    assert ask("due_date", '{"length": 1, "unit": "CD", "from": "2101-01-01"}').error == refused


class Said(Answer, frozen=True, kw_only=True):
    amount: Decimal
    day: date


def test_an_answer_travels_with_its_lines_and_articles():
    steps = (Step("Un.", "art. 1", date(2026, 9, 1)), Step("Le 1er septembre 2026, deux.", "art. 2", date(2026, 9, 1)))
    steps += (Step("Trois.", "art. 1"), Step("Quatre."))
    answer = Said(amount=Decimal("1.50"), day=date(2026, 9, 1), steps=steps)
    lines = ("1er septembre 2026 : Un. (art. 1)", "Le 1er septembre 2026, deux. (art. 2)", "Trois. (art. 1)", "Quatre.")
    found = reply(answer)
    assert found.ok
    assert found.error is None
    assert found.result == {"amount": "1.50", "day": "2026-09-01"}
    assert found.steps == explanation(answer) == lines
    assert found.articles == articles(steps) == ("art. 1", "art. 2")
    assert json.loads(msgspec.json.encode(found)) == {
        "ok": True,
        "result": {"amount": "1.50", "day": "2026-09-01"},
        "steps": list(lines),
        "articles": ["art. 1", "art. 2"],
    }


@pytest.mark.parametrize("rule_id", RULES)
def test_every_rule_is_whole_and_answers_its_own_example(rule_id):
    one = known_rule(rule_id)
    assert one.title
    assert one.articles
    assert issubclass(one.question, Question)
    assert issubclass(one.answer, Answer)
    found = ask(rule_id, msgspec.json.encode(one.example))
    assert found.ok, found.error
    assert found.steps
    assert found.articles


@pytest.mark.parametrize("rule_id", RULES)
def test_every_field_of_every_question_is_described(rule_id):
    whole = known_rule(rule_id).schema
    for name, definition in whole["$defs"].items():
        for field_name, schema in definition.get("properties", {}).items():
            branches = [schema, *schema.get("anyOf", ()), schema.get("items", {})]
            described = any("description" in branch or "$ref" in branch for branch in branches)
            assert described, f"{name}.{field_name}"


@pytest.mark.parametrize("rule_id", RULES)
def test_every_rule_refuses_what_is_not_its_question(rule_id):
    assert ask(rule_id, '{"nothing_like_it": 1}').error.code in {"unknown_field", "missing_field"}
    assert ask(rule_id, "[]").error.code == "wrong_type"


def test_the_catalogue_holds_what_it_says():
    assert [one.id for one in rules()] == list(RULES)
    with pytest.raises(KeyError):
        known_rule("magic")


def test_what_the_law_does_not_know_names_the_day_that_was_asked():
    unknown = CannotCompute("Impossible à calculer : rien n’est connu.")
    assert in_french(unknown, known_rule("care_staffing").question).field == "day"
    assert in_french(unknown, known_rule("operating_subsidy").question).field == "year"
    assert in_french(unknown, known_rule("coordination_subsidy").question).field == "period"
    assert in_french(unknown, known_rule("dhondt").question).field == ""
    assert in_french(unknown).field == ""
    assert (
        in_french(CannotCompute("Impossible à calculer.", "staff"), known_rule("care_staffing").question).field
        == "staff"
    )
