"""The clocks of the limits of the table: their date, their length, silence, and what cannot be asked."""

import json
from datetime import date

import pytest

from preau.law import dates
from preau.law.asking import ask
from preau.law.catalogue import known_rule
from preau.law.clocks import ActDates, SuspendedClockQuestion, suspended_clock
from preau.law.counting import Shift
from preau.law.results import CannotCompute
from preau.law.time_limits import Moment, TimeLimit
from tests.law.clocks.running import DAY, pause, restart

LIMITS = {
    "X1": TimeLimit(
        id="X1",
        title="Rendre l’avis",
        trigger="la réception du dossier",
        moment=Moment.RECEIVED,
        unit="CD",
        length=10,
        owed_by="la commission",
        text="decree",
        article="art. 23",
        reading="Lecture d’essai.",
        consequence="aucune",
        silence="rien",
    ),
    "X2": TimeLimit(
        id="X2",
        title="Décider",
        trigger="le dépôt du dossier complet",
        moment=Moment.EVENT,
        unit="CD",
        length=120,
        shift=Shift.NONE,
        tacit=True,
        owed_by="l’ONE",
        text="edd_decree",
        article="art. 4",
        consequence="acquise",
        silence="acquise",
    ),
    "X3": TimeLimit(
        id="X3",
        title="Se conformer",
        trigger="la mise en demeure",
        moment=Moment.SENT,
        unit="CD",
        length=None,
        owed_by="la commune",
        text="decree",
        article="art. 28",
        consequence="retrait",
        silence="rien",
    ),
    "X4": TimeLimit(
        id="X4",
        title="Convoquer",
        trigger="le terme",
        moment=Moment.EVENT,
        unit="YR",
        length=-1,
        owed_by="la commune",
        text="decree",
        article="art. 26",
        consequence="perte",
        silence="rien",
    ),
}


@pytest.fixture
def table(monkeypatch):
    known = {one_id: LIMITS[one_id] for one_id in LIMITS}
    monkeypatch.setattr(dates, "limit", known.__getitem__)


@pytest.mark.usefixtures("table")
def test_a_limit_takes_the_date_it_counts_from_and_its_own_articles():
    act = ActDates(sent=date(2026, 11, 2), received=date(2026, 11, 4), adopted=date(2026, 10, 1))
    found = suspended_clock(SuspendedClockQuestion(limit="X1", act=act, pauses=(pause("2026-11-05", "2026-11-06"),)))
    assert (found.limit, found.title, found.start, found.raw, found.due) == (
        "X1",
        "Rendre l’avis",
        date(2026, 11, 4),
        date(2026, 11, 16),
        date(2026, 11, 16),
    )
    assert [step.line for step in found.steps] == [
        "Lecture d’essai. (décret du 3 juillet 2003, art. 23)",
        f"Le mercredi 4 novembre 2026 (la réception du dossier) ne compte pas. ({DAY})",
        "Sans suspension, 10 jours calendrier mèneraient au samedi 14 novembre 2026. "
        "(décret du 3 juillet 2003, art. 23)",
        "Le délai ne court pas du 5 novembre 2026 au 6 novembre 2026 (dossier incomplet) : 2 jours calendrier de "
        "plus. (décret du 3 juillet 2003, art. 23)",
        "Avec 2 jours calendrier de suspension, le dernier jour est le lundi 16 novembre 2026, compris jusqu’à "
        "minuit. (décret du 3 juillet 2003, art. 23)",
    ]


@pytest.mark.usefixtures("table")
def test_silence_is_counted_from_the_end_of_a_tacit_limit():
    found = suspended_clock(
        SuspendedClockQuestion(limit="X2", start=date(2026, 11, 21), restarts=(restart("2026-11-30"),))
    )
    assert (found.raw, found.due, found.tacit_from) == (date(2027, 3, 30), date(2027, 3, 30), date(2027, 3, 31))
    assert found.steps[-1].line == (
        "Sans réponse, la décision est acquise dès le mercredi 31 mars 2027. (décret EDD du 28 avril 2004, art. 4)"
    )
    assert found.steps[1].article.startswith("lecture retenue : le texte ne dit pas comment compter")


@pytest.mark.usefixtures("table")
def test_a_tacit_limit_on_a_closed_day_is_not_moved():
    found = suspended_clock(
        SuspendedClockQuestion(limit="X2", start=date(2026, 11, 20), pauses=(pause("2026-12-01", "2026-12-01"),))
    )
    assert (found.raw, found.due, found.safe) == (date(2027, 3, 21), date(2027, 3, 21), date(2027, 3, 19))
    assert found.steps[-2].line == (
        "Le dimanche 21 mars 2027 est chômé (dimanche), mais ce jour n’est pas reporté. (lecture retenue : le texte "
        "ne dit pas comment compter ; par analogie, décret du 3 juillet 2003, art. 1er, 7°)"
    )


def test_real_limits_of_the_tables():
    clock_of_t2 = suspended_clock(SuspendedClockQuestion(limit="T2", start=date(2026, 11, 30)))
    assert (clock_of_t2.raw, clock_of_t2.due, clock_of_t2.tacit_from) == (
        date(2027, 3, 30),
        date(2027, 3, 30),
        date(2027, 3, 31),
    )
    mandate = suspended_clock(SuspendedClockQuestion(limit="D02", start=date(2024, 10, 13)))
    assert (mandate.raw, mandate.safe) == (date(2030, 10, 13), None)
    notice = SuspendedClockQuestion(limit="D60", length=60, act=ActDates(notified=date(2026, 11, 2)))
    assert suspended_clock(notice).due == date(2027, 1, 4)
    paid = suspended_clock(
        SuspendedClockQuestion(limit="T12", start=date(2026, 12, 15), pauses=(pause("2027-01-01", "2027-01-01"),))
    )
    assert paid.raw == date(2027, 3, 16)
    assert "le texte ne définit pas le mois" in paid.steps[1].article


@pytest.mark.usefixtures("table")
def test_a_length_set_by_the_office_is_given_with_the_question():
    question = SuspendedClockQuestion(limit="X3", length=70, act=ActDates(sent=date(2026, 11, 2)))
    assert suspended_clock(question).raw == date(2027, 1, 11)
    with pytest.raises(CannotCompute) as raised:
        suspended_clock(SuspendedClockQuestion(limit="X3", start=date(2026, 11, 2)))
    assert raised.value.field == "length"


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("question", "field", "message"),
    [
        (
            {"limit": "X1", "from": "2026-11-02", "unit": "CD"},
            "unit",
            "Un délai de la table a son unité : donnez soit « limit », soit « length » et « unit ».",
        ),
        (
            {"limit": "Z" * 70, "from": "2026-11-02"},
            "limit",
            f"« {'Z' * 60} » n’est pas un délai de la table. La liste est donnée par « preau law limits ».",
        ),
        (
            {"limit": "X4", "from": "2026-11-02"},
            "limit",
            "Le délai X4 se compte en remontant : il ne peut pas être suspendu.",
        ),
        ({"limit": "X2"}, "from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ)."),
        (
            {"limit": "X2", "act": {"sent": "2026-11-02"}},
            "from",
            "Donnez le jour de départ dans « from » (AAAA-MM-JJ).",
        ),
        (
            {"limit": "X1", "act": {"sent": "2026-11-02"}},
            "act.received",
            "Impossible à calculer : ce délai court depuis la date de réception ; donnez « act.received ».",
        ),
        (
            {"limit": "X1"},
            "act.received",
            "Impossible à calculer : ce délai court depuis la date de réception ; donnez « act.received ».",
        ),
        (
            {"limit": "X3", "length": 60, "act": {"received": "2026-11-02"}},
            "act.sent",
            "Impossible à calculer : ce délai court depuis la date d’envoi ; donnez « act.sent ».",
        ),
        ({"length": 10, "unit": "CD"}, "from", "Donnez le jour de départ dans « from » (AAAA-MM-JJ)."),
        ({"unit": "CD"}, "length", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR)."),
        ({"length": 10}, "unit", "Donnez « limit », ou bien « length » et « unit » (CD, WD, MO ou YR)."),
        ({"length": -1, "unit": "MO"}, "length", "La longueur va de 0 à 1\u202f200 mois."),
    ],
)
def test_what_cannot_be_asked(question, field, message):
    reply = ask("suspended_clock", json.dumps(question))
    assert not reply.ok
    assert (reply.error.field, reply.error.message) == (field, message)


def test_a_limit_that_is_no_length_has_no_clock():
    reply = ask("suspended_clock", '{"limit": "D31", "from": "2026-09-01"}')
    assert (reply.error.field, reply.error.message) == (
        "limit",
        "Le délai D31 n’est pas une durée en jours, en mois ou en ans : rien ne court.",
    )


def test_the_example_is_answered():
    example = known_rule("suspended_clock").example
    reply = ask("suspended_clock", json.dumps(example))
    assert reply.ok
    assert reply.result == {
        "limit": None,
        "title": "Délai libre",
        "start": "2026-11-02",
        "raw": "2027-01-15",
        "due": "2027-01-15",
        "safe": "2027-01-15",
        "days_run": 60,
        "days_suspended": 14,
        "tacit_from": None,
    }


def test_the_three_dates_of_an_act_are_kept_apart():
    act = ActDates(
        sent=date(2026, 1, 1), received=date(2026, 1, 2), adopted=date(2026, 1, 3), notified=date(2026, 1, 4)
    )
    assert [act.on(moment) for moment in Moment] == [
        {"sent": act.sent, "received": act.received, "adopted": act.adopted, "notified": act.notified}.get(moment)
        for moment in Moment
    ]


@pytest.mark.usefixtures("table")
def test_the_day_of_the_tacit_decision_is_on_its_line():
    found = suspended_clock(SuspendedClockQuestion(limit="X2", start=date(2026, 11, 30)))
    assert found.steps[-1].day == date(2027, 3, 31)
