"""A list with one column per training, on its page: what is asked, what the catalogue offers, what is written."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from preau.staff.models import StaffImport
from preau.training.importing.proposal import kept
from preau.training.importing.reader import read_list
from preau.training.lookalikes import forget
from preau.training.models import RecordDay, TrainingEntry
from tests.documents.building import Sheet, xlsx
from tests.operators.bodies.made import words
from tests.training import made as trainings
from tests.training.importing.books import D1, D2, MORE, OTHER, TODAY, table
from tests.training.importing.matrices import BODIES, LINA, NAMES, TITLES, ZOE

pytestmark = pytest.mark.django_db


def upload(*rows, name="Formations"):
    return SimpleUploadedFile("liste.xlsx", xlsx(Sheet(list(rows), name=name)))


def sent(browser, *rows, **more):
    return browser.post(reverse("training:lists"), {"file": upload(*rows, **more)}).url


def read():
    return kept(StaffImport.objects.get().proposal)


def fields_of(page):
    """Return the name and the value of what is asked, by the question's field."""
    return {one.question.field: (f"reponse-{one.rank}", one.value) for one in page.context["asked"]}


def test_what_was_understood_is_shown_column_by_column(browser):
    address = sent(
        browser, ["Organisme", "", *BODIES], ["Date", "", D1, D2], [*NAMES, *TITLES], [*LINA, 6, 7.5], [*ZOE, 6]
    )
    shown = words(browser.get(address))
    assert "2 colonnes sont lues chacune comme une formation" in shown
    assert "Jeux coopératifs" in shown
    assert "12 mars 2025" in shown
    assert [(one.module, one.people) for one in read().attended] == [(MORE[1], 2), (OTHER[1], 1)]


def test_a_cross_asks_for_its_hours_and_the_catalogue_offers_them(browser):
    trainings.module(trainings.provider(MORE[0]), MORE[1], hours=6)
    forget()
    address = sent(browser, [*NAMES, f"{MORE[1]} 12/03/2025"], [*LINA, "x"], [*ZOE, "oui"])
    page = browser.get(address)
    asked = fields_of(page)
    assert {field: value for field, (_, value) in asked.items()} == {"provider": MORE[0], "hours": "6"}
    assert "C’est ce que dit le catalogue" in words(page)
    assert not read().trainings
    browser.post(address, {"version": 1, "do": "answer", **dict(asked.values())})
    (training,) = read().trainings
    assert (training.provider, training.hours, len(training.people)) == (MORE[0], Decimal(6), 2)
    browser.post(address, {"version": 2, "do": "take", "starts:all": "2020-09-01"})
    assert TrainingEntry.objects.get().encoding is None
    assert set(RecordDay.objects.values_list("day", "hours")) == {(D1, Decimal(6))}


def test_the_hours_of_a_module_are_not_offered_for_each_of_its_days(browser):
    trainings.module(trainings.provider(MORE[0]), MORE[1], hours=12)
    forget()
    address = sent(
        browser,
        ["Organisme", "", MORE[0], MORE[0]],
        ["", "", MORE[1], ""],
        [*NAMES, D1, D2],
        [*LINA, "x", "x"],
    )
    assert [one.value for one in browser.get(address).context["asked"]] == ["", ""]


def test_what_is_written_wrong_stays_and_the_page_says_why(browser):
    address = sent(browser, ["Organisme", "", MORE[0]], [*NAMES, f"{MORE[1]} 12/03/2025"], [*LINA, "x"])
    name, _ = fields_of(browser.get(address))["hours"]
    browser.post(address, {"version": 1, "do": "answer", name: "une matinée"})
    page = browser.get(address)
    assert fields_of(page)["hours"] == (name, "une matinée")
    assert "n’a pas été compris" in words(page)
    browser.post(address, {"version": 2, "do": "answer", name: "3h30"})
    assert read().trainings[0].hours == Decimal("3.5")


def test_columns_that_may_be_anything_are_asked_about_once(browser):
    rows = [*NAMES, "Bleu", "Rouge"], [*LINA, "x", ""], [*ZOE, "", "x"]
    address = sent(browser, *rows, name="Équipe")
    (asked,) = browser.get(address).context["asked"]
    browser.post(address, {"version": 1, "do": "answer", f"reponse-{asked.rank}": "no"})
    assert (read().questions, read().attended, len(read().people)) == ((), (), 2)
    browser.post(address, {"version": 2, "do": "again"})
    browser.post(address, {"version": 3, "do": "answer", f"reponse-{asked.rank}": "yes"})
    assert len(read().attended) == 2
    assert {one.field for one in read().questions} == {"provider", "day", "hours"}


def test_a_column_is_left_out_and_taken_again(browser):
    address = sent(browser, ["Organisme", "", *BODIES], ["Date", "", D1, D2], [*NAMES, *TITLES], [*LINA, 6, 7.5])
    browser.post(address, {"version": 1, "do": "answer", "colonne-3": "-"})
    assert [one.module for one in read().trainings] == [MORE[1]]
    browser.post(address, {"version": 2, "do": "answer", "colonne-3": "attended"})
    assert [one.module for one in read().trainings] == [MORE[1], OTHER[1]]


def test_one_column_nobody_understands_is_no_training():
    rows = [*NAMES, "Fonction", "Tablier"], [*LINA, "accueillante", "x"], [*ZOE, "accueillante", "x"]
    proposal = read_list(xlsx(table(*rows)), "liste.xlsx", TODAY)
    assert (proposal.attended, proposal.questions) == ((), ())
    assert [one.field for one in proposal.columns] == ["family_name", "given_name", "function", ""]


def test_titles_over_days_hold_for_the_days_beside_them():
    rows = ["", "", MORE[1], "", OTHER[1]], [*NAMES, D1, D2, date(2025, 3, 20)], [*LINA, 6, 3, 4]
    proposal = read_list(xlsx(table(["Organisme : La Cour Ouverte"], *rows)), "liste.xlsx", TODAY)
    assert not proposal.questions
    assert [(one.module, one.days) for one in proposal.attended] == [
        (MORE[1], (D1,)),
        (MORE[1], (D2,)),
        (OTHER[1], (date(2025, 3, 20),)),
    ]


def test_a_body_is_not_that_of_the_training_beside_it():
    rows = [*NAMES, *TITLES], ["Organisme", "", MORE[0], ""], ["Date", "", D1, D2], [*LINA, 6, 3]
    proposal = read_list(xlsx(table(*rows)), "liste.xlsx", TODAY)
    assert [(one.field, one.cell) for one in proposal.questions] == [("provider", "D1")]
