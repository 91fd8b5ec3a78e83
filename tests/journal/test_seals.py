"""Days are sealed once; whatever is altered behind the application's back is found and named."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from preau.foundation import clock
from preau.foundation.accounts.actors import Actor, system
from preau.foundation.journal import guard
from preau.foundation.journal.api import record
from preau.foundation.journal.digests import digest_of, seal_digest
from preau.foundation.journal.models import Entry, Seal
from preau.foundation.journal.seals import seal_days
from preau.foundation.journal.verification import verify

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
DAYS = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 5)]  # no act on the 4th
NIGHT = datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
PAYLOAD = {"z": 1, "a": {"é": "œuf", "10": [True, None, "2026-03-02"], "9": -7}, "grand": 10**18, "vide": {}}


@pytest.fixture
def journal():
    """Three sealed days of four entries each, one act of today, and the lock lifted (the tests are the intruder)."""
    entries = []
    for day in DAYS:
        for minute in range(4):
            moment = NOON + timedelta(days=day.day - 2, minutes=minute)
            entries.append(record(system(moment, "essai"), "essai.acte", ("essai", minute), PAYLOAD | {"n": minute}))
    seal_days(NIGHT)
    record(system(NIGHT, "essai"), "essai.acte", ("essai", 99))
    guard.remove(connection)
    return entries


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def find(kind, day, entry=None):
    """Assert what `verify` names, and return its sentence."""
    result = verify()
    assert (result.ok, result.kind, result.day, result.first_altered) == (False, kind, day, entry), result
    return result.sentence


def rewrite(entry, **values):
    """Alter an entry and its digest together."""
    Entry.objects.filter(pk=entry.pk).update(**values)
    entry.refresh_from_db()
    Entry.objects.filter(pk=entry.pk).update(digest=digest_of(entry))


def test_an_intact_journal(journal):
    result = verify()
    assert (result.ok, result.entries, result.seals) == (True, 12 + 3 + 1, 3)
    assert result.sentence == "Le journal est intact : 16 actes relus, 3 jours scellés."


def test_each_day_is_sealed_once_and_missed_nights_are_caught_up(journal):
    seals = list(Seal.objects.all())
    assert [seal.day for seal in seals] == DAYS
    assert [seal.previous for seal in seals] == ["", seals[0].digest, seals[1].digest]
    assert seal_days(NIGHT) == []
    later = seal_days(NIGHT + timedelta(days=1))
    assert [seal.day for seal in later] == [date(2026, 3, 6)]
    assert len(later[0].entries) == 4, "the act of the day, and the three entries that tell of the seals"
    assert verify().ok


def test_a_day_ends_at_midnight_in_brussels_and_is_sealed_a_little_later():
    record(system(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), "essai"), "essai.acte", ("essai", 1))
    record(system(datetime(2026, 7, 1, 22, 1, tzinfo=UTC), "essai"), "essai.acte", ("essai", 2))
    assert seal_days(datetime(2026, 7, 1, 22, 5, tzinfo=UTC)) == []
    (seal,) = seal_days(datetime(2026, 7, 1, 22, 11, tzinfo=UTC))
    assert (seal.day, len(seal.entries)) == (date(2026, 7, 1), 1)


def test_an_empty_journal_is_intact():
    assert seal_days(NIGHT) == []
    assert verify().ok


def test_a_payload_altered(journal):
    Entry.objects.filter(pk=journal[5].pk).update(payload={"n": 2})
    sentence = find("changed", DAYS[1], journal[5].pk)
    assert sentence == f"L’acte n° {journal[5].pk} du 03/03/2026 a été modifié après son inscription."


def test_an_actor_altered(journal):
    run("UPDATE journal_entry SET acting_as = 'quelqu''un' WHERE id = %s", journal[0].pk)
    find("changed", DAYS[0], journal[0].pk)


def test_an_entry_altered_with_its_digest(journal):
    rewrite(journal[6], act="essai.autre")
    find("changed", DAYS[1], journal[6].pk)


def test_a_digest_altered_alone(journal):
    run("UPDATE journal_entry SET digest = %s WHERE id = %s", "0" * 64, journal[6].pk)
    find("changed", DAYS[1], journal[6].pk)


def test_an_act_of_today_altered(journal):
    last = Entry.objects.last()
    run("UPDATE journal_entry SET object_id = '98' WHERE id = %s", last.pk)
    find("changed", date(2026, 3, 6), last.pk)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_entry_deleted(journal, place):
    run("DELETE FROM journal_entry WHERE id = %s", journal[place].pk)
    find("deleted", DAYS[0], journal[place].pk)


def test_a_whole_day_deleted(journal):
    run("DELETE FROM journal_entry WHERE id BETWEEN %s AND %s", journal[4].pk, journal[7].pk)
    find("deleted", DAYS[1], journal[4].pk)


def test_an_entry_deleted_and_the_next_ones_renumbered(journal):
    run("DELETE FROM journal_entry WHERE id = %s", journal[5].pk)
    for entry in journal[6:8]:
        run("UPDATE journal_entry SET id = %s WHERE id = %s", entry.pk - 1, entry.pk)
    sentence = find("reordered", DAYS[1], journal[5].pk)
    assert f"se trouve l’acte n° {journal[6].pk}" in sentence


def test_two_entries_swapped(journal):
    first, second = journal[8].pk, journal[9].pk
    for new, old in ((0, first), (first, second), (second, 0)):
        run("UPDATE journal_entry SET id = %s WHERE id = %s", new, old)
    find("reordered", DAYS[2], first)


def test_an_entry_dated_back_to_a_sealed_day(journal):
    rewrite(journal[9], at=journal[1].at)
    find("inserted", DAYS[0], journal[9].pk)


def test_an_entry_dated_forward(journal):
    rewrite(journal[1], at=NIGHT)
    find("moved", DAYS[0], journal[1].pk)


@pytest.mark.parametrize(("hour", "day"), [(12, DAYS[1]), (36, date(2026, 3, 4)), (-72, date(2026, 2, 28))])
def test_an_entry_inserted_into_the_past(journal, hour, day):
    moment = datetime(2026, 3, 3, 0, 0, tzinfo=UTC) + timedelta(hours=hour)
    intruder = record(system(moment, "essai"), "essai.acte", ("essai", 7))
    find("inserted", day, intruder.pk)


def test_a_seal_changed(journal):
    run("UPDATE journal_seal SET digest = %s WHERE day = %s", "0" * 64, DAYS[1])
    find("seal_changed", DAYS[1])


@pytest.mark.parametrize("content", ["{}", "7", '[["a"]]', "[]"])
def test_the_content_of_a_seal_changed(journal, content):
    Seal.objects.filter(day=DAYS[1]).update(entries=json.loads(content))
    assert verify().day == DAYS[1]
    assert not verify().ok


def test_the_moment_of_a_seal_changed(journal):
    Seal.objects.filter(day=DAYS[2]).update(sealed_at=NOON)
    find("seal_changed", DAYS[2])


@pytest.mark.parametrize("day", DAYS)
def test_an_entry_its_digest_and_its_seal_altered_together(journal, day):
    """The next seal, or the entry that tells of the last one, still holds the true digest."""
    entry = journal[DAYS.index(day) * 4]
    rewrite(entry, act="essai.autre")
    entry.refresh_from_db()
    seal = Seal.objects.get(day=day)
    seal.entries[0][1] = entry.digest
    digest = seal_digest(seal.previous, seal.day, seal.sealed_at, seal.entries)
    Seal.objects.filter(pk=seal.pk).update(entries=seal.entries, digest=digest)
    find("seal_changed", day)


@pytest.mark.parametrize("day", DAYS)
def test_a_seal_dropped(journal, day):
    run("DELETE FROM journal_seal WHERE day = %s", day)
    find("seal_deleted", day)


def test_every_seal_dropped(journal):
    run("DELETE FROM journal_seal")
    find("seal_deleted", DAYS[0])


def test_a_day_and_its_seal_dropped_together(journal):
    run("DELETE FROM journal_entry WHERE id BETWEEN %s AND %s", journal[4].pk, journal[7].pk)
    run("DELETE FROM journal_seal WHERE day = %s", DAYS[1])
    find("seal_deleted", DAYS[1])


@pytest.mark.parametrize(
    "payload", [{"a": 1.5}, {"a": [NOON]}, {1: "a"}, {"a": {"b": "\0"}}, {"a": float("nan")}, {"a": object()}]
)
def test_what_does_not_survive_a_database_is_refused(payload):
    with pytest.raises(TypeError, match="journal"), transaction.atomic():
        record(system(NOON, "essai"), "essai.acte", ("essai", 1), payload)
    assert not Entry.objects.exists()


def test_the_longest_name_of_a_role_fits():
    author = Actor(now=NOON, label="é" * 300)
    assert record(author, "essai.acte", ("essai", 1)).acting_as == "é" * 200
    assert verify().ok


def test_the_commands_seal_then_verify_and_name_the_entry(journal, capsys):
    with clock.frozen(NIGHT + timedelta(days=1)):
        out = StringIO()
        call_command("seal_journal", stdout=out)
        assert out.getvalue().startswith("2026-03-06 ")
        call_command("seal_journal", stdout=out)
        assert out.getvalue().endswith("Aucun jour à sceller.\n")
    call_command("verify_journal", stdout=out)
    assert "est intact" in out.getvalue()
    run("DELETE FROM journal_entry WHERE id = %s", journal[0].pk)
    out = StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_journal", "--json", stdout=out)
    answer = json.loads(out.getvalue())
    assert (answer["kind"], answer["first_altered"], answer["day"]) == ("deleted", journal[0].pk, "2026-03-02")
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_journal", stdout=out)
    assert out.getvalue() == f"L’acte n° {journal[0].pk} du 02/03/2026 a disparu.\n"
