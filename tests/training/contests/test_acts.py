"""A contest: who makes it, who decides, what an upheld one opens again, and that nothing is retyped."""

from datetime import date

import pytest

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, AlreadyDone
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow
from preau.law.training.norms import RecordState
from preau.training.catalogue.deciding import refuse, validate_provider
from preau.training.contests import acts
from preau.training.contests.cases import OTHER_OFFICER, case_of_contest
from preau.training.ledger.lines import lines_of
from preau.training.models import Acceptance, RefusalContest, Status, TrainingModule, TrainingRecord
from preau.training.standing import days_of
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made as operators
from tests.operators.made import NOW
from tests.staff import made as staff
from tests.training import made

WHY = "Le contenu suit le thème 3 du programme."


def states(record):
    return [one.state for one in days_of(TrainingRecord.objects.filter(pk=record.pk))]


def step(made_contest):
    return case_of_contest(made_contest).step


def test_upheld_and_validated_at_once_every_record_follows(secretary, operator, officer, module, record):
    other = staff.person(operator)
    late = made.entry(operator, module, [other], {date(2026, 5, 4): 3}).records.get()
    made_contest = acts.contest(secretary, record, WHY)
    assert states(record) == states(late) == [RecordState.REFUSED]
    acts.uphold(officer, made_contest, step(made_contest), "Bien vu.", validate=True)
    assert states(record) == states(late) == [RecordState.VALIDATED]
    module.refresh_from_db()
    assert (module.status, module.decided_by) == (Status.ACCEPTED, officer.person)
    assert case_of_contest(made_contest).state_id == "upheld"


def test_upheld_without_validating_the_hours_wait_again(secretary, officer, module, record):
    made_contest = acts.contest(secretary, record, WHY)
    acts.uphold(officer, made_contest, step(made_contest), "À revoir.", validate=False)
    assert states(record) == [RecordState.TO_VALIDATE]


def test_rejected_the_refusal_stays_and_is_not_contested_twice(secretary, officer, module, record):
    made_contest = acts.contest(secretary, record, WHY)
    acts.reject(officer, made_contest, step(made_contest), "Le contenu reste hors du programme.")
    assert states(record) == [RecordState.REFUSED]
    with pytest.raises(NotNow, match="déjà répondu"):
        acts.contest(secretary, record, WHY)


def test_a_new_refusal_can_be_contested_anew(secretary, officer, refuser, module, record, at):
    made_contest = acts.contest(secretary, record, WHY)
    acts.uphold(officer, made_contest, step(made_contest), "À revoir.", validate=False)
    module.refresh_from_db()
    refuse(refuser, module, "not_deepening")
    again = acts.contest(secretary, record, "Encore.")
    assert again.pk != made_contest.pk


def test_who_refused_does_not_decide(secretary, refuser, record):
    made_contest = acts.contest(secretary, record, WHY)
    for act in (acts.reject, lambda *said: acts.uphold(*said, validate=True)):
        with pytest.raises(ActRefused, match=OTHER_OFFICER):
            act(refuser, made_contest, step(made_contest), "Non.")


def test_an_officer_tied_to_the_house_does_not_decide(secretary, operator, officer, record):
    made_contest = acts.contest(secretary, record, WHY)
    tied = MandateFactory(person=officer.person, organisation=operator.body.organisation, role=Role.OPERATOR_SECRETARY)
    both = actor_for(officer.mandate, officer.now, strong=True)
    both = type(both)(
        now=both.now, person=both.person, mandate=both.mandate, mandates=(both.mandate, tied), strong=True
    )
    with pytest.raises(ActRefused, match="Votre propre organisation"):
        acts.reject(both, made_contest, step(made_contest), "Non.")


def test_deciding_asks_for_the_second_factor(secretary, officer, record):
    made_contest = acts.contest(secretary, record, WHY)
    weak = actor_for(officer.mandate, officer.now)
    with pytest.raises(NeedsSecondFactor):
        acts.reject(weak, made_contest, step(made_contest), "Non.")


def test_a_question_and_its_answer(secretary, officer, record):
    made_contest = acts.contest(secretary, record, WHY)
    acts.ask(officer, made_contest, step(made_contest), "Quel thème ?")
    assert case_of_contest(made_contest).state_id == "asked"
    acts.answer(secretary, made_contest, step(made_contest), "Le thème 3.")
    assert case_of_contest(made_contest).state_id == "contested"
    assert Entry.objects.filter(act="training.answer_contest").exists()


def test_the_worker_contests_and_answers_herself(officer, worker, record):
    mine = staff.worker(worker)
    record.refresh_from_db()
    made_contest = acts.contest(mine, record, WHY)
    acts.ask(officer, made_contest, step(made_contest), "Étiez-vous là ?")
    acts.answer(mine, made_contest, step(made_contest), "Oui.")
    assert RefusalContest.objects.visible_to(mine).get() == made_contest


def test_a_colleague_contests_for_nobody_and_answers_nothing(operator, secretary, officer, record):
    colleague = staff.worker(staff.person(operator))
    with pytest.raises(Forbidden):
        acts.contest(colleague, record, WHY)
    made_contest = acts.contest(secretary, record, WHY)
    acts.ask(officer, made_contest, step(made_contest), "Quel thème ?")
    with pytest.raises(Forbidden):
        acts.answer(colleague, made_contest, step(made_contest), "Le thème 3.")


def test_a_signatory_contests_in_her_own_name(operator, record):
    signatory = operators.actor(operator)
    made_contest = acts.contest(signatory, record, WHY)
    assert case_of_contest(made_contest).acts.get().person == signatory.person


def test_a_second_click_makes_one_contest(secretary, record):
    assert acts.contest(secretary, record, WHY) == acts.contest(secretary, record, "Autre chose")
    assert RefusalContest.objects.count() == 1


def test_two_officers_decide_once(secretary, officer, record):
    made_contest = acts.contest(secretary, record, WHY)
    seen = step(made_contest)
    acts.reject(officer, made_contest, seen, "Non.")
    with pytest.raises(AlreadyDone):
        acts.uphold(staff.officer(), made_contest, seen, "Oui.", validate=False)


def test_what_is_not_refused_is_not_contested(secretary, operator, worker):
    accepted = made.entry(operator, made.module(made.provider()), [worker], {date(2026, 2, 2): 6}).records.get()
    with pytest.raises(NotNow, match="plus rien à contester"):
        acts.contest(secretary, accepted, WHY)


def test_a_refusal_taken_back_meanwhile_is_not_upheld(secretary, officer, module, record):
    made_contest = acts.contest(secretary, record, WHY)
    TrainingModule.objects.filter(pk=module.pk).update(status="proposed", reason_code="", decided_at=None)
    with pytest.raises(ActRefused, match="plus rien à contester"):
        acts.uphold(officer, made_contest, step(made_contest), "Oui.", validate=False)


def test_the_hours_of_one_person_alone(secretary, officer, operator, worker):
    other = staff.person(operator)
    entry = made.entry(operator, made.module(made.provider()), [worker, other], {date(2026, 2, 2): 6})
    own = entry.records.get(person=worker)
    TrainingRecord.objects.filter(pk=own.pk).update(
        outcome="refused", reason_code="not_attended", decided_at=NOW, decided_by=staff.officer().person
    )
    own.refresh_from_db()
    made_contest = acts.contest(secretary, own, "Elle était là.")
    assert states(own) == [RecordState.REFUSED]
    acts.uphold(officer, made_contest, step(made_contest), "L’attestation le dit.", validate=False)
    assert states(own) == [RecordState.VALIDATED]


def test_who_refused_one_record_does_not_decide(secretary, refuser, operator, worker):
    entry = made.entry(operator, made.module(made.provider()), [worker], {date(2026, 2, 2): 6})
    own = entry.records.get()
    TrainingRecord.objects.filter(pk=own.pk).update(
        outcome="refused", reason_code="not_attended", decided_at=NOW, decided_by=refuser.person
    )
    own.refresh_from_db()
    made_contest = acts.contest(secretary, own, "Elle était là.")
    with pytest.raises(ActRefused, match=OTHER_OFFICER):
        acts.uphold(refuser, made_contest, step(made_contest), "Oui.", validate=False)


def test_a_refused_body_is_opened_again(secretary, officer, refuser, operator, worker):
    body = made.provider("Corps", status="proposed")
    record = made.entry(operator, made.module(body), [worker], {date(2026, 2, 2): 6}).records.get()
    refuse(refuser, body, "provider_not_entitled")
    made_contest = acts.contest(secretary, record, "Il est reconnu.")
    acts.uphold(officer, made_contest, step(made_contest), "Il l’est.", validate=False)
    body.refresh_from_db()
    assert (body.status, states(record)) == (Status.PROPOSED, [RecordState.TO_VALIDATE])
    validate_provider(officer, body, [("recognised", None, None)])
    assert states(record) == [RecordState.VALIDATED]


def test_hours_the_law_alone_refuses_open_the_dates_of_the_body(secretary, officer, operator, worker):
    body = made.provider("Corps", grounds=(("one", None, date(2025, 12, 31)),))
    record = made.entry(operator, made.module(body), [worker], {date(2026, 2, 2): 6}).records.get()
    made_contest = acts.contest(secretary, record, "Il l’est encore.")
    acts.uphold(officer, made_contest, step(made_contest), "Il l’est.", validate=False)
    body.refresh_from_db()
    assert body.status == Status.PROPOSED
    validate_provider(officer, body, [("one", None, None)])
    assert states(record) == [RecordState.VALIDATED]
    assert Acceptance.objects.filter(provider=body).count() == 1


def test_hours_the_law_refuses_again_after_an_upheld_contest_can_be_contested(secretary, officer, operator, worker):
    body = made.provider(grounds=(("recognised", date(2026, 1, 1), None),))
    late = made.entry(operator, made.module(body), [worker], {date(2025, 11, 3): 6}).records.get()
    made_contest = acts.contest(secretary, late, WHY)
    [line] = lines_of(secretary, days_of(TrainingRecord.objects.filter(pk=late.pk)), may_contest=True)
    assert line.contested and not line.contest
    acts.uphold(officer, made_contest, step(made_contest), "Ses dates sont à revoir.", validate=False)
    body.refresh_from_db()
    validate_provider(officer, body, [("recognised", date(2025, 12, 1), None)])
    assert states(late) == [RecordState.REFUSED]
    [line] = lines_of(secretary, days_of(TrainingRecord.objects.filter(pk=late.pk)), may_contest=True)
    assert line.contest and not line.contested
    assert acts.contest(secretary, late, WHY).pk != made_contest.pk


def test_another_house_does_not_read_it(secretary, record):
    acts.contest(secretary, record, WHY)
    stranger = operators.actor(operators.operator(ZoneFactory()))
    assert not RefusalContest.objects.visible_to(stranger).exists()
