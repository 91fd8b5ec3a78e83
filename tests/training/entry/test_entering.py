"""Entering a training picked in the catalogue: for one or a group, once, within the rules."""

from datetime import date
from decimal import Decimal

import pytest

from preau.training.models import RecordDay, TrainingEntry
from tests.staff import made as staff
from tests.training import made
from tests.training.entry.typed import DAY, NEW, form


def address(module):
    return f"{NEW}?module={module.pk}"


def test_a_training_is_shown_before_it_is_saved(browser, module, zoe):
    answer = browser.post(address(module), form(zoe))

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Rien n’est encore enregistré" in page
    assert "12\u00a0mars 2026" in page
    assert "Zoé Van den Berghe" in page
    assert not TrainingEntry.objects.exists()


def test_a_training_is_saved_for_a_group(browser, actor, module, zoe, ali):
    answer = browser.post(address(module), form(zoe, ali, step="enregistrer"))

    entry = TrainingEntry.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"/formations/{entry.pk}/"
    assert entry.module == module
    assert entry.encoding is None
    assert {record.person for record in entry.records.all()} == {zoe, ali}
    assert set(RecordDay.objects.values_list("day", "hours")) == {(DAY, Decimal(6))}
    assert "2 personnes" in browser.get(answer.url).content.decode()


def test_a_second_click_enters_it_once(browser, module, zoe):
    sent = form(zoe, step="enregistrer")
    first = browser.post(address(module), sent)
    second = browser.post(address(module), sent)

    assert first.url == second.url
    assert TrainingEntry.objects.count() == 1


def test_a_whole_team_is_ticked_in_one_gesture(browser, operator, module):
    team = [staff.person(operator) for _ in range(12)]
    browser.post(address(module), form(step="enregistrer", groups=["tous"]))

    assert TrainingEntry.objects.get().records.count() == len(team)


@pytest.mark.parametrize(("typed", "kept"), [("6,5", "6.5"), ("6h30", "6.5"), ("7.25", "7.25"), ("6 h", "6")])
def test_hours_are_read_as_people_write_them(browser, module, zoe, typed, kept):
    browser.post(address(module), form(zoe, hours=typed, step="enregistrer"))

    assert RecordDay.objects.get().hours == Decimal(kept)


def test_several_days_with_hours_of_each_person(browser, module, zoe, ali):
    sent = form(zoe, ali, step="chacun", rows="2", day_1="2026-03-13", hours_1="4")
    drawn = browser.post(address(module), sent)
    page = drawn.content.decode()
    assert drawn.status_code == 200
    assert f'name="h_{zoe.pk}_0" value="6"' in page
    assert f'name="h_{ali.pk}_1" value="4"' in page
    own = {f"h_{zoe.pk}_0": "6", f"h_{zoe.pk}_1": "4", f"h_{ali.pk}_0": "3", f"h_{ali.pk}_1": ""}
    browser.post(address(module), sent | {"each": "1", "step": "enregistrer"} | own)

    hours = RecordDay.objects.values_list("record__person", "day", "hours")
    assert set(hours) == {
        (zoe.pk, DAY, Decimal(6)),
        (zoe.pk, date(2026, 3, 13), Decimal(4)),
        (ali.pk, DAY, Decimal(3)),
    }


def test_back_to_the_same_hours_for_all_they_are_still_there(browser, module, zoe):
    apart = browser.post(address(module), form(zoe, hours="6,5", step="chacun"))
    assert '<input type="hidden" name="hours_0" value="6,5"' in apart.content.decode()
    again = browser.post(address(module), form(zoe, hours="6,5", step="commun", each="1"))

    assert 'name="hours_0" value="6,5"' in again.content.decode()


def test_one_more_day_keeps_what_was_typed(browser, module, zoe):
    page = browser.post(address(module), form(zoe, step="jour")).content.decode()

    assert 'name="day_1"' in page
    assert 'value="2026-03-12"' in page
    assert "À corriger" not in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"people": []}, "Cochez qui a suivi cette formation"),
        ({"day_0": ""}, "Donnez la date"),
        ({"day_0": "2026-02-31"}, "Donnez une date qui existe"),
        ({"day_0": "2026-11-22"}, "n’est pas encore passé"),
        ({"day_0": "1994-03-12"}, "l’année est-elle la bonne"),
        ({"hours_0": ""}, "Donnez le nombre d’heures"),
        ({"hours_0": "beaucoup"}, "Donnez les heures comme 6"),
        ({"hours_0": "0"}, "Donnez le nombre d’heures"),
        ({"hours_0": "25"}, "au plus 24"),
        ({"rows": "2", "day_1": "2026-03-12", "hours_1": "2"}, "déjà donné plus haut"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser, module, zoe, more, words):
    answer = browser.post(address(module), form(zoe, step="enregistrer") | more)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert ("people" in more) or f'value="{zoe.pk}" id="id_people_0" checked' in page
    assert not TrainingEntry.objects.exists()


def test_the_same_training_is_not_entered_twice_for_somebody(browser, operator, module, zoe, ali):
    made.entry(operator, module, [zoe], {DAY: 6})
    answer = browser.post(address(module), form(zoe, ali))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "est déjà saisi le 12 mars 2026" in page
    assert "Zoé Van den Berghe l’a déjà" in page


def test_many_who_have_it_already_are_counted_in_the_sentence_and_named_behind(browser, operator, module):
    people = [staff.person(operator) for _ in range(5)]
    made.entry(operator, module, people, {DAY: 6})
    page = browser.post(address(module), form(*people)).content.decode()
    assert "pour 5 personnes" in page
    assert "l’ont déjà" in page
    names = page[page.index("5 personnes l’ont déjà") :]
    assert all(f"<li>{one}</li>" in names for one in people)


def test_a_long_list_of_the_same_day_is_folded(browser, operator, module):
    people = [staff.person(operator) for _ in range(4)]
    made.entry(operator, made.module(module.provider, "Premiers secours"), people, {DAY: 3})
    page = browser.post(address(module), form(*people)).content.decode().replace("\xa0", " ")
    assert "4 fois : qui, quel jour, quelle formation" in page


def test_another_training_the_same_day_is_looked_at_then_kept(browser, operator, module, zoe):
    made.entry(operator, made.module(module.provider, "Premiers secours"), [zoe], {DAY: 3})
    looked = browser.post(address(module), form(zoe))
    assert "Zoé Van den Berghe a déjà 3" in looked.content.decode()

    refused = browser.post(address(module), form(zoe, step="enregistrer"))
    assert refused.status_code == 422
    assert "Cochez que ce sont bien deux formations différentes" in refused.content.decode()

    assert browser.post(address(module), form(zoe, step="enregistrer", same_day="on")).status_code == 302


def test_a_day_has_twenty_four_hours_all_trainings_together(browser, operator, module, zoe):
    made.entry(operator, made.module(module.provider, "Une nuit en forêt"), [zoe], {DAY: 20})
    answer = browser.post(address(module), form(zoe, step="enregistrer", same_day="on"))

    assert answer.status_code == 422
    assert "dépasse un jour entier" in answer.content.decode()


def test_people_of_another_house_are_not_ticked(browser, module, zoe, db):
    from tests.factories import ZoneFactory
    from tests.operators import made as operators

    stranger = staff.person(operators.operator(ZoneFactory()))
    answer = browser.post(address(module), form(zoe, stranger, step="enregistrer"))

    assert answer.status_code == 422
    assert not TrainingEntry.objects.exists()


def test_a_refused_training_may_be_entered_and_says_it_will_not_count(browser, zoe):
    refused = made.module(made.provider(), "Yoga du dimanche", status="refused")

    assert "ne compteront pas" in browser.get(address(refused)).content.decode()
    assert browser.post(address(refused), form(zoe, step="enregistrer")).status_code == 302


@pytest.mark.parametrize("words", ["module=0", "module=999999", "module=abc", "module=99999999999999999999"])
def test_a_module_that_is_not_there(browser, words):
    assert browser.get(f"{NEW}?{words}").status_code == 404
