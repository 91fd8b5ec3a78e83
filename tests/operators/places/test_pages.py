"""The pages of a place: what they say, to whom; what is typed is never lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.operators.models import CarePlace, OperatorDeclaration
from tests.factories import ZoneFactory
from tests.operators import made
from tests.operators.places.made import browser_of, words


def at_place(place, route="place", *names):
    return reverse(f"operators:{route}", args=[place.pk, *names])


def address(operator):
    return reverse("operators:place_new", args=[operator.pk])


def sent(place, **changes):
    """Return what the page of the address sends."""
    said = {
        "name": place.name,
        "street": "Rue de l’École 3",
        "postal_code": "7000",
        "locality": "Ville inventée",
        "municipality": place.municipality.name,
        "coordinates": "50,454; 3,952",
        "version": place.version,
    }
    return {**said, **changes}


def test_a_name_and_a_commune_make_a_place(browser, operator, zone):
    other = ZoneFactory()
    commune = made.commune_of(other)
    answer = browser.post(address(operator), {"name": "La Cour", "municipality": commune.name.upper()}, follow=True)
    assert "Lieu ajouté" in words(answer)
    place = CarePlace.objects.get(operator=operator)
    assert (place.name, place.municipality) == ("La Cour", commune)
    assert OperatorDeclaration.objects.filter(operator=operator, zone=other).exists()
    assert Entry.objects.filter(act="operators.add_place").count() == 1


def test_the_same_place_sent_twice_is_made_once(browser, operator, zone):
    data = {"name": "La Cour", "municipality": made.commune_of(zone).name}
    first = browser.post(address(operator), data)
    second = browser.post(address(operator), data)
    assert first.url == second.url
    assert operator.places.count() == 1


@pytest.mark.parametrize("written", ["", "Nulle part"])
def test_a_commune_that_is_none_is_asked_again(browser, operator, written):
    answer = browser.post(address(operator), {"name": "La Cour", "municipality": written})
    assert answer.status_code == 422
    assert "La Cour" in answer.content.decode()
    assert "commune" in words(answer)


def test_a_commune_nearly_well_written_is_proposed(browser, operator, zone):
    name = made.commune_of(zone).name
    answer = browser.post(address(operator), {"name": "La Cour", "municipality": name.replace("inventée", "inventé")})
    assert f"Est-ce {name}" in words(answer)


@pytest.mark.parametrize("written", ["Cuesmes", "7033", "mons"])
def test_a_locality_and_a_postal_code_find_their_commune(browser, operator, written):
    browser.post(address(operator), {"name": "La Cour", "municipality": written})
    assert operator.places.get().municipality.name == "Mons"


def test_the_list_says_what_is_missing_then_that_it_is_told(browser, place, zone, operator):
    page = words(browser.get(at_place(place)))
    assert "Il manque la rue, le code postal et la localité." in page
    assert "Ne peut pas encore commencer" in page
    full = made.full_place(operator)
    page = words(browser.get(at_place(full)))
    assert "Il manque" not in page
    assert page.count("Terminé") == 8


def test_an_address_is_saved_with_its_point(browser, place):
    answer = browser.post(at_place(place, "place_address"), sent(place))
    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.latitude, place.longitude) == (Decimal("50.45400"), Decimal("3.95200"))
    assert place.version == 2
    assert "50,454; 3,952" in browser.get(at_place(place, "place_address")).content.decode()


def test_what_cannot_be_read_comes_back_with_what_was_typed(browser, place):
    data = sent(place, coordinates="quelque part", postal_code="70", email="nulle part")
    answer = browser.post(at_place(place, "place_address"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "quelque part" in page
    assert "Il y a trois choses à corriger" in words(answer)


def test_two_people_on_one_page_lose_nothing(browser, place):
    data = sent(place)
    browser.post(at_place(place, "place_address"), {**data, "street": "Rue d’une autre 1"})
    answer = browser.post(at_place(place, "place_address"), data)
    assert answer.status_code == 422
    page = words(answer)
    assert "Quelqu’un a enregistré autre chose" in page
    assert "Enregistré en ce moment : « Rue d’une autre 1 »" in page
    assert "Rue de l’École 3" in answer.content.decode()
    again = browser.post(at_place(place, "place_address"), {**data, "version": 2})
    assert again.status_code == 302
    place.refresh_from_db()
    assert place.street == "Rue de l’École 3"


def test_a_second_click_finds_it_saved(browser, place):
    data = sent(place)
    browser.post(at_place(place, "place_address"), data)
    assert browser.post(at_place(place, "place_address"), data).status_code == 302
    place.refresh_from_db()
    assert place.version == 2
    assert Entry.objects.filter(act="operators.save_place").count() == 1


def test_ages_are_read_as_they_are_written(browser, place):
    data = {"capacity": "24", "youngest_months": "2 ans et demi", "oldest_months": "12", "version": 1}
    browser.post(at_place(place, "place_children"), data)
    place.refresh_from_db()
    assert (place.capacity, place.youngest_months, place.oldest_months) == (24, 30, 144)
    assert 'value="2 ans et demi"' in browser.get(at_place(place, "place_children")).content.decode()
    answer = browser.post(at_place(place, "place_children"), {**data, "oldest_months": "2 ans", "version": 2})
    assert "Donnez un âge plus grand que le premier" in words(answer)


def test_premises_say_yes_no_or_not_known(browser, place):
    data = {"in_school": "yes", "school_name": "École du Parc", "access": "partly", "outdoor": "", "version": 1}
    browser.post(at_place(place, "place_premises"), data)
    place.refresh_from_db()
    assert (place.in_school, place.outdoor, place.access) == (True, None, "partly")
    answer = browser.post(at_place(place, "place_premises"), {**data, "in_school": "no", "version": 2})
    assert "Effacez le nom de l’école" in words(answer)


def test_a_place_is_closed_then_opened_again(browser, place):
    data = {"closed_on": "2026-11-20", "version": 1}
    assert "Lieu fermé" in words(browser.post(at_place(place, "place_close"), data, follow=True))
    place.refresh_from_db()
    assert place.closed_on == date(2026, 11, 20)
    refused = browser.post(at_place(place, "place_children"), {"capacity": "3", "version": 2})
    assert "rouvrez-le" in words(refused)
    assert "Lieu rouvert" in words(browser.post(at_place(place, "place_reopen"), follow=True))
    assert "Ce lieu n’est pas fermé" in words(browser.post(at_place(place, "place_reopen"), follow=True))


def test_a_place_never_declared_is_taken_away_and_a_declared_one_is_not(browser, operator, place, zone):
    made.full_place(operator)
    assert "Vous pouvez le retirer" in words(browser.get(at_place(place, "place_close")))
    assert browser.post(at_place(place, "place_remove")).url == reverse("operators:operator", args=[operator.pk])
    assert not CarePlace.objects.filter(pk=place.pk).exists()
    kept = operator.places.get()
    made.declared(operator, zone)
    assert "il ne s’efface pas" in words(browser.get(at_place(kept, "place_close")))
    assert "il ne s’efface pas" in words(browser.post(at_place(kept, "place_remove"), follow=True))
    assert CarePlace.objects.filter(pk=kept.pk).exists()


def test_a_copy_holds_all_but_the_address(browser, operator):
    place = made.full_place(operator)
    data = {"name": "La copie", "municipality": place.municipality.name, "street": "Rue Neuve 2"}
    browser.post(at_place(place, "place_copy"), data)
    browser.post(at_place(place, "place_copy"), data)
    copy = operator.places.get(name="La copie")
    assert (copy.street, copy.postal_code, copy.latitude) == ("Rue Neuve 2", "", None)
    assert copy.periods.count() == place.periods.count()
    assert copy.periods.first().fees.count() == 1
    assert (copy.capacity, copy.transfers.count(), copy.opened_on) == (place.capacity, 0, None)


def test_the_coordination_notes_places_of_its_zone_alone(operator, zone, now):
    browser = browser_of(made.coordinator(zone, now))
    other = made.commune_of(ZoneFactory())
    there = browser.post(address(operator), {"name": "La Cour", "municipality": other.name})
    assert "vous notez les lieux de votre zone" in words(there)
    here = browser.post(address(operator), {"name": "La Cour", "municipality": made.commune_of(zone).name})
    assert here.status_code == 302


def test_who_cares_for_children_reads_and_does_not_write(place, operator, now):
    browser = browser_of(made.actor(operator, Role.CARE_WORKER, now))
    page = words(browser.get(at_place(place)))
    assert "tiennent la description à jour" in page
    assert "Fermer ou retirer" not in page
    assert browser.get(at_place(place, "place_address")).status_code == 403
    assert browser.get(at_place(place, "offer")).status_code == 200


def test_another_operator_finds_nothing(place, zone, now):
    browser = browser_of(made.actor(made.operator(zone), now=now))
    for route in ("place", "place_address", "place_close", "offer", "transfers", "closures"):
        assert browser.get(at_place(place, route)).status_code == 404


def test_the_pages_cost_the_same_whatever_the_place_holds(browser, operator, place, counted_queries):
    from preau.operators.writing import add_periods

    full = made.full_place(operator)
    for route in ("place", "offer", "closures", "transfers"):
        with counted_queries() as few:
            browser.get(at_place(full, route))
        add_periods(full, [made.after_school(label=f"Groupe {route} {n}") for n in range(8)])
        with counted_queries() as many:
            browser.get(at_place(full, route))
        assert len(many) == len(few) <= 30, many.sql
