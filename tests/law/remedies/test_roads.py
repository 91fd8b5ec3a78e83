"""The roads of appeal of each decision, before and after 1 January 2027."""

import json
from datetime import date, timedelta

import pytest

from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.remedies import Decision, register
from preau.law.texts import TEXT_IDS
from preau.law.time_limits import Moment, limit
from tests.law.asked import refused, replied
from tests.law.remedies.notified import COUNCIL, NOT_HERE, asked


@pytest.mark.parametrize(
    ("notified_on", "raw", "thirty", "forty_five", "without_stops"),
    [
        ("2026-12-10", "2027-01-09", "2027-01-11", None, None),
        ("2027-01-11", "2027-02-10", "2027-02-10", "2027-03-11", "2027-02-25"),
        ("2027-02-01", "2027-03-03", "2027-03-03", "2027-04-02", "2027-03-18"),
    ],
)
@pytest.mark.parametrize("decision", ["edd_recognition_refusal", "edd_recognition_withdrawal"])
def test_the_two_roads_of_a_homework_school(decision, notified_on, raw, thirty, forty_five, without_stops):
    found = asked(decision, notified_on)
    minister = found.roads[0]
    assert (minister.id, minister.limit, minister.answer_limit) == ("minister_recognition", "T6", "T8")
    assert (str(minister.raw), str(minister.due)) == (raw, thirty)
    assert (minister.suspensive, minister.heard, minister.without_stops) == ("no", "possible", None)
    if forty_five is None:
        assert len(found.roads) == 1
        assert found.regime == "until_2026"
        return
    council = found.roads[1]
    assert (council.id, council.limit, council.answer_limit) == ("appeals_council_edd", "T28", "T29")
    assert (str(council.due), str(council.without_stops)) == (forty_five, without_stops)
    assert (council.suspensive, council.heard) == ("unless_child_interest", "right")
    assert (found.regime, found.safe) == ("from_2027", minister.safe)


BEFORE, AFTER = "2026-11-02", "2027-01-11"


@pytest.mark.parametrize(
    ("decision", "before", "after"),
    [
        ("atl_operator_approval_refusal", ["government_refusal"], ["appeals_council"]),
        ("atl_operator_approval_withdrawal", ["government_withdrawal"], ["appeals_council"]),
        ("atl_operator_subsidy_refusal", ["one_board"], ["appeals_council"]),
        ("atl_operator_subsidy_suspension", ["one_board"], ["appeals_council"]),
        ("atl_operator_subsidy_retention", ["one_board"], ["appeals_council"]),
        ("atl_operator_subsidy_withdrawal", ["one_board"], ["appeals_council"]),
        ("atl_cle_refusal", [], ["appeals_council"]),
        ("atl_cle_amendment_refusal", [], ["appeals_council"]),
        ("atl_cle_withdrawal", [], ["appeals_council"]),
        ("atl_coordination_subsidy_refusal", [], ["appeals_council"]),
        ("atl_coordination_subsidy_suspension", [], ["appeals_council"]),
        ("edd_recognition_refusal", ["minister_recognition"], ["minister_recognition", "appeals_council_edd"]),
        ("edd_recognition_withdrawal", ["minister_recognition"], ["minister_recognition", "appeals_council_edd"]),
        ("edd_subsidy_refusal", ["minister_subsidy"], ["minister_subsidy", "appeals_council_edd"]),
        ("edd_subsidy_amount", ["minister_subsidy"], ["minister_subsidy"]),
        ("edd_derogation_refusal", [], []),
        ("edd_equivalence_refusal", ["equivalence"], ["equivalence"]),
    ],
)
def test_the_table_of_roads(decision, before, after):
    for notified_on, expected, regime in (
        ("2026-12-31", before, "until_2026"),
        (BEFORE, before, "until_2026"),
        ("2027-01-01", after, "from_2027"),
        (AFTER, after, "from_2027"),
    ):
        found = asked(decision, notified_on)
        assert ([road.id for road in found.roads], found.regime) == (expected, regime)


def test_every_decision_and_every_road_of_the_register_is_used():
    known = register()
    assert set(known.decisions) == set(Decision)
    assert {road for one in known.decisions.values() for road in one.roads} == set(known.roads)
    for road in known.roads.values():
        assert limit(road.limit).moment in {Moment.RECEIVED, Moment.NOTIFIED}
        assert limit(road.answer_limit).moment is Moment.RECEIVED
        assert road.article[0] in TEXT_IDS
        assert road.article[1].startswith("art. ")
        assert "lettre recommandée" in road.form
        assert (limit(road.limit).valid_to or road.until) == road.until
        assert road.since in {None, limit(road.limit).valid_from}
    assert {one.sector for one in Decision} == {"atl", "edd"}


@pytest.mark.parametrize(
    ("decision", "road", "suspensive", "heard", "answered_by", "within"),
    [
        (
            "atl_operator_approval_refusal",
            "government_refusal",
            "no",
            "right",
            "le Gouvernement",
            "120 jours calendrier depuis la réception du recours",
        ),
        (
            "atl_operator_approval_withdrawal",
            "government_withdrawal",
            "yes",
            "right",
            "le Gouvernement",
            "120 jours calendrier depuis la réception du recours",
        ),
        (
            "atl_operator_subsidy_retention",
            "one_board",
            "yes",
            "right",
            "le conseil d’administration de l’ONE",
            "60 jours calendrier depuis la réception du recours",
        ),
        (
            "edd_subsidy_amount",
            "minister_subsidy",
            "no",
            "not_stated",
            "le ministre de l’Enfance",
            "90 jours calendrier depuis la réception du recours",
        ),
        (
            "edd_equivalence_refusal",
            "equivalence",
            "no",
            "not_stated",
            "le Gouvernement",
            "120 jours calendrier depuis la réception du recours",
        ),
    ],
)
def test_the_effect_and_the_answer_of_each_road(decision, road, suspensive, heard, answered_by, within):
    (found,) = asked(decision, BEFORE, received_on=BEFORE).roads
    assert (found.id, found.suspensive, found.heard, found.answered_by, found.answer_within) == (
        road,
        suspensive,
        heard,
        answered_by,
        within,
    )
    assert found.silence == "Le silence ne vaut pas accord."


def test_a_commune_has_no_administrative_road_before_2027():
    found = asked("atl_cle_refusal", "2026-12-31")
    assert (found.roads, found.safe, found.addressee) == ((), None, "la commune")
    assert [step.line for step in found.steps] == [
        "Décision : refus de l’agrément d’un programme CLE, notifiée le jeudi 31 décembre 2026 à la commune.",
        "Aucune règle transitoire n’est connue : nous lisons que le jour de la notification dit le régime, l’ancien "
        "jusqu’au 31 décembre 2026, le Conseil de recours depuis le 1er janvier 2027. "
        "(décret du 18 avril 2024, art. 20 et 37)",
        "Jusqu’au 31 décembre 2026, le décret n’ouvre aucun recours administratif à une commune. Depuis le 1er janvier "
        "2027, l’art. 22/7 vise tout destinataire : nous lisons que les communes en sont. "
        f"({COUNCIL})",
        "Aucun recours administratif n’est ouvert contre cette décision. (décret du 18 avril 2024, art. 20 et 37)",
        NOT_HERE,
    ]
    (road,) = asked("atl_cle_refusal", "2027-01-11").roads
    assert (road.due, road.limit) == (date(2027, 3, 11), "D54")


@pytest.mark.parametrize(
    ("decision", "words", "kind"),
    [
        ("atl_operator_subsidy_retention", "nous lisons qu’une retenue est un refus partiel", "warning"),
        ("atl_coordination_subsidy_refusal", "ne nomme pas la perte de la subvention", "warning"),
        ("edd_subsidy_amount", "Un montant n’est ni un retrait, ni un refus, ni une suspension", "reading"),
        ("edd_derogation_refusal", "il se conteste avec le refus de la reconnaissance", "reading"),
        ("edd_equivalence_refusal", "La décision vient du Service de la Jeunesse, pas de l’ONE", "reading"),
    ],
)
def test_what_must_be_said_of_a_decision(decision, words, kind):
    found = asked(decision, AFTER, received_on=AFTER)
    assert [step.kind for step in found.steps if words in step.text_fr] == [kind]


def test_an_unknown_school_calendar_leaves_the_other_road():
    found = asked("edd_recognition_refusal", "2031-01-13")
    minister, council = found.roads
    assert (minister.due, minister.why) == (date(2031, 2, 12), "")
    assert (council.due, council.raw, council.safe) == (None, None, None)
    assert council.why.startswith("Impossible à calculer : le calendrier scolaire du ")
    assert (council.starts_on, council.without_stops) == (date(2031, 1, 13), date(2031, 2, 27))
    assert found.safe == date(2031, 2, 12)
    assert any("dernier jour inconnu. Impossible à calculer : le calendrier" in step.text_fr for step in found.steps)


def test_asked_from_outside():
    reply = ask("remedies", json.dumps(known_rule("remedies").example))
    assert reply.ok
    council = reply.result["roads"][1]
    assert (council["due"], council["sent_to"], council["form"]) == (
        "2027-03-11",
        "la présidence du Conseil de recours",
        ("lettre recommandée", "recours motivé"),
    )
    assert (council["if_late"], council["answered_by"], council["article"], council["answer"]) == (
        "Le recours est irrecevable.",
        "le Conseil de recours",
        COUNCIL,
        "une décision motivée, par lettre recommandée",
    )
    refused = ask("remedies", '{"decision": "magic", "notified_on": "2027-01-11"}')
    assert (refused.error.code, refused.error.field) == ("wrong_value", "decision")
    assert "edd_subsidy_amount" in refused.error.message


def test_a_refusal_of_equivalence_is_said_with_its_articles():
    _, lines = replied("remedies", {"decision": "edd_equivalence_refusal", "notified_on": "2027-02-01"})
    assert lines[0] == (
        "Décision : refus d’équivalence d’un titre, notifiée le lundi 1er février 2027 à la personne ou au pouvoir "
        "organisateur."
    )
    assert (
        "Réponse : une décision, dans les 120 jours calendrier depuis la réception du recours. Le silence ne vaut pas "
        "accord. (décret EDD du 28 avril 2004, art. 16)"
    ) in lines


@pytest.mark.parametrize("notified_on", ["2026-12-31", "2027-01-01"])
def test_the_second_road_is_said_to_open_to_decisions_of_2027_only(notified_on):
    _, lines = replied("remedies", {"decision": "edd_recognition_refusal", "notified_on": notified_on})
    assert (
        "Contre une décision notifiée depuis le 1er janvier 2027, le Conseil de recours (T28) s’ajoute à ce recours : "
        "gardez le délai le plus court. (décret EDD du 28 avril 2004, art. 6)"
    ) in lines


@pytest.mark.parametrize(
    ("decision", "eve", "since"),
    [
        ("edd_recognition_refusal", "2013-08-31", "1er septembre 2013"),
        ("edd_subsidy_refusal", "2015-03-07", "8 mars 2015"),
        ("atl_operator_subsidy_refusal", "2014-12-31", "1er janvier 2015"),
        ("atl_operator_approval_refusal", "2009-08-05", "6 août 2009"),
    ],
)
def test_a_road_is_not_told_before_its_law_is_known(decision, eve, since):
    assert refused("remedies", {"decision": decision, "notified_on": eve}) == (
        "cannot_compute",
        "notified_on",
        f"Impossible à calculer : ce recours n’est pas connu avant le {since}.",
    )
    morrow = (date.fromisoformat(eve) + timedelta(days=1)).isoformat()
    assert replied("remedies", {"decision": decision, "notified_on": morrow})[0]["roads"]
