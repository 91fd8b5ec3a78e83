"""Care workers without a title, and what holds for project leaders and coordinators too."""

import json
from datetime import date
from decimal import Decimal

import pytest

from preau.law.asking import ask
from preau.law.qualification.staff import Verdict
from preau.law.results import CannotCompute, Refused
from tests.law.plain import lines
from tests.law.qualification.people import ART_19, DAY, coordinator, leader, worker

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
