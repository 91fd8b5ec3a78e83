"""Seats of components 2 and 3 of a CCA, by network, parents' association and family movement."""

from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preau.law.composition.networks import component_2_seats
from tests.law.asked import example_of, refused, replied

NAMES = ["official", "denominational", "non_denominational", "community"]
ART_2 = "arrêté du 3 décembre 2003, art. 2, § 1er, 2°"
ART_3 = "arrêté du 3 décembre 2003, art. 2, § 1er, 3°"
JOINT = (
    "CCA conjointe : chaque commune doit aussi être représentée dans la composante. (décret du 3 juillet 2003, art. 40)"
)


def schools(seats, *pupils, **more):
    networks = [{"network": name, "pupils": count} for name, count in zip(NAMES, pupils, strict=False)]
    return {"day": "2026-09-01", "seats": seats, "networks": networks, **more}


def seats_of(question):
    result, _ = replied("component_2_seats", question)
    return list(result["seats"].values())


@pytest.mark.parametrize(
    ("seats", "pupils", "extra", "everything"),
    [
        (3, (500,), [3], [3]),
        (3, (900, 100), [2, 1], [2, 1]),
        (5, (1000, 100), [4, 1], [4, 1]),
        (5, (600, 290, 100), [3, 1, 1], [3, 1, 1]),
        (5, (500, 300), [3, 2], [3, 2]),
        (5, (900, 400), [3, 2], [4, 1]),
        (4, (100, 100, 100), None, None),
        (4, (400, 300, 200, 100), [1, 1, 1, 1], [1, 1, 1, 1]),
        (5, (400, 300, 200, 100), [2, 1, 1, 1], [2, 1, 1, 1]),
    ],
)
def test_one_seat_each_then_dhondt_under_both_readings(seats, pupils, extra, everything):
    if extra is None:
        result, _ = replied("component_2_seats", schools(seats, *pupils))
        assert (result["verdict"], result["undecided"], result["tied"]) == ("tie", 1, tuple(NAMES[:3]))
        assert result["other_reading"] is None
        return
    assert seats_of(schools(seats, *pupils)) == extra
    assert seats_of(schools(seats, *pupils, reading="all")) == everything


def test_pupils_do_not_matter_when_each_network_takes_a_seat():
    question = schools(3, None, None, None)
    result, steps = replied("component_2_seats", question)
    assert result == {
        "verdict": "decided",
        "seats": dict.fromkeys(NAMES[:3], 1),
        "extra": 0,
        "tied": (),
        "undecided": 0,
        "other_reading": dict.fromkeys(NAMES[:3], 1),
    }
    assert steps == [
        "3 réseaux présents : officiel subventionné, libre confessionnel et libre non confessionnel. Un siège chacun."
        f" ({ART_2})",
        f"3 sièges − 3 = 0 siège à répartir. ({ART_2})",
    ]


def test_explanation_with_readings_that_differ():
    result, steps = replied("component_2_seats", schools(5, 900, 400))
    assert result["extra"] == 3
    assert result["other_reading"] == {"official": 4, "denominational": 1}
    assert steps == [
        f"2 réseaux présents : officiel subventionné et libre confessionnel. Un siège chacun. ({ART_2})",
        f"5 sièges − 2 = 3 sièges à répartir. ({ART_2})",
        "Lecture retenue : la méthode d’Hondt sur les seuls sièges en plus du premier. Autre lecture, sur tous les"
        f" sièges, le premier compris : officiel subventionné 4 et libre confessionnel 1. ({ART_2})",
        f"1er siège : officiel subventionné, 900 élèves ÷ 1 = 900. ({ART_2})",
        f"2e siège : officiel subventionné, 900 élèves ÷ 2 = 450. ({ART_2})",
        f"3e siège : libre confessionnel, 400 élèves ÷ 1 = 400. ({ART_2})",
        f"Au total : officiel subventionné 3 et libre confessionnel 2. ({ART_2})",
    ]


def test_explanation_of_the_other_reading():
    _, steps = replied("component_2_seats", schools(5, 900, 100, reading="all"))
    assert steps[2:4] == [
        "Lecture retenue : la méthode d’Hondt sur tous les sièges, le premier compris. Autre lecture, sur les seuls"
        f" sièges en plus : le résultat serait le même. ({ART_2})",
        f"1er siège : officiel subventionné, 900 élèves ÷ 2 = 450. ({ART_2})",
    ]


def test_ties_between_networks_and_joint_cca():
    question = schools(4, 100, 100, 100, tie_break="larger", communes=2)
    result, steps = replied("component_2_seats", question)
    assert result["seats"] == dict.fromkeys(NAMES[:3], 1)
    assert "Autre lecture, sur tous les sièges, le premier compris : il y aurait égalité." in steps[2]
    assert steps[-1] == JOINT
    result, _ = replied("component_2_seats", schools(4, 200, 100, 50, reading="all"))
    assert (result["verdict"], result["seats"]) == (
        "decided",
        {"official": 2, "denominational": 1, "non_denominational": 1},
    )
    question = schools(4, 200, 100, tie_break="larger")
    result, _ = replied("component_2_seats", question)
    assert result["seats"] == {"official": 3, "denominational": 1}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            schools(3, 1, 1, 1, 1),
            (
                "refused",
                "seats",
                "4 réseaux sont présents et la composante n’a que 3 sièges : chaque réseau a droit à un siège, prévoyez"
                " au moins 4 membres par composante.",
            ),
        ),
        (
            schools(2, 1),
            ("refused", "seats", "Une composante d’une CCA d’une seule commune compte de 3 à 5 membres, pas 2."),
        ),
        (
            schools(6, 1),
            ("refused", "seats", "Une composante d’une CCA d’une seule commune compte de 3 à 5 membres, pas 6."),
        ),
        (
            schools(3, 1, communes=2),
            ("refused", "seats", "Une composante d’une CCA conjointe compte de 4 à 9 membres, pas 3."),
        ),
        (
            schools(10, 1, communes=3),
            ("refused", "seats", "Une composante d’une CCA conjointe compte de 4 à 9 membres, pas 10."),
        ),
        (schools(4, 1, communes=4), ("refused", "communes", "Une CCA conjointe réunit au plus trois communes.")),
        (schools(4, 1, communes=0), ("out_of_range", "communes", ANY)),
        (
            schools(4, 5, None),
            (
                "cannot_compute",
                "networks[1].pupils",
                "Impossible à calculer : donnez le nombre d’élèves du réseau libre confessionnel.",
            ),
        ),
        (
            schools(4, 0, 0),
            ("cannot_compute", "networks", "Impossible à calculer : personne n’a de voix ni d’élève."),
        ),
        (
            {**schools(4, 1), "networks": [{"network": "official"}] * 2},
            (
                "refused",
                "networks[1].network",
                "Ce réseau est donné deux fois : additionnez ses élèves sur une seule ligne.",
            ),
        ),
        (
            {**schools(4, 1), "day": "2009-08-05"},
            (
                "cannot_compute",
                "day",
                "Impossible à calculer : la valeur « nombre maximal de communes d’une CCA conjointe » "
                "n’est pas connue avant le"
                " 6 août 2009.",
            ),
        ),
        (schools(4), ("out_of_range", "networks", ANY)),
    ],
)
def test_component_2_refusals(question, expected):
    assert refused("component_2_seats", question) == expected


def test_the_first_day_known():
    assert seats_of({**schools(4, 1), "day": "2009-08-06"}) == [4]


def test_example_of_component_2():
    assert seats_of(example_of("component_2_seats")) == [3, 2]
    assert component_2_seats.rule[1] == ("décret du 3 juillet 2003, art. 6, § 1er, 2°", ART_2)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 3000), min_size=1, max_size=4), st.integers(4, 5), st.sampled_from(["extra", "all"]))
def test_every_seat_of_component_2_is_accounted_for(pupils, seats, reading):
    result, _ = replied("component_2_seats", schools(seats, *pupils, reading=reading))
    assert sum(result["seats"].values()) + result["undecided"] == seats
    assert min(result["seats"].values()) >= 1


def parents(seats, networks, movements=(), **more):
    rows = [
        {"network": name, "parents_association": known, "pupils": pupils}
        for name, (known, pupils) in zip(NAMES, networks, strict=False)
    ]
    return {"day": "2026-09-01", "seats": seats, "networks": rows, "movements": list(movements), **more}


def movement(name, **changes):
    return {"id": name, "recognised": "yes", "local_section": "yes", "organises_care": "no", **changes}


@pytest.mark.parametrize(
    ("question", "first", "movement_seats", "more", "vacant", "choose"),
    [
        (parents(3, [("yes", 10), ("yes", 20)], [movement("A")]), 2, 1, {}, 0, False),
        (
            parents(5, [("yes", 500), ("yes", 300)], [movement("A")]),
            2,
            1,
            {"official": 1, "denominational": 1},
            0,
            False,
        ),
        (
            parents(5, [("yes", 700), ("yes", 300)], [movement("A")]),
            2,
            1,
            {"official": 2, "denominational": 0},
            0,
            False,
        ),
        (parents(4, [("yes", 10), ("no", 900)], [movement(x) for x in "ABCD"]), 1, 3, {}, 0, True),
        (parents(4, [("yes", 10), ("no", 900)], [movement(x) for x in "ABC"]), 1, 3, {}, 0, False),
        (parents(3, [("yes", 10), ("no", None)]), 1, 0, {"official": 2}, 0, False),
        (parents(3, [("no", None)], [movement("A")]), 0, 1, {}, 2, False),
        (parents(3, []), 0, 0, {}, 3, False),
        (parents(3, [("yes", 1), ("yes", 1), ("yes", 1)]), 3, 0, {}, 0, False),
    ],
)
def test_component_3(question, first, movement_seats, more, vacant, choose):
    result, _ = replied("component_3_seats", question)
    assert len(result["first"]) == sum(result["first"].values()) == first
    assert result["movement_seats"] == movement_seats
    assert result["more"] == more
    assert result["vacant"] == vacant
    assert result["choose"] is choose
    assert result["verdict"] == ("vacant" if vacant else "decided")
    assert first + movement_seats + sum(more.values()) + vacant == question["seats"]


@pytest.mark.parametrize(
    ("changes", "sits"),
    [
        ({}, True),
        ({"recognised": "no", "local_section": "unknown"}, False),
        ({"local_section": "no", "organises_care": "unknown"}, False),
        ({"organises_care": "no", "sits_elsewhere": "yes"}, True),
        ({"organises_care": "yes", "sits_elsewhere": "no"}, True),
        ({"organises_care": "yes", "sits_elsewhere": "yes"}, False),
    ],
)
def test_which_movements_may_sit(changes, sits):
    result, _ = replied("component_3_seats", parents(3, [("yes", 10)], [movement("A", **changes)]))
    assert result["movements"] == (("A",) if sits else ())
    assert result["movement_seats"] == sits


@pytest.mark.parametrize("name", ["recognised", "local_section", "organises_care"])
def test_an_unknown_fact_about_a_movement(name):
    question = parents(3, [("yes", 10)], [movement("Z"), movement("A", **{name: "unknown"})])
    message = "Impossible à calculer : répondez par oui (yes) ou non (no)."
    assert refused("component_3_seats", question) == ("cannot_compute", f"movements[1].{name}", message)


@pytest.mark.parametrize(
    ("question", "code", "field", "message"),
    [
        (
            parents(3, [("yes", 10)], [movement("A", organises_care="yes")]),
            "cannot_compute",
            "movements[0].sits_elsewhere",
            "Impossible à calculer : répondez par oui (yes) ou non (no).",
        ),
        (
            parents(3, [("yes", 10), ("unknown", 10)]),
            "cannot_compute",
            "networks[1].parents_association",
            "Impossible à calculer : répondez par oui (yes) ou non (no).",
        ),
        (
            parents(4, [("yes", 10), ("yes", None)]),
            "cannot_compute",
            "networks[1].pupils",
            "Impossible à calculer : donnez les élèves des écoles qui ont une association de parents (réseau libre"
            " confessionnel).",
        ),
        (
            parents(3, [("yes", 1)] * 3, [movement("A")]),
            "refused",
            "seats",
            "Il faut au moins 4 sièges : un par réseau qui a une association de parents, et un pour les mouvements"
            " familiaux.",
        ),
        (
            parents(3, [("yes", 1)] * 4),
            "refused",
            "seats",
            "Il faut au moins 4 sièges : un par réseau qui a une association de parents.",
        ),
        (
            parents(3, [("yes", 1)], [movement("A"), movement("A")]),
            "refused",
            "movements[1].id",
            "« A » est donné deux fois : un mouvement a un siège au plus.",
        ),
        (
            {**parents(3, []), "networks": [{"network": "community", "parents_association": "no"}] * 2},
            "refused",
            "networks[1].network",
            "Ce réseau est donné deux fois : additionnez ses élèves sur une seule ligne.",
        ),
        (
            parents(7, []),
            "refused",
            "seats",
            "Une composante d’une CCA d’une seule commune compte de 3 à 5 membres, pas 7.",
        ),
        (
            parents(4, [("yes", 0)]),
            "cannot_compute",
            "networks",
            "Impossible à calculer : personne n’a de voix ni d’élève.",
        ),
    ],
)
def test_component_3_refusals(question, code, field, message):
    assert refused("component_3_seats", question) == (code, field, message)


def test_explanation_of_component_3():
    _, steps = replied("component_3_seats", example_of("component_3_seats"))
    assert steps == [
        "a) Réseaux qui ont une association de parents : officiel subventionné et libre confessionnel. Un siège"
        f" chacun : 2 sièges sur 4. ({ART_3}, a))",
        f"b) 1 mouvement familial peut siéger, un siège au plus chacun : 1 siège. ({ART_3}, b))",
        f"c) Reste 1 siège, selon les élèves des écoles qui ont une association de parents. ({ART_3}, c))",
        f"1er siège : officiel subventionné, 500 élèves ÷ 1 = 500. ({ART_3}, c))",
    ]


def test_explanation_of_a_choice_a_vacancy_and_a_tie():
    _, steps = replied("component_3_seats", parents(4, [("yes", 10)], [movement(x) for x in "ABCD"]))
    assert steps[1:] == [
        f"b) 4 mouvements familiaux peuvent siéger, un siège au plus chacun : 3 sièges. ({ART_3}, b))",
        f"L’assemblée des mouvements choisit lesquels siègent. ({ART_3}, b))",
    ]
    _, steps = replied("component_3_seats", parents(4, [("no", 10)], [movement("A")], communes=2))
    assert steps[0] == (
        f"a) Réseaux qui ont une association de parents : aucun. Un siège chacun : 0 siège sur 4. ({ART_3}, a))"
    )
    assert steps[2:] == [
        f"3 sièges sans titulaire possible, faute d’association de parents : notez pourquoi. ({ART_3}, c))",
        JOINT,
    ]
    result, steps = replied("component_3_seats", parents(3, [("yes", 10), ("yes", 10)]))
    assert (result["verdict"], result["tied"], result["undecided"]) == ("tie", tuple(NAMES[:2]), 1)
    assert "officiel subventionné et libre confessionnel ont le même quotient" in steps[-1]
    result, _ = replied("component_3_seats", parents(3, [("yes", 10), ("yes", 10)], tie_break="larger"))
    assert result["verdict"] == "tie"
    result, _ = replied("component_3_seats", parents(4, [("yes", 20), ("yes", 10)], tie_break="larger"))
    assert result["more"] == {"official": 2, "denominational": 0}
