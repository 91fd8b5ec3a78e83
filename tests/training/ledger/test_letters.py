"""Letters: hours that will be missing, what ONE decided, its answer to a contest; nobody who need not be told."""

from datetime import date, timedelta

import pytest

from preau.foundation import clock
from preau.foundation.accounts.roles import Role
from preau.foundation.notifications.letters import letter_of, subject_of
from preau.foundation.notifications.models import Notice
from preau.foundation.notifications.registry import audiences
from preau.training import notices
from preau.training.catalogue.acts import merge
from preau.training.catalogue.deciding import ask, refuse, undo, validate_module
from preau.training.contests import acts as contests
from preau.training.ledger import alerting
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.made import NOW
from tests.staff import made as staff
from tests.training import made

DAY = date(2026, 3, 2)
WHOLE = {date(2026, 2, 2) + timedelta(days=rank): 10 for rank in range(5)}


def due():
    """Return what is reminded today, as notices."""
    return [
        Notice(
            kind=one.kind,
            audience=one.audience,
            subject_type=one.subject._meta.label_lower,
            subject_id=one.subject.pk,
            words=dict(one.words),
            key=one.key,
            created_at=NOW,
        )
        for one in alerting.reminders(clock.today(), NOW)
    ]


def told(notice):
    return {one.email for one in audiences[notice.audience](notice)}


def letters(notice):
    return [letter_of(notice, one).replace("\xa0", " ") for one in audiences[notice.audience](notice)]


@pytest.fixture
def soon(operator):
    """Somebody whose period ends on 8 January 2027."""
    someone = staff.person(operator, starts_on=date(2024, 1, 8))
    staff.credential(someone, "bacv")
    return someone


# -- hours -----------------------------------------------------------------------------------------
def test_the_house_and_the_person_are_reminded(operator, soon, secretary):
    mine = staff.worker(soon)
    by_kind = {one.kind: one for one in due()}
    team, hers = by_kind["training.hours"], by_kind["training.my_hours"]
    assert told(team) == {secretary.person.email} and told(hers) == {mine.person.email}
    assert "1 personne de votre équipe manque d’heures de formation" in letters(team)[0]
    assert "fin de période en janvier 2027" in letters(team)[0]
    assert "50 heures manquent à votre période de formation, qui finit le 8 janvier 2027." in letters(hers)[0]
    assert soon.family_name not in letters(team)[0]
    assert "janvier 2027" in subject_of(team, audiences[team.audience](team)[0])


def test_once_for_each_threshold(operator, soon, at):
    keys = set()
    for day in ("2026-01-01", "2026-01-08", "2026-03-01", "2026-07-08", "2026-10-07", "2026-10-08", "2026-12-24"):
        at(day)
        keys |= {one.key for one in due()}
    assert {key.rsplit(":", 1)[1] for key in keys} == {"12", "6", "3"}
    assert len(keys) == 3


def test_one_letter_for_all_whose_period_ends_in_the_same_month(operator, soon, secretary):
    other = staff.person(operator, starts_on=date(2024, 1, 20))
    staff.credential(other, "bacv")
    [house] = due()
    assert "2 personnes de votre équipe manquent" in letters(house)[0]


def test_nobody_who_has_her_hours(operator, soon, secretary, body):
    made.entry(operator, made.module(body), [soon], WHOLE)
    assert due() == []


def test_what_waits_for_one_reminds_nobody(operator, soon, secretary):
    made.other(operator, [soon], "Ailleurs", "Jouer", WHOLE)
    assert due() == []


def test_what_waits_is_said_beside_what_lacks(operator, soon):
    staff.worker(soon)
    made.other(operator, [soon], "Ailleurs", "Jouer", {DAY: 6})
    own = next(one for one in due() if one.kind == "training.my_hours")
    assert "44 heures manquent" in letters(own)[0] and "6 heures attendent une décision de l’ONE" in letters(own)[0]


def test_a_letter_that_waited_is_told_to_nobody_once_the_hours_are_there(operator, soon, secretary, body):
    staff.worker(soon)
    written = due()
    made.entry(operator, made.module(body), [soon], WHOLE)
    assert [told(one) for one in written] == [set(), set()]


def test_without_account_the_house_alone(operator, soon, secretary):
    assert [one.kind for one in due()] == ["training.hours"]


def test_other_functions_are_never_reminded(operator, secretary):
    staff.person(operator, function="edd_animator", starts_on=date(2024, 1, 8))
    assert due() == []


def test_the_same_queries_for_each_batch(operator, secretary, counted_queries):
    people = [staff.person(operator, starts_on=date(2024, 1, 8)) for _ in range(3)]
    with counted_queries() as few:
        due()
    people += [staff.person(operator, starts_on=date(2024, 1, 8)) for _ in range(9)]
    with counted_queries() as many:
        due()
    assert len(few) == len(many), many.sql
    assert list(alerting.batches([1, 2, 3], 2)) == [[1, 2], [3]]


# -- decisions -------------------------------------------------------------------------------------
@pytest.fixture
def waiting(operator, worker, body):
    module = made.module(body, "Conter", status="proposed")
    made.entry(operator, module, [worker], {DAY: 6})
    return module


def decision():
    return Notice.objects.filter(kind="training.decision").latest("pk")


def test_a_decision_is_told_to_the_houses_and_the_people(operator, worker, waiting, secretary):
    mine, leader = staff.worker(worker), operators.actor(operator, Role.PROJECT_LEADER)
    elsewhere = operators.operator(ZoneFactory())
    stranger = operators.actor(elsewhere)
    refuse(staff.officer(), waiting, "outside_programme", "Trop loin.")
    notice = decision()
    assert told(notice) == {one.person.email for one in (secretary, leader, mine)}
    assert stranger.person.email not in told(notice)
    text = letters(notice)[0]
    assert "La formation « Conter » : refusé. 1 personne de votre équipe est concernée." in text
    assert "Le contenu n’entre pas dans le programme de formations continues. Trop loin." in text
    assert "Ce qui serait accepté : Un module dont le contenu suit un thème" in text
    assert "Vous avez suivi cette formation." in letters(notice)[-1]


def test_both_houses_of_somebody_are_told_once_each(worker, waiting, secretary):
    elsewhere = operators.operator(ZoneFactory())
    staff.contract(worker, elsewhere)
    second = operators.actor(elsewhere)
    validate_module(staff.officer(), waiting, None)
    assert told(decision()) == {secretary.person.email, second.person.email}


def test_a_decision_undone_before_it_is_sent_is_told_to_nobody(waiting, secretary):
    officer = staff.officer()
    validate_module(officer, waiting, None)
    first = decision()
    waiting.refresh_from_db()
    undo(officer, waiting)
    assert told(first) == set()
    back = decision()
    assert back.pk != first.pk and "de nouveau à valider" in letters(back)[0]


def test_a_question_is_told_with_its_words(waiting, secretary):
    ask(staff.officer(), waiting, "Quel est le contenu ?")
    assert "L’ONE demande : Quel est le contenu ?" in letters(decision())[0]


def test_merged_into_what_is_decided_tells_that_decision(operator, worker, waiting, body, secretary):
    known = made.module(body, "Conter avec les mains")
    other_house = operators.operator(ZoneFactory())
    someone = staff.person(other_house)
    made.entry(other_house, known, [someone], {DAY: 6})
    operators.actor(other_house)
    merge(staff.officer(), waiting, known)
    assert told(decision()) == {secretary.person.email}
    assert "La formation « Conter » : validé." in letters(decision())[0]


def test_merged_into_what_waits_tells_nothing(waiting, body, secretary):
    merge(staff.officer(), waiting, made.module(body, "Conter encore", status="proposed"))
    assert not Notice.objects.filter(kind="training.decision").exists()


def test_a_body_is_told_as_a_body(operator, worker, secretary):
    body = made.provider("Corps", status="proposed")
    made.entry(operator, made.module(body), [worker], {DAY: 6})
    refuse(staff.officer(), body, "provider_not_entitled")
    assert "L’organisme « Corps » : refusé." in letters(decision())[0]
    assert notices.records_on(body).count() == 1


# -- contests --------------------------------------------------------------------------------------
def test_the_answer_to_a_contest_reaches_who_made_it_and_the_house(operator, worker, waiting, secretary):
    mine = staff.worker(worker)
    colleague = staff.worker(staff.person(operator))
    refuse(staff.officer(), waiting, "outside_programme")
    record = worker.training_records.get()
    record.refresh_from_db()
    made_contest = contests.contest(mine, record, "Le thème 3.")
    contests.reject(staff.officer(), made_contest, 1, "Non, vraiment.")
    notice = Notice.objects.get(kind="training.contest")
    assert told(notice) == {mine.person.email, secretary.person.email}
    assert colleague.person.email not in told(notice)
    assert "Rejeter la contestation : Non, vraiment." in letters(notice)[0]
