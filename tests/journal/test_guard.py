"""The database itself refuses to change the journal."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from preau.foundation.accounts.actors import system
from preau.foundation.journal import guard
from preau.foundation.journal.api import record
from preau.foundation.journal.models import Entry, Seal

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    return record(system(timezone.now(), "essai"), "essai.inscrire", ("essai", 1), {"mot": "été"})


@pytest.fixture
def seal(entry):
    return Seal.objects.create(
        day=timezone.localdate(), entries=[[entry.pk, entry.digest]], digest="0" * 64, sealed_at=timezone.now()
    )


CHANGES = [
    "UPDATE journal_entry SET act = 'autre'",
    "DELETE FROM journal_entry",
    "UPDATE journal_seal SET digest = 'x'",
    "DELETE FROM journal_seal",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_the_database_refuses_in_french(seal, statement):
    with pytest.raises(DatabaseError, match="Le journal ne se modifie pas"), transaction.atomic():
        connection.cursor().execute(statement)
    assert (Entry.objects.count(), Seal.objects.count()) == (1, 1)


def test_the_database_refuses_its_own_way_round(seal):
    statement = {
        "sqlite": "INSERT OR REPLACE INTO journal_seal SELECT * FROM journal_seal",
        "postgresql": "TRUNCATE journal_seal",
    }[connection.vendor]
    with pytest.raises(DatabaseError, match="Le journal ne se modifie pas"), transaction.atomic():
        connection.cursor().execute(statement)


def test_saving_an_entry_again_is_refused(entry):
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()


def test_it_is_installed_removed_and_installed_again():
    assert guard.is_installed(connection)
    guard.install(connection)
    with guard.lifted(connection):
        assert not guard.is_installed(connection)
    assert guard.is_installed(connection)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_may_flush_what_it_wrote():
    with transaction.atomic():
        record(system(timezone.now(), "essai"), "essai.inscrire", ("essai", 1))
    assert Entry.objects.count() == 1
