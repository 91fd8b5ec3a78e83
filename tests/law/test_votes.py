"""Votes: of the Commission d'agrément, the Commission d'avis and the Comité de programmation."""

from unittest.mock import ANY

import pytest

from tests.law.asked import example_of, refused, replied

ART_22 = "décret du 3 juillet 2003, art. 22"
EDD = "décret EDD du 28 avril 2004, art. 28"
ART_22_1 = "décret ONE du 17 juillet 2002, art. 22/1 à 22/5"


def approval(in_favour, against, abstentions=0, chair=None, day="2026-10-06"):
    return {
        "day": day,
        "in_favour": in_favour,
        "against": against,
        "abstentions": abstentions,
        "chair_vote": chair,
    }


@pytest.mark.parametrize(
    ("votes", "verdict", "by_chair"),
    [
        ((7, 6), "favourable", False),
        ((6, 7), "unfavourable", False),
        ((2, 1, 10, "against"), "favourable", False),
        ((6, 6, 1, "in_favour"), "favourable", True),
        ((6, 6, 1, "against"), "unfavourable", True),
        ((6, 6, 1, "abstained"), "undecided", False),
    ],
)
def test_the_chair_of_the_approval_commission_decides_a_tie(votes, verdict, by_chair):
    result, _ = replied("approval_commission_vote", approval(*votes))
    assert result == {"verdict": verdict, "cast": votes[0] + votes[1], "by_chair": by_chair}


def test_explanation_of_an_approval_vote():
    last = (
        f"Le décret ne fixe pas de quorum ; une note de minorité peut être jointe. C’est l’ONE qui décide. ({ART_22})"
    )
    _, steps = replied("approval_commission_vote", approval(7, 5))
    assert steps == [
        f"7 pour, 5 contre : 12 voix exprimées. ({ART_22})",
        f"Majorité simple : avis favorable. ({ART_22})",
        last,
    ]
    _, steps = replied("approval_commission_vote", approval(5, 5, 0, "against"))
    assert steps[1] == f"Égalité : la voix de qui préside décide, avis défavorable. ({ART_22})"
    _, steps = replied("approval_commission_vote", approval(5, 5, 1, "abstained"))
    assert steps[1] == f"Égalité, et qui préside s’est abstenu : le texte ne tranche pas, revotez. ({ART_22})"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (approval(7, 7), ("refused", "in_favour", "14 votes pour 13 sièges.")),
        (approval(7, 6, 1), ("refused", "in_favour", "14 votes pour 13 sièges.")),
        (
            approval(6, 6),
            (
                "cannot_compute",
                "chair_vote",
                "Impossible à calculer : à égalité, la voix de qui préside décide ; donnez-la.",
            ),
        ),
        (
            approval(6, 0, 0, "against"),
            ("refused", "chair_vote", "Le vote de qui préside ne se retrouve pas dans les voix données."),
        ),
        (
            approval(6, 1, 0, "abstained"),
            ("refused", "chair_vote", "Le vote de qui préside ne se retrouve pas dans les voix données."),
        ),
        (
            approval(6, 1, day="2013-08-11"),
            (
                "cannot_compute",
                "day",
                "Impossible à calculer : la composition de la Commission d’agrément n’est pas connue avant le"
                " 12 août 2013.",
            ),
        ),
    ],
)
def test_approval_votes_without_an_answer(question, expected):
    assert refused("approval_commission_vote", question) == expected


def edd(present, in_favour, against=0, **more):
    return {
        "day": "2026-10-06",
        "present": present,
        "in_favour": in_favour,
        "against": against,
        "category_1": "yes",
        "category_7": "yes",
        "category_8": "yes",
        "closed_session": "yes",
        **more,
    }


@pytest.mark.parametrize(
    ("votes", "needed", "verdict"),
    [
        ((9, 5, 3), 5, "adopted"),
        ((9, 4, 0), 5, "rejected"),
        ((10, 5, 0), 6, "rejected"),
        ((10, 6, 4), 6, "adopted"),
        ((1, 1, 0), 1, "adopted"),
        ((13, 7, 6), 7, "adopted"),
    ],
)
def test_abstaining_weighs_against_in_the_edd_commission(votes, needed, verdict):
    result, _ = replied("edd_commission_vote", edd(*votes))
    assert result == {"verdict": verdict, "needed": needed, "missing_categories": (), "unknown_categories": ()}


@pytest.mark.parametrize("category", ["1", "7", "8"])
def test_three_categories_must_be_represented(category):
    result, steps = replied("edd_commission_vote", edd(9, 9, **{f"category_{category}": "no"}))
    assert (result["verdict"], result["missing_categories"]) == ("not_valid", (category,))
    assert steps[3:] == [f"Le vote ne vaut pas : catégorie {category}° non représentée. ({EDD})"]
    result, steps = replied("edd_commission_vote", edd(9, 9, **{f"category_{category}": "unknown"}))
    assert (result["verdict"], result["unknown_categories"]) == ("unknown", (category,))
    assert steps[3:] == [f"À vérifier : la catégorie {category}° est-elle représentée ? ({EDD})"]


def test_a_missing_category_weighs_more_than_an_unknown_one():
    result, steps = replied("edd_commission_vote", edd(9, 1, category_1="unknown", category_7="no", category_8="no"))
    assert result["verdict"] == "not_valid"
    assert steps[3] == f"Le vote ne vaut pas : catégorie 7° et 8° non représentée. ({EDD})"


def test_explanation_of_an_edd_vote():
    _, steps = replied("edd_commission_vote", edd(9, 4, 3, closed_session="unknown"))
    assert steps == [
        f"Plus de la moitié de 9 membres présents : il faut 5 voix. ({EDD})",
        f"Lecture retenue : on compte les membres présents qui ont une voix, et l’abstention pèse contre. ({EDD})",
        f"4 voix pour : rejeté. ({EDD})",
        f"La délibération a lieu à huis clos. ({EDD})",
    ]


@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (edd(9, 6, 4), "in_favour", "10 votes pour 9 présents."),
        (edd(1, 1, 1), "in_favour", "2 votes pour 1 présent."),
        (
            edd(9, 5, 1, advisory_votes=1),
            "advisory_votes",
            "Les membres des catégories 7° à 12° n’ont pas de voix : retirez leurs votes.",
        ),
        (edd(14, 5), "present", ANY),
        (edd(0, 0), "present", ANY),
        (
            edd(9, 5, day="2016-08-31"),
            "day",
            "Impossible à calculer : la composition de la Commission d’avis des écoles de devoirs n’est pas connue"
            " avant le 1er septembre 2016.",
        ),
    ],
)
def test_impossible_edd_votes(question, field, message):
    assert refused("edd_commission_vote", question)[1:] == (field, message)


def programming(*categories, day="2026-10-06"):
    rows = [dict(zip(("in_favour", "against", "abstentions"), one, strict=False)) for one in categories]
    return {"day": day, "categories": rows}


@pytest.mark.parametrize(
    ("categories", "needed", "each", "verdict"),
    [
        (((5, 0), (3, 2), (3, 2)), 10, (True, True, True), "adopted"),
        (((4, 1), (3, 2), (3, 2)), 10, (True, True, True), "adopted"),
        (((3, 2), (3, 2), (3, 2)), 10, (True, True, True), "rejected"),
        (((5, 0), (5, 0), (2, 3)), 10, (True, True, False), "rejected"),
        (((5, 0), (5, 0), (2, 2, 1)), 10, (True, True, False), "rejected"),
        (((1, 0, 4), (1, 0, 4), (1, 0, 4)), 2, (True, True, True), "adopted"),
        (((0, 0), (0, 0), (0, 0)), 1, (False, False, False), "rejected"),
    ],
)
def test_the_programming_committee_needs_two_thirds_and_each_category(categories, needed, each, verdict):
    result, _ = replied("programming_committee_vote", programming(*categories))
    assert (result["needed"], result["categories"], result["verdict"]) == (needed, each, verdict)
    assert result["cast"] == sum(one[0] + one[1] for one in categories)


def test_explanation_of_a_programming_vote():
    _, steps = replied("programming_committee_vote", programming((5, 0), (5, 0), (2, 3)))
    assert steps == [
        f"Lecture retenue : voix exprimées, sans les abstentions ; le texte lu ne précise pas la base. ({ART_22_1})",
        f"Deux tiers de 15 voix : il en faut 10, il y en a 12. ({ART_22_1})",
        f"Catégorie 1 : 5 pour, 0 contre, majorité. ({ART_22_1})",
        f"Catégorie 2 : 5 pour, 0 contre, majorité. ({ART_22_1})",
        f"Catégorie 3 : 2 pour, 3 contre, pas de majorité. ({ART_22_1})",
        f"Rejeté : il faut les deux tiers et chaque catégorie. ({ART_22_1})",
    ]
    _, steps = replied("programming_committee_vote", example_of("programming_committee_vote"))
    assert steps[-1] == f"Adopté. ({ART_22_1})"


@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (programming((5, 0), (5, 0), (2, 3, 1)), "categories[2].in_favour", "6 votes pour 5 membres."),
        (programming((5, 0), (5, 0)), "categories", ANY),
    ],
)
def test_impossible_programming_votes(question, field, message):
    assert refused("programming_committee_vote", question)[1:] == (field, message)


def test_the_programming_committee_is_known_since_the_text_read():
    votes = ((5, 0), (5, 0), (5, 0))
    assert refused("programming_committee_vote", programming(*votes, day="2022-01-31"))[1] == "day"
    assert replied("programming_committee_vote", programming(*votes, day="2022-02-01"))[0]["verdict"] == "adopted"


@pytest.mark.parametrize(
    ("rule", "verdict"),
    [("cca_vote", "adopted"), ("approval_commission_vote", "favourable"), ("edd_commission_vote", "adopted")],
)
def test_examples(rule, verdict):
    assert replied(rule, example_of(rule))[0]["verdict"] == verdict
