"""Attacks on teams and trainings that once passed: each is tried again, and held off."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.api import PAPERS, receive
from preau.foundation.ui.versions import version_of
from preau.staff.models import Qualification, QualificationRequest
from preau.staff.qualifying.acts import Asked, send
from preau.staff.register.acts.papers import PURPOSE as TITLE
from preau.staff.register.acts.papers import save_credential
from preau.training import lookalikes
from preau.training.catalogue.editing import module_held, provider_held, save_module, save_provider
from preau.training.entry.acts import EntryRefused, correct_entry, record_entry
from preau.training.entry.typed import NewEntry
from preau.training.importing import acts as lists
from preau.training.importing.exporting import exported
from preau.training.models import TrainingEntry
from tests.documents.building import Sheet, xlsx
from tests.factories import MandateFactory, ZoneFactory
from tests.operators import made as operators
from tests.operators.bodies.made import browser_of, words
from tests.staff import made as staff
from tests.training import made
from tests.training.certificates.made import as_pdf

pytestmark = pytest.mark.django_db
LEFT = date(2024, 6, 30)
SINCE = date(2024, 9, 2)


@pytest.fixture(autouse=True)
def _noon(at: Callable[[str], Any], settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at("2026-11-21")
    lookalikes.forget()
    yield
    lookalikes.forget()


class Moved:
    """Somebody who left a house two years ago for another: the former one is not to read what came after."""

    def __init__(self) -> None:
        self.former, self.present = operators.operator(ZoneFactory()), operators.operator(ZoneFactory())
        names = {"given_name": "Lina", "family_name": "Marelle"}
        self.person = staff.person(self.former, ends_on=LEFT, **names)
        staff.contract(self.person, self.present, function="project_leader", starts_on=SINCE)
        self.before = operators.actor(self.former, Role.OPERATOR_SECRETARY)
        self.after = operators.actor(self.present, Role.OPERATOR_SECRETARY)

    def say(self, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(self.person, name, value)
        self.person.save()


@pytest.fixture
def moved():
    return Moved()


def paper(name: str = "titre.pdf", text: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text or as_pdf())


def cells(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


# -- a former house ---------------------------------------------------------------------------------


def test_a_list_writes_nothing_in_the_file_of_who_left(moved):
    """An address planted there would receive the letter that asks for her consent."""
    moved.say(email="", phone="")
    sheet = Sheet(
        [["Nom", "Prénom", "Adresse électronique", "Téléphone", "Diplôme"],
         ["Marelle", "Lina", "piege@exemple.test", "065 12 34 56", "BACV"]], name="Équipe",
    )  # fmt: skip
    row = lists.receive_list(moved.before, SimpleUploadedFile("liste.xlsx", xlsx(sheet)))
    lists.settle(moved.before, row.pk, row.version)
    moved.person.refresh_from_db()
    assert (moved.person.email, moved.person.phone) == ("", "")
    assert not moved.person.credentials.exists()


def test_a_list_taken_out_stops_at_the_last_day(moved):
    moved.say(email="lina@ailleurs.test", phone="065998877")
    staff.credential(moved.person, "bacv")
    told = cells(exported(moved.before))
    assert "Marelle" in told
    for later in ("ailleurs.test", "065998877", "Responsable de projet", "BACV", "brevet"):
        assert later.lower() not in told.lower(), later
    assert "lina@ailleurs.test" in cells(exported(moved.after))


def test_a_list_taken_out_tells_the_functions_of_the_house_alone(moved):
    staff.contract(moved.person, moved.former, function="care_worker", starts_on=date(2026, 1, 5))
    told = cells(exported(moved.before))
    assert "Accueillante" in told
    assert "Responsable de projet" not in told


def test_where_to_reach_her_now_is_not_told_to_a_former_house(moved):
    moved.say(email="lina@ailleurs.test", phone="065998877")
    page = words(browser_of(moved.before).get(reverse("staff:person", args=[moved.person.pk])))
    assert "lina@ailleurs.test" not in page
    assert "065998877" not in page


def test_a_copy_joined_since_is_not_read_by_a_former_house(moved):
    title = staff.credential(moved.person, "bacv")
    type(title).objects.filter(pk=title.pk).update(recorded_at=staff.NOW - timedelta(days=1500))
    held = {name: getattr(title, name) for name in ("title", "label", "issuer", "obtained_on")}
    file = receive(moved.after, paper(), TITLE, PAPERS)
    save_credential(moved.after, moved.person.pk, title.pk, version_of(held), held, file)
    address = reverse("staff:credential_file", args=[moved.person.pk, title.pk])
    assert browser_of(moved.before).get(address).status_code == 404
    assert browser_of(moved.after).get(address).status_code == 200
    page = browser_of(moved.before).get(reverse("staff:person", args=[moved.person.pk])).content.decode()
    assert address not in page


@pytest.fixture
def asked(moved):
    """A request the former house made while she worked there, for a title whose copy was joined then."""
    contract = moved.person.contracts.get(organisation=moved.former.body.organisation)
    contract.ends_on = None
    contract.save()
    contract.assignments.update(ends_on=None)
    title = staff.credential(moved.person, "bacv")
    title.file = receive(moved.before, paper(), TITLE, PAPERS)
    title.save()
    request = send(moved.before, moved.person.pk, Asked("care_worker", QualificationRequest.Road.LISTED, title.pk))
    contract.ends_on = LEFT
    contract.save()
    contract.assignments.update(ends_on=LEFT)
    return request


def test_a_request_of_a_former_house_does_not_give_it_a_copy_joined_since(moved, asked):
    address = reverse("staff:qualification_title", args=[asked.pk])
    file = asked.credential.file
    file.uploaded_at = staff.NOW - timedelta(days=1500)
    file.save()
    asked.credential.recorded_at = file.uploaded_at
    asked.credential.save()
    assert browser_of(moved.before).get(address).status_code == 200
    title = asked.credential
    title.file = receive(moved.after, paper("autre.pdf"), TITLE, PAPERS)
    title.save()
    assert browser_of(moved.before).get(address).status_code == 404
    assert browser_of(staff.officer()).get(address).status_code == 200


def test_a_request_of_a_former_house_does_not_tell_where_she_stands_today(moved, asked):
    Qualification.objects.create(
        person=moved.person, function="project_leader", title="bacv", from_day=SINCE, request=asked,
        decided_at=staff.NOW,
    )  # fmt: skip
    moved.person.contracts.get(ends_on=None).assignments.update(function="care_worker")
    assert browser_of(staff.officer()).get(reverse("staff:qualification", args=[asked.pk])).context["standing"]
    page = browser_of(moved.before).get(reverse("staff:qualification", args=[asked.pk]))
    assert page.status_code == 200
    assert page.context["standing"] == []


def test_correcting_an_old_entry_tells_nothing_of_what_she_followed_since(moved):
    module = made.module(made.provider("Les Ateliers du Tilleul"), "Jouer dehors", hours=6)
    entry = made.entry(moved.former, module, [moved.person], {date(2024, 3, 4): 6})
    secret = made.other(
        moved.present, [moved.person], "Un cabinet", "Reprendre après une absence", {date(2025, 3, 3): 6}
    )
    for hours in (Decimal(6), Decimal(20)):
        new = NewEntry({moved.person.pk: {date(2025, 3, 3): hours}}, module_id=module.pk)
        with pytest.raises(EntryRefused) as refused:
            correct_entry(moved.before, entry.pk, entry.version, new)
        assert secret.module.title not in str(refused.value)
        assert "déjà" not in str(refused.value)


# -- ONE --------------------------------------------------------------------------------------------


def test_a_tick_nobody_could_press_makes_no_fault():
    browser = browser_of(staff.officer())
    answer = browser.post(
        reverse("staff:qualifications"), {"titre": ["99999999999999999999:1", "9223372036854775808:1"]}
    )
    assert answer.status_code == 302


@pytest.fixture
def two_mandates():
    """An officer who also acts for a house that entered a training of an accepted body."""
    house = operators.operator(ZoneFactory())
    officer = staff.officer()
    beside = MandateFactory(person=officer.person, organisation=house.body.organisation, role=Role.OPERATOR_SECRETARY)
    body = made.provider("Les Ateliers du Tilleul")
    module = made.module(body, "Jouer dehors", hours=6)
    made.entry(house, module, [staff.person(house)], {date(2026, 3, 4): 6})
    return replace(officer, mandates=(officer.mandate, beside)), body, module


def test_an_officer_does_not_write_why_the_hours_of_her_own_house_count(two_mandates):
    officer, body, _ = two_mandates
    held = provider_held(body)
    with pytest.raises(Forbidden):
        save_provider(officer, body, {**held, "days": [("one", None, None)]}, body.version)
    save_provider(officer, body, {**held, "name": "Les Ateliers du Grand Tilleul"}, body.version)


def test_an_officer_does_not_write_for_whom_the_hours_of_her_own_house_count(two_mandates):
    officer, _, module = two_mandates
    held = module_held(module)
    with pytest.raises(Forbidden):
        save_module(officer, module, {**held, "early_childhood": True}, module.version)
    with pytest.raises(Forbidden):
        save_module(officer, module, {**held, "for_project_leaders": False}, module.version)
    save_module(officer, module, {**held, "title": "Jouer dehors, même l’hiver"}, module.version)


def test_a_certificate_that_contradicts_what_was_typed_comes_before_one():
    house = operators.operator(ZoneFactory())
    someone = staff.person(house, given_name="Ali", family_name="Benali")
    actor = operators.actor(house, Role.OPERATOR_SECRETARY)
    module = made.module(made.provider("Les Ateliers du Tilleul"), "Jouer dehors", hours=6)
    new = NewEntry({someone.pk: {date(2026, 3, 4): Decimal(6)}}, module_id=module.pk)
    wrong = [{"field": "persons", "agrees": False, "seen": "", "sentence": "L’attestation ne nomme pas Ali Benali."}]
    entry = record_entry(actor, new, wrong)
    assert TrainingEntry.objects.get(pk=entry.pk).mismatch
    correct_entry(actor, entry.pk, entry.version, NewEntry({someone.pk: {date(2026, 3, 5): Decimal(6)}}))
    assert not TrainingEntry.objects.get(pk=entry.pk).mismatch
