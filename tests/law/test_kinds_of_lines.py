"""Which lines of the answers on bodies and votes are steps (s), readings of the text (r), warnings (w)."""

import pytest

from tests.law.asked import example_of, kinds
from tests.law.composition.test_bodies import COUNCIL_SEATS, EDD_ADVICE, EDD_SEATS, approval, council, edd, filled
from tests.law.composition.test_cca_composition import cca
from tests.law.composition.test_cca_whole import joint
from tests.law.composition.test_election import balloted, election
from tests.law.composition.test_networks import movement, parents, schools
from tests.law.composition.test_substitutes import seat
from tests.law.test_cca_vote import cca as ballot
from tests.law.test_meetings import absent, year
from tests.law.test_votes import approval as opinion
from tests.law.test_votes import edd as advice
from tests.law.test_votes import programming

EVERYBODY = filled(EDD_SEATS | EDD_ADVICE)
BORN = {"A": "1990-01-01", "B": "1980-01-01", "C": "1970-01-01"}


@pytest.mark.parametrize(
    ("rule", "question", "expected"),
    [
        ("approval_commission_composition", approval([]), "s" + "w" * 13),
        ("approval_commission_composition", approval([{"id": "A", "seat": "1"}]), "ss" + "w" * 11),
        ("edd_commission_composition", edd(filled(EDD_SEATS | EDD_ADVICE, substitute="no")), "sssw"),
        ("edd_commission_composition", edd(filled(EDD_SEATS | EDD_ADVICE, substitute="unknown")), "sssw"),
        ("edd_commission_composition", edd(EVERYBODY, chair=None), "sws"),
        ("appeal_council_composition", council(filled(COUNCIL_SEATS)), "sss"),
        (
            "appeal_council_composition",
            council(filled(COUNCIL_SEATS), "2027-03-01", "2027-02-01", "2027-02-01"),
            "ssws",
        ),
        ("appeal_council_composition", council(filled(COUNCIL_SEATS), "2027-05-01", "2027-02-01", "2027-02-01"), "sss"),
        ("component_1_election", election(3, {"A": 2, "B": 1}), "ssssw"),
        ("component_1_election", election(3, {"A": 0}), "sssswww"),
        ("component_1_election", election(3, {"A": 1, "B": 1, "C": 1}, BORN), "sssssw"),
        ("component_1_election", balloted(3, "AB", [["A"], ["B"]]), "sssrsw"),
        ("component_2_seats", schools(5, 900, 400), "ssrssss"),
        ("component_2_seats", schools(4, 100, 100, 100, communes=2), "ssrwsw"),
        ("component_3_seats", parents(4, [("yes", 9)], [movement(x) for x in "ABCD"]), "ssw"),
        ("component_3_seats", parents(4, [("no", 9)], communes=2), "ssww"),
        ("component_3_seats", parents(4, [("yes", 9)]), "ssssss"),
        ("substitute_chain", seat(day="2031-02-03"), "sw"),
        ("substitute_chain", seat(effective_prevented="yes", substitute=None), "sw"),
        ("substitute_chain", seat(effective_resigned="2026-01-01"), "srs"),
        ("substitute_chain", seat(effective_resigned="2026-01-01", substitute_prevented="yes"), "srw"),
        ("cca_vote", ballot(7, 5, 2, subject="house_rules", house_rules={}), "srsssr"),
        ("cca_vote", ballot(7, 5, subject="cle_proposal", house_rules={}), "sssss"),
        ("cca_vote", ballot(7, 5, house_rules={"majority": "relative", "quorum": 9}), "sssws"),
        ("cca_vote", ballot(7, 5, house_rules={"quorum": 13}), "ssw"),
        ("cca_vote", ballot(7, 5, present=12, house_rules={"quorum": 13}), "sss"),
        ("cca_vote", ballot(7, 5, house_rules={"majority": "two_thirds"}), "sssss"),
        ("approval_commission_vote", opinion(7, 5), "sss"),
        ("approval_commission_vote", opinion(5, 5, 0, "in_favour"), "sss"),
        ("approval_commission_vote", opinion(5, 5, 1, "abstained"), "sws"),
        ("edd_commission_vote", advice(9, 5), "srs"),
        (
            "edd_commission_vote",
            advice(9, 5, category_1="no", category_7="unknown", closed_session="no"),
            "srssww",
        ),
        ("programming_committee_vote", programming((5, 0), (5, 0), (5, 0)), "rsssss"),
        (
            "cca_meetings",
            year("2026-10-01", "2025-01-01", ("2026-01-01", "no"), ("2026-02-01", "unknown"), "2026-12-01"),
            "rsswsw",
        ),
        ("cca_meetings", year("2026-10-01", "2026-01-01", "2026-02-01"), "rsss"),
        ("cca_meetings", year("2026-10-01", "2026-01-01", ("2026-02-01", "unknown")), "rsww"),
        ("cca_meetings", year("2027-10-01"), "rsw"),
        ("cca_meetings", year("2026-10-01", first_meeting="2026-01-01"), "rww"),
        (
            "cca_meetings",
            year("2026-10-01", first_meeting="2026-01-01", commission_informed="2025-12-31"),
            "rsw",
        ),
        (
            "edd_commission_absences",
            absent(*[(f"2026-0{month}-01", "no") for month in (1, 2, 3)], ("2026-04-01", "unknown")),
            "rsws",
        ),
        ("cca_composition", cca(), "ssss"),
        ("cca_composition", joint(4, 2), "ssss"),
        ("cca_composition", cca({"one_coordinator": "no", "province": "yes", "coordinator": "no"}), "ssswsss"),
        ("cca_composition", cca({"components[4]": {"number": 5, "absent": "refuses"}, "chair": None}), "ssrws"),
        ("cca_composition", cca({"chair": "X", "chair_designated": "yes"}), "ssss"),
        ("cca_composition", cca({"components[4].members[0].end": "2026-01-01"}), "sssss"),
        ("cca_composition", cca({"day": "2031-02-03", "last_election": None}), "sswwwwwss"),
        ("cca_composition", cca({"components[4].members[0].start": "2024-10-13"}), "sssws"),
        ("dhondt", example_of("dhondt"), "sssss"),
    ],
)
def test_kinds(rule, question, expected):
    assert kinds(rule, question) == expected
