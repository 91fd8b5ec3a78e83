"""A backup put back into an empty place is the same installation; anywhere else it is refused."""

import io
import stat
import tarfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from preau.foundation.territory.models import Municipality

CONTENT = """
from django.db import connection
from preau.foundation.journal import guard
from preau.foundation.journal.models import Entry
from preau.plans.models import AnnualActionPlan, PlanWord
print(AnnualActionPlan.objects.count(), PlanWord.objects.count(), guard.is_installed(connection))
print(list(Entry.objects.values_list("pk", "digest")))
"""
ALTER = """
from django.db import connection
from preau.foundation.journal import guard
guard.remove(connection)
connection.cursor().execute("UPDATE journal_entry SET act = 'autre' WHERE act = 'plans.import'")
"""


def test_backup_then_restore_gives_the_same_installation(place, tmp_path):
    source = place("source", PREAU_DEMONSTRATION="1")
    source.run("prepare")
    source.run("demo-data", PREAU_CLOCK="2026-11-21T10:00:00+01:00")
    source.run("seal-journal", PREAU_CLOCK="2026-11-22T03:00:00+01:00")
    (source.data_dir / "documents" / "2026").mkdir(parents=True)
    (source.data_dir / "documents" / "2026" / "a.xlsx").write_bytes(b"contenu")
    file = tmp_path / "preau.tar.gz"
    assert "Sauvegarde écrite" in source.run("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "existe déjà" in source.run("backup", file, code=1)

    target = place("target", PREAU_DEMONSTRATION="1")
    said = target.run("restore", file)
    assert said.startswith("La sauvegarde est remise en place.\nLe journal est intact")
    assert "1 jour" in said
    assert (target.data_dir / "documents" / "2026" / "a.xlsx").read_bytes() == b"contenu"
    assert (target.data_dir / "secret-key").read_text() == (source.data_dir / "secret-key").read_text()
    assert target.run("shell", "-v0", "-c", CONTENT) == source.run("shell", "-v0", "-c", CONTENT)
    target.run("shell", "-v0", "-c", ALTER)
    target.run("backup", tmp_path / "altered")
    said = place("third", PREAU_DEMONSTRATION="1").run("restore", tmp_path / "altered", code=1)
    assert "a été modifié après son inscription" in said


def archive(path, **members):
    with tarfile.open(path, "w:gz") as tar:
        for name, content in members.items():
            info = tarfile.TarInfo(name.replace("__", "/"))
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return path


def description(engine):
    return b'{"format": 1, "database": "%s"}' % engine.encode()


def bad_files(folder):
    """Return files that are not a backup for this database, each with the reason given."""
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    (folder / "text").write_text("bonjour")
    cut = archive(folder / "whole", **{"preau.json": b"{}", "database": bytes(range(256)) * 400})
    cut.write_bytes(cut.read_bytes()[:-30])
    no_database = {"preau.json": description(connection.vendor), "database": b"pas une base" * 99}
    return [
        (folder / "absent", "n’existe pas"),
        (folder / "text", "abîmée ou n’est pas une sauvegarde"),
        (cut, "abîmée"),
        (archive(folder / "stranger", **{"..__evil": b"x"}), "elle contient ../evil"),
        (archive(folder / "inside", **{"documents__..__..__evil": b"x"}), "elle contient"),
        (archive(folder / "mute", database=b"x"), "ne se décrit pas"),
        (archive(folder / "newer", **{"preau.json": b'{"format": 2}'}), "plus récente"),
        (archive(folder / "engine", **{"preau.json": description(other)}), f"vient de {other}"),
        (archive(folder / "hollow", **{"preau.json": description(connection.vendor)}), "pas de base"),
        (archive(folder / "broken", **no_database), "abîmée|pg_restore a échoué"),
    ]


@pytest.mark.django_db(transaction=True)
def test_what_is_not_a_backup_is_refused_and_changes_nothing(tmp_path, monkeypatch, settings):
    monkeypatch.setattr("preau.portal.backups._check_empty", lambda: None)
    settings.DATA_DIR = tmp_path / "data"
    for file, reason in bad_files(tmp_path):
        with pytest.raises(CommandError, match=reason):
            call_command("restore", file)
    assert not (tmp_path / "evil").exists()
    assert not list(settings.DATA_DIR.iterdir())
    assert Municipality.objects.count() == 273


@pytest.mark.django_db
def test_a_place_in_use_is_refused(tmp_path):
    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("restore", tmp_path / "absent")


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_one_moment_while_others_write(tmp_path):
    other = connection.copy()
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute("UPDATE territory_municipality SET name = 'en cours'")
        call_command("backup", tmp_path / "preau.tar.gz", stdout=io.StringIO())
    finally:
        other.rollback()
        other.close()
    with tarfile.open(tmp_path / "preau.tar.gz") as tar:
        assert tar.getnames()[:2] == ["preau.json", "database"]
        assert b"en cours" not in tar.extractfile("database").read()


@pytest.mark.django_db
def test_a_backup_that_cannot_be_written_says_why(tmp_path):
    with pytest.raises(CommandError, match="ne s’écrit pas"):
        call_command("backup", tmp_path / "nulle-part" / "preau.tar.gz")
