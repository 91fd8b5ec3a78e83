"""Complaints of types A, B and C about a CLE programme."""

import json
from datetime import date

import pytest

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.complaints import ComplaintKind, ComplaintRoadsQuestion, complaint_roads
from preau.law.results import Refused
from preau.law.time_limits import limit

ARTICLE = "décret du 3 juillet 2003, art. 39"


def asked(kind: str, **fields):
    dates = {name: date.fromisoformat(value) if isinstance(value, str) else value for name, value in fields.items()}
    return complaint_roads(ComplaintRoadsQuestion(kind=ComplaintKind(kind), **dates))


def dues(found) -> dict[str, str | None]:
    return {stage.id: str(stage.due) if stage.due else None for stage in found.stages}


def test_a_complaint_about_the_making_of_a_programme():
    found = asked(
        "elaboration",
        adopted_on="2027-10-21",
        lodged_on="2027-11-15",
        received_on="2027-11-16",
        opinion_received_on="2027-12-10",
    )
    assert dues(found) == {"D70": "2027-11-22", "D71": "2027-12-16", "D72": "2028-01-10"}
    assert (found.in_time, found.lodged_with) == (True, "la commission d’agrément")
    assert found.outcomes == ("rejet", "plainte fondée, et l’ONE dit quelles étapes sont à refaire")
    first = found.stages[0]
    assert (first.starts_on, first.raw, first.safe, first.why, first.owed_by, first.title, first.consequence) == (
        date(2027, 10, 21),
        date(2027, 11, 20),
        date(2027, 11, 19),
        "",
        limit("D70").owed_by,
        limit("D70").title,
        limit("D70").consequence,
    )


def test_the_whole_explanation():
    found = asked("elaboration", adopted_on="2027-10-25", lodged_on="2027-11-25")
    assert [step.line for step in found.steps] == [
        "Toute personne qui montre un intérêt peut se plaindre, auprès de la commission d’agrément ; la CCA est "
        "informée de la plainte et de son résultat. (décret du 3 juillet 2003, art. 38)",
        f"Objet : la procédure d’élaboration du programme, ou le fait de n’y être pas retenu. ({ARTICLE}, al. 2)",
        f"La plainte est introduite le 25 novembre 2027, hors délai : elle est irrecevable. ({ARTICLE}, al. 2)",
        "Introduire une plainte sur la procédure d’élaboration du programme CLE (la personne qui se plaint) : au plus "
        f"tard le mercredi 24 novembre 2027. ({ARTICLE}, al. 2)",
        "Le lundi 25 octobre 2027 (adoption par le conseil communal) ne compte pas. "
        "(décret du 3 juillet 2003, art. 1er, 7°)",
        "30 jours calendrier : le dernier jour est le mercredi 24 novembre 2027, compris jusqu’à minuit. "
        f"({ARTICLE}, al. 2)",
        "Rendre l’avis sur la plainte (élaboration) à la présidence de l’ONE (la commission d’agrément) : jour inconnu "
        f": réception de la plainte (« received_on »). ({ARTICLE}, al. 2)",
        "Statuer sur la plainte (élaboration) et communiquer la décision (l’ONE) : jour inconnu : réception de l’avis "
        f"de la commission (« opinion_received_on »). ({ARTICLE}, al. 2)",
        f"Issues possibles : rejet ; plainte fondée, et l’ONE dit quelles étapes sont à refaire. ({ARTICLE}, al. 2)",
    ]
    assert found.in_time is False


@pytest.mark.parametrize(("lodged_on", "in_time"), [("2027-11-24", True), ("2027-11-25", False)])
def test_the_last_day_to_complain(lodged_on, in_time):
    assert asked("elaboration", adopted_on="2027-10-25", lodged_on=lodged_on).in_time is in_time


def test_a_complaint_whose_start_is_not_known_is_neither_in_time_nor_late():
    assert asked("elaboration", lodged_on="2027-11-24").in_time is None
    found = asked("elaboration", adopted_on="2027-10-25")
    assert found.in_time is None
    assert "plainte est introduite" not in " ".join(step.text_fr for step in found.steps)


def test_a_complaint_about_an_amendment_has_two_starts():
    by_cca = asked(
        "amendment", sent_on="2026-11-27", amendment_received_on="2026-12-01", opinion_received_on="2027-01-20"
    )
    assert dues(by_cca) == {"D73": "2026-12-28", "D74": "2027-02-01", "D75": "2027-02-19"}
    by_council = asked("amendment", adopted_on="2026-12-18", lodged_on="2027-01-19")
    assert dues(by_council) == {"D73-council": "2027-01-18", "D74": None, "D75": None}
    assert by_council.in_time is False
    assert [stage.why for stage in by_council.stages] == [
        "",
        "Jour inconnu : réception de la modification et de ses pièces (« amendment_received_on »).",
        "Jour inconnu : réception des deux avis (« opinion_received_on »).",
    ]
    assert by_council.outcomes == ("agrément de la modification", "refus d’agrément de la modification")
    assert asked("amendment").stages[0].why == "Jour inconnu : adoption par le conseil communal (« adopted_on »)."


def test_another_breach_may_be_denounced_at_any_time():
    found = asked("other_breach", lodged_on="2026-11-02", received_on="2026-11-04")
    assert found.in_time is True
    assert dues(found) == {"D76": None, "D77": "2026-12-04", "D62": None}
    assert found.stages[0].why == "La plainte peut être introduite à tout moment."
    assert found.steps[3].line == (
        "Introduire une plainte sur un autre manquement au décret ou au programme CLE (la personne qui se plaint) : la "
        f"plainte peut être introduite à tout moment. ({ARTICLE}, al. 4)"
    )
    assert found.steps[2].line == f"La plainte est introduite le 2 novembre 2026, dans le délai. ({ARTICLE}, al. 4)"
    assert found.outcomes[2] == ("mise en demeure puis retrait de l’agrément du programme, sans suspension possible")
    assert asked("other_breach").in_time is None
    assert [asked("other_breach").stages[0].starts_on, asked("other_breach").stages[1].starts_on] == [None, None]


def test_the_notice_after_a_complaint_lasts_at_least_ten_days():
    assert dues(asked("other_breach", notice_on="2026-11-02", notice_days=10))["D62"] == "2026-11-12"
    missing = asked("other_breach", notice_on="2026-11-02").stages[2]
    assert (missing.due, missing.starts_on) == (None, date(2026, 11, 2))
    assert missing.why == "Impossible à calculer : l’ONE fixe ce délai. Donnez sa longueur en jours."
    reply = ask("complaint_roads", '{"kind": "other_breach", "notice_on": "2026-11-02", "notice_days": 9}')
    assert (reply.error.field, reply.error.message) == (
        "notice_days",
        f"Ce délai ne peut pas être plus court que 10 jours ({ARTICLE}, al. 4).",
    )


def test_the_two_roads_of_an_amendment_are_not_mixed():
    reply = ask("complaint_roads", '{"kind": "amendment", "sent_on": "2026-11-02", "adopted_on": "2026-11-03"}')
    assert (reply.error.field, reply.error.message) == (
        "sent_on",
        "La CCA envoie la modification, ou le conseil l’adopte : donnez « sent_on » ou « adopted_on ».",
    )


def test_before_the_decree_nothing_is_known():
    found = asked("elaboration", adopted_on="2003-10-21", lodged_on="2003-10-22")
    assert found.in_time is None
    assert found.stages[0].why.startswith("Impossible à calculer : ")


def test_the_example_is_answered():
    reply = ask("complaint_roads", json.dumps(known_rule("complaint_roads").example))
    assert reply.ok
    assert reply.result["in_time"] is True
    assert reply.result["kind"] == "elaboration"


@pytest.mark.parametrize(
    ("kind", "whys"),
    [
        (
            "elaboration",
            [
                "Jour inconnu : adoption par le conseil communal (« adopted_on »).",
                "Jour inconnu : réception de la plainte (« received_on »).",
                "Jour inconnu : réception de l’avis de la commission (« opinion_received_on »).",
            ],
        ),
        (
            "other_breach",
            [
                "La plainte peut être introduite à tout moment.",
                "Jour inconnu : réception de la plainte (« received_on »).",
                "Jour inconnu : mise en demeure (« notice_on »).",
            ],
        ),
    ],
)
def test_each_stage_says_which_day_is_missing(kind, whys):
    assert [stage.why for stage in asked(kind).stages] == whys


def test_the_days_of_the_lines():
    found = asked("elaboration", adopted_on="2027-10-25", lodged_on="2027-11-20")
    assert [step.day for step in found.steps[2:4]] == [date(2027, 11, 20), date(2027, 11, 24)]
    unknown = asked("elaboration", lodged_on="2027-11-20")
    assert not any("La plainte est introduite" in step.text_fr for step in unknown.steps)
    assert asked("other_breach", lodged_on="2026-11-02").stages[0].starts_on == date(2026, 11, 2)


@pytest.mark.parametrize(("before", "after"), [("lodged_on", "received_on"), ("received_on", "opinion_received_on")])
def test_a_complaint_is_followed_in_its_order(before, after):
    assert asked("elaboration", **{before: "2027-11-15", after: "2027-11-15"}).steps
    with pytest.raises(Refused) as refused:
        asked("elaboration", **{before: "2027-11-15", after: "2027-11-14"})
    assert (refused.value.field, str(refused.value)) == (
        after,
        f"Ce jour ne peut pas précéder le 15 novembre 2027 (« {before} »).",
    )
