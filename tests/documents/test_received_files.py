"""Receiving, reading and discarding files: the file, its row and its journal entry live and die together."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from preau.foundation.accounts.access import Forbidden
from preau.foundation.accounts.actors import Actor
from preau.foundation.documents import acts
from preau.foundation.documents.findings import FileRefused
from preau.foundation.documents.models import ReceivedFile
from preau.foundation.journal.models import Entry
from tests.documents import hostile
from tests.factories import MandateFactory, PersonFactory, actor_for, sign_in

pytestmark = pytest.mark.django_db
PURPOSE = "plans.import"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def mandate():
    return MandateFactory()


def workbook(name: str = "Plan d’action.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, hostile.xlsx())


def files(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_receive_keeps_file_row_and_entry(mandate, media) -> None:
    actor = actor_for(mandate)
    received = acts.receive(actor, workbook("../été\u202e.xlsx"), PURPOSE)
    stored = ReceivedFile.objects.get()
    assert stored == received
    assert (stored.original_name, stored.kind, stored.purpose) == ("été.xlsx", "xlsx", PURPOSE)
    assert (stored.organisation, stored.uploaded_by) == (mandate.organisation, mandate.person)
    assert hashlib.sha256(stored.content()).hexdigest() == stored.sha256
    assert len(stored.content()) == stored.size
    assert [path.name for path in files(media)] == [f"{stored.pk}.xlsx"]
    entry = Entry.objects.get(act="documents.receive")
    assert entry.object_id == str(stored.pk)
    assert entry.payload["sha256"] == stored.sha256
    assert str(stored) == "été.xlsx"


def test_refused_file_leaves_nothing(mandate, media) -> None:
    with pytest.raises(FileRefused):
        acts.receive(actor_for(mandate), SimpleUploadedFile("plan.xlsx", hostile.macro_workbook()), PURPOSE)
    assert (ReceivedFile.objects.count(), Entry.objects.count(), files(media)) == (0, 0, [])


def test_too_big_file_is_refused_before_it_is_read(mandate, settings) -> None:
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("read before its size was checked")

    upload = Unread("plan.xlsx", b"x")
    upload.size = settings.UPLOAD_MAX_BYTES + 1
    with pytest.raises(FileRefused, match="la taille permise"):
        acts.receive(actor_for(mandate), upload, PURPOSE)


def test_failed_transaction_leaves_no_orphan(mandate, media, monkeypatch) -> None:
    def broken(*args):
        raise IntegrityError("journal full")

    monkeypatch.setattr(acts, "record", broken)
    with pytest.raises(IntegrityError):
        acts.receive(actor_for(mandate), workbook(), PURPOSE)
    assert (ReceivedFile.objects.count(), files(media)) == (0, [])


def test_full_disk_is_said_and_leaves_no_row(mandate, media, monkeypatch) -> None:
    def half_written(self, name, content):
        path = media / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", half_written)
    with pytest.raises(FileRefused, match="disque du serveur est plein"):
        acts.receive(actor_for(mandate), workbook(), PURPOSE)
    assert (ReceivedFile.objects.count(), Entry.objects.count(), files(media)) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_receive_refuses_to_run_inside_another_transaction(mandate, media) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        acts.receive(actor_for(mandate), workbook(), PURPOSE)
    assert files(media) == []


def test_quota_of_the_day(mandate, settings, at) -> None:
    settings.UPLOADS_PER_PERSON_PER_DAY = 1
    now = at("2026-11-21T00:30")
    acts.receive(actor_for(mandate, now), workbook(), PURPOSE)
    with pytest.raises(FileRefused, match="Continuez demain"):
        acts.receive(actor_for(mandate, now), workbook(), PURPOSE)
    acts.receive(actor_for(mandate, now + timedelta(days=1)), workbook(), PURPOSE)
    acts.receive(actor_for(MandateFactory(organisation=mandate.organisation), now), workbook(), PURPOSE)


def test_nobody_sends_without_a_mandate(at, media) -> None:
    actor = Actor(now=at("2026-11-21"), person=PersonFactory())
    with pytest.raises(Forbidden, match="mandat"):
        acts.receive(actor, workbook(), PURPOSE)
    assert files(media) == []


def test_discard_removes_file_and_row(mandate, media, django_capture_on_commit_callbacks) -> None:
    actor = actor_for(mandate)
    received = acts.receive(actor, workbook(), PURPOSE)
    with django_capture_on_commit_callbacks(execute=True):
        acts.discard(actor, received)
    assert (ReceivedFile.objects.count(), files(media)) == (0, [])
    assert Entry.objects.filter(act="documents.discard").count() == 1


def test_only_the_sender_discards(mandate, media) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    colleague = MandateFactory(organisation=mandate.organisation)
    with pytest.raises(Forbidden, match="Seule la personne"):
        acts.discard(actor_for(colleague), received)
    assert len(files(media)) == 1


def test_old_files_of_a_purpose_are_removed(mandate, media, at, django_capture_on_commit_callbacks) -> None:
    now = at("2026-11-21")
    ages = {"plans.import": (91, 89), "plans.other": (91,)}
    for purpose, days in ages.items():
        for age in days:
            acts.receive(actor_for(mandate, now - timedelta(days=age)), workbook(f"{age}.xlsx"), purpose)
    with django_capture_on_commit_callbacks(execute=True):
        assert acts.discard_old(now, 90, PURPOSE) == 1
    assert {(kept.purpose, kept.original_name) for kept in ReceivedFile.objects.all()} == {
        ("plans.import", "89.xlsx"),
        ("plans.other", "91.xlsx"),
    }
    assert len(files(media)) == 2
    entry = Entry.objects.get(act="documents.discard")
    assert (entry.person, entry.payload["name"]) == (None, "91.xlsx")
    assert acts.discard_old(now, 90, PURPOSE) == 0


@pytest.mark.parametrize("broken", [{"size": 0}, {"kind": "exe"}, {"sha256": "abc"}, {"original_name": ""}])
def test_database_refuses_a_row_that_cannot_be(mandate, broken) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivedFile.objects.filter(pk=received.pk).update(**broken)


def test_download_by_a_colleague(mandate, client, counted_queries) -> None:
    received = acts.receive(actor_for(mandate), workbook("Plan d’été.xlsx"), PURPOSE)
    colleague = MandateFactory(organisation=mandate.organisation)
    sign_in(client, colleague.person)
    with counted_queries() as counted:
        response = client.get(reverse("documents:download", args=[received.pk]))
    assert len(counted) <= 5, counted.sql
    assert response.status_code == 200
    assert response.content == received.content()
    assert response["Content-Type"] == received.mime_type
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Plan%20d%E2%80%99%C3%A9t%C3%A9.xlsx"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_the_secretary_of_the_council_reads_only_what_she_sent(mandate, client) -> None:
    secretary = MandateFactory(secretary=True, organisation=mandate.organisation)
    sign_in(client, secretary.person)
    for sender, status in ((mandate, 404), (secretary, 200)):
        received = acts.receive(actor_for(sender), workbook(), PURPOSE)
        assert client.get(reverse("documents:download", args=[received.pk])).status_code == status


def test_download_by_another_organisation_is_not_found(mandate, client) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    sign_in(client, MandateFactory().person)
    assert client.get(reverse("documents:download", args=[received.pk])).status_code == 404


def test_download_without_mandate_is_not_found(mandate, client) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    sign_in(client, PersonFactory())
    assert client.get(reverse("documents:download", args=[received.pk])).status_code == 404


def test_download_asks_to_sign_in(mandate, client) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    response = client.get(reverse("documents:download", args=[received.pk]))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_download_is_read_only(mandate, client) -> None:
    received = acts.receive(actor_for(mandate), workbook(), PURPOSE)
    sign_in(client, mandate.person)
    assert client.post(reverse("documents:download", args=[received.pk])).status_code == 405


def test_stored_name_owes_nothing_to_the_sender(mandate) -> None:
    received = acts.receive(actor_for(mandate), workbook("secret.xlsx"), PURPOSE)
    assert "secret" not in received.file.name
    assert default_storage.exists(received.file.name)
