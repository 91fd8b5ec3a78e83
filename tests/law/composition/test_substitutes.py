"""Who votes for a seat of the CCA: the effective member or the substitute."""

import pytest

from tests.law.asked import example_of, refused, replied

ARTICLE = "décret du 3 juillet 2003, art. 6, § 2"


def seat(**more):
    return {"day": "2026-09-15", "mandate_start": "2025-02-03", "effective": "A", "substitute": "B", **more}


def chain(**more):
    result, _ = replied("substitute_chain", seat(**more))
    return result["votes"], result["capacity"], result["vacant"]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("A", "effective", False)),
        ({"substitute": None}, ("A", "effective", False)),
        ({"substitute_prevented": "unknown"}, ("A", "effective", False)),
        ({"substitute_resigned": "2026-01-01"}, ("A", "effective", False)),
        ({"effective_prevented": "yes"}, ("B", "replaces", False)),
        ({"effective_prevented": "yes", "substitute_prevented": "yes"}, (None, "nobody", False)),
        ({"effective_prevented": "yes", "substitute": None}, (None, "nobody", False)),
        ({"effective_prevented": "yes", "substitute_resigned": "2026-09-15"}, (None, "nobody", False)),
        ({"effective_prevented": "yes", "substitute_resigned": "2026-09-16"}, ("B", "replaces", False)),
        ({"effective_resigned": "2026-09-16"}, ("A", "effective", False)),
        ({"effective_resigned": "2026-09-15"}, ("B", "finishes", False)),
        ({"effective_resigned": "2026-01-01", "effective_prevented": "unknown"}, ("B", "finishes", False)),
        ({"effective_resigned": "2026-01-01", "substitute_prevented": "yes"}, (None, "nobody", False)),
        ({"effective_resigned": "2026-01-01", "substitute_resigned": "2026-01-01"}, (None, "nobody", True)),
        ({"effective_resigned": "2026-01-01", "substitute": None}, (None, "nobody", True)),
    ],
)
def test_who_votes(facts, expected):
    assert chain(**facts) == expected


def lines(**more):
    return replied("substitute_chain", seat(**more))[1]


def test_explanations():
    assert lines() == [f"A, membre effectif, vote. ({ARTICLE})"]
    assert lines(effective_prevented="yes") == [
        f"A est empêché : il appelle son suppléant. ({ARTICLE})",
        f"B vote. ({ARTICLE})",
    ]
    assert lines(effective_prevented="yes", substitute=None)[1:] == [
        f"Il n’y a pas de suppléant, personne ne vote : désignez un suppléant. ({ARTICLE})"
    ]
    assert lines(effective_resigned="2026-01-05") == [
        f"5 janvier 2026 : A a démissionné. ({ARTICLE})",
        "B achève le mandat ; le texte ne dit pas qui devient son suppléant, désignez-en un de la même manière."
        f" ({ARTICLE})",
        f"B vote. ({ARTICLE})",
    ]
    assert lines(effective_resigned="2026-01-05", substitute_prevented="yes")[2:] == [
        f"B est empêché : personne ne vote. ({ARTICLE})"
    ]
    assert lines(effective_resigned="2026-01-05", substitute=None)[1:] == [
        "Il n’y a pas de suppléant, personne ne vote : désignez un nouveau membre et son suppléant, de la même manière."
        f" ({ARTICLE})"
    ]


@pytest.mark.parametrize(("day", "over"), [("2031-02-02", False), ("2031-02-03", True)])
def test_a_mandate_of_six_years_goes_on_until_the_next_members(day, over):
    result, steps = replied("substitute_chain", seat(day=day))
    assert (result["votes"], result["mandate_ends"]) == ("A", "2031-02-03")
    assert steps[1:] == (
        [
            "Le mandat de six ans est échu le 3 février 2031 : le siège reste occupé jusqu’à la désignation des"
            " nouveaux membres. (arrêté du 3 décembre 2003, art. 29)"
        ]
        if over
        else []
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            {"substitute": "A"},
            ("refused", "substitute", "Le suppléant est une autre personne que le membre effectif."),
        ),
        ({"mandate_start": "2026-09-16"}, ("refused", "day", "Le mandat ne commence que le 16 septembre 2026.")),
        (
            {"effective_resigned": "2025-02-02"},
            ("refused", "effective_resigned", "Une démission ne peut pas précéder le mandat."),
        ),
        (
            {"substitute_resigned": "2025-02-02"},
            ("refused", "substitute_resigned", "Une démission ne peut pas précéder le mandat."),
        ),
        (
            {"substitute": None, "substitute_resigned": "2025-02-03"},
            ("refused", "substitute_resigned", "Donnez le suppléant, ou retirez sa démission."),
        ),
        (
            {"effective_prevented": "unknown"},
            (
                "cannot_compute",
                "effective_prevented",
                "Impossible à calculer : cette personne est-elle empêchée ce jour (yes ou no) ?",
            ),
        ),
        (
            {"effective_prevented": "yes", "substitute_prevented": "unknown"},
            (
                "cannot_compute",
                "substitute_prevented",
                "Impossible à calculer : cette personne est-elle empêchée ce jour (yes ou no) ?",
            ),
        ),
        (
            {"day": "2009-10-25", "mandate_start": "2009-09-01"},
            (
                "cannot_compute",
                "day",
                "Impossible à calculer : la valeur « durée d’un mandat à la CCA » "
                "n’est pas connue avant le 26 octobre 2009.",
            ),
        ),
    ],
)
def test_seats_without_an_answer(facts, expected):
    assert refused("substitute_chain", seat(**facts)) == expected


def test_the_first_days_included():
    assert chain(mandate_start="2026-09-15") == ("A", "effective", False)
    assert chain(effective_resigned="2025-02-03") == ("B", "finishes", False)
    assert chain(effective_prevented="yes", substitute_resigned="2025-02-03") == (None, "nobody", False)
    assert chain(day="2009-10-26", mandate_start="2009-10-26") == ("A", "effective", False)
    assert replied("substitute_chain", example_of("substitute_chain"))[0]["votes"] == "B"
