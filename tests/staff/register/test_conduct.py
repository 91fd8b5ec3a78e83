"""The extract of a coordinator: her own file, the list of her team and her home say the same; a worker reads hers."""

from datetime import date

import pytest
from django.urls import reverse

from preau.staff.models import GoodConductCheck
from preau.staff.todo import agenda_of
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made

pytestmark = pytest.mark.django_db
EXTRACT = {"extract_on": "2026-11-01", "seen_on": "2026-11-20", "cleared": "yes"}


@pytest.fixture
def coordinator(zone):
    return operators.coordinator(zone)


@pytest.fixture
def own(coordinator):
    """Her own file, kept by the coordination she acts for."""
    person = made.person(coordinator.mandate.organisation, function="atl_coordinator")
    person.account = coordinator.person
    person.save()
    return person


def test_file_list_and_home_agree_before_and_after_it_is_seen(coordinator, own):
    browser = browser_of(coordinator)
    pages = (reverse("staff:person", args=[own.pk]), reverse("staff:me"), reverse("staff:team"))
    for page in pages:
        assert "Extrait à voir" in words(browser.get(page))
    assert any("Voir 1 extrait" in task.title for task in agenda_of(coordinator).tasks)
    address = reverse("staff:conduct_new", args=[own.pk])
    assert "vu par qui vous emploie" in words(browser.get(address))
    assert browser.post(address, EXTRACT).status_code == 302
    for page in pages:
        assert "1er novembre 2031" in words(browser.get(page))
    assert not any("extrait" in task.title for task in agenda_of(coordinator).tasks)


def test_the_file_says_that_it_is_a_reading_of_the_law(coordinator, own):
    page = words(browser_of(coordinator).get(reverse("staff:person", args=[own.pk])))
    assert "Lecture retenue : une coordination est subventionnée par l’ONE" in page


def test_a_worker_reads_in_her_own_file_when_the_next_is_due(operator):
    person = made.person(operator)
    GoodConductCheck.objects.create(
        person=person,
        organisation=operator.body.organisation,
        extract_on=date(2022, 3, 10),
        seen_on=date(2022, 3, 11),
        cleared=True,
        recorded_at=made.NOW,
    )
    page = words(browser_of(made.worker(person)).get(reverse("staff:me")))
    assert "À revoir pour le 10 mars 2027" in page
    assert "Un extrait a été vu" not in page
