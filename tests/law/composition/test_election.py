"""Election of component 1 of a CCA by the municipal council."""

from unittest.mock import ANY

import pytest

from tests.law.asked import example_of, refused, replied

COUNCIL = "décret du 3 juillet 2003, art. 6, § 1er, 1°"
ELECTION = "arrêté du 3 décembre 2003, art. 2, § 1er, 1°"
SUBSTITUTES = "Désignez un suppléant par membre effectif, de la même manière. (décret du 3 juillet 2003, art. 6, § 2)"


def election(seats, votes, born=None, **more):
    born = born or {}
    candidates = [
        {"id": name, "votes": count, "excluded_group": "no", "born": born.get(name)} for name, count in votes.items()
    ]
    return {"day": "2025-01-20", "seats": seats, "designee": "Z", "candidates": candidates, **more}


def elected(question):
    result, _ = replied("component_1_election", question)
    return result["elected"]


@pytest.mark.parametrize(("seats", "each"), [(3, 1), (4, 2), (5, 3)])
def test_votes_per_councillor(seats, each):
    result, steps = replied("component_1_election", election(seats, {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}))
    assert result["votes_per_councillor"] == each
    assert result["elected"] == tuple("ABCDE"[: seats - 1])
    assert result["effective"] == ("Z", *"ABCDE"[: seats - 1])
    assert result["vacant"] == 0
    assert result["votes"] == {"A": 5, "B": 4, "C": 3, "D": 2, "E": 1}
    assert steps[2] == f"Chaque conseiller a {seats - 1} − 1 = {each} voix. ({ELECTION})"


def test_the_most_votes_win_whatever_the_order():
    assert elected(election(4, {"D": 1, "A": 9, "C": 3, "B": 8})) == ("A", "B", "C")


def test_a_tie_goes_to_the_youngest():
    born = {"B": "1984-11-30", "C": "1990-04-02", "D": "1971-01-01"}
    assert elected(election(3, {"A": 9, "B": 4, "C": 4, "D": 4}, born)) == ("A", "C")
    assert elected(election(4, {"A": 9, "B": 4, "C": 4, "D": 4}, born)) == ("A", "C", "B")
    assert elected(election(3, {"A": 4, "B": 4, "C": 4}, {**born, "A": "1990-04-03"})) == ("A", "C")


def test_a_tie_that_takes_no_seat_away_asks_no_birth_date():
    assert elected(election(3, {"A": 4, "B": 4, "C": 3, "D": 3})) == ("A", "B")
    assert elected(election(4, {"A": 4, "B": 4})) == ("A", "B")


def test_the_same_birth_date_only_matters_at_the_last_seat():
    born = {"A": "1990-01-01", "B": "1990-01-01", "C": "1980-01-01"}
    assert elected(election(3, {"A": 4, "B": 4, "C": 4}, born)) == ("A", "B")
    born["C"] = "2000-01-01"
    assert refused("component_1_election", election(3, {"A": 4, "B": 4, "C": 4}, born)) == (
        "cannot_compute",
        "candidates[1].born",
        "Impossible à calculer : A et B ont le même nombre de voix et la même date de naissance ; le texte ne dit pas"
        " qui l’emporte.",
    )


def test_explanation():
    _, steps = replied("component_1_election", example_of("component_1_election"))
    assert steps == [
        f"Le membre désigné par le collège a un siège d’office : échevine. ({COUNCIL})",
        f"4 − 1 = 3 sièges à élire parmi les candidats. ({ELECTION})",
        f"Chaque conseiller a 3 − 1 = 2 voix. ({ELECTION})",
        f"Égalité à 8 voix entre C (2 avril 1990) et D (30 novembre 1984) : le plus jeune l’emporte, C. ({ELECTION})",
        f"Élus, les plus fortes voix d’abord : A (15 voix), B (11 voix) et C (8 voix). ({ELECTION})",
        SUBSTITUTES,
    ]


def test_explanation_of_a_tie_for_two_seats():
    born = {"B": "1984-11-30", "C": "1990-04-02", "D": "1971-01-01"}
    _, steps = replied("component_1_election", election(4, {"A": 9, "B": 4, "C": 4, "D": 4}, born))
    assert steps[3] == (
        "Égalité à 4 voix entre C (2 avril 1990), B (30 novembre 1984) et D (1er janvier 1971) : les plus jeunes"
        f" l’emportent, C et B. ({ELECTION})"
    )


def test_members_of_an_excluded_group_are_set_aside():
    question = election(3, {"A": 9, "B": 4, "C": 3})
    question["candidates"][0]["excluded_group"] = "yes"
    result, steps = replied("component_1_election", question)
    assert (result["elected"], result["set_aside"]) == (("B", "C"), ("A",))
    assert steps[3] == f"Ne peuvent pas siéger, groupe exclu : A. ({COUNCIL})"


def test_too_few_candidates_leave_seats_vacant():
    result, steps = replied("component_1_election", election(5, {"A": 2, "B": 0}))
    assert (result["elected"], result["vacant"]) == (("A", "B"), 2)
    assert steps[3:] == [
        f"Élus, les plus fortes voix d’abord : A (2 voix) et B (0 voix). ({ELECTION})",
        f"Un siège va à un candidat sans voix : le texte ne fixe pas de minimum. ({ELECTION})",
        f"2 sièges restent à pourvoir : appelez d’autres candidatures. ({ELECTION})",
        SUBSTITUTES,
    ]
    result, steps = replied("component_1_election", election(3, {}))
    assert (result["elected"], result["effective"], result["vacant"]) == ((), ("Z",), 2)
    assert steps[3] == f"Élus, les plus fortes voix d’abord : personne. ({ELECTION})"
    _, steps = replied("component_1_election", election(3, {"A": 1}))
    assert steps[4] == f"1 siège reste à pourvoir : appelez d’autres candidatures. ({ELECTION})"


def test_a_candidate_with_one_vote_gets_no_warning():
    _, steps = replied("component_1_election", election(3, {"A": 2, "B": 1}))
    assert steps[4:] == [SUBSTITUTES]


def balloted(seats, names, ballots, **more):
    question = election(seats, dict.fromkeys(names), **more)
    return {**question, "ballots": ballots}


def test_ballots_are_counted():
    question = balloted(4, "ABCD", [["A", "B"], ["A"], [], ["C", "A"], ["C", "B"], ["D"], ["C"]], councillors=7)
    result, steps = replied("component_1_election", question)
    assert result["votes"] == {"A": 3, "B": 2, "C": 3, "D": 1}
    assert result["elected"] == ("A", "C", "B")
    assert steps[3] == (
        "Lecture retenue : un bulletin donne une voix au plus à un même candidat ; le texte n’en parle pas."
        f" ({ELECTION})"
    )


def test_an_unlisted_number_of_voters_is_no_obstacle():
    assert elected(balloted(3, "AB", [["A"], ["A"], ["B"]])) == ("A", "B")
    assert elected(election(3, {"A": 30, "B": 20})) == ("A", "B")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            balloted(3, "AB", [["A"], ["A", "B"]]),
            ("refused", "ballots[1]", "Ce bulletin porte 2 voix : chaque conseiller a 1 voix."),
        ),
        (
            balloted(5, "ABCDE", [["A", "B", "C", "D"]]),
            ("refused", "ballots[0]", "Ce bulletin porte 4 voix : chaque conseiller a 3 voix."),
        ),
        (
            balloted(4, "AB", [["A", "A"]]),
            ("refused", "ballots[0][1]", "Ce bulletin donne deux voix à « A » : une voix par candidat."),
        ),
        (balloted(4, "AB", [["A", "X"]]), ("refused", "ballots[0][1]", "« X » n’est pas candidat.")),
        (
            balloted(3, "AB", [["A"], ["A"]], councillors=1),
            ("refused", "ballots", "Il y a 2 bulletins pour 1 votants."),
        ),
        (
            {**election(3, {"A": 1}), "ballots": []},
            ("refused", "candidates[0].votes", "Donnez les voix ou les bulletins, pas les deux."),
        ),
        (
            election(3, {"A": 9, "B": 1}, councillors=8),
            ("refused", "candidates[0].votes", "A ne peut pas avoir 9 voix : 8 conseillers ont voté."),
        ),
        (
            election(3, {"A": 2}, councillors=1),
            ("refused", "candidates[0].votes", "A ne peut pas avoir 2 voix : 1 conseiller a voté."),
        ),
        (
            election(4, {"A": 8, "B": 8, "C": 1}, councillors=8),
            ("refused", "candidates", "Le total des voix dépasse 16 : 8 × 2 au plus."),
        ),
        (
            election(3, {"A": None}),
            (
                "cannot_compute",
                "candidates[0].votes",
                "Impossible à calculer : donnez les voix de A, ou les bulletins.",
            ),
        ),
        (
            election(3, {"A": 1, "Z": 1}),
            ("refused", "candidates[1].id", "« Z » est donné deux fois : une même personne n’a qu’un siège."),
        ),
        (
            election(3, {"A": 1}, {"A": "2025-01-20"}),
            ("refused", "candidates[0].born", "La date de naissance doit précéder l’élection."),
        ),
        (
            election(3, {"A": 4, "B": 4, "C": 4}, {"A": "1990-01-01"}),
            (
                "cannot_compute",
                "candidates[1].born",
                "Impossible à calculer : B est à égalité pour le dernier siège ; donnez sa date de naissance, le plus"
                " jeune l’emporte.",
            ),
        ),
        (
            example_of("component_1_election", {"candidates[1].excluded_group": "unknown"}),
            (
                "cannot_compute",
                "candidates[1].excluded_group",
                "Impossible à calculer : le groupe de B est-il exclu (yes ou no) ?",
            ),
        ),
        (
            {
                **balloted(3, "AB", [["A"], ["B"]]),
                "candidates": [{"id": "A", "excluded_group": "no"}, {"id": "B"}],
            },
            (
                "cannot_compute",
                "candidates[1].excluded_group",
                "Impossible à calculer : le groupe de B est-il exclu (yes ou no) ?",
            ),
        ),
        (
            election(4, {"A": 1}, communes=2),
            (
                "cannot_compute",
                "communes",
                "Impossible à calculer : le texte ne dit pas comment les conseils de plusieurs communes se partagent"
                " les sièges d’une CCA conjointe.",
            ),
        ),
        (
            election(6, {"A": 1}),
            ("refused", "seats", "Une composante d’une CCA d’une seule commune compte de 3 à 5 membres, pas 6."),
        ),
        (election(3, {"A": -1}), ("out_of_range", "candidates[0].votes", ANY)),
    ],
)
def test_refusals(question, expected):
    assert refused("component_1_election", question) == expected


def test_the_bounds_of_votes_are_included():
    assert elected(election(4, {"A": 8, "B": 8}, councillors=8)) == ("A", "B")
    assert elected(balloted(3, "AB", [["A"], ["B"]], councillors=2)) == ("A", "B")
    assert elected(election(3, {"A": 1}, {"A": "2025-01-19"})) == ("A",)
