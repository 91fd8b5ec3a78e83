"""Are the files of a homework school complete, and does what they lack make them inadmissible?"""

import pytest

from preau.law.completeness import Piece, Verdict
from tests.law.completeness.files import RECOGNITION, asked, ids

EDD_4 = "décret EDD du 28 avril 2004, art. 4"
ARR_2_2 = "arrêté EDD du 25 juin 2004, art. 2, § 2"
ARR_2_3 = "arrêté EDD du 25 juin 2004, art. 2, § 3"


@pytest.mark.parametrize("piece", ["E1", "E2", "E3", "E4"])
def test_a_piece_of_admissibility_makes_inadmissible(piece):
    present = [one for one in RECOGNITION if one != piece]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False)
    assert (answer.verdict, ids(answer.missing)) == (Verdict.INADMISSIBLE, [piece])
    assert answer.missing[0].effect == "inadmissible"
    assert answer.missing[0].article.endswith(ARR_2_2)


@pytest.mark.parametrize("piece", [*RECOGNITION[:10], "E6"])
def test_another_piece_makes_incomplete(piece):
    present = [one for one in RECOGNITION if one != piece]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False)
    assert (answer.verdict, ids(answer.missing)) == (Verdict.INCOMPLETE, [piece])


@pytest.mark.parametrize(
    ("facts", "extra", "verdict"),
    [
        ({"asbl": False, "staff_reported_first_time": False}, (), Verdict.COMPLETE),
        ({"asbl": True, "staff_reported_first_time": False}, (), Verdict.INADMISSIBLE),
        ({"asbl": True, "staff_reported_first_time": False}, ("E5",), Verdict.COMPLETE),
        ({"asbl": None, "staff_reported_first_time": False}, (), Verdict.UNKNOWN),
        ({"staff_reported_first_time": False}, ("E5",), Verdict.COMPLETE),
        ({"asbl": False, "staff_reported_first_time": True}, (), Verdict.INCOMPLETE),
        ({"asbl": False, "staff_reported_first_time": True}, ("E7",), Verdict.COMPLETE),
        ({"asbl": False}, (), Verdict.UNKNOWN),
    ],
)
def test_statutes_and_titles_depend_on_facts(facts, extra, verdict):
    assert asked("edd_recognition", [*RECOGNITION, *extra], **facts).verdict is verdict


def test_inadmissible_is_explained():
    present = [one for one in RECOGNITION if one not in {"E4", "R6"}]
    answer = asked("edd_recognition", present, asbl=False, staff_reported_first_time=False, insurance_ends_soon=True)
    assert [step.line for step in answer.steps] == [
        "« Demande de reconnaissance d’une école de devoirs » : irrecevable, 2 éléments manquent sur 15. "
        "(décret EDD du 28 avril 2004, art. 4 ; arrêté EDD du 25 juin 2004, art. 2)",
        f"R6 : Nommez la personne de contact. ({EDD_4})",
        "E4 : Joignez la preuve de l’assurance en responsabilité civile (contrat et paiement). "
        f"Sans cette pièce, le dossier est irrecevable. ({ARR_2_2})",
        f"E3 : L’arrêté dit « annuel », le décret non. Le règlement actuel est demandé. ({ARR_2_2})",
        "E6 : Cette pièce n’est pas parmi celles de recevabilité. Sans elle, le dossier est incomplet, pas "
        f"irrecevable. ({ARR_2_3})",
        "L’assurance finit dans les soixante jours : pensez à la renouveler. "
        "(décret EDD du 28 avril 2004, art. 7, § 1er)",
    ]
    assert [step.kind for step in answer.steps] == ["step", "step", "step", "reading", "reading", "warning"]
    assert answer.warnings == (
        Piece(
            "insurance",
            "L’assurance finit dans les soixante jours : pensez à la renouveler.",
            "décret EDD du 28 avril 2004, art. 7, § 1er",
        ),
    )
    assert answer.unchecked == ("public_forecast", "team")


def test_a_warning_prevents_nothing():
    told = {"public_forecast_low": True, "team_too_small": False, "insurance_ends_soon": None}
    answer = asked("edd_recognition", RECOGNITION, asbl=False, staff_reported_first_time=False, **told)
    assert answer.verdict is Verdict.COMPLETE
    assert (ids(answer.warnings), answer.unchecked) == (["public_forecast"], ("insurance",))


def test_a_renewal_asks_the_same_and_warns_when_late():
    answer = asked("edd_renewal", RECOGNITION, asbl=False, staff_reported_first_time=False, filed_after_limit=True)
    assert answer.verdict is Verdict.COMPLETE
    assert ids(answer.warnings) == ["late"]
    assert answer.unchecked == ("public_forecast", "team", "insurance")
    assert answer.steps[-1].line == (
        "Une demande par école de devoirs, avec les pièces de l’année en cours. "
        "(décret EDD du 28 avril 2004, art. 5, § 3 ; arrêté EDD du 25 juin 2004, art. 2)"
    )
    assert answer.steps[-1].kind == "reading"


SUBSIDY = ("S1", "S2", "S3", "S4", "S5", "S7", "S10")
NONE = {
    "first_application": False,
    "resumption": False,
    "several_places": False,
    "staff_reported_first_time": False,
}


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({}, []),
        ({"first_application": True}, ["S9"]),
        ({"resumption": True}, ["S9", "two_regular_years"]),
        ({"several_places": True}, ["S11"]),
        ({"staff_reported_first_time": True}, ["S12"]),
        ({"first_application": True, "resumption": None}, ["S9"]),
    ],
)
def test_a_subsidy_application_depends_on_the_case(facts, missing):
    answer = asked("edd_subsidy_application", SUBSIDY, **{**NONE, **facts})
    assert ids(answer.missing) == missing
    unknown = ["two_regular_years"] if None in facts.values() else []
    assert ids(answer.undetermined) == unknown


def test_hours_of_the_past_year_wait_for_two_facts():
    answer = asked("edd_subsidy_application", SUBSIDY, **{**NONE, "first_application": None, "resumption": None})
    assert ids(answer.undetermined) == ["S9", "two_regular_years"]
    assert answer.facts_needed == ("first_application", "resumption")
    assert answer.steps[1].line == (
        "S9 : Dites d’abord si c’est une première demande et si l’école de devoirs reprend après une suspension. "
        "Donnez les heures de l’année d’activités passée. (arrêté EDD du 25 juin 2004, art. 8)"
    )
    half = asked("edd_subsidy_application", SUBSIDY, **{**NONE, "first_application": None})
    assert (ids(half.undetermined), half.facts_needed) == (["S9"], ("first_application",))
    assert half.steps[1].text_fr == (
        "S9 : Dites d’abord si c’est une première demande. Donnez les heures de l’année d’activités passée."
    )


def test_the_launch_has_nothing_to_file():
    answer = asked("edd_launch", bank_account_missing=True)
    assert (answer.verdict, ids(answer.warnings), answer.complete_on) == (Verdict.COMPLETE, ["bank_account"], None)
    assert [step.text_fr for step in answer.steps] == [
        "« Subvention de lancement d’une école de devoirs » : complet (rien à déposer).",
        "Donnez le compte bancaire pour être payé.",
        "Rien n’est à déposer : la subvention suit la reconnaissance.",
    ]
