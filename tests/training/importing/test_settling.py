"""A list taken over: who is known, what is asked, what is written once and only once; and taken out again."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.api import FileRefused
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from preau.foundation.ui.versions import NotNow, Stale
from preau.staff.models import Assignment, Credential, EmploymentContract, StaffImport, StaffPerson
from preau.training.importing import acts
from preau.training.importing.exporting import exported
from preau.training.importing.forgetting import forget_lists
from preau.training.importing.matching import plan_of
from preau.training.importing.proposal import NotAList, kept
from preau.training.importing.reader import read_list
from preau.training.lookalikes import forget
from preau.training.models import Encoding, RecordDay, TrainingEntry, TrainingModule, TrainingRecord
from tests.documents.building import Sheet, xlsx
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import words
from tests.staff import made
from tests.training import made as trainings
from tests.training.importing.books import D1, D2, HEAD, MORE, OTHER, SHOULD_PASS, TODAY

pytestmark = pytest.mark.django_db
STAFF = ["Nom", "Prénom", "Fonction", "Date d'entrée", "Diplôme", "Date de naissance"]
LINA = ["Marelle", "Lina", "Accueillante", date(2020, 9, 1), "BACV", date(1990, 5, 4)]
ZOE = ["Cerceau", "Zoé", "Responsable de projet", date(2018, 9, 3), "non", date(1985, 7, 12)]
FOLLOWED = [["Marelle", "Lina", *MORE, D1, 6], ["Cerceau", "Zoé", *MORE, D1, 6], ["Cerceau", "Zoé", *OTHER, D2, 7.5]]


def book(people=(LINA, ZOE), followed=FOLLOWED, name="liste.xlsx"):
    sheets = [Sheet([STAFF, *people], name="Équipe")] if people else []
    sheets += [Sheet([HEAD, *followed], name="Formations")] if followed else []
    return SimpleUploadedFile(name, xlsx(*sheets))


def plan(actor, row):
    return plan_of(actor, kept(row.proposal), row.answers)


def settled(actor, upload, **given):
    row = acts.receive_list(actor, upload)
    row = acts.answer(actor, row.pk, row.version, given)
    return acts.settle(actor, row.pk, row.version)


# -- what is written --------------------------------------------------------------------------------


def test_people_contracts_functions_titles_and_trainings(operator, actor):
    row = settled(actor, book())
    lina = StaffPerson.objects.get(given_name="Lina")
    assert (lina.family_name, lina.birth_date) == ("Marelle", date(1990, 5, 4))
    assert EmploymentContract.objects.get(person=lina).starts_on == date(2020, 9, 1)
    assert Assignment.objects.get(contract__person=lina).function == "care_worker"
    assert Credential.objects.get().title == "bacv"
    assert TrainingEntry.objects.count() == 2
    entry = TrainingEntry.objects.get(encoding__module_text="Jeux coopératifs")
    assert (entry.records.count(), entry.source) == (2, "list")
    assert entry.module.title == "Jeux coopératifs"
    assert RecordDay.objects.filter(record__person__given_name="Zoé", day=D2).get().hours == Decimal("7.5")
    assert row.proposal == {"written": {"new": 2, "completed": 0, "entries": 2, "records": 3, "known": 0, "asked": 0}}
    assert Entry.objects.filter(act="staff.receive_person").count() == 2
    assert Entry.objects.filter(act="staff.settle_list").get().payload["records"] == 3


def test_the_same_list_again_changes_nothing(operator, actor):
    settled(actor, book())
    before = [model.objects.count() for model in (StaffPerson, Credential, TrainingEntry, TrainingRecord, RecordDay)]
    row = settled(actor, book(name="encore.xlsx"))
    after = [model.objects.count() for model in (StaffPerson, Credential, TrainingEntry, TrainingRecord, RecordDay)]
    assert before == after
    assert row.proposal["written"] == {"new": 0, "completed": 0, "entries": 0, "records": 0, "known": 3, "asked": 0}


def test_a_second_click_finds_it_done(operator, actor):
    row = acts.receive_list(actor, book())
    for _ in range(2):
        acts.settle(actor, row.pk, row.version)
    assert StaffPerson.objects.count() == 2


def test_who_is_known_is_completed_not_written_twice(operator, actor):
    lina = made.person(operator, given_name="lina", family_name="MARELLE", email="")
    row = settled(actor, book(followed=()))
    lina.refresh_from_db()
    assert (lina.birth_date, lina.version) == (date(1990, 5, 4), 2)
    assert EmploymentContract.objects.filter(person=lina).count() == 1
    assert row.proposal["written"]["completed"] == 1
    assert StaffPerson.objects.count() == 2


def test_a_name_alone_tells_nothing_of_another_house(operator, actor):
    elsewhere = operators.operator(ZoneFactory())
    made.person(elsewhere, given_name="Lina", family_name="Marelle")
    row = acts.receive_list(actor, book(followed=()))
    assert not plan(actor, row).doubtful
    assert not plan(actor, row).known


def test_a_module_of_the_catalogue_is_picked(operator, actor):
    module = trainings.module(trainings.provider(MORE[0].upper()), "jeux  cooperatifs")
    forget()
    settled(actor, book())
    entry = TrainingEntry.objects.get(module=module)
    assert (entry.encoding, entry.records.count()) == (None, 2)
    assert Encoding.objects.count() == 1


def test_a_look_alike_of_the_catalogue_is_shown_and_may_be_chosen(operator, actor):
    module = trainings.module(trainings.provider("Les Ateliers du Préau"), "Jeux coopératifs dans la cour", hours=6)
    forget()
    row = acts.receive_list(actor, book())
    choice = next(one for one in plan(actor, row).to_look_at if one.words[3] == MORE[1])
    assert (choice.chosen, str(module.pk) in {one.value for one in choice.candidates}) == ("typed", True)
    row = acts.answer(actor, row.pk, row.version, {f"module:{choice.rank}": str(module.pk)})
    acts.settle(actor, row.pk, row.version)
    assert TrainingEntry.objects.get(module=module).records.count() == 2


def test_what_others_typed_alike_is_shared(operator, actor):
    settled(actor, book())
    other = operators.operator(ZoneFactory())
    others = {"known:0": "new", "known:1": "new"}  # of the same names and days of birth: other people
    settled(operators.actor(other, Role.OPERATOR_SECRETARY), book(), **others)
    assert Encoding.objects.count() == TrainingModule.objects.count() == 2


def test_a_group_of_five_hundred_costs_what_two_cost(operator, actor, counted_queries):
    def followed(first, count):
        people = [[f"Famille{number:04}", f"Prénom{number:04}"] for number in range(first, first + count)]
        return [[*names, "Accueillante", date(2020, 9, 1), "", ""] for names in people], [
            [*names, *MORE, D1, 6] for names in people
        ]

    costs = []
    for first, count in ((0, 3), (1000, 60)):
        people, lines = followed(first * 7, count)
        row = acts.receive_list(actor, book(people, lines, f"{count}.xlsx"))
        given = {f"person:{one.rank}": "new" for one in plan(actor, row).doubtful}
        row = acts.answer(actor, row.pk, row.version, given)
        with counted_queries() as counted:
            acts.settle(actor, row.pk, row.version)
        entries = Entry.objects.filter(act="staff.receive_person", payload__list=row.pk).count()
        costs.append(len(counted) - entries)
    assert costs[1] <= costs[0]


# -- what is asked ----------------------------------------------------------------------------------


def test_the_first_day_is_asked_never_made_up(operator, actor):
    row = acts.receive_list(actor, book(people=()))
    assert [one.read.name for one in plan(actor, row).without_start] == ["Lina Marelle", "Zoé Cerceau"]
    with pytest.raises(NotNow, match="premier jour"):
        acts.settle(actor, row.pk, row.version)
    row = acts.answer(actor, row.pk, row.version, {"starts:0": "2021-09-01", "starts:all": "2019-09-02"})
    acts.settle(actor, row.pk, row.version)
    days = {one.person.given_name: one.starts_on for one in EmploymentContract.objects.select_related("person")}
    assert days == {"Lina": date(2021, 9, 1), "Zoé": date(2019, 9, 2)}


def test_the_function_of_those_of_whom_the_list_says_nothing(operator, actor):
    settled(actor, book(people=()), **{"starts:all": "2020-09-01", "function:all": "care_worker"})
    assert set(Assignment.objects.values_list("function", flat=True)) == {"care_worker"}


def test_a_name_that_looks_like_another_is_asked(operator, actor):
    lina = made.person(operator, given_name="Lina", family_name="Marele", email="")
    row = acts.receive_list(actor, book(followed=()))
    (doubt,) = plan(actor, row).doubtful
    assert (doubt.undecided, doubt.candidates[0].value) == (True, str(lina.pk))
    with pytest.raises(NotNow, match="en doute"):
        acts.settle(actor, row.pk, row.version)
    row = acts.answer(actor, row.pk, row.version, {f"person:{doubt.rank}": str(lina.pk)})
    acts.settle(actor, row.pk, row.version)
    assert StaffPerson.objects.count() == 2


def test_two_lines_of_one_person_misspelt(operator, actor):
    other = ["Marelle", "Linna", "Accueillante", date(2020, 9, 1), "", ""]
    row = acts.receive_list(actor, book(people=(LINA, other), followed=()))
    (doubt,) = plan(actor, row).doubtful
    assert doubt.candidates[0].value == "as:0"
    row = acts.answer(actor, row.pk, row.version, {f"person:{doubt.rank}": "as:0"})
    acts.settle(actor, row.pk, row.version)
    assert StaffPerson.objects.get().given_name == "Lina"


def test_a_line_put_aside_brings_nothing(operator, actor):
    made.person(operator, given_name="Lina", family_name="Marele", email="")
    row = acts.receive_list(actor, book())
    (doubt,) = plan(actor, row).doubtful
    row = acts.answer(actor, row.pk, row.version, {f"person:{doubt.rank}": "aside"})
    acts.settle(actor, row.pk, row.version)
    assert set(TrainingRecord.objects.values_list("person__given_name", flat=True)) == {"Zoé"}


def test_an_answer_about_the_meaning_reads_the_list_again(operator, actor):
    sheets = SHOULD_PASS["several days, hours in all"].sheets
    row = acts.receive_list(actor, SimpleUploadedFile("liste.xlsx", xlsx(*sheets)))
    with pytest.raises(NotNow, match="questions"):
        acts.settle(actor, row.pk, row.version)
    row = acts.answer(actor, row.pk, row.version, {"hours:shared": "whole"})
    assert not kept(row.proposal).questions
    assert len(kept(row.proposal).trainings) == 2
    row = acts.begin_again(actor, row.pk, row.version)
    assert (len(kept(row.proposal).questions), row.answers) == (1, {})


def test_somebody_else_answered_meanwhile(operator, actor):
    row = acts.receive_list(actor, book(people=()))
    acts.answer(actor, row.pk, row.version, {"starts:all": "2020-09-01"})
    with pytest.raises(Stale):
        acts.settle(actor, row.pk, row.version)


def test_who_left_before_she_came(operator, actor):
    people = ["Nom", "Prénom", "Date d'entrée", "Date de sortie"], ["Marelle", "Lina", D2, D1]
    row = acts.receive_list(actor, SimpleUploadedFile("l.xlsx", xlsx(Sheet(list(people), name="Équipe"))))
    with pytest.raises(NotNow, match="avant d’arriver"):
        acts.settle(actor, row.pk, row.version)
    assert not StaffPerson.objects.exists()


# -- who, and what is refused -----------------------------------------------------------------------


def test_only_who_keeps_the_register(operator, actor):
    leader = operators.actor(operator, Role.PROJECT_LEADER)
    with pytest.raises(Forbidden):
        acts.receive_list(leader, book())
    row = acts.receive_list(actor, book())
    stranger = operators.actor(operators.operator(ZoneFactory()), Role.OPERATOR_SECRETARY)
    with pytest.raises(Http404):
        acts.settle(stranger, row.pk, row.version)
    with pytest.raises(Forbidden):
        acts.settle(leader, row.pk, row.version)


@pytest.mark.parametrize(
    ("data", "refusal"), [(b"pas un classeur", FileRefused), (xlsx(Sheet([["Ballon", 3]])), NotAList)]
)
def test_a_file_without_list_is_not_kept(operator, actor, data, refusal):
    with pytest.raises(refusal):
        acts.receive_list(actor, SimpleUploadedFile("liste.xlsx", data))
    assert not ReceivedFile.objects.exists()
    assert not StaffImport.objects.exists()


def test_a_list_given_up(operator, actor):
    row = acts.receive_list(actor, book())
    for _ in range(2):
        acts.drop(actor, row.pk)
    assert not ReceivedFile.objects.exists()
    assert Entry.objects.get(act="staff.drop_list").payload == {"file": "liste.xlsx"}
    with pytest.raises(NotNow):
        acts.settle(actor, row.pk, row.version)
    other = settled(actor, book())
    with pytest.raises(NotNow):
        acts.drop(actor, other.pk)


# -- the pages --------------------------------------------------------------------------------------


def test_a_list_is_sent_settled_and_taken_over(operator, browser):
    answer = browser.post(reverse("training:lists"), {"file": book(people=())})
    shown = words(browser.get(answer.url))
    assert "2 personnes et 2 formations lues" in shown
    assert "Depuis quand travaillent-elles chez vous" in shown
    typed = {"version": 1, "do": "answer", "starts:all": "2020-09-01", "function:all": "care_worker"}
    browser.post(answer.url, typed)
    shown = words(browser.get(answer.url))
    assert "Reprendre 2 personnes et 2 formations" in shown
    browser.post(answer.url, {"version": 2, "do": "take"})
    assert "2 personnes nouvelles" in words(browser.get(answer.url))
    assert "Listes reprises" in words(browser.get(reverse("training:lists")))


def test_what_stands_in_the_way_is_said_on_the_page(operator, browser):
    address = browser.post(reverse("training:lists"), {"file": book(people=())}).url
    answer = browser.post(address, {"version": 1, "do": "take"})
    assert (answer.status_code, "Donnez d’abord le premier jour" in words(answer)) == (422, True)
    answer = browser.post(address, {"version": 7, "do": "answer", "starts:all": "2020-09-01"})
    assert (answer.status_code, "Quelqu’un a enregistré autre chose" in words(answer)) == (422, True)
    browser.post(address, {"version": 1, "do": "answer", "starts:all": "2020-09-01"})
    browser.post(address, {"version": 2, "do": "again"})
    assert StaffImport.objects.get().answers == {}


def test_a_cell_to_correct_is_shown_with_what_to_do(operator, browser):
    wrong = [["Marelle", "Lina", *MORE, "31/02/2025", 6]]
    address = browser.post(reverse("training:lists"), {"file": book(followed=wrong)}).url
    shown = words(browser.get(address))
    assert "À corriger dans le classeur" in shown
    assert "cette date n’existe pas" in shown


def test_a_bad_file_is_refused_on_the_page(operator, browser):
    answer = browser.post(reverse("training:lists"), {"file": SimpleUploadedFile("l.xlsx", b"rien")})
    assert answer.status_code == 422
    assert "Ce fichier ne peut pas être repris" in words(answer)
    assert browser.post(reverse("training:lists"), {}).status_code == 422


def test_a_column_can_be_said_by_hand(operator, browser):
    head = ["Nom", "Prénom", "Anniversaire", "Date d’entrée"]
    upload = SimpleUploadedFile("l.xlsx", xlsx(Sheet([head, ["Marelle", "Lina", "04/05/1990", D1]], name="Équipe")))
    address = browser.post(reverse("training:lists"), {"file": upload}).url
    assert "1 colonne pas comprise" in words(browser.get(address))
    browser.post(address, {"version": 1, "do": "answer", "colonne-2": "birth_date"})
    assert kept(StaffImport.objects.get().proposal).people[0].birth_date == date(1990, 5, 4)


def test_a_list_given_up_on_the_page(operator, browser):
    address = browser.post(reverse("training:lists"), {"file": book()}).url
    answer = browser.post(f"{address}abandonner/", follow=True)
    assert "abandonnée" in words(answer)
    assert browser.get(address).status_code == 302


def test_the_page_costs_the_same_for_two_as_for_two_hundred(operator, browser, counted_queries):
    costs = []
    for count in (2, 200):
        people = [[f"Nom{n:03}{n:03}", f"Pré{n:03}", "Accueillante", D1, "", ""] for n in range(count)]
        address = browser.post(reverse("training:lists"), {"file": book(people, ())}).url
        browser.get(address)
        with counted_queries() as counted:
            browser.get(address)
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 30


# -- taken out --------------------------------------------------------------------------------------


def test_the_list_taken_out_reads_back(operator, actor):
    settled(actor, book())
    proposal = read_list(exported(actor), "equipe.xlsx", TODAY)
    assert not proposal.errors
    assert not proposal.questions
    people = {one.name: one for one in proposal.people}
    assert (people["Lina Marelle"].functions, people["Lina Marelle"].title) == (("care_worker",), "bacv")
    assert people["Lina Marelle"].starts_on == date(2020, 9, 1)
    assert sorted((one.module, one.hours) for one in proposal.trainings) == [
        ("Jeux coopératifs", Decimal(6)),
        ("Écouter l'enfant", Decimal("7.5")),
    ]


def test_no_cell_taken_out_is_a_formula(operator, actor, browser):
    made.person(operator, given_name="=1+1", family_name="@SUM(A1)")
    content = browser.get(reverse("training:list_export")).content
    proposal = read_list(content, "equipe.xlsx", TODAY)
    assert [(one.given_name, one.family_name) for one in proposal.people] == [("=1+1", "@SUM(A1)")]


def test_who_took_the_list_out_stays_in_the_journal(operator, actor, browser):
    settled(actor, book())
    browser.get(reverse("training:list_export"))
    entry = Entry.objects.get(act="staff.take_list_out")
    assert (entry.person_id, entry.organisation_id) == (actor.person_id, actor.organisation_id)


def test_an_empty_list_taken_out_is_a_model(operator, actor):
    with pytest.raises(NotAList, match="vide"):
        read_list(exported(actor), "equipe.xlsx", TODAY)


def test_the_workbook_and_what_it_said_are_forgotten_that_it_came_stays(actor):
    row = acts.receive_list(actor, book())
    assert forget_lists(actor.now + timedelta(days=29), 30) == 0
    assert forget_lists(actor.now + timedelta(days=31), 30) == 1
    assert forget_lists(actor.now + timedelta(days=32), 30) == 0
    assert Entry.objects.get(act="staff.forget_list").object_id == str(row.pk)
    row.refresh_from_db()
    assert (row.file, row.proposal, row.answers) == (None, {}, {})
    assert row.file_name == "liste.xlsx"
    assert not ReceivedFile.objects.exists()
