"""The catalogue changes: what is typed enters it once, an encoding changes module, rows merge and split back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from preau.foundation.accounts.access import Forbidden, NeedsSecondFactor
from preau.foundation.casework.api import ActRefused, AlreadyDone, case_of
from preau.foundation.journal.models import Entry
from preau.training.catalogue import acts, deciding
from preau.training.catalogue.cases import MODULE_PROCEDURE, PROVIDER_PROCEDURE
from preau.training.models import CatalogueRevision, Encoding, Merging, Status, TrainingModule, TrainingProvider
from preau.training.standing import days_of_people
from tests.factories import MandateFactory, ZoneFactory, actor_for
from tests.operators import made as operators
from tests.staff import made as staff
from tests.training import made

pytestmark = pytest.mark.django_db
DAY = {date(2026, 3, 2): 6}


@pytest.fixture
def house():
    return operators.operator(ZoneFactory())


@pytest.fixture
def officer():
    return staff.officer()


def _revision() -> int:
    return CatalogueRevision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _states(person) -> list[str]:
    return [str(day.state) for day in days_of_people([person.pk])]


def _propose(officer, house, provider="Cerf-Volant", module="Jeux de cour"):
    return acts.propose(officer, house.body.organisation_id, provider, module)


def test_what_is_typed_enters_the_catalogue_once_with_its_two_cases(house, officer):
    first = _propose(officer, house)
    again = _propose(officer, house, "  CERF-VOLANT ", "Jeux de cour")
    assert first == again
    assert (first.status, first.root_id, first.provider.root_id) == ("proposed", first.pk, first.provider.pk)
    assert case_of(MODULE_PROCEDURE, first).state_id == "to_validate"
    assert case_of(PROVIDER_PROCEDURE, first.provider).organisation_id == house.body.organisation_id


def test_a_module_of_a_known_body_does_not_propose_the_body_again(house, officer):
    body = made.provider("Les Ateliers du Préau")
    body.names.create(kind="acronym", text="ADP", folded="adp")
    assert _propose(officer, house, "adp", "Marelle").provider == body
    assert TrainingProvider.objects.count() == 1


def test_the_name_of_a_trainer_is_not_the_name_of_her_body(house, officer):
    body = made.provider("Les Ateliers du Préau")
    body.names.create(kind="trainer", text="Aline Toupie", folded="aline toupie")
    assert _propose(officer, house, "Aline Toupie", "Marelle").provider != body


def test_a_relinked_encoding_takes_its_entries_along_once(house, officer):
    person = staff.person(house)
    entry = made.other(house, [person], "Atelie", "Jeux coopératif", DAY)
    module = made.module(made.provider(), "Jeux coopératifs")
    before = _revision()
    acts.relink(officer, entry.encoding, module, Encoding.LinkedBy.OFFICER, Decimal("0.91"), ["même titre"])
    acts.relink(officer, entry.encoding, module, Encoding.LinkedBy.OFFICER, Decimal("0.91"), ["même titre"])
    entry.refresh_from_db()
    assert entry.module == module
    assert _states(person) == ["validated"]
    assert _revision() == before + 1
    assert Entry.objects.filter(act="training.relink").count() == 1


def test_an_encoding_taken_out_waits_on_its_own(house, officer):
    people = [staff.person(house), staff.person(house)]
    entry = made.other(house, people[:1], "Atelie", "Jeux coopératif", DAY)
    other = made.other(house, people[1:], "Atelier", "Jeu d'équilibre", DAY, into=entry.module)
    alone = acts.take_out(officer, other.encoding)
    other.refresh_from_db()
    assert other.module == alone != entry.module
    assert (alone.title, alone.status) == ("Jeu d'équilibre", "proposed")


def test_only_one_takes_an_encoding_out(house):
    entry = made.other(house, [staff.person(house)], "Atelie", "Jeux coopératif", DAY)
    with pytest.raises(Forbidden):
        acts.take_out(staff.worker(staff.person(house)), entry.encoding)


def test_one_decision_settles_every_record_and_undo_gives_them_back(house, officer):
    people = [staff.person(house) for _ in range(3)]
    module = made.other(house, people, "Cerf-Volant", "Jeux de cour", DAY).module
    deciding.validate_provider(officer, module.provider, [("recognised", date(2024, 7, 16), None)])
    deciding.validate_module(officer, module, None)
    assert [_states(person) for person in people] == [["validated"]] * 3
    module.refresh_from_db()
    deciding.undo(officer, module)
    assert [_states(person) for person in people] == [["to_validate"]] * 3


def test_a_module_is_not_accepted_before_its_body(house, officer):
    module = _propose(officer, house)
    with pytest.raises(ActRefused, match="Décidez d’abord de l’organisme"):
        deciding.validate_module(officer, module, None)


def test_a_refusal_says_why_and_what_would_be_accepted(house, officer):
    module = _propose(officer, house)
    deciding.refuse(officer, module, "outside_programme", "Massage de bébés.")
    module.refresh_from_db()
    assert (module.status, module.reason_code, module.reason) == ("refused", "outside_programme", "Massage de bébés.")
    assert "thème du programme" in module.would_accept


def test_another_reason_needs_words_and_an_unknown_one_does_not_exist(house, officer):
    module = _propose(officer, house)
    with pytest.raises(ActRefused, match="Écrivez le motif"):
        deciding.refuse(officer, module, "other", "  ")
    with pytest.raises(KeyError):
        deciding.refuse(officer, module, "tired")


def test_deciding_asks_for_a_second_factor_and_for_an_officer(house, officer):
    module = _propose(officer, house)
    weak = actor_for(officer.mandate)
    with pytest.raises(NeedsSecondFactor):
        deciding.refuse(weak, module, "outside_programme")
    with pytest.raises(Forbidden):
        deciding.refuse(staff.officer("approval_officer"), module, "outside_programme")


def test_a_second_click_does_nothing_twice(house, officer):
    module = _propose(officer, house)
    deciding.refuse(officer, module, "outside_programme", step=1)
    with pytest.raises(AlreadyDone):
        deciding.refuse(officer, module, "outside_programme", step=1)


def test_undo_is_for_the_day_reopening_for_later(house, officer, at):
    module = _propose(officer, house)
    deciding.refuse(officer, module, "outside_programme")
    module.refresh_from_db()
    later = actor_for(officer.mandate, now=at("2027-02-01"), strong=True)
    with pytest.raises(ActRefused, match="vingt-quatre heures"):
        deciding.undo(later, module)
    deciding.reopen(later, module, "La contestation est fondée.")
    module.refresh_from_db()
    assert (module.status, module.reason_code) == ("proposed", "")


def test_what_was_decided_before_gets_its_case_when_it_is_reopened(officer):
    module = made.module(made.provider(), status="refused")
    deciding.reopen(officer, module, "La contestation est fondée.")
    assert [act.act_id for act in case_of(MODULE_PROCEDURE, module).acts.all()] == ["take_over_refusal", "reopen"]


class TestMerging:
    def test_all_that_read_the_merged_row_follows_and_comes_back(self, officer):
        kept, known, first = (made.module(made.provider()) for _ in range(3))
        acts.merge(officer, first, known)
        acts.merge(officer, known, kept)
        roots = dict(TrainingModule.objects.values_list("pk", "root"))
        assert roots == {kept.pk: kept.pk, known.pk: kept.pk, first.pk: kept.pk}
        known.refresh_from_db()
        acts.split(officer, known)
        roots = dict(TrainingModule.objects.values_list("pk", "root"))
        assert roots == {kept.pk: kept.pk, known.pk: known.pk, first.pk: known.pk}
        assert case_of(MODULE_PROCEDURE, known).state_id == "validated"

    def test_what_was_split_meanwhile_stays_split(self, officer):
        kept, known, first = (made.module(made.provider()) for _ in range(3))
        acts.merge(officer, first, known)
        acts.merge(officer, known, kept)
        for row in (first, known):
            row.refresh_from_db()
            acts.split(officer, row)
        assert all(row.pk == row.root_id for row in TrainingModule.objects.all())
        assert Merging.objects.filter(undone_at=None).count() == 0

    def test_a_row_is_never_merged_into_itself_nor_into_what_reads_it(self, officer):
        kept, known = (made.provider() for _ in range(2))
        acts.merge(officer, known, kept)
        for target in (kept, known):
            with pytest.raises(ActRefused, match="se lirait lui-même"):
                acts.merge(officer, kept, target)

    def test_hours_follow_the_decision_of_the_one_that_stays(self, house, officer):
        person = staff.person(house)
        module = made.other(house, [person], "Atelie", "Jeux coopératif", DAY).module
        acts.merge(officer, module, made.module(made.provider()))
        assert _states(person) == ["validated"]
        module.refresh_from_db()
        acts.split(officer, module)
        assert _states(person) == ["to_validate"]


class TestFourEyes:
    @pytest.fixture
    def module(self, house, settings):
        settings.TRAINING_FOUR_EYES_PEOPLE = 1
        people = [staff.person(house) for _ in range(2)]
        return made.other(house, people, "Cerf-Volant", "Jeux de cour", DAY).module

    def test_a_large_decision_waits_for_a_second_officer(self, officer, module):
        assert deciding.refuse(officer, module, "outside_programme").act_id == "send_to_countersign"
        module.refresh_from_db()
        assert module.status == Status.PROPOSED
        with pytest.raises(ActRefused, match="une autre personne la contresigne"):
            deciding.countersign(officer, module)
        deciding.countersign(staff.officer(), module)
        module.refresh_from_db()
        assert (module.status, module.reason_code) == ("refused", "outside_programme")
        assert module.to_countersign is None

    def test_the_second_officer_may_say_no(self, officer, module):
        deciding.refuse(officer, module, "outside_programme")
        module.refresh_from_db()
        deciding.decline(staff.officer(), module)
        module.refresh_from_db()
        assert (module.status, module.to_countersign) == ("proposed", None)

    def test_nobody_confirms_what_nobody_decided(self, officer, module):
        with pytest.raises(ActRefused, match="Aucune décision"):
            deciding.countersign(officer, module)


def test_nobody_decides_on_what_her_own_house_entered(house, officer):

    module = made.other(house, [staff.person(house)], "Cerf-Volant", "Jeux de cour", DAY).module
    here = MandateFactory(organisation=house.body.organisation, role="operator_secretary", person=officer.person)
    tied = replace(officer, mandates=(officer.mandate, here))
    with pytest.raises(ActRefused, match="Votre propre organisation"):
        deciding.refuse(tied, module, "outside_programme")


def test_a_question_is_answered_by_a_house_that_entered_it(house, officer):
    person = staff.person(house)
    module = made.other(house, [person], "Cerf-Volant", "Jeux de cour", DAY).module
    deciding.ask(officer, module, "Quel est le contenu ?")
    module.refresh_from_db()
    assert (module.status, module.reason) == ("asked", "Quel est le contenu ?")
    stranger = staff.worker(staff.person(operators.operator(ZoneFactory())), "operator_secretary")
    with pytest.raises(Forbidden):
        deciding.answer(stranger, module, "Rien.")
    deciding.answer(staff.worker(person, "operator_secretary"), module, "Le programme est joint.")
    module.refresh_from_db()
    assert module.status == "proposed"
