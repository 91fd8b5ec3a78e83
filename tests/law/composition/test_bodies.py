"""Seats of the Commission d'agrément, the Commission d'avis and the Conseil de recours."""

from unittest.mock import ANY

import pytest

from tests.law.asked import example_of, refused, replied

ART_22 = "décret du 3 juillet 2003, art. 22"
EDD = "décret EDD du 28 avril 2004, art. 28"
COUNCIL = "décret ONE du 17 juillet 2002, art. 22/8"
APPROVAL_SEATS = {"1": 1, "2": 1, "3a": 1, "3b": 1, "4": 2, "5a": 1, "5b": 1, "6": 1, "7a": 1, "7b": 1, "8": 1, "9": 1}
EDD_SEATS = {"1a": 5, "1b": 1, "2": 2, "3": 1, "4": 1, "5": 1, "6": 1}
EDD_ADVICE = {"7": 2, "8": 2, "9": 2, "10": 1, "11": 1, "12": 1}
COUNCIL_SEATS = {"1": 1, "2": 2, "3": 2}


def filled(seats, **more):
    return [
        {"id": f"{seat}-{rank}", "seat": seat, "substitute": "yes", **more}
        for seat, number in seats.items()
        for rank in range(number)
    ]


def approval(members, day="2026-09-01"):
    return {"day": day, "members": members}


def test_the_thirteen_of_the_approval_commission():
    members = filled(APPROVAL_SEATS, substitute="unknown")
    result, steps = replied("approval_commission_composition", approval(members))
    assert result == {
        "verdict": "complete",
        "voting": 13,
        "advisory": 0,
        "missing": {},
        "without_substitute": (),
        "unknown_substitute": (),
        "chair": "1-0",
    }
    assert steps == [f"13 sièges avec voix délibérative. ({ART_22})", f"1-0 préside. ({ART_22})"]


def test_missing_members_of_the_approval_commission():
    members = [one for one in filled(APPROVAL_SEATS) if one["seat"] not in {"1", "4"}]
    result, steps = replied("approval_commission_composition", approval(members))
    assert (result["verdict"], result["missing"], result["chair"]) == ("incomplete", {"1": 1, "4": 2}, None)
    assert steps == [
        f"13 sièges avec voix délibérative. ({ART_22})",
        f"Qui préside n’est pas connu. ({ART_22})",
        f"Siège 1, administrateur général de l’ONE ou son représentant, qui préside : 1 membre à désigner. ({ART_22})",
        "Siège 4, président et vice-président du Conseil général de l’enseignement fondamental, ou leurs"
        f" représentants : 2 membres à désigner. ({ART_22})",
    ]


@pytest.mark.parametrize("seat", APPROVAL_SEATS)
def test_every_seat_of_the_approval_commission_counts(seat):
    members = [one for one in filled(APPROVAL_SEATS) if one["seat"] != seat]
    result, _ = replied("approval_commission_composition", approval(members))
    assert result["missing"] == {seat: APPROVAL_SEATS[seat]}


@pytest.mark.parametrize(
    ("members", "field", "message"),
    [
        (
            [{"id": "A", "seat": "1"}, {"id": "A", "seat": "2"}],
            "members[1].id",
            "« A » est donné deux fois : une personne n’a qu’un siège.",
        ),
        (
            [{"id": "A", "seat": "1"}, {"id": "B", "seat": "1"}],
            "members[1].seat",
            "Le siège 1 compte 1 membre au plus.",
        ),
        (
            [{"id": name, "seat": "4"} for name in "ABC"],
            "members[2].seat",
            "Le siège 4 compte 2 membres au plus.",
        ),
        (
            [{"id": "A", "seat": "3"}],
            "members[0].seat",
            "Ce siège n’existe pas ; les sièges sont 1, 2, 3a, 3b, 4, 5a, 5b, 6, 7a, 7b, 8 et 9.",
        ),
        ([{"id": "A", "seat": "1234"}], "members[0].seat", ANY),
    ],
)
def test_impossible_members(members, field, message):
    assert refused("approval_commission_composition", approval(members))[1:] == (field, message)


def test_the_approval_commission_is_known_since_its_last_change():
    assert refused("approval_commission_composition", approval([], "2013-08-11")) == (
        "cannot_compute",
        "day",
        "Impossible à calculer : la composition de la Commission d’agrément n’est pas connue avant le 12 août 2013.",
    )
    assert replied("approval_commission_composition", approval([], "2013-08-12"))[0]["verdict"] == "incomplete"


def edd(members, separate="no", chair="2-0", day="2026-09-01"):
    return {"day": day, "members": members, "separate_coordinations": separate, "chair": chair}


@pytest.mark.parametrize(
    ("separate", "coordinations", "voting", "verdict"),
    [("no", 5, 12, "complete"), ("yes", 6, 13, "complete"), ("yes", 5, 13, "incomplete")],
)
def test_the_edd_commission_has_twelve_or_thirteen_votes(separate, coordinations, voting, verdict):
    members = filled({**EDD_SEATS, "1a": coordinations} | EDD_ADVICE)
    result, steps = replied("edd_commission_composition", edd(members, separate))
    assert (result["verdict"], result["voting"], result["advisory"], result["chair"]) == (verdict, voting, 9, "2-0")
    assert result["missing"] == ({} if verdict == "complete" else {"1a": 1})
    assert steps[:3] == [
        f"{voting} sièges avec voix délibérative et 9 avec voix consultative. ({EDD})",
        f"2-0 préside. ({EDD})",
        f"Le ministre de l’Enfance désigne la présidence parmi les membres. ({EDD})",
    ]


def test_a_sixth_coordination_needs_separate_ones():
    members = filled({**EDD_SEATS, "1a": 6} | EDD_ADVICE)
    assert refused("edd_commission_composition", edd(members))[1:] == (
        "members[5].seat",
        "Le siège 1a compte 5 membres au plus.",
    )


def test_a_substitute_per_member_of_the_edd_commission():
    members = filled(EDD_SEATS | EDD_ADVICE)
    members[3]["substitute"] = "unknown"
    result, steps = replied("edd_commission_composition", edd(members))
    assert (result["verdict"], result["unknown_substitute"]) == ("unknown", ("1a-3",))
    assert steps[3:] == [f"À vérifier : le suppléant de 1a-3. ({EDD})"]
    members[0]["substitute"] = "no"
    members[1]["substitute"] = "no"
    result, steps = replied("edd_commission_composition", edd(members, chair=None))
    assert (result["verdict"], result["without_substitute"], result["chair"]) == ("incomplete", ("1a-0", "1a-1"), None)
    assert steps[1] == f"Qui préside n’est pas connu. ({EDD})"
    assert steps[3] == f"Désignez un suppléant pour 1a-0 et 1a-1. ({EDD})"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            edd([], "unknown", None),
            (
                "cannot_compute",
                "separate_coordinations",
                "Impossible à calculer : Namur et Luxembourg ont-ils chacun leur coordination (yes ou no) ? La"
                " Commission compte alors 13 voix, sinon 12.",
            ),
        ),
        (edd([], "no", "X"), ("refused", "chair", "La présidence va à un membre de la Commission.")),
        (
            edd([], "no", None, "2016-08-31"),
            (
                "cannot_compute",
                "day",
                "Impossible à calculer : la composition de la Commission d’avis des écoles de devoirs n’est pas connue"
                " avant le 1er septembre 2016.",
            ),
        ),
    ],
)
def test_edd_commissions_without_an_answer(question, expected):
    assert refused("edd_commission_composition", question) == expected


@pytest.mark.parametrize("seat", EDD_SEATS | EDD_ADVICE)
def test_every_seat_of_the_edd_commission_counts(seat):
    seats = EDD_SEATS | EDD_ADVICE
    members = [one for one in filled(seats) if one["seat"] != seat]
    result, _ = replied("edd_commission_composition", edd(members, chair=None))
    assert result["missing"] == {seat: seats[seat]}


def council(members, day="2027-06-01", magistrate=None, substitute=None):
    return {
        "day": day,
        "members": members,
        "magistrate_unavailable_since": magistrate,
        "substitute_unavailable_since": substitute,
    }


def test_the_five_of_the_appeal_council():
    result, steps = replied("appeal_council_composition", council(filled(COUNCIL_SEATS)))
    assert (result["verdict"], result["voting"], result["advisory"], result["chair"]) == ("complete", 5, 0, "1-0")
    assert steps == [
        f"5 sièges avec voix délibérative. ({COUNCIL})",
        f"1-0 préside. ({COUNCIL})",
        f"Mandats de cinq ans, renouvelables. ({COUNCIL})",
    ]
    result, _ = replied("appeal_council_composition", council(filled({"1": 1, "2": 1, "3": 2})))
    assert (result["verdict"], result["missing"]) == ("incomplete", {"2": 1})
    result, _ = replied("appeal_council_composition", council(filled(COUNCIL_SEATS, substitute="unknown")))
    assert result["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("day", "magistrate", "substitute", "board_presides"),
    [
        ("2027-06-01", "2027-03-01", None, False),
        ("2027-06-01", None, "2027-03-01", False),
        ("2027-06-01", "2027-02-01", "2027-04-01", False),
        ("2027-06-02", "2027-02-01", "2027-04-01", True),
        ("2027-06-02", "2027-04-01", "2027-02-01", True),
        ("2027-06-01", "2027-04-01", "2027-02-01", False),
    ],
)
def test_who_presides_the_appeal_council(day, magistrate, substitute, board_presides):
    result, _ = replied("appeal_council_composition", council(filled(COUNCIL_SEATS), day, magistrate, substitute))
    assert result["chair"] == ("président du conseil d’administration de l’ONE" if board_presides else "1-0")


def test_explanation_of_who_presides():
    question = council(filled(COUNCIL_SEATS), "2027-06-02", "2027-02-01", "2027-04-01")
    _, steps = replied("appeal_council_composition", question)
    assert steps[1:] == [
        "Le président du conseil d’administration de l’ONE préside : plus de deux mois d’indisponibilité depuis le"
        f" 1er avril 2027 du magistrat et de son suppléant. ({COUNCIL})",
        f"Mandats de cinq ans, renouvelables. ({COUNCIL})",
    ]
    _, steps = replied("appeal_council_composition", {**question, "day": "2027-06-01"})
    assert steps[1:3] == [
        f"1-0 préside. ({COUNCIL})",
        "1er juin 2027 : Magistrat et suppléant indisponibles : passé ce jour, le président du conseil d’administration"
        f" de l’ONE préside. ({COUNCIL})",
    ]


def test_the_appeal_council_starts_in_2027():
    assert refused("appeal_council_composition", council([], "2026-12-31")) == (
        "cannot_compute",
        "day",
        "Impossible à calculer : la composition du Conseil de recours n’est pas connue avant le 1er janvier 2027.",
    )
    assert replied("appeal_council_composition", council([], "2027-01-01"))[0]["chair"] is None


@pytest.mark.parametrize(
    "rule", ["approval_commission_composition", "edd_commission_composition", "appeal_council_composition"]
)
def test_examples(rule):
    assert replied(rule, example_of(rule))[0]["verdict"] == "incomplete"
