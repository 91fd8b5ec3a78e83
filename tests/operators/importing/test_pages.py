"""The pages of lists, for the coordination and for an operator."""

import pytest
from django.urls import reverse

from preau.foundation.accounts.roles import Role
from preau.operators.models import CarePlace, ListImport
from tests.factories import ZoneFactory, sign_in
from tests.operators import made
from tests.operators.importing.made import HEAD, ROWS, upload

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def zone():
    return ZoneFactory()


@pytest.fixture
def coordination(client, zone):
    sign_in(client, made.coordinator(zone).person)
    return client


def send(client, rows=ROWS, head=HEAD, name="liste.xlsx"):
    return client.post(reverse("operators:lists"), {"file": upload(rows, head, name)})


def test_from_the_file_to_the_places(coordination):
    answer = send(coordination)
    row = ListImport.objects.get()
    address = reverse("operators:list_settle", args=[row.pk])
    assert answer.headers["Location"] == address
    page = coordination.get(address).content.decode()
    assert "Reprendre 2\u00a0opérateurs et 3\u00a0lieux" in page
    assert "ASBL Les Lutins" in page
    done = coordination.post(address, {"version": row.version, "do": "take"}, follow=True)
    assert CarePlace.objects.count() == 3
    page = done.content.decode()
    assert "Cette liste est reprise" in page
    assert "2\u00a0lieux repris" in page
    again = coordination.post(address, {"version": row.version, "do": "take"}, follow=True)
    assert again.status_code == 200
    assert CarePlace.objects.count() == 3


def test_a_question_a_column_and_a_choice_are_answered_on_the_page(coordination):
    head = [*HEAD, "Couleur"]
    send(coordination, [[*ROWS[0][:-1], 2, "rouge"]], head)
    row = ListImport.objects.get()
    address = reverse("operators:list_settle", args=[row.pk])
    page = coordination.get(address).content.decode()
    assert "1\u00a0question avant de reprendre la liste" in page
    assert "1\u00a0colonne pas comprise" in page
    refused = coordination.post(address, {"version": row.version, "do": "take"})
    assert refused.status_code == 422
    answers = {"reponse-0": "per_day", "colonne-7": "premises|||", "place:o1p1": "new", "do": "answer"}
    coordination.post(address, {**answers, "version": row.version})
    row.refresh_from_db()
    coordination.post(address, {"version": row.version, "do": "take"})
    place = CarePlace.objects.get()
    assert place.premises == "rouge"
    assert place.periods.first().fees.get().unit == "per_day"


def test_errors_are_told_by_cell(coordination):
    send(coordination, [["ASBL Les Lutins", "Centre", "", "une vingtaine", "dès 7h", "", ""]])
    row = ListImport.objects.get()
    page = coordination.get(reverse("operators:list_settle", args=[row.pk])).content.decode()
    for words in ("2\u00a0cellules à corriger", "D2", "E2", "une vingtaine"):
        assert words in page


def test_what_somebody_else_answered_is_not_lost(coordination):
    send(coordination)
    row = ListImport.objects.get()
    address = reverse("operators:list_settle", args=[row.pk])
    coordination.post(address, {"version": row.version, "do": "answer", "place:o1p1": "aside"})
    late = coordination.post(address, {"version": row.version, "do": "take"})
    assert late.status_code == 422
    assert not CarePlace.objects.exists()
    row.refresh_from_db()
    assert row.answers == {"place:o1p1": "aside"}
    coordination.post(address, {"version": row.version, "do": "again"})
    row.refresh_from_db()
    assert row.answers == {}


def test_a_list_is_dropped(coordination):
    send(coordination)
    row = ListImport.objects.get()
    drop = reverse("operators:list_drop", args=[row.pk])
    assert coordination.get(drop).status_code == 405
    page = coordination.post(drop, follow=True).content.decode()
    assert "abandonnée" in page
    assert coordination.get(reverse("operators:list_settle", args=[row.pk])).status_code == 302


@pytest.mark.parametrize("name", ["liste.pdf", "liste.ods"])
def test_a_file_that_is_not_what_it_says_comes_back_with_the_reason(coordination, name):
    answer = send(coordination, name=name)
    assert answer.status_code == 422
    assert "Ce fichier ne peut pas être repris" in answer.content.decode()
    assert not ListImport.objects.exists()


def test_a_file_without_a_list_says_what_a_list_is(coordination):
    answer = send(coordination, [["Madame,"]], ["Bonjour"])
    assert answer.status_code == 422
    assert "ligne de titres" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.OPERATOR_SIGNATORY, 200),
        (Role.OPERATOR_SECRETARY, 200),
        (Role.PROJECT_LEADER, 403),
        (Role.CARE_WORKER, 403),
    ],
)
def test_the_direction_and_the_secretariat_bring_in_their_list(client, zone, role, status):
    operator = made.operator(zone)
    sign_in(client, made.actor(operator, role).person)
    for route in ("lists", "list_template", "list_export", "list_export_csv"):
        answer = client.get(reverse(f"operators:{route}"))
        assert answer.status_code == status
        if route == "lists" and status == 200:
            assert "la liste de vos lieux d’accueil" in answer.content.decode()


def test_the_page_costs_the_same_whatever_the_number_of_lines(coordination, zone, counted_queries):
    operator = made.operator(zone, name="Les Lutins")
    made.full_place(operator, name="Lieu 0")
    few = [["Les Lutins", f"Lieu {number}", *ROWS[0][2:]] for number in range(2)]
    many = [[f"Opérateur {number // 3}", f"Lieu {number}", *ROWS[0][2:]] for number in range(120)]
    counts = []
    for rows in (few, [*few, *many]):
        send(coordination, rows)
        address = reverse("operators:list_settle", args=[ListImport.objects.first().pk])
        coordination.get(address)
        with counted_queries() as counted:
            answer = coordination.get(address)
        counts.append(len(counted))
        assert answer.content.decode().count('name="place:') <= 30
    assert counts[0] == counts[1] <= 30
    last = coordination.get(address, {"page": "99"}).content.decode()
    assert "Page 6 sur 6" in last
    assert coordination.get(address, {"page": "-1"}).status_code == 200
