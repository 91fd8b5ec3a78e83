"""Asking for a qualification and deciding on it: what each act checks, writes and tells."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import Http404

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.accounts.roles import Role
from preau.foundation.casework.api import ActRefused, AlreadyDone, Case
from preau.foundation.journal.models import Entry
from preau.foundation.notifications.models import Notice
from preau.foundation.ui.versions import NotNow
from preau.law.qualification.staff import Verdict
from preau.staff.models import Qualification, QualificationRequest
from preau.staff.qualifying import acts
from preau.staff.qualifying.acts import Asked
from preau.staff.qualifying.notices import herself
from preau.staff.qualifying.reading import PROCEDURE, qualifications_of
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made as operators
from tests.staff import made
from tests.staff.made import TODAY
from tests.staff.qualifying.asking import case, paper, sent, state, titled

pytestmark = pytest.mark.django_db
SECRETARY = Role.OPERATOR_SECRETARY


@pytest.fixture
def operator():
    return operators.operator(ZoneFactory())


@pytest.fixture
def secretary(operator):
    return operators.actor(operator, SECRETARY)


@pytest.fixture
def officer():
    return made.officer()


def test_a_title_of_the_list_is_sent_then_confirmed(operator, secretary, officer):
    request = sent(operator)
    assert state(request) == "to_check"
    acts.confirm(officer, request, case(request).step)
    granted = Qualification.objects.get()
    assert (granted.title, granted.from_day, granted.decided_by) == ("bacv", date(2015, 6, 30), officer.person)
    standing = qualifications_of([request.person_id], TODAY)[request.person_id]["care_worker"]
    assert (standing.answer.verdict, standing.state, standing.counts) == (Verdict.QUALIFIED, "qualified", True)
    assert Entry.objects.filter(act="staff_qualification.qualify").get().person_id == officer.person_id


def test_a_second_click_sends_once(operator, secretary):
    person, credential = titled(operator)
    asked = Asked("care_worker", "listed", credential.pk)
    first, second = (acts.send(secretary, person.pk, asked) for _ in range(2))
    assert first == second
    assert case(first).step == 2


def test_a_title_out_of_the_list_is_refused_on_the_short_road(operator, secretary):
    person, credential = titled(operator, "higher_other")
    with pytest.raises(NotNow, match="pas dans la liste des accueillants"):
        acts.send(secretary, person.pk, Asked("care_worker", "listed", credential.pk))
    assert not Case.objects.filter(procedure_id=PROCEDURE).exists()
    assert not QualificationRequest.objects.exists()


def test_a_title_without_copy_is_not_sent(operator, secretary):
    person = made.person(operator)
    credential = made.credential(person, "bacv")
    asked = Asked("care_worker", "listed", credential.pk)
    with pytest.raises(NotNow, match="Joignez une copie"):
        acts.send(secretary, person.pk, asked)
    request = acts.send(secretary, person.pk, asked, paper(operator))
    assert request.credential.file is not None
    assert state(request) == "to_check"


def test_a_new_title_enters_her_file_with_the_request(operator, secretary):
    person = made.person(operator)
    title = {"title": "bacv", "label": "BACV", "issuer": "", "obtained_on": None}
    asked = Asked("care_worker", "listed", new_title=title)
    copy = paper(operator)
    request = acts.send(secretary, person.pk, asked, copy)
    again = acts.send(secretary, person.pk, asked, copy)
    assert request == again
    assert person.credentials.get() == request.credential


def test_the_equivalence_is_recognised_for_its_function(operator, officer):
    request = sent(operator, "higher_other", road="equivalence")
    with pytest.raises(ActRefused, match="pas dans la liste"):
        acts.confirm(officer, request, case(request).step)
    acts.recognise(officer, request, case(request).step, "Trois années de pédagogie.")
    granted = Qualification.objects.get()
    assert (granted.title, granted.from_day) == ("one_equivalence_care_worker", TODAY)
    assert qualifications_of([request.person_id], TODAY)[request.person_id]["care_worker"].counts


def test_a_refusal_says_what_would_be_accepted_and_another_title_may_follow(operator, secretary, officer):
    request = sent(operator, "higher_other", road="equivalence")
    with pytest.raises(ActRefused, match="ce qui serait accepté"):
        acts.refuse(officer, request, case(request).step, "Autre orientation.", " ")
    acts.refuse(officer, request, case(request).step, "Autre orientation.", "Un BACV, par exemple.")
    assert state(request) == "not_qualified"
    assert not Qualification.objects.exists()
    other = made.credential(request.person, "bacv")
    again = acts.send(secretary, request.person_id, Asked("care_worker", "listed", other.pk), paper(operator))
    assert (again, state(again)) == (request, "to_check")


def test_a_question_and_its_answer(operator, secretary, officer):
    request = sent(operator)
    acts.ask(officer, request, case(request).step, "La copie est illisible.")
    assert state(request) == "asked"
    with pytest.raises(NotNow, match="répondez-y"):
        acts.send(secretary, request.person_id, Asked("care_worker", "equivalence", request.credential_id))
    copy = paper(operator, "mieux.pdf")
    acts.answer(secretary, request, case(request).step, "Voici une meilleure copie.", copy)
    request.credential.refresh_from_db()
    assert (state(request), request.credential.file) == ("to_check", copy)


def test_a_house_withdraws_and_asks_anew(operator, secretary):
    request = sent(operator)
    acts.withdraw(secretary, request, case(request).step)
    assert state(request) == "withdrawn"
    again = acts.send(secretary, request.person_id, Asked("care_worker", "listed", request.credential_id))
    assert again != request


def test_the_experience_of_a_leader(operator, secretary, officer):
    person = made.person(operator, function="project_leader")
    asked = Asked("project_leader", "experience", experience_years=Decimal("2.5"))
    with pytest.raises(NotNow, match="Joignez"):
        acts.send(secretary, person.pk, asked)
    request = acts.send(secretary, person.pk, asked, paper(operator))
    with pytest.raises(ActRefused, match="au moins 3 ans"):
        acts.assimilate(officer, request, case(request).step)
    acts.withdraw(secretary, request, case(request).step)
    enough = Asked("project_leader", "experience", experience_years=Decimal("3"))
    request = acts.send(secretary, person.pk, enough, paper(operator))
    acts.assimilate(officer, request, case(request).step)
    assert state(request) == "in_training"
    assert case(request).clocks.get().limit_id == "D101"
    assert qualifications_of([person.pk], TODAY)[person.pk]["project_leader"].counts


def test_experience_is_for_leaders(operator, secretary):
    person = made.person(operator)
    asked = Asked("care_worker", "experience", experience_years=Decimal(5))
    with pytest.raises(NotNow, match="responsable de projet"):
        acts.send(secretary, person.pk, asked, paper(operator))


def test_three_years_of_training_count_from_her_first_function(operator, secretary):
    person = made.person(operator, starts_on=date(2025, 9, 1))
    request = acts.send(secretary, person.pk, Asked("care_worker", "training"))
    clock = case(request).clocks.get()
    assert (state(request), clock.limit_id, clock.started_on, clock.due_on) == (
        "in_training",
        "D100",
        date(2025, 9, 1),
        date(2028, 9, 1),
    )


def test_no_training_for_who_has_a_title_or_no_time_left(operator, secretary):
    holder, _ = titled(operator, starts_on=date(2025, 9, 1))
    old = made.person(operator, starts_on=date(2015, 9, 1))
    leader = made.person(operator, function="project_leader", starts_on=date(2025, 9, 1))
    with pytest.raises(NotNow, match="titre de la liste"):
        acts.send(secretary, holder.pk, Asked("care_worker", "training"))
    with pytest.raises(NotNow):
        acts.send(secretary, old.pk, Asked("care_worker", "training"))
    with pytest.raises(NotNow, match="accueillant"):
        acts.send(secretary, leader.pk, Asked("project_leader", "training"))


def test_only_her_present_house_asks_and_for_a_function_she_has(operator, secretary):
    person, credential = titled(operator)
    stranger = operators.actor(operators.operator(ZoneFactory()), SECRETARY)
    asked = Asked("care_worker", "listed", credential.pk)
    with pytest.raises(Http404):
        acts.send(stranger, person.pk, asked)
    with pytest.raises(Forbidden):
        acts.send(operators.actor(operator, Role.PROJECT_LEADER), person.pk, asked)
    with pytest.raises(NotNow, match="cette fonction"):
        acts.send(secretary, person.pk, Asked("project_leader", "listed", credential.pk))
    other = made.credential(made.person(operator), "bacv")
    with pytest.raises(NotNow, match="plus dans son dossier"):
        acts.send(secretary, person.pk, Asked("care_worker", "listed", other.pk))


def test_who_is_tied_to_the_house_does_not_decide(operator, officer):
    request = sent(operator)
    step = case(request).step
    MandateFactory(person=officer.person, organisation=request.organisation, role=Role.OPERATOR_SECRETARY)
    with pytest.raises(ActRefused, match="quelqu’un d’autre"):
        acts.confirm(officer, request, step)
    herself_at_one = made.officer()
    request.person.account = herself_at_one.person
    request.person.save()
    with pytest.raises(ActRefused, match="quelqu’un d’autre"):
        acts.ask(herself_at_one, request, step, "Qui suis-je ?")
    acts.confirm(made.officer(Role.APPROVAL_OFFICER), request, step)


def test_deciding_needs_a_second_factor_and_one(operator, secretary, officer):
    request = sent(operator)
    weak = actor_for(officer.mandate, strong=False)
    with pytest.raises(NeedsSecondFactor):
        acts.confirm(weak, request, case(request).step)
    with pytest.raises(Forbidden):
        acts.confirm(secretary, request, case(request).step)


def test_two_officers_on_one_request(operator, officer):
    request = sent(operator)
    step = case(request).step
    acts.confirm(officer, request, step)
    with pytest.raises(AlreadyDone):
        acts.refuse(made.officer(), request, step, "Motif", "Autre chose")
    assert Qualification.objects.count() == 1


def test_many_are_confirmed_each_on_its_own(operator, officer):
    good = [sent(operator) for _ in range(3)]
    slow = sent(operator, "higher_other", road="equivalence")
    acts.withdraw(operators.actor(operator, SECRETARY), good[0], case(good[0]).step)
    steps = {one.pk: 2 for one in (*good, slow)}
    count, left = acts.confirm_many(officer, steps)
    assert count == 2
    assert len(left) == 2
    assert any("déjà fait" in sentence for sentence in left)
    assert any("équivalent" in sentence for sentence in left)


def test_the_house_and_the_person_are_told(operator, officer):
    request = sent(operator)
    worker = made.worker(request.person)
    acts.confirm(officer, request, case(request).step)
    hers = Notice.objects.get(kind="staff.qualification")
    assert [one.person_id for one in herself(hers)] == [worker.person_id]
    house = [one.words["title"] for one in Notice.objects.filter(kind="casework.act")]
    assert "Reconnaître la qualification" in house


def test_a_coordination_asks_for_its_own_coordinator(officer):
    zone = ZoneFactory()
    coordinator = operators.coordinator(zone)
    person = made.person(coordinator.mandate.organisation, function="atl_coordinator")
    for title in ("bccv", "higher_other"):
        credential = made.credential(person, title)
    operator = operators.operator(zone)
    request = acts.send(coordinator, person.pk, Asked("atl_coordinator", "listed", credential.pk), paper(operator))
    assert case(request).zone_id == zone.pk
    acts.confirm(officer, request, case(request).step)
    assert qualifications_of([person.pk], TODAY)[person.pk]["atl_coordinator"].counts


@pytest.mark.parametrize(
    ("diploma", "certificate", "from_day"),
    [
        (date(2015, 6, 30), date(2021, 3, 1), date(2021, 3, 1)),
        (date(2015, 6, 30), date(2010, 3, 1), date(2015, 6, 30)),
        (date(2015, 6, 30), None, TODAY),  # nobody knows the day: that of the decision
    ],
)
def test_a_diploma_with_a_certificate_qualifies_from_the_later_of_both(officer, diploma, certificate, from_day):
    zone = ZoneFactory()
    coordinator = operators.coordinator(zone)
    person = made.person(coordinator.mandate.organisation, function="atl_coordinator")
    made.credential(person, "bccv", certificate)
    held = made.credential(person, "higher_other", diploma)
    asked = Asked("atl_coordinator", "listed", held.pk)
    request = acts.send(coordinator, person.pk, asked, paper(operators.operator(zone)))
    acts.confirm(officer, request, case(request).step)
    assert Qualification.objects.get().from_day == from_day


def test_a_colleague_does_not_read_the_case(operator, officer):
    request = sent(operator)
    seen = Case.objects.filter(pk=case(request).pk)
    for role, reads in (
        (Role.OPERATOR_SECRETARY, True),
        (Role.OPERATOR_SIGNATORY, True),
        (Role.PROJECT_LEADER, False),
        (Role.CARE_WORKER, False),
    ):
        assert (seen & Case.objects.visible_to(operators.actor(operator, role))).exists() is reads, role
    assert (seen & Case.objects.visible_to(officer)).exists()
    assert not (seen & Case.objects.visible_to(operators.coordinator(operator.declarations.get().zone))).exists()
