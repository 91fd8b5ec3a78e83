"""The pages of staffing: the whole table, the form of one period, who reads and who writes."""

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.foundation.ui.form_pages import CHANGED_MEANWHILE
from preau.operators.models import CarePlace
from tests.factories import ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


@pytest.fixture
def place():
    return made.full_place(made.operator(ZoneFactory(), in_cle=True))


@pytest.fixture
def signed(client, place):
    def _sign(role=Role.OPERATOR_SECRETARY):
        held = made.mandate(place.operator, role)
        return sign_in(client, held.person, strong=True, mandate=held)

    return _sign


def url(name, *args):
    return reverse(f"operators:{name}", args=args)


def told(place, **said):
    known = {"expected_under_six": "12", "expected_six_and_over": "18", "workers": "3", "workers_last_year": "2"}
    return {"version": place.version, **known, "second_adult": "present", **said}


def test_the_table_has_a_verdict_per_period(signed, place):
    page = signed().get(url("staffing", place.pk)).content.decode()
    assert page.count("Norme assurée") == 2
    assert "art. 16" in page
    assert "Chaque période a l’encadrement" in page


def test_a_period_is_written_once_whatever_the_clicks(signed, place):
    period = place.periods.first()
    person = signed()
    for _ in range(2):
        answer = person.post(url("staffing_period", place.pk, period.pk), told(place))
        assert answer.status_code == 302
    period.refresh_from_db()
    assert period.workers == 3
    entry = Entry.objects.get(act="operators.save_staffing")
    assert entry.payload["before"]["workers"] == 2 and entry.payload["after"]["workers"] == 3


def test_what_is_not_known_stays_unknown(signed, place):
    period = place.periods.first()
    person = signed()
    sent = told(place, expected_under_six="", workers="", second_adult="")
    assert person.post(url("staffing_period", place.pk, period.pk), sent).status_code == 302
    period.refresh_from_db()
    assert (period.expected_under_six, period.workers, period.second_adult) == (None, None, "")
    page = person.get(url("staffing", place.pk)).content.decode()
    assert "Impossible à calculer" in page and "Donner les nombres qui manquent" in page


def test_a_table_with_something_unknown_never_says_that_all_is_well(signed, place):
    place.periods.update(workers_last_year=None)
    page = signed().get(url("staffing", place.pk)).content.decode()
    assert "Chaque période a l’encadrement" not in page
    assert "Il manque de quoi répondre tout à fait pour 2 périodes" in page.replace("\xa0", " ")
    assert "Donner les nombres qui manquent" in page


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"expected_under_six": "douze"}, "un nombre entier"),
        ({"workers": "-1"}, "à partir de 0"),
        ({"workers": "501"}, "jusqu’à 500"),
        ({"second_adult": "peut-être"}, "Choisissez dans la liste"),
    ],
)
def test_what_is_to_be_corrected(signed, place, said, problem):
    period = place.periods.first()
    answer = signed().post(url("staffing_period", place.pk, period.pk), told(place, **said))
    assert answer.status_code == 422
    assert problem in answer.content.decode()


def test_two_people_on_one_period(signed, place):
    period = place.periods.first()
    person = signed()
    person.post(url("staffing_period", place.pk, period.pk), told(place, workers="4"))
    late = person.post(url("staffing_period", place.pk, period.pk), told(place, workers="5"))
    assert late.status_code == 422 and CHANGED_MEANWHILE[:40] in late.content.decode()
    period.refresh_from_db()
    assert period.workers == 4
    fresh = CarePlace.objects.get(pk=place.pk)
    assert person.post(url("staffing_period", place.pk, period.pk), told(fresh, workers="5")).status_code == 302


def test_anothers_place_does_not_exist_and_a_care_worker_only_reads(signed, place):
    stranger = made.full_place(made.operator(ZoneFactory()))
    person = signed()
    assert person.get(url("staffing", stranger.pk)).status_code == 404
    assert person.post(url("staffing_period", stranger.pk, stranger.periods.first().pk), {}).status_code == 404
    assert person.get(url("staffing_period", place.pk, stranger.periods.first().pk)).status_code == 404
    worker = signed(Role.CARE_WORKER)
    assert worker.get(url("staffing", place.pk)).status_code == 200
    assert worker.get(url("staffing_period", place.pk, place.periods.first().pk)).status_code == 403


def test_the_same_queries_whatever_the_number_of_periods(signed, place, counted_queries):
    person = signed()
    person.get(url("staffing", place.pk))
    with counted_queries() as few:
        person.get(url("staffing", place.pk))
    larger = made.full_place(place.operator, periods=tuple(made.after_school(label=str(n)) for n in range(14)))
    with counted_queries() as more:
        assert person.get(url("staffing", larger.pk)).status_code == 200
    assert len(more) == len(few) <= 30, more.sql


def test_a_place_without_offer_says_what_comes_first(signed, place):
    bare = made.place(place.operator)
    assert "Dites d’abord quand le lieu accueille" in signed().get(url("staffing", bare.pk)).content.decode()


def test_what_is_not_said_of_the_operator_is_asked_there(signed, place):
    place.operator.in_cle = False
    place.operator.save()
    page = signed().get(url("staffing", place.pk)).content.decode()
    assert "Dire ce qu’est l’opérateur" in page and "Donner les nombres" not in page
    assert "n’est pas dit si l’opérateur est tenu" in page
