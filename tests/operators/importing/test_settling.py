"""A list becomes operators and places: what is the same, new, let aside; in one act, once, and nothing is lost."""

import pytest
from django.http import Http404

from preau.foundation.accounts.models import Organisation
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.foundation.territory.api import municipalities_of
from preau.foundation.ui.versions import NotNow, Stale
from preau.operators.importing import acts
from preau.operators.importing.matching import HAS_ACCOUNT, KNOWN_ELSEWHERE, NOT_HERE, plan_of
from preau.operators.importing.proposal import NotAList, kept
from preau.operators.models import CareOperator, CarePlace, ListImport, OrganisingBody
from tests.factories import MunicipalityFactory, ZoneFactory
from tests.operators import made
from tests.operators.importing.made import HEAD, ROWS, received, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def coordinator(zone):
    return made.coordinator(zone)


def plan(actor, row):
    return plan_of(actor, row.zone, kept(row.proposal), row.answers)


def test_a_coordination_takes_over_the_list_of_her_commune(zone, coordinator):
    row = received(coordinator)
    assert not CarePlace.objects.exists()
    settled = acts.settle(coordinator, row.pk, row.version)
    assert settled.settled_at == coordinator.now
    assert (settled.proposal, settled.answers) == ({}, {})
    lutins = CareOperator.objects.get(name="ASBL Les Lutins")
    assert lutins.body.organisation.zone == zone
    assert lutins.declarations.get().zone == zone
    assert lutins.received_from == "liste.xlsx"
    centre = lutins.places.get(name="Centre")
    assert (centre.street, centre.capacity, centre.received_from) == ("rue Haute 5", 24, "liste.xlsx")
    assert centre.received_at == coordinator.now
    assert centre.municipality == municipalities_of(zone)[0]
    kinds = [period.kind for period in centre.periods.all()]
    assert kinds == ["before_school", "wednesday_afternoon"]
    assert {fee.unit for period in centre.periods.all() for fee in period.fees.all()} == {"per_day"}
    entry = Entry.objects.get(act="operators.settle_list")
    assert entry.payload == {"file": "liste.xlsx", "operators": 2, "new": 3, "over": 0}
    assert set(Entry.objects.filter(act="operators.receive_places").values_list("object_id", flat=True)) == {
        str(one.pk) for one in CareOperator.objects.all()
    }


def test_a_second_click_does_nothing_twice(coordinator):
    row = received(coordinator)
    acts.settle(coordinator, row.pk, row.version)
    acts.settle(coordinator, row.pk, row.version)
    assert CarePlace.objects.count() == 3
    assert Entry.objects.filter(act="operators.settle_list").count() == 1
    with pytest.raises(NotNow):
        acts.answer(coordinator, row.pk, row.version, {"place:o1p1": "aside"})


def test_the_same_list_again_finds_everything_and_changes_nothing(coordinator):
    first = received(coordinator)
    acts.settle(coordinator, first.pk, first.version)
    before = {row.pk: row.updated_at for row in CarePlace.objects.all()}
    again = received(coordinator)
    found = plan(coordinator, again)
    assert all(place.chosen.isdecimal() for one in found.operators for place in one.places)
    acts.settle(coordinator, again.pk, again.version)
    assert set(CarePlace.objects.values_list("pk", flat=True)) == set(before)
    assert Organisation.objects.filter(name="ASBL Les Lutins").count() == 1


def test_what_the_list_does_not_say_is_kept(zone, coordinator):
    operator = made.operator(zone, name="Les Lutins")
    place = made.full_place(operator, name="Centre")
    row = received(coordinator, ROWS[:1])
    acts.settle(coordinator, row.pk, row.version)
    held = CarePlace.objects.get(pk=place.pk)
    assert (held.street, held.capacity) == ("rue Haute 5", 24)
    assert (held.premises, held.school_name, held.meals) == (place.premises, place.school_name, place.meals)
    assert held.transfers.count() == held.closures.count() == held.reductions.count() == 1
    periods = {period.kind: period for period in held.periods.all()}
    assert set(periods) == {"before_school", "after_school", "wednesday_afternoon"}
    assert periods["wednesday_afternoon"].activities.exists()
    assert [(one.starts, one.ends) for one in periods["wednesday_afternoon"].hours.all()] == [(720, 1080)]
    assert held.version == place.version + 1


def test_an_operator_with_an_account_is_let_aside_with_the_reason(zone, coordinator):
    operator = made.operator(zone, name="Les Lutins")
    place = made.place(operator, name="Centre")
    made.mandate(operator)
    row = received(coordinator)
    lutins = plan(coordinator, row).operators[0]
    assert (lutins.chosen, lutins.fixed) == ("aside", HAS_ACCOUNT)
    row = acts.answer(coordinator, row.pk, row.version, {"operator:o1": str(operator.pk), "place:o1p1": str(place.pk)})
    assert plan(coordinator, row).operators[0].chosen == "aside"
    acts.settle(coordinator, row.pk, row.version)
    assert CarePlace.objects.get(pk=place.pk).street == ""
    assert not operator.places.filter(name="Nord").exists()
    assert CarePlace.objects.filter(operator__name="Les Coccinelles").exists()


def test_a_near_name_is_asked(zone, coordinator):
    operator = made.operator(zone, name="Les Lutin")
    row = received(coordinator)
    lutins = plan(coordinator, row).operators[0]
    assert (lutins.chosen, [one.pk for one in lutins.near]) == ("", [operator.pk])
    with pytest.raises(NotNow, match="Choisissez"):
        acts.settle(coordinator, row.pk, row.version)
    row = acts.answer(coordinator, row.pk, row.version, {"operator:o1": str(operator.pk)})
    acts.settle(coordinator, row.pk, row.version)
    assert operator.places.count() == 2
    assert not CareOperator.objects.filter(name="ASBL Les Lutins").exists()


def test_a_place_of_nearly_the_same_name_or_address_is_asked(zone, coordinator):
    operator = made.operator(zone, name="Les Lutins")
    there = made.place(operator, name="Autre nom", street="Rue Haute 5")
    row = received(coordinator)
    centre, nord = plan(coordinator, row).operators[0].places
    assert (centre.chosen, centre.near) == ("", [there])
    assert nord.chosen == "new"


def test_an_enterprise_number_known_elsewhere_stays_there(coordinator):
    made.operator(ZoneFactory(), body=made.body(enterprise_number="0417497106"))
    head = [*HEAD, "BCE"]
    row = received(coordinator, [[*ROWS[0], "0417.497.106"]], head)
    choice = plan(coordinator, row).operators[0]
    assert (choice.chosen, choice.fixed) == ("aside", KNOWN_ELSEWHERE)
    with pytest.raises(NotNow, match="rien à écrire"):
        acts.settle(coordinator, row.pk, row.version)


def test_a_place_of_another_commune_is_not_hers_to_write(coordinator):
    head = [*HEAD, "Code postal"]
    row = received(coordinator, [[*ROWS[0], "7000"], [*ROWS[2], ""]], head)
    first, second = plan(coordinator, row).operators
    assert (first.fixed, first.places[0].fixed) == (NOT_HERE, NOT_HERE)
    assert second.places[0].chosen == "new"


def test_a_zone_of_two_communes_asks_in_which_a_place_is():
    communes = [MunicipalityFactory(), MunicipalityFactory()]
    actor = made.coordinator(ZoneFactory(municipalities=communes))
    row = received(actor, ROWS[:1])
    found = plan(actor, row)
    assert found.undecided == 1
    row = acts.answer(actor, row.pk, row.version, {"commune:all": communes[1].nis})
    acts.settle(actor, row.pk, row.version)
    assert CarePlace.objects.get().municipality == communes[1]
    named = received(actor, [[*ROWS[1], communes[0].name]], [*HEAD, "Commune"])
    assert plan(actor, named).undecided == 0


def test_a_place_with_something_to_correct_waits_unless_taken_without(coordinator):
    row = received(coordinator, [[*ROWS[0][:3], "une vingtaine", *ROWS[0][4:]], *ROWS[1:]])
    centre = plan(coordinator, row).operators[0].places[0]
    assert centre.chosen == "aside"
    row = acts.answer(coordinator, row.pk, row.version, {"place:o1p1": "new"})
    acts.settle(coordinator, row.pk, row.version)
    assert CarePlace.objects.get(name="Centre").capacity is None


def test_questions_come_before_anything_is_written(coordinator):
    row = received(coordinator, [[*ROWS[0][:-1], 2]])
    with pytest.raises(NotNow, match="Répondez"):
        acts.settle(coordinator, row.pk, row.version)
    (question,) = kept(row.proposal).questions
    row = acts.answer(coordinator, row.pk, row.version, {question.id: "per_week"})
    assert kept(row.proposal).questions == ()
    acts.settle(coordinator, row.pk, row.version)
    assert CarePlace.objects.get().periods.first().fees.get().unit == "per_week"


def test_answers_can_be_forgotten_and_choices_follow_the_lines(coordinator):
    row = received(coordinator)
    row = acts.answer(coordinator, row.pk, row.version, {"place:o1p1": "aside"})
    assert plan(coordinator, row).operators[0].places[0].chosen == "aside"
    swapped = {"column:Lieux!A1": "place|||", "column:Lieux!B1": "operator|||"}
    row = acts.answer(coordinator, row.pk, row.version, swapped)
    assert [one.name for one in kept(row.proposal).operators] == ["Centre", "Nord", "Salle"]
    assert row.answers == swapped
    row = acts.begin_again(coordinator, row.pk, row.version)
    assert row.answers == {}
    assert [one.name for one in kept(row.proposal).operators] == ["ASBL Les Lutins", "Les Coccinelles"]


def test_two_people_on_one_list(coordinator):
    row = received(coordinator)
    acts.answer(coordinator, row.pk, row.version, {"place:o1p1": "aside"})
    with pytest.raises(Stale):
        acts.answer(coordinator, row.pk, row.version, {"place:o1p2": "aside"})
    with pytest.raises(Stale):
        acts.settle(coordinator, row.pk, row.version)
    assert not CarePlace.objects.exists()


def test_a_list_dropped_goes_with_its_file(coordinator):
    row = received(coordinator)
    acts.drop(coordinator, row.pk)
    acts.drop(coordinator, row.pk)
    held = ListImport.objects.get(pk=row.pk)
    assert (held.file, held.proposal, held.answers) == (None, {}, {})
    assert not ReceivedFile.objects.exists()
    with pytest.raises(NotNow):
        acts.settle(coordinator, row.pk, row.version)


def test_a_list_taken_over_is_not_dropped(coordinator):
    row = received(coordinator)
    acts.settle(coordinator, row.pk, row.version)
    with pytest.raises(NotNow):
        acts.drop(coordinator, row.pk)


def test_another_commune_s_list_does_not_exist(coordinator):
    row = received(coordinator)
    other = made.coordinator(ZoneFactory())
    for act in (lambda: acts.settle(other, row.pk, 1), lambda: acts.drop(other, row.pk)):
        with pytest.raises(Http404):
            act()


def test_a_file_without_a_list_is_not_kept(coordinator):
    with pytest.raises(NotAList):
        acts.receive_list(coordinator, upload([["Madame,"]], ["Bonjour"]))
    assert not ReceivedFile.objects.exists()
    assert not ListImport.objects.exists()


def test_an_operator_takes_over_its_own_list(zone):
    operator = made.operator(zone, name="Les Lutins")
    actor = made.actor(operator, Role.OPERATOR_SECRETARY)
    row = received(actor, [[*one, made.commune_of(zone).name] for one in ROWS], [*HEAD, "Commune"])
    acts.settle(actor, row.pk, row.version)
    assert operator.places.count() == 2
    second = CareOperator.objects.get(name="Les Coccinelles")
    assert second.body == operator.body
    assert second.declarations.get().zone == zone
    assert OrganisingBody.objects.count() == 1


def test_an_operator_never_writes_another_s_places(zone):
    mine, other = made.operator(zone, name="Autre chose"), made.operator(zone, name="Les Lutins")
    theirs = made.place(other, name="Centre")
    actor = made.actor(mine)
    row = received(actor)
    choice = plan(actor, row).operators[0]
    assert choice.chosen == "new"
    there = made.commune_of(zone).nis
    answers = {"operator:o1": str(other.pk), "place:o1p1": str(theirs.pk), "commune:all": there}
    row = acts.answer(actor, row.pk, row.version, answers)
    assert plan(actor, row).operators[0].chosen == "new"
    acts.settle(actor, row.pk, row.version)
    assert CarePlace.objects.get(pk=theirs.pk).street == ""
    assert other.places.count() == 1


def test_places_without_operator_are_those_of_the_only_one(zone):
    operator = made.operator(zone)
    actor = made.actor(operator)
    row = received(actor, [one[1:] for one in ROWS], HEAD[1:])
    assert plan(actor, row).undecided == 1
    row = acts.answer(actor, row.pk, row.version, {"commune:all": made.commune_of(zone).nis})
    acts.settle(actor, row.pk, row.version)
    assert operator.places.count() == 3


def test_places_without_operator_wait_for_a_name_from_the_coordination(zone, coordinator):
    made.operator(zone)
    row = received(coordinator, [one[1:] for one in ROWS], HEAD[1:])
    assert plan(coordinator, row).undecided == 1
    row = acts.answer(coordinator, row.pk, row.version, {"operator:o1": "new"})
    assert plan(coordinator, row).undecided == 1
    row = acts.answer(coordinator, row.pk, row.version, {"name:o1": "Accueil communal"})
    acts.settle(coordinator, row.pk, row.version)
    assert CareOperator.objects.get(name="Accueil communal").places.count() == 3


def test_nothing_is_written_when_one_line_cannot_be(coordinator, monkeypatch):
    row = received(coordinator)
    said = iter([False, False, True])
    monkeypatch.setattr(acts, "problem_in", lambda text: _Problem() if next(said) else None)
    with pytest.raises(NotNow, match="Salle"):
        acts.settle(coordinator, row.pk, row.version)
    assert not CareOperator.objects.exists()
    assert not CarePlace.objects.exists()
    assert ListImport.objects.get().settled_at is None


class _Problem:
    message = "Un problème."


def test_the_identity_told_by_the_list_completes_and_never_replaces(zone, coordinator):
    operator = made.operator(zone, name="Les Lutins", body=made.body(zone, phone="065 00 00 00", website=""))
    head = [*HEAD, "BCE", "Téléphone du pouvoir organisateur", "Site du pouvoir organisateur"]
    row = received(coordinator, [[*ROWS[0], "0417.497.106", "065 99 99 99", "www.exemple.be"]], head)
    acts.settle(coordinator, row.pk, row.version)
    body = OrganisingBody.objects.get(pk=operator.body_id)
    assert (body.enterprise_number, body.phone, body.website) == (
        "0417497106",
        "065 00 00 00",
        "https://www.exemple.be",
    )
