"""What an administrator types: prepare, serve, worker, demo, nightly, check-health."""

import json
import signal
import socket
import subprocess
import urllib.request
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from preau.foundation.accounts.demonstration import PASSWORD
from preau.foundation.accounts.models import Person
from preau.foundation.journal import guard
from tests.operations.conftest import Place

ALL_WELL = {"ok": True, "base": "ok", "journal": "ok", "documents": "ok"}


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def lines_until(process, words):
    """Read what a command prints until a line with `words`; fail with the rest when it ends before."""
    read = []
    for line in process.stdout:
        read.append(line)
        if words in line:
            return "".join(read)
    raise AssertionError("".join(read))


def get(address):
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.status, answer.read().decode()


def get_when_open(address, process):
    """Ask until somebody answers, for a minute at most, as long as `process` lives."""
    for _ in range(300):
        try:
            return get(address)
        except OSError:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.2)
    raise AssertionError("no answer")


def test_prepare_may_be_repeated(place):
    made = place("prepared")
    assert "base : la base" in made.run("check-health", code=1)
    for _ in range(2):
        assert made.run("prepare").endswith("Préau est prêt.\n")
    assert made.run("check-health") == "base : ok\njournal : ok\ndocuments : ok\n"
    assert (made.data_dir / "static" / "staticfiles.json").exists()


def test_the_nightly_work_seals_and_tidies(place):
    made = place("nightly", PREAU_DEMONSTRATION="1")
    made.run("prepare")
    assert "Aucun jour à sceller." in made.run("nightly")
    made.run("demo-data", PREAU_CLOCK="2026-11-21T10:00:00+01:00")
    assert made.run("nightly", PREAU_CLOCK="2026-11-22T03:00:00+01:00").startswith("2026-11-21 ")
    assert "est intact" in made.run("verify-journal")
    answer = json.loads(made.run("verify-journal", "--json"))
    assert (answer["ok"], answer["seals"]) == (True, 1)


def test_the_demonstration_opens_answers_and_closes(place, port):
    made = place("demo")
    process = made.start("demo", "--port", port)
    try:
        said = lines_until(process, "Ctrl-C pour fermer.")
        address = f"http://127.0.0.1:{port}"
        assert f"Préau est ouvert : {address}/" in said
        assert PASSWORD in said
        assert "coordination.mons@demo.preau.example" in said
        status, body = get(f"{address}/sante/")
        assert (status, json.loads(body)) == (200, ALL_WELL)
        assert "Démonstration" in get(f"{address}/")[1]
        assert f"Le port {port} est déjà pris" in made.run("demo", "--port", port, code=1)
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(60) == 0, rest
        assert "Préau est fermé." in rest
    finally:
        process.kill()
        process.stdout.close()
        process.wait()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "nobody listens any more"
    known = "from preau.foundation.accounts.models import Person; print(Person.objects.count())"
    assert int(made.run("shell", "-v0", "-c", known, PREAU_DEMONSTRATION="1")) > 20


def test_serve_stops_when_told(place, port):
    made = place("served")
    made.run("prepare")
    process = made.start("serve", "--port", port, "--workers", 1)
    try:
        status, body = get_when_open(f"http://127.0.0.1:{port}/sante/", process)
        assert (status, json.loads(body)["ok"]) == (200, True)
        process.terminate()
        assert process.wait(60) == 0, process.stdout.read()
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


def test_the_first_command_makes_the_embedded_tables(tmp_path):
    """As the README gives it, on a place nobody prepared."""
    fresh = Place(tmp_path / "fresh")
    workbook = "preau/plans/demonstration/mons-2020-2021.xlsx"
    assert "Plan 2020-2021 enregistré pour Mons" in fresh.run(
        "plan", "import", workbook, "--commune", 53053, "--year", 2020
    )
    assert '"commune": "53053"' in fresh.run("plan", "export", "--commune", 53053, "--year", 2020, "--format", "json")
    assert "intact" in Place(tmp_path / "other").run("verify-journal")


def test_the_worker_stops_when_told(place):
    made = place("worker")
    made.run("prepare")
    process = made.start("worker")
    try:
        lines_until(process, "Starting worker")
        process.terminate()
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.stdout.close()
        process.wait()


class TestRefusals:
    """A demonstration is not served to others, nor as a real installation."""

    def test_to_others(self, settings, port):
        settings.DEMONSTRATION = True
        with pytest.raises(CommandError, match="que sur cette machine"):
            call_command("serve", "--address=0.0.0.0", f"--port={port}")

    @pytest.mark.django_db
    def test_as_a_real_installation(self, settings, port):
        settings.DEMONSTRATION = False
        Person.objects.create(email="quelqu.un@demo.preau.example")
        with pytest.raises(CommandError, match="est celle d’une démonstration"):
            call_command("serve", f"--port={port}")

    @pytest.mark.django_db
    @pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
    def test_on_a_port_in_use(self, address):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with socket.create_server((address, 0), family=family) as taken:
            port = taken.getsockname()[1]
            with pytest.raises(CommandError, match=f"Le port {port} est déjà pris"):
                call_command("serve", "--address", address, f"--port={port}")


@pytest.mark.django_db
class TestHealth:
    def test_anybody_may_ask(self, client):
        answer = client.get("/sante/")
        assert (answer.status_code, answer.json()) == (200, ALL_WELL)
        assert "no-store" in answer["Cache-Control"]
        assert client.post("/sante/").status_code == 405

    def test_a_journal_without_its_lock_is_said(self, client):
        guard.remove(connection)
        answer = client.get("/sante/")
        assert answer.status_code == 503
        assert "ne protège plus le journal" in answer.json()["journal"]

    @pytest.mark.parametrize(
        ("broken", "what"),
        [
            ({"shutil.disk_usage": lambda place: SimpleNamespace(free=1_000_000)}, "trop peu de place"),
            ({"os.access": lambda place, mode: False}, "n’accepte pas d’écriture"),
        ],
    )
    def test_what_is_wrong_is_said(self, client, monkeypatch, broken, what):
        for name, replacement in broken.items():
            monkeypatch.setattr(f"preau.portal.health.{name}", replacement)
        answer = client.get("/sante/")
        assert answer.status_code == 503
        assert what in answer.json()["documents"]
        with pytest.raises(SystemExit):
            call_command("check_health", stdout=StringIO())
