"""The pages of fees: what is read, written, copied, refused, and by whom."""

from decimal import Decimal

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.foundation.journal.models import Entry
from preau.foundation.ui.form_pages import CHANGED_MEANWHILE
from preau.operators.models import CarePlace, Fee, FeeReduction
from tests.factories import ZoneFactory, sign_in
from tests.operators import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    at("2026-11-21")


@pytest.fixture
def place():
    return made.full_place(made.operator(ZoneFactory()))


@pytest.fixture
def signed(client, place):
    def _sign(role=Role.OPERATOR_SECRETARY, of: CarePlace | None = None):
        held = made.mandate((of or place).operator, role)
        return sign_in(client, held.person, strong=True, mandate=held)

    return _sign


def url(name, *args):
    return reverse(f"operators:{name}", args=args)


def new_fee(place, **told):
    return {"version": place.version, "unit": "per_day", "amount": "3,50", "same": "yes", **told}


def test_the_page_shows_the_price_per_hour_and_the_law(signed, place):
    page = signed().get(url("fees", place.pk)).content.decode()
    assert "0,50\N{NO-BREAK SPACE}€ par demi-heure commencée" in page
    assert "1,00 €" in page and "par heure, environ" in page
    assert "Plafond respecté" in page
    assert "Autres communes" in page
    assert "Deuxième enfant et suivants" in page


def test_a_fee_is_added_once_whatever_the_clicks(signed, place):
    period = place.periods.first()
    person = signed()
    sent = new_fee(place, includes="goûter")
    for _ in range(2):
        answer = person.post(url("fee_new", place.pk, period.pk), sent)
        assert answer.status_code == 302
    added = period.fees.get(unit="per_day")
    assert (added.amount, added.elsewhere, added.includes) == (Decimal("3.50"), Decimal("3.50"), "goûter")
    assert Entry.objects.filter(act="operators.save_fee").count() == 1


def test_a_fee_is_changed_and_a_second_person_is_told(signed, place):
    row = Fee.objects.filter(period__place=place).first()
    person = signed()
    sent = new_fee(place, unit="per_hour", amount="1.20", same="no", elsewhere="2")
    assert person.post(url("fee", place.pk, row.pk), sent).status_code == 302
    row.refresh_from_db()
    assert (row.unit, row.amount, row.elsewhere) == ("per_hour", Decimal("1.20"), Decimal("2.00"))
    late = person.post(url("fee", place.pk, row.pk), new_fee(place, amount="9"))
    assert late.status_code == 422
    assert CHANGED_MEANWHILE[:40] in late.content.decode()
    row.refresh_from_db()
    assert row.amount == Decimal("1.20")
    fresh = CarePlace.objects.get(pk=place.pk).version
    assert f'name="version" value="{fresh}"' in late.content.decode()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"amount": ""}, "Donnez le montant"),
        ({"amount": "beaucoup"}, "Donnez un montant en euros"),
        ({"amount": "-1"}, "à partir de 0"),
        ({"unit": "free", "amount": "2"}, "laissez le montant vide"),
        ({"unit": ""}, "Choisissez dans la liste"),
        ({"same": "no"}, "Donnez le montant demandé aux enfants d’autres communes"),
        ({"derogation": "6"}, "Donnez ensemble"),
        ({"derogation_on": "2026-01-01"}, "Donnez ensemble"),
        ({"activity": "999999"}, "Choisissez dans la liste"),
    ],
)
def test_what_is_to_be_corrected(signed, place, told, said):
    period = place.periods.first()
    answer = signed().post(url("fee_new", place.pk, period.pk), new_fee(place, **told))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not period.fees.filter(unit="per_day").exists()


def test_free_costs_nothing_and_unknown_elsewhere_stays_unknown(signed, place):
    period = place.periods.first()
    sent = new_fee(place, unit="free", amount="", same="")
    assert signed().post(url("fee_new", place.pk, period.pk), sent).status_code == 302
    free = period.fees.get(unit="free")
    assert free.amount == 0 and free.elsewhere is None


def test_a_fee_of_an_activity(signed, place):
    period = place.periods.first()
    activity = period.activities.first()
    person = signed()
    assert person.post(url("fee_new", place.pk, period.pk), new_fee(place, activity=activity.pk)).status_code == 302
    assert period.fees.get(activity=activity).amount == Decimal("3.50")
    assert f"Pour l’activité « {activity.title}" in person.get(url("fees", place.pk)).content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_removing_twice_removes_once(signed, place):
    row = Fee.objects.filter(period__place=place).first()
    person = signed()
    assert person.post(url("fee_remove", place.pk, row.pk)).status_code == 302
    assert person.post(url("fee_remove", place.pk, row.pk)).status_code == 404
    assert not Fee.objects.filter(pk=row.pk).exists()
    assert Entry.objects.filter(act="operators.remove_fee").count() == 1


def test_fees_are_copied_to_other_periods(signed, place):
    source, target = place.periods.all()
    person = signed()
    sent = {"version": place.version, "periods": [target.pk]}
    assert person.post(url("fees_copy", place.pk, source.pk), sent).status_code == 302
    copied = target.fees.get()
    assert (copied.unit, copied.amount, copied.includes) == ("per_half_hour", Decimal("0.50"), "collation")
    assert person.post(url("fees_copy", place.pk, source.pk), sent).status_code == 422
    assert target.fees.count() == 1
    assert person.post(url("fees_copy", place.pk, source.pk), {"version": ""}).status_code == 422


def test_reductions(signed, place):
    person = signed()
    sent = {"version": place.version, "ground": "low_income", "words": "sur preuve", "amount": "1,00"}
    for _ in range(2):
        assert person.post(url("reduction_new", place.pk), sent).status_code == 302
    row = FeeReduction.objects.get(place=place, ground="low_income")
    assert row.amount == Decimal(1)
    fresh = CarePlace.objects.get(pk=place.pk).version
    both = {"version": fresh, "ground": "low_income", "percent": "50", "amount": "1"}
    assert person.post(url("reduction", place.pk, row.pk), both).status_code == 422
    more = {"version": fresh, "ground": "low_income", "percent": "101"}
    assert "jusqu’à 100" in person.post(url("reduction", place.pk, row.pk), more).content.decode()
    half = {"version": fresh, "ground": "low_income", "percent": "33,5"}
    assert person.post(url("reduction", place.pk, row.pk), half).status_code == 302
    row.refresh_from_db()
    assert (row.percent, row.amount) == (Decimal("33.50"), None)
    assert "33,5 % de moins" in person.get(url("fees", place.pk)).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    person.post(url("reduction_remove", place.pk, row.pk))
    assert not FeeReduction.objects.filter(pk=row.pk).exists()
    assert person.post(url("reduction_remove", place.pk, row.pk)).status_code == 404


def test_anothers_place_does_not_exist_and_a_care_worker_only_reads(signed, place):
    stranger = made.full_place(made.operator(ZoneFactory()))
    person = signed()
    row = Fee.objects.filter(period__place=stranger).first()
    assert person.get(url("fees", stranger.pk)).status_code == 404
    assert person.post(url("fee_remove", stranger.pk, row.pk)).status_code == 404
    assert person.post(url("fee", place.pk, row.pk), new_fee(place)).status_code == 404
    assert person.post(url("fee_remove", place.pk, row.pk)).status_code == 404
    assert person.post(url("reduction_remove", place.pk, stranger.reductions.first().pk)).status_code == 404
    assert Fee.objects.filter(pk=row.pk).exists()
    worker = signed(Role.CARE_WORKER)
    page = worker.get(url("fees", place.pk))
    assert page.status_code == 200 and "Ajouter un tarif" not in page.content.decode()
    assert worker.get(url("fee_new", place.pk, place.periods.first().pk)).status_code == 403


def test_the_coordination_writes_for_who_has_no_account_alone(client, place):
    actor = made.coordinator(place.operator.declarations.get().zone)
    person = sign_in(client, actor.person, mandate=actor.mandate)
    period = place.periods.first()
    assert person.post(url("fee_new", place.pk, period.pk), new_fee(place)).status_code == 302
    made.mandate(place.operator)
    assert person.get(url("fees", place.pk)).status_code == 404


def test_the_same_queries_whatever_the_number_of_fees(signed, place, counted_queries):
    person = signed()
    person.get(url("fees", place.pk))
    with counted_queries() as few:
        person.get(url("fees", place.pk))
    many = [made.after_school(label=f"Section {n}") for n in range(12)]
    larger = made.full_place(place.operator, periods=tuple(many))
    with counted_queries() as more:
        assert person.get(url("fees", larger.pk)).status_code == 200
    assert len(more) == len(few) <= 30, more.sql


def test_a_place_without_offer_says_what_comes_first(signed, place):
    bare = made.place(place.operator)
    assert "Dites d’abord quand le lieu accueille" in signed().get(url("fees", bare.pk)).content.decode()
