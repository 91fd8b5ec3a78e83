"""What changed between two texts, in French, and whether it changes the CLE programme: as the law says it."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.asking import answer
from preau.operators.declaring.differences import annex_change_question, changed_points, differences, programme_change
from preau.operators.declaring.sections import point_names, sections_of
from tests.operators import made
from tests.operators.declaring.test_missing import place, whole

COMMUNES = {"53053": "Mons"}
ROAD = "Rue de l’École 1"
replace = msgspec.structs.replace


def found(before, after):
    return differences(before, after, COMMUNES)


def points(before, after):
    return changed_points(found(before, after))


def test_the_same_text_differs_in_nothing():
    assert found(whole(), whole()) == ()


@pytest.mark.parametrize(
    ("after", "label", "words", "point"),
    [
        (whole(places=(place(capacity=48),)), "Capacité", ("40 places", "48 places"), ["offer"]),
        (whole(places=(place(locality="Ath"),)), "Adresse", (f"{ROAD}, Mons", f"{ROAD}, Ath"), ["places"]),
        (whole(places=(place(phone="065 33 33 33"),)), "Téléphone", ("", "065 33 33 33"), []),
        (whole(places=(place(meals="snack"),)), "Repas et collations", ("", "Une collation est servie"), []),
        (whole(kind=""), "Sorte", ("Rien de cela", ""), ["recognitions"]),
        (whole(subsidies="Un subside."), "Subventions reçues pour cette offre", ("Aucune.", "Un subside."), ["fees"]),
        (whole(in_cle=False), "Participe au programme CLE", ("oui", "non"), []),
        (whole(wants_approval=True), "Demande l’agrément", ("non", "oui"), ["approval_application"]),
        (whole(project=None), "Texte", ("Notre projet.", ""), ["care_project"]),
        (whole(contacts=()), "Contact", ("contact@exemple.test", ""), ["identity"]),
    ],
)
def test_a_change_is_told_in_words_with_its_point(after, label, words, point):
    (one,) = found(whole(), after)
    assert (one.label, (one.before, one.after)) == (label, words)
    assert points(whole(), after) == point


def test_an_hour_changed_touches_the_offer_and_a_price_the_fees():
    period = made.after_school()
    later = replace(period, hours=made.hours((0, 1, 3, 4), 15 * 60 + 30, 18 * 60 + 30))
    assert points(whole(), whole(places=(place(periods=(later,)),))) == ["offer"]
    dearer = replace(period, fees=(replace(period.fees[0], amount=Decimal(1)),))
    assert points(whole(), whole(places=(place(periods=(dearer,)),))) == ["fees"]
    fewer = replace(period, workers=1)
    assert points(whole(), whole(places=(place(periods=(fewer,)),))) == ["staffing_ratio"]


def test_a_place_added_or_removed_is_one_change():
    two = whole(places=(place(), place(name="Ferme", key=2)))
    (added,) = found(whole(), two)
    (removed,) = found(two, whole())
    assert (added.label, removed.label) == ("Lieu ajouté", "Lieu retiré")
    assert added.points == removed.points == ("places", "offer", "staffing_ratio", "fees")


def test_two_periods_alike_are_told_apart_and_their_order_says_nothing():
    first, second = made.after_school(), made.wednesday()
    one = whole(places=(place(periods=(first, second)),))
    other = whole(places=(place(periods=(second, first)),))
    assert found(one, other) == ()
    twice = whole(places=(place(periods=(first, first)),))
    keys = [section.key for section in sections_of(twice, COMMUNES)]
    assert len(keys) == len(set(keys))


def test_a_change_of_account_touches_the_identity_alone():
    assert changed_points((), account_changed=True) == ["identity"]


@given(st.sets(st.sampled_from(list(point_names())), min_size=1))
def test_the_page_says_of_the_programme_what_the_command_says(touched):
    question = annex_change_question(sorted(touched), made.TODAY)
    asked = answer("annex_change", msgspec.json.encode(question))
    shown = programme_change(sorted(touched), made.TODAY)
    assert shown == asked


def test_nothing_touched_asks_the_law_nothing():
    assert programme_change((), made.TODAY) is None
