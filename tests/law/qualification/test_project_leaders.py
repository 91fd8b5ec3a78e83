"""Project leaders whose experience stands for a title, or who were in post when the decree began."""

from datetime import date
from decimal import Decimal

import pytest

from preau.law.qualification.staff import Verdict
from tests.law.plain import lines
from tests.law.qualification.people import DAY, leader

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
