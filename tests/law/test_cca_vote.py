"""Votes of the CCA: half of the votes cast, what its house rules ask more, what is unknown without them."""

from unittest.mock import ANY

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.law.asked import refused, replied

ORDER = "décret du 3 juillet 2003, art. 6, § 4"
NO_QUORUM = f"La loi ne fixe pas de quorum ; vérifiez si le règlement d’ordre intérieur en fixe un. ({ORDER})"


def cca(in_favour, against, abstentions=0, blank=0, members=20, **more):
    return {
        "day": "2026-10-06",
        "members": members,
        "in_favour": in_favour,
        "against": against,
        "abstentions": abstentions,
        "blank": blank,
        **more,
    }


@pytest.mark.parametrize(
    ("votes", "cast", "needed", "verdict"),
    [
        ((7, 5), 12, 7, "adopted"),
        ((6, 6), 12, 7, "rejected"),
        ((6, 5), 11, 6, "adopted"),
        ((5, 6), 11, 6, "rejected"),
        ((1, 0, 19), 1, 1, "adopted"),
        ((7, 6, 5, 2), 13, 7, "adopted"),
        ((0, 0, 12), 0, 1, "rejected"),
        ((0, 0), 0, 1, "rejected"),
        ((20, 0), 20, 11, "adopted"),
    ],
)
def test_a_cca_needs_more_than_half_of_the_votes_cast(votes, cast, needed, verdict):
    result, _ = replied("cca_vote", cca(*votes, house_rules={}))
    assert result == {"verdict": verdict, "cast": cast, "needed": needed}


def test_explanation_of_a_cca_vote():
    _, steps = replied("cca_vote", cca(7, 5, 1, 1, subject="cle_proposal", house_rules={}))
    assert steps == [
        f"7 pour + 5 contre = 12 voix exprimées. ({ORDER})",
        "Lecture retenue : les abstentions et les bulletins blancs ou nuls (2) ne sont pas des voix exprimées. Autre"
        f" lecture : ils pèseraient contre. ({ORDER})",
        f"Plus de la moitié de 12 : il faut 7 voix. ({ORDER})",
        f"Ni la loi ni le règlement d’ordre intérieur ne fixent de quorum. ({ORDER})",
        f"7 voix pour : adopté. ({ORDER})",
        "Tout membre peut faire joindre une note de minorité à la proposition. (décret du 3 juillet 2003, art. 9,"
        " al. 3)",
    ]


def test_without_house_rules_enough_votes_for_the_law_may_not_be_enough():
    """A quorum nobody read could undo the vote: it is unknown, never adopted. Too few votes stay too few."""
    result, steps = replied("cca_vote", cca(7, 5))
    assert result == {"verdict": "unknown", "cast": 12, "needed": 7}
    assert steps[2:] == [
        NO_QUORUM,
        "7 voix pour : assez pour la loi. Le règlement d’ordre intérieur n’est pas connu : il peut demander un quorum"
        f" ou davantage de voix. Le résultat est inconnu. ({ORDER})",
    ]
    assert replied("cca_vote", cca(19, 0, present=20))[0]["verdict"] == "unknown"
    assert replied("cca_vote", cca(5, 7))[0]["verdict"] == "rejected"


def test_when_every_member_votes_in_favour_no_house_rules_can_undo_it():
    result, steps = replied("cca_vote", cca(20, 0))
    assert result["verdict"] == "adopted"
    assert steps[-2:] == [
        f"Tous les membres ont voté pour : aucun règlement ne peut demander davantage. ({ORDER})",
        f"20 voix pour : adopté. ({ORDER})",
    ]


def test_a_tie_in_the_cca_is_rejected_without_casting_vote():
    _, steps = replied("cca_vote", cca(6, 6))
    assert steps[1:] == [
        f"Plus de la moitié de 12 : il faut 7 voix. ({ORDER})",
        NO_QUORUM,
        f"Égalité : rejeté. Personne n’a de voix prépondérante, le président non plus. ({ORDER})",
    ]
    _, steps = replied("cca_vote", cca(0, 0, 3))
    assert steps[-1] == f"0 voix pour : rejeté. ({ORDER})"


def test_the_house_rules_are_voted_by_votes_cast():
    result, steps = replied("cca_vote", cca(8, 4, members=25, subject="house_rules", house_rules={}))
    assert result["verdict"] == "adopted"
    assert steps[-1] == (
        "Lecture retenue : le règlement d’ordre intérieur demande la majorité absolue des voix exprimées, pas de tous"
        f" les membres. ({ORDER})"
    )


@pytest.mark.parametrize(
    ("rules", "present", "verdict", "line"),
    [
        ({}, 12, "adopted", "Ni la loi ni le règlement d’ordre intérieur ne fixent de quorum."),
        ({"quorum": 12}, 12, "adopted", "Quorum du règlement d’ordre intérieur : 12 présents, atteint."),
        (
            {"quorum": 13},
            12,
            "no_quorum",
            "Quorum du règlement d’ordre intérieur : 13 présents, il y en a 12 : le vote ne vaut pas.",
        ),
        ({"quorum": 12}, None, "adopted", "Quorum du règlement d’ordre intérieur : 12 présents, atteint."),
        (
            {"quorum": 13},
            None,
            "unknown",
            "Quorum du règlement d’ordre intérieur : 13 présents. Combien de membres étaient présents ?",
        ),
        ({"quorum": 20}, 20, "adopted", "Quorum du règlement d’ordre intérieur : 20 présents, atteint."),
    ],
)
def test_the_quorum_is_that_of_the_house_rules(rules, present, verdict, line):
    result, steps = replied("cca_vote", cca(7, 5, present=present, house_rules=rules))
    assert (result["verdict"], result["needed"]) == (verdict, 7)
    assert steps[2] == f"{line} ({ORDER})"
    assert len(steps) == (4 if verdict == "adopted" else 3)


@pytest.mark.parametrize(
    ("majority", "votes", "needed", "verdict"),
    [
        ("two_thirds", (8, 4), 8, "adopted"),
        ("two_thirds", (7, 5), 8, "rejected"),
        ("two_thirds", (7, 4), 8, "rejected"),
        ("two_thirds", (1, 1), 2, "rejected"),
        ("two_thirds", (0, 0), 1, "rejected"),
        ("absolute", (7, 5), 7, "adopted"),
        ("relative", (6, 6), 7, "rejected"),
        ("relative", (7, 5), 7, "adopted"),
    ],
)
def test_the_house_rules_can_ask_more_never_less(majority, votes, needed, verdict):
    result, _ = replied("cca_vote", cca(*votes, house_rules={"majority": majority}))
    assert (result["needed"], result["verdict"]) == (needed, verdict)


def test_explanation_of_house_majorities():
    _, steps = replied("cca_vote", cca(7, 5, house_rules={"majority": "two_thirds"}))
    assert steps[3:] == [
        f"Deux tiers au règlement d’ordre intérieur : 8 voix sur 12. ({ORDER})",
        f"7 voix pour : rejeté. ({ORDER})",
    ]
    _, steps = replied("cca_vote", cca(7, 5, house_rules={"majority": "relative"}))
    assert steps[3] == (
        "Le règlement d’ordre intérieur ne peut pas demander moins que la majorité absolue des voix exprimées : la loi"
        f" l’emporte. ({ORDER})"
    )


@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (cca(7, 5, members=11), "in_favour", "12 votes pour 11 votants au plus."),
        (cca(1, 1, members=1), "in_favour", "2 votes pour 1 votant au plus."),
        (cca(7, 5, 1, 1, present=13), "in_favour", "14 votes pour 13 votants au plus."),
        (cca(7, 5, present=21), "present", "21 présents pour 20 membres."),
        (cca(7, 5, house_rules={"quorum": 21}), "house_rules.quorum", "Le quorum dépasse les 20 membres."),
        (cca(-1, 5), "in_favour", ANY),
        (cca(1, 5, members=0), "members", ANY),
    ],
)
def test_impossible_cca_votes(question, field, message):
    assert refused("cca_vote", question)[1:] == (field, message)


def test_cca_votes_before_the_first_known_text():
    assert refused("cca_vote", {**cca(1, 0), "day": "2009-08-05"})[:2] == ("cannot_compute", "day")
    assert replied("cca_vote", {**cca(1, 0, members=1), "day": "2009-08-06"})[0]["verdict"] == "adopted"


@settings(max_examples=50)
@given(st.integers(0, 20), st.integers(0, 20), st.integers(0, 5))
def test_abstaining_never_changes_the_outcome(in_favour, against, abstentions):
    with_them, _ = replied("cca_vote", cca(in_favour, against, abstentions, members=50, house_rules={}))
    without, _ = replied("cca_vote", cca(in_favour, against, members=50, house_rules={}))
    assert with_them == without
    assert with_them["verdict"] == ("adopted" if in_favour > against else "rejected")
