"""A training entered: read by who may, corrected and removed while nothing is settled, its certificate kept close."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.roles import Role
from preau.foundation.documents.api import PAPERS, receive
from preau.foundation.journal.models import Entry
from preau.training.entry.acts import PURPOSE, remove_entry
from preau.training.models import RecordDay, TrainingEntry, TrainingRecord
from tests.factories import ZoneFactory
from tests.operators import made as operators
from tests.operators.places.made import browser_of
from tests.staff import made as staff
from tests.training import made
from tests.training.certificates.made import as_pdf
from tests.training.entry.typed import DAY, form, other


@pytest.fixture
def entry(operator, module, zoe, ali):
    return made.entry(operator, module, [zoe, ali], {DAY: 6}, form_key=None)


@pytest.fixture
def waiting(operator, actor, zoe):
    row = made.other(operator, [zoe], "Les Ateliers du Tilleul", "Jouer dehors", {DAY: 6})
    row.certificate = receive(actor, SimpleUploadedFile("attestation.pdf", as_pdf()), PURPOSE, PAPERS)
    row.save()
    return row


def page_of(row):
    return f"/formations/{row.pk}/"


def acts_on(row):
    return list(
        Entry.objects.filter(object_type="training.trainingentry", object_id=str(row.pk)).values_list("act", flat=True)
    )


def test_an_entry_says_where_each_one_s_hours_stand(browser, entry, waiting):
    assert "Validé" in browser.get(page_of(entry)).content.decode()
    page = browser.get(page_of(waiting)).content.decode()
    assert "À valider" in page
    assert "ne comptent jamais contre vous parce que l’ONE est en retard" in page


def test_a_worker_reads_her_own_part_only(entry, zoe, ali):
    page = browser_of(staff.worker(zoe)).get(page_of(entry)).content.decode()

    assert "Zoé Van den Berghe" in page
    assert "Ali Benali" not in page
    assert "Corriger" not in page
    assert "/formations/equipe/" not in page.split("<main")[0].rsplit("Fil d’Ariane", 1)[-1]


def test_another_house_finds_nothing(entry):
    stranger = browser_of(operators.actor(operators.operator(ZoneFactory()), Role.OPERATOR_SECRETARY))

    for path in ("", "corriger/", "attestation/"):
        assert stranger.get(page_of(entry) + path).status_code == 404
    for path in ("retirer/", "remettre/"):
        assert stranger.post(page_of(entry) + path).status_code == 404


def test_hours_and_people_are_corrected(browser, entry, zoe, ali):
    shown = browser.get(page_of(entry) + "corriger/")
    version = shown.context["form"]["version"].value()
    sent = form(zoe, hours="4,5", step="enregistrer", version=str(version))
    answer = browser.post(page_of(entry) + "corriger/", sent)

    assert answer.status_code == 302
    entry.refresh_from_db()
    assert entry.version == version + 1
    assert list(entry.records.present().values_list("person", flat=True)) == [zoe.pk]
    assert RecordDay.objects.get(record__in=entry.records.present()).hours == Decimal("4.5")
    assert acts_on(entry) == ["training.correct"]


def test_saying_again_what_is_recorded_changes_nothing(browser, entry, zoe, ali):
    version = entry.version
    sent = form(zoe, ali, step="enregistrer", version=str(version))
    assert browser.post(page_of(entry) + "corriger/", sent).status_code == 302
    assert browser.post(page_of(entry) + "corriger/", sent).status_code == 302

    entry.refresh_from_db()
    assert entry.version == version
    assert acts_on(entry) == []


def test_two_people_correct_at_once(browser, entry, zoe, ali):
    version = str(entry.version)
    first = form(zoe, ali, hours="5", step="enregistrer", version=version)
    assert browser.post(page_of(entry) + "corriger/", first).status_code == 302
    second = browser.post(page_of(entry) + "corriger/", form(zoe, hours="3", step="enregistrer", version=version))

    page = second.content.decode()
    assert second.status_code == 422
    assert "Quelqu’un a corrigé cette formation" in page
    assert 'value="3"' in page
    again = form(zoe, hours="3", step="enregistrer", version=str(second.context["form"]["version"].value()))
    assert browser.post(page_of(entry) + "corriger/", again).status_code == 302


def test_hours_of_each_person_come_back_in_the_form(browser, operator, module, zoe, ali):
    row = made.entry(operator, module, [zoe], {DAY: 6})
    record = TrainingRecord.objects.create(entry=row, person=ali)
    RecordDay.objects.create(record=record, day=DAY + timedelta(days=1), hours=3)

    shown = browser.get(page_of(row) + "corriger/").content.decode()
    assert f'name="h_{zoe.pk}_0" value="6"' in shown
    assert f'name="h_{ali.pk}_1" value="3"' in shown


def test_the_words_of_an_other_are_corrected(browser, waiting, zoe):
    sent = form(zoe, step="enregistrer", version=str(waiting.version)) | other(place_text="")
    assert browser.post(page_of(waiting) + "corriger/", sent).status_code == 302

    waiting.refresh_from_db()
    assert waiting.encoding.trainer_text == "Odile Marchand"
    assert waiting.encoding.provider_text == "Les Ateliers du Tilleul asbl"
    assert waiting.module == waiting.encoding.module
    assert waiting.certificate is not None


def test_what_one_decided_is_corrected_no_more(browser, waiting, zoe, actor):
    waiting.module.decided_at = waiting.entered_at + timedelta(days=1)
    waiting.module.save()

    assert browser.get(page_of(waiting) + "corriger/").status_code == 403
    with pytest.raises(Forbidden, match="L’ONE s’est prononcé"):
        remove_entry(actor, waiting.pk)


def test_an_entry_is_removed_and_put_back(browser, entry, zoe, ali):
    assert browser.post(page_of(entry) + "retirer/").status_code == 302
    assert not entry.records.present().exists()
    assert "a été retirée" in browser.get(page_of(entry)).content.decode()
    browser.post(page_of(entry) + "retirer/")
    browser.post(page_of(entry) + "remettre/")
    browser.post(page_of(entry) + "remettre/")

    assert entry.records.present().count() == 2
    assert acts_on(entry) == ["training.remove", "training.restore"]


def test_what_was_entered_again_meanwhile_is_not_put_back(browser, operator, entry, module, zoe):
    browser.post(page_of(entry) + "retirer/")
    made.entry(operator, module, [zoe], {DAY: 6})
    answer = browser.post(page_of(entry) + "remettre/")

    assert answer.status_code == 422
    assert "est déjà saisi" in answer.content.decode()


def test_who_is_corrected_out_stays_out_when_the_entry_is_put_back(browser, entry, zoe, ali):
    browser.post(page_of(entry) + "corriger/", form(zoe, step="enregistrer", version=str(entry.version)))
    TrainingRecord.objects.filter(person=ali).update(
        removed_at=TrainingRecord.objects.get(person=ali).removed_at - timedelta(1)
    )
    browser.post(page_of(entry) + "retirer/")
    browser.post(page_of(entry) + "remettre/")

    assert list(entry.records.present().values_list("person", flat=True)) == [zoe.pk]


def test_the_certificate_is_read_by_the_house_by_one_and_by_her(browser, waiting, zoe):
    path = page_of(waiting) + "attestation/"
    readers = [browser, browser_of(staff.officer()), browser_of(staff.worker(zoe))]

    for reader in readers:
        answer = reader.get(path)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "application/pdf"
        assert "attachment" in answer["Content-Disposition"]
    assert acts_on(waiting) == ["training.read_certificate"] * 3


def test_the_certificate_is_not_read_by_a_colleague(operator, waiting, ali):
    assert browser_of(staff.worker(ali)).get(page_of(waiting) + "attestation/").status_code == 404


def test_pages_ask_the_same_queries_whatever_the_number_of_people(
    browser, operator, module, counted_queries, django_user_model
):
    def team(count):
        return [staff.person(operator) for _ in range(count)]

    small = made.entry(operator, module, team(2), {date(2026, 1, 5): 6})
    browser.get(page_of(small))
    with counted_queries() as few:
        browser.get(page_of(small))
        browser.get(f"/formations/nouvelle/?module={module.pk}")
    large = made.entry(operator, module, team(30), {date(2026, 1, 6): 6})
    with counted_queries() as many:
        browser.get(page_of(large))
        browser.get(f"/formations/nouvelle/?module={module.pk}")

    assert len(many) == len(few)


def test_saving_asks_the_same_queries_whatever_the_number_of_people(browser, operator, module, counted_queries):
    people = [staff.person(operator) for _ in range(25)]
    address = f"/formations/nouvelle/?module={module.pk}"
    browser.get(address)
    with counted_queries() as few:
        browser.post(address, form(*people[:1], day="2026-01-05", step="enregistrer"))
    with counted_queries() as many:
        browser.post(address, form(*people, day="2026-01-06", step="enregistrer"))

    assert TrainingEntry.objects.count() == 2
    assert len(many) == len(few)
