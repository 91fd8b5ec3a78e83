"""Care workers, project leaders and ATL coordinators: qualified on a day or not, and why."""

import json
from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.qualification.staff import (
    AtlCoordinatorQualificationQuestion,
    CareWorkerQualificationQuestion,
    ProjectLeaderQualificationQuestion,
    Verdict,
    atl_coordinator_qualification,
    care_worker_qualification,
    project_leader_qualification,
)
from preau.law.qualification.titles import Function, HeldTitle, Title, coordinator_pairs, entries, labels
from preau.law.results import CannotCompute, Refused

DAY = date(2026, 11, 20)
ART_19 = "(décret du 3 juillet 2003, art. 19, al. 1er)"
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
CERTIFICATES = {"bccv", "bagic", "youth_centre_coordinator", "edd_coordinator_certificate"}


def held(*codes, obtained=None):
    return tuple(HeldTitle(title=Title(code), obtained=obtained) for code in codes)


def worker(*codes, day=DAY, **more):
    return care_worker_qualification(CareWorkerQualificationQuestion(**{"day": day, "titles": held(*codes), **more}))


def leader(*codes, day=DAY, **more):
    return project_leader_qualification(
        ProjectLeaderQualificationQuestion(**{"day": day, "titles": held(*codes), **more})
    )


def coordinator(*codes, day=DAY, recruited=date(2020, 2, 1), **more):
    return atl_coordinator_qualification(
        AtlCoordinatorQualificationQuestion(**{"day": day, "titles": held(*codes), "recruited": recruited, **more})
    )


def lines(answer):
    return [step.line for step in answer.steps]


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


STARTED = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("day", "hours", "pending", "verdict", "missing"),
    [
        (STARTED, None, 0, Verdict.DEEMED_COMPLIANT, None),
        (DAY, Decimal(0), 0, Verdict.DEEMED_COMPLIANT, 100),
        (DAY, Decimal(100), 0, Verdict.DEEMED_COMPLIANT, 0),
        (date(2026, 11, 21), None, 0, Verdict.UNKNOWN, None),
        (date(2026, 11, 21), Decimal(100), 0, Verdict.COMPLIANT_BY_PRACTICE, 0),
        (date(2026, 11, 21), Decimal("120.5"), 0, Verdict.COMPLIANT_BY_PRACTICE, 0),
        (date(2026, 11, 21), Decimal("99.99"), 0, Verdict.NOT_COMPLIANT, Decimal("0.01")),
        (date(2026, 11, 21), Decimal(90), 10, Verdict.UNKNOWN, 10),
        (date(2026, 11, 21), Decimal(90), 9, Verdict.NOT_COMPLIANT, 10),
        (date(2026, 11, 21), Decimal(100), 10, Verdict.COMPLIANT_BY_PRACTICE, 0),
    ],
)
def test_an_untitled_care_worker(day, hours, pending, verdict, missing):
    found = worker(day=day, started=STARTED, hours=hours, pending_hours=Decimal(pending))
    assert (found.verdict, found.until, found.hours_missing) == (verdict, DAY, missing)


def test_three_years_from_the_twenty_ninth_of_february():
    assert worker(day=date(2027, 2, 28), started=date(2024, 2, 29)).until == date(2027, 2, 28)
    assert worker(day=date(2027, 2, 28), started=date(2024, 2, 29)).verdict is Verdict.DEEMED_COMPLIANT
    assert worker(day=date(2027, 3, 1), started=date(2024, 2, 29)).verdict is Verdict.UNKNOWN


ONCE = [
    f"Sans titre, l’accueillant est réputé qualifié une seule fois, depuis le 20 novembre 2023. {ART_19}",
    "Lecture retenue : une fois par personne, depuis sa première fonction visée ; l’autre lecture compte par "
    f"employeur. {ART_19}",
    f"100 heures de formation sont dues jusqu’au 20 novembre 2026 compris. {ART_19}",
]


def test_the_explanations_of_an_untitled_care_worker():
    day = date(2026, 11, 21)
    done = worker(day=day, started=STARTED, hours=Decimal(100))
    assert lines(done) == [
        *ONCE,
        f"Heures reconnues : 100. {ART_19}",
        "Le décret ne dit rien de la suite. Lecture retenue : avec ces heures, l’accueillant est en ordre ; à la "
        f"lettre, il lui faudrait un titre. {ART_19}",
    ]
    assert [step.kind for step in done.steps] == ["step", "reading", "step", "step", "reading"]
    failed = worker(day=day, started=STARTED, hours=Decimal("60.5"), pending_hours=Decimal("7.25"))
    assert lines(failed) == [
        *ONCE,
        f"Heures reconnues : 60,5, 7,25 à valider ; il en manque 39,5. {ART_19}",
        f"Le délai est unique : il n’y en a pas un second chez un autre employeur. {ART_19}",
    ]
    waiting = worker(day=day, started=STARTED, hours=Decimal(90), pending_hours=Decimal(10))
    assert lines(waiting) == [*ONCE, f"Heures reconnues : 90, 10 à valider ; il en manque 10. {ART_19}"]
    unknown = worker(day=day, started=STARTED)
    assert lines(unknown) == [*ONCE, f"Les heures suivies ne sont pas connues : donnez « hours ». {ART_19}"]
    assert unknown.steps[-1].kind == "warning"


def test_a_care_worker_whose_start_is_not_known():
    found = worker("other")
    assert (found.verdict, found.until) == (Verdict.UNKNOWN, None)
    assert (
        lines(found)[-1] == f"Sans titre, tout dépend du premier jour dans la fonction : donnez « started ». {ART_19}"
    )
    assert found.steps[-1].kind == "warning"
    assert len(found.steps) == 2


def test_a_start_before_the_decree_counts_from_the_decree():
    assert worker(day=date(2007, 1, 1), started=date(1995, 3, 1)).until == date(2007, 1, 1)
    assert worker(day=date(2007, 1, 1), started=date(1995, 3, 1)).verdict is Verdict.DEEMED_COMPLIANT


@pytest.mark.parametrize("asked", [worker, leader])
def test_in_post_in_a_fund_project_in_2015(asked):
    found = asked(fund_post=True)
    assert (found.verdict, found.until) == (Verdict.DEEMED_COMPLIANT, None)
    assert lines(found) == [
        "En fonction dans un projet du FESC le 1er janvier 2015 : réputé qualifié. "
        "(arrêté du 3 décembre 2003, art. 30/2)"
    ]
    assert asked(fund_post=True, day=date(2015, 1, 1)).verdict is Verdict.DEEMED_COMPLIANT
    assert asked(fund_post=True, day=date(2014, 12, 31)).verdict is not Verdict.DEEMED_COMPLIANT
    assert asked("bccv", fund_post=True).verdict is Verdict.QUALIFIED


ATTESTED = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("day", "years", "hours", "pending", "verdict", "until"),
    [
        (DAY, "3", None, 0, Verdict.QUALIFIED, DAY),
        (DAY, "2.99", "100", 0, Verdict.NOT_COMPLIANT, None),
        (DAY, None, "100", 0, Verdict.UNKNOWN, None),
        (date(2026, 11, 21), "3", "100", 0, Verdict.QUALIFIED, DAY),
        (date(2026, 11, 21), "3", "99", 0, Verdict.NOT_COMPLIANT, DAY),
        (date(2026, 11, 21), "3", "99", 1, Verdict.UNKNOWN, DAY),
        (date(2026, 11, 21), "3", None, 0, Verdict.UNKNOWN, DAY),
    ],
)
def test_an_assimilated_project_leader(day, years, hours, pending, verdict, until):
    found = leader(
        day=day,
        attested=ATTESTED,
        attested_years=years and Decimal(years),
        hours=hours and Decimal(hours),
        pending_hours=Decimal(pending),
    )
    assert (found.verdict, found.until, found.title) == (verdict, until, None)


def test_the_explanations_of_an_assimilated_project_leader():
    art_2, art_3 = ("(décret du 3 juillet 2003, art. 19, al. 2)", "(décret du 3 juillet 2003, art. 19, al. 3)")
    failed = leader(day=date(2026, 11, 21), attested=ATTESTED, attested_years=Decimal(4), hours=Decimal(40))
    assert lines(failed) == [
        f"Expérience utile attestée le 20 novembre 2023, au moins 3 ans : assimilé à un porteur de titre. {art_2}",
        f"100 heures de formation sont dues jusqu’au 20 novembre 2026 compris. {art_3}",
        f"Heures reconnues : 40 ; il en manque 60. {art_3}",
        f"Le décret ne dit pas ce qui suit. Lecture retenue : la condition n’est plus remplie. {art_3}",
    ]
    assert failed.steps[-1].kind == "reading"
    assert failed.steps[0].day == ATTESTED
    done = leader(day=date(2026, 11, 21), attested=ATTESTED, attested_years=Decimal(4), hours=Decimal(100))
    assert lines(done)[-1] == f"Heures reconnues : 100. {art_3}"
    few = leader(attested=ATTESTED, attested_years=Decimal("2.5"))
    assert lines(few) == [f"Expérience utile attestée : 2,5 an(s), moins que 3. {art_2}"]
    unsaid = leader(attested=ATTESTED)
    assert lines(unsaid) == [f"Le nombre d’années attestées n’est pas donné : donnez « attested_years ». {art_2}"]
    assert unsaid.steps[0].kind == "warning"


@pytest.mark.parametrize(
    ("started", "day", "hours", "verdict"),
    [
        (date(2004, 1, 1), date(2007, 1, 1), None, Verdict.DEEMED_COMPLIANT),
        (date(2003, 9, 1), date(2007, 1, 2), None, Verdict.UNKNOWN),
        (date(2003, 9, 1), DAY, "100", Verdict.DEEMED_COMPLIANT),
        (date(2003, 9, 1), DAY, "99", Verdict.NOT_COMPLIANT),
        (date(2004, 1, 2), date(2007, 1, 1), None, Verdict.NOT_COMPLIANT),
        (None, DAY, None, Verdict.NOT_COMPLIANT),
    ],
)
def test_a_project_leader_in_post_when_the_decree_began(started, day, hours, verdict):
    found = leader(day=day, started=started, hours=hours and Decimal(hours))
    assert found.verdict is verdict
    if started and started <= date(2004, 1, 1):
        assert found.until == date(2007, 1, 1)
        assert lines(found)[0] == (
            "En fonction le 1er janvier 2004, le responsable est réputé qualifié. (décret du 3 juillet 2003, art. 41)"
        )


@pytest.mark.parametrize("diploma", ["higher_other", "higher_physical_education"])
@pytest.mark.parametrize("certificate", sorted(CERTIFICATES))
def test_any_higher_diploma_with_a_certificate_makes_a_coordinator(diploma, certificate):
    found = coordinator(certificate, diploma)
    assert (found.verdict, found.title) == (Verdict.QUALIFIED, diploma)


def test_the_explanations_of_a_coordinator():
    training = "L’employeur assure la formation continue du coordinateur. (décret du 3 juillet 2003, art. 17, § 3)"
    assert lines(coordinator("higher_other", "bagic")) == [
        "« enseignement supérieur d’une autre orientation, au moins de type court », avec « brevet d’aptitude à la "
        "gestion de projets et de programmes culturels (BAGIC) » : dans la liste des coordinateurs ATL. "
        "(arrêté du 3 décembre 2003, art. 6/1, § 1er, 2°, b)",
        training,
    ]
    assert lines(coordinator("higher_psychological")) == [
        "« enseignement supérieur psychologique, au moins de type court » : dans la liste des coordinateurs ATL. "
        "(arrêté du 3 décembre 2003, art. 6/1, § 1er, 1°)",
        training,
    ]
    assert lines(coordinator("bacv"))[-1] == (
        "Aucun titre de la liste, ni diplôme supérieur avec l’un des quatre brevets. "
        "(arrêté du 3 décembre 2003, art. 6/1)"
    )
    assert lines(coordinator(recruited=date(2009, 8, 6))) == [
        "Recruté au plus tard le 6 août 2009 : aucun titre n’est exigé. "
        "(décret du 3 juillet 2003, disposition transitoire du décret du 26 mars 2009)",
        training,
    ]


@pytest.mark.parametrize(
    ("recruited", "day", "codes", "verdict"),
    [
        (date(2009, 8, 6), DAY, (), Verdict.EXEMPT),
        (date(2009, 8, 7), DAY, (), Verdict.NOT_COMPLIANT),
        (date(2009, 8, 7), date(2009, 10, 25), ("higher_social",), Verdict.UNKNOWN),
        (date(2009, 8, 7), date(2009, 10, 26), ("higher_social",), Verdict.QUALIFIED),
        (date(2009, 8, 7), date(2009, 10, 26), ("higher_other", "bccv"), Verdict.QUALIFIED),
        (None, DAY, (), Verdict.UNKNOWN),
        (None, DAY, ("higher_pedagogical",), Verdict.QUALIFIED),
        (None, DAY, ("higher_other", "bccv"), Verdict.QUALIFIED),
    ],
)
def test_coordinators_recruited_before_and_after(recruited, day, codes, verdict):
    assert coordinator(*codes, day=day, recruited=recruited).verdict is verdict


def test_what_is_missing_for_a_coordinator():
    unknown = coordinator(recruited=None)
    assert unknown.steps[-1].text_fr == (
        "Le jour du recrutement n’est pas donné ; après le 6 août 2009, un titre est exigé."
    )
    assert unknown.steps[-1].kind == "warning"
    early = coordinator("higher_social", recruited=date(2009, 9, 1), day=date(2009, 10, 1))
    assert [(step.text_fr, step.kind) for step in early.steps] == [
        ("La liste des titres n’existe que depuis le 26 octobre 2009.", "warning")
    ]


def test_a_certificate_not_yet_obtained_does_not_pair():
    titles = (*held("higher_other"), *held("bccv", obtained=date(2026, 11, 21)))
    assert coordinator(titles=titles).verdict is Verdict.NOT_COMPLIANT
    assert coordinator(titles=titles, day=date(2026, 11, 21)).verdict is Verdict.QUALIFIED


@pytest.mark.parametrize(
    ("asked", "field"),
    [(worker, "started"), (leader, "started"), (leader, "attested"), (coordinator, "recruited")],
)
def test_what_comes_after_the_day_asked_is_refused(asked, field):
    asked("higher_social", **{field: DAY})
    with pytest.raises(Refused) as refusal:
        asked("higher_social", **{field: date(2026, 11, 21)})
    assert (refusal.value.field, str(refusal.value)) == (
        field,
        "Ce jour vient après le jour demandé, le 20 novembre 2026.",
    )


@pytest.mark.parametrize("asked", [worker, leader])
def test_before_the_decree(asked):
    assert asked("bccv", day=date(2004, 1, 1)).verdict is Verdict.QUALIFIED
    with pytest.raises(CannotCompute) as refusal:
        asked("bccv", day=date(2003, 12, 31))
    assert (refusal.value.field, str(refusal.value)) == (
        "day",
        "Impossible à calculer : le décret est en vigueur depuis le 1er janvier 2004.",
    )
    with pytest.raises(CannotCompute):
        coordinator(day=date(2003, 12, 31), recruited=None)


@pytest.mark.parametrize("field", ["hours", "pending_hours"])
def test_hours_with_three_decimals_are_refused(field):
    with pytest.raises(Refused) as refusal:
        worker(started=STARTED, **{field: Decimal("1.005")})
    assert refusal.value.field == field
    assert worker(started=STARTED, **{field: Decimal("1.05")}).verdict is Verdict.DEEMED_COMPLIANT


def test_asked_in_json():
    found = ask("care_worker_qualification", b'{"day": "2026-11-20", "started": "2024-09-02", "hours": "60"}')
    assert found.result == {
        "verdict": "deemed_compliant",
        "title": None,
        "until": "2027-09-02",
        "hours_missing": "40",
    }
    found = ask("project_leader_qualification", b'{"day": "2026-11-20", "titles": [{"title": "bccv"}]}')
    assert (found.result["verdict"], found.result["title"]) == ("qualified", "bccv")
    found = ask("atl_coordinator_qualification", b'{"day": "2026-11-20", "recruited": "2009-01-01"}')
    assert found.result["verdict"] == "exempt"


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"titles": [{"title": "doctor"}]}, "wrong_value", "titles[0].title"),
        ({"titles": [{"title": "bacv"}] * 51}, "out_of_range", "titles"),
        ({"started": "2026-11-21"}, "refused", "started"),
        ({"hours": "-1"}, "refused", "hours"),
        ({"hours": "1.001"}, "refused", "hours"),
        ({"hours": "many"}, "wrong_type", "hours"),
        ({"day": "2003-12-31", "started": None}, "cannot_compute", "day"),
    ],
)
def test_refusals_in_json(change, code, field):
    question = {"day": "2026-11-20", "started": "2024-09-02"} | change
    error = ask("care_worker_qualification", json.dumps(question)).error
    assert (error.code, error.field) == (code, field)
