"""The titles of the lists: for which function, from which day, under which words."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.qualification.staff import Verdict
from preau.law.qualification.titles import Function, Title, coordinator_pairs, entries, labels
from tests.law.plain import lines
from tests.law.qualification.people import ART_19, CERTIFICATES, DAY, coordinator, held, leader, worker

pytestmark = pytest.mark.usefixtures("anew")
CARE_ONLY = {
    "secondary_social",
    "education_agent",
    "animator",
    "educator",
    "nursery_nurse",
    "alternating_child_assistant",
    "alternating_group_monitor",
    "adult_secondary_social",
    "adult_child_assistant_collective",
    "adult_child_assistant_home",
    "adult_early_childhood_assistant",
    "adult_sociocultural_animator",
    "adult_group_animator",
    "adult_local_animation",
    "adult_child_assistant",
    "bacv",
    "accelerated_modules",
    "physical_education_instructor",
    "sports_monitor",
    "one_equivalence_care_worker",
}

LEADERS = {
    "higher_social",
    "higher_pedagogical",
    "higher_physical_education",
    "bccv",
    "bagic",
    "childrens_home_director",
    "youth_centre_coordinator",
    "edd_coordinator_certificate",
    "one_equivalence_project_leader",
}

COORDINATORS = {"higher_social", "higher_pedagogical", "higher_psychological", "one_equivalence_coordinator"}


def test_every_title_has_its_label_and_its_lists():
    assert set(labels()) == set(Title)
    assert all(label.count("(") == label.count(")") for label in labels().values())
    assert set(entries(Function.CARE_WORKER)) == CARE_ONLY | LEADERS
    assert set(entries(Function.PROJECT_LEADER)) == LEADERS
    assert set(entries(Function.COORDINATOR)) == COORDINATORS
    diplomas, certificates = coordinator_pairs()
    assert diplomas == {"higher_physical_education", "higher_other"}
    assert set(certificates) == CERTIFICATES


@pytest.mark.parametrize("title", Title)
def test_each_title_for_each_function(title):
    cares = worker(title, started=date(2010, 1, 1), hours=Decimal(0))
    assert cares.verdict == (Verdict.QUALIFIED if title in CARE_ONLY | LEADERS else Verdict.NOT_COMPLIANT)
    assert cares.title == (title if title in CARE_ONLY | LEADERS else None)
    leads = leader(title)
    assert leads.verdict == (Verdict.QUALIFIED if title in LEADERS else Verdict.NOT_COMPLIANT)
    assert leads.title == (title if title in LEADERS else None)
    coordinates = coordinator(title)
    assert coordinates.verdict == (Verdict.QUALIFIED if title in COORDINATORS else Verdict.NOT_COMPLIANT)
    assert coordinates.title == (title if title in COORDINATORS else None)


@pytest.mark.parametrize(
    ("title", "function", "since", "point"),
    [
        ("bacv", Function.CARE_WORKER, date(2004, 1, 1), "art. 5, 4, a"),
        ("education_agent", Function.CARE_WORKER, date(2004, 1, 1), "art. 5, 1.1, a"),
        ("adult_child_assistant", Function.CARE_WORKER, date(2009, 6, 1), "art. 5, 3, g"),
        ("adult_child_assistant_home", Function.CARE_WORKER, date(2004, 1, 1), "art. 5, 3, b"),
        ("edd_coordinator_certificate", Function.CARE_WORKER, date(2009, 10, 26), "art. 5, 4, e"),
        ("edd_coordinator_certificate", Function.PROJECT_LEADER, date(2009, 10, 26), "art. 6, 2, e"),
        ("higher_social", Function.PROJECT_LEADER, date(2004, 1, 1), "art. 6, 1"),
        ("higher_social", Function.COORDINATOR, date(2009, 10, 26), "art. 6/1, § 1er, 1°"),
    ],
)
def test_the_lists_have_dates_of_effect(title, function, since, point):
    entry = entries(function)[Title(title)]
    assert (entry.since, entry.article) == (since, f"arrêté du 3 décembre 2003, {point}")


def test_a_title_before_and_from_its_day_in_the_list():
    before = worker("adult_child_assistant", day=date(2009, 5, 31), started=date(2009, 5, 1))
    assert before.verdict is Verdict.DEEMED_COMPLIANT
    assert lines(before)[0] == (
        "« auxiliaire de l’enfance (promotion sociale) » : dans la liste des accueillants depuis le 1er juin 2009 "
        "seulement. (arrêté du 3 décembre 2003, art. 5, 3, g)"
    )
    assert worker("adult_child_assistant", day=date(2009, 6, 1)).verdict is Verdict.QUALIFIED
    assert leader("edd_coordinator_certificate", day=date(2009, 10, 25)).verdict is Verdict.NOT_COMPLIANT
    assert leader("edd_coordinator_certificate", day=date(2009, 10, 26)).verdict is Verdict.QUALIFIED


def test_a_title_counts_from_the_day_it_is_obtained():
    titles = held("bacv", obtained=date(2026, 11, 21))
    later = worker(titles=titles, started=DAY)
    assert later.verdict is Verdict.DEEMED_COMPLIANT
    assert lines(later)[0] == (
        "« brevet d’animateur de centres de vacances (BACV) » : obtenu seulement le 21 novembre 2026. "
        "(arrêté du 3 décembre 2003, art. 5)"
    )
    assert later.steps[0].day == date(2026, 11, 21)
    assert worker(titles=titles, day=date(2026, 11, 21)).verdict is Verdict.QUALIFIED
    early = date(2009, 5, 31)
    unlisted = worker(titles=held("adult_child_assistant", obtained=early), day=early, started=early)
    assert "depuis le 1er juin 2009 seulement" in lines(unlisted)[0]


def test_the_first_title_that_qualifies_is_kept():
    found = worker("other", "bacv", "bccv")
    assert (found.verdict, found.title, found.until, found.hours_missing) == (Verdict.QUALIFIED, "bacv", None, None)
    assert lines(found) == [
        "« brevet d’animateur de centres de vacances (BACV) » : dans la liste des accueillants. "
        "(arrêté du 3 décembre 2003, art. 5, 4, a)"
    ]


def test_a_title_that_is_on_no_list():
    assert lines(leader("bacv")) == [
        "« brevet d’animateur de centres de vacances (BACV) » : pas dans la liste des responsables de projet ; l’ONE "
        "peut le reconnaître équivalent. (arrêté du 3 décembre 2003, art. 6)",
        "Ni titre de la liste, ni expérience utile attestée par l’ONE. (décret du 3 juillet 2003, art. 19, al. 2)",
        f"Lecture retenue : le délai de trois ans pour débuter ne vise que les accueillants. {ART_19}",
    ]
    assert leader("bacv").steps[2].kind == "reading"
