"""Meetings of the CCA in a year, absences from the Commission d'avis."""

import pytest

from tests.law.asked import example_of, refused, replied

MEETINGS = "décret du 3 juillet 2003, art. 6, § 4, al. 4"
FIRST = "décret du 3 juillet 2003, art. 6, § 4, al. 3"
LOSS = "décret du 3 juillet 2003, art. 34, dernier alinéa"
EDD = "décret EDD du 28 avril 2004, art. 28"


def year(day, *meetings, **more):
    rows = [{"day": one} if isinstance(one, str) else {"day": one[0], "held": one[1]} for one in meetings]
    return {"year": 2026, "day": day, "meetings": rows, **more}


@pytest.mark.parametrize(
    ("question", "verdict", "held", "planned", "to_plan", "days_left"),
    [
        (year("2026-10-01", "2026-03-10", "2026-06-10"), "met", 2, 0, 0, 91),
        (year("2026-10-01", "2026-03-10", "2026-10-01"), "met", 2, 0, 0, 91),
        (year("2026-10-01", "2026-03-10", "2026-10-02"), "in_time", 1, 1, 0, 91),
        (year("2026-10-01", "2026-03-10"), "in_time", 1, 0, 1, 91),
        (year("2026-10-01"), "in_time", 0, 0, 2, 91),
        (year("2026-12-31", "2026-03-10"), "in_time", 1, 0, 1, 0),
        (year("2027-01-01", "2026-03-10"), "missed", 1, 0, 1, 0),
        (year("2027-01-01", "2026-03-10", "2027-01-01"), "missed", 1, 0, 1, 0),
        (year("2027-01-01", "2026-03-10", "2025-12-31"), "missed", 1, 0, 1, 0),
        (year("2026-10-01", "2026-03-10", ("2026-06-10", "no")), "in_time", 1, 0, 1, 91),
        (year("2026-10-01", "2026-03-10", ("2026-11-10", "no")), "in_time", 1, 0, 1, 91),
        (year("2026-10-01", "2026-03-10", ("2026-11-10", "unknown")), "in_time", 1, 1, 0, 91),
        (year("2026-10-01", "2026-03-10", ("2026-06-10", "unknown")), "unknown", 1, 0, 1, 91),
        (year("2026-10-01", ("2026-06-10", "unknown")), "in_time", 0, 0, 2, 91),
        (year("2026-10-01", *[f"2026-0{month}-10" for month in range(1, 5)]), "met", 4, 0, 0, 91),
    ],
)
def test_which_meetings_count(question, verdict, held, planned, to_plan, days_left):
    result, _ = replied("cca_meetings", question)
    assert result == {
        "verdict": verdict,
        "held": held,
        "needed": 2,
        "planned": planned,
        "to_plan": to_plan,
        "days_left": days_left,
    }


READING = f"Au moins deux réunions par an. Lecture retenue : par année civile, comme l’ONE. ({MEETINGS})"


def test_explanation_line_by_line():
    meetings = ["2026-11-24", "2027-01-05", ("2026-05-05", "no"), "2026-03-10", ("2026-04-01", "unknown"), "2026-12-01"]
    _, steps = replied("cca_meetings", year("2026-10-01", *meetings))
    assert steps == [
        READING,
        f"10 mars 2026 : réunion qui compte. ({MEETINGS})",
        f"1er avril 2026 : a-t-elle eu lieu ? Ne compte pas tant que ce n’est pas su. ({MEETINGS})",
        f"5 mai 2026 : réunion qui n’a pas eu lieu, ne compte pas. ({MEETINGS})",
        f"24 novembre 2026 : réunion prévue, ne compte pas encore. ({MEETINGS})",
        f"1er décembre 2026 : réunion prévue, ne compte pas encore. ({MEETINGS})",
        f"5 janvier 2027 : hors de 2026, ne compte pas. ({MEETINGS})",
        f"1 réunion compte sur 2 : on ne peut pas dire si l’obligation est remplie. ({MEETINGS})",
    ]


def test_what_is_at_stake():
    _, steps = replied("cca_meetings", year("2026-12-30"))
    assert steps[1:] == [
        "0 réunion compte sur 2, 0 prévue, 2 encore à convoquer ; il reste 1 jour, jusqu’au 31 décembre 2026. Sans cela"
        f" la subvention de coordination est perdue. ({LOSS})"
    ]
    _, steps = replied("cca_meetings", year("2026-10-01", "2026-11-01", "2026-12-01"))
    assert steps[3] == (
        "0 réunion compte sur 2, 2 prévues, tout est prévu ; il reste 91 jours, jusqu’au 31 décembre 2026. Sans cela la"
        f" subvention de coordination est perdue. ({LOSS})"
    )
    _, steps = replied("cca_meetings", year("2026-10-01", "2026-01-01", "2026-02-01"))
    assert steps[3] == f"2 réunions comptent sur 2 : l’obligation est remplie. ({MEETINGS})"
    _, steps = replied("cca_meetings", year("2027-01-01", "2026-01-01"))
    assert steps[2:] == [
        f"1 réunion compte sur 2 : l’obligation n’est pas remplie. ({MEETINGS})",
        f"La subvention de coordination est perdue : elle reste due trois mois, puis ne l’est plus. ({LOSS})",
    ]


@pytest.mark.parametrize(
    ("informed", "line"),
    [
        (None, "Première réunion : vérifiez que la Commission d’agrément a été informée avant."),
        (
            "2026-03-11",
            "Première réunion irrégulière : la Commission d’agrément n’a été informée que le 11 mars 2026, elle devait"
            " l’être avant.",
        ),
        (
            "2026-03-10",
            "Première réunion irrégulière : la Commission d’agrément n’a été informée que le jour même, elle devait"
            " l’être avant.",
        ),
        ("2026-03-09", "Première réunion : la Commission d’agrément a été informée avant."),
    ],
)
def test_the_commission_is_told_before_the_first_meeting(informed, line):
    question = year("2026-10-01", "2026-03-10", first_meeting="2026-03-10", commission_informed=informed)
    _, steps = replied("cca_meetings", question)
    assert steps[2] == f"10 mars 2026 : {line} ({FIRST})"


def test_the_first_meeting_of_another_year_says_nothing():
    _, steps = replied("cca_meetings", year("2026-10-01", "2026-03-10", first_meeting="2025-03-10"))
    assert len(steps) == 3


def test_meetings_without_an_answer():
    assert refused("cca_meetings", year("2026-10-01", "2026-03-10", "2026-03-10")) == (
        "refused",
        "meetings[1].day",
        "La réunion du 2026-03-10 est donnée deux fois.",
    )
    code, field, message = refused("cca_meetings", {"year": 2008, "day": "2010-01-01", "meetings": []})
    assert (code, field) == ("cannot_compute", "year")
    assert message.endswith("n’est pas connue avant le 6 août 2009.")
    assert replied("cca_meetings", {"year": 2009, "day": "2010-01-01", "meetings": []})[0]["verdict"] == "missed"


def test_example_of_meetings():
    assert replied("cca_meetings", example_of("cca_meetings"))[0]["verdict"] == "in_time"


def absent(*absences, day="2026-11-01"):
    rows = [{"day": one, "excused": excused} for one, excused in absences]
    return {"day": day, "term_start": "2024-01-01", "absences": rows}


@pytest.mark.parametrize(
    ("absences", "resigned", "since", "unexcused"),
    [
        ((), "no", None, 0),
        ((("2026-03-03", "no"), ("2026-01-03", "no")), "no", None, 2),
        ((("2026-03-03", "no"), ("2026-01-03", "no"), ("2026-02-03", "no")), "yes", "2026-03-03", 3),
        ((("2026-03-03", "no"), ("2026-01-03", "no"), ("2026-02-03", "yes")), "no", None, 2),
        ((("2026-03-03", "no"), ("2026-01-03", "no"), ("2026-02-03", "unknown")), "unknown", None, 2),
        ((("2026-03-03", "no"), ("2026-02-03", "unknown")), "no", None, 1),
        (tuple((f"2026-0{month}-03", "no") for month in range(1, 6)), "yes", "2026-03-03", 5),
        ((("2024-01-01", "no"), ("2026-11-01", "no")), "no", None, 2),
    ],
)
def test_three_absences_without_excuse_cost_the_seat(absences, resigned, since, unexcused):
    result, _ = replied("edd_commission_absences", absent(*absences))
    assert result == {"resigned": resigned, "since": since, "unexcused": unexcused}


def test_explanation_of_absences():
    _, steps = replied(
        "edd_commission_absences",
        absent(("2026-03-03", "no"), ("2026-01-03", "no"), ("2026-02-03", "no"), ("2026-04-07", "unknown")),
    )
    assert steps == [
        f"Lecture retenue : les absences se comptent dans le mandat en cours. ({EDD})",
        f"3 absences non justifiées sur 3. ({EDD})",
        f"7 avril 2026 : justifiée ou non ? À vérifier. ({EDD})",
        f"3 mars 2026 : Le membre est réputé démissionnaire. ({EDD})",
    ]
    _, steps = replied("edd_commission_absences", absent(("2026-03-03", "no")))
    assert steps[1:] == [f"1 absence non justifiée sur 3. ({EDD})"]


@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (
            absent(("2023-12-31", "no")),
            "absences[0].day",
            "Donnez les absences du 1er janvier 2024 au 1er novembre 2026.",
        ),
        (
            absent(("2026-11-02", "no")),
            "absences[0].day",
            "Donnez les absences du 1er janvier 2024 au 1er novembre 2026.",
        ),
        (
            absent(("2026-01-01", "no"), ("2026-01-01", "no")),
            "absences[1].day",
            "L’absence du 2026-01-01 est donnée deux fois.",
        ),
    ],
)
def test_absences_refused(question, field, message):
    assert refused("edd_commission_absences", question) == ("refused", field, message)


def test_absences_before_the_first_known_text():
    question = {**absent(day="2013-08-31"), "term_start": "2012-01-01"}
    assert refused("edd_commission_absences", question)[:2] == ("cannot_compute", "day")
    question = {**absent(day="2013-09-01"), "term_start": "2012-01-01"}
    assert replied("edd_commission_absences", question)[0]["resigned"] == "no"
    assert replied("edd_commission_absences", example_of("edd_commission_absences"))[0]["unexcused"] == 2
