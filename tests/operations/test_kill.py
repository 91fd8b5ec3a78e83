"""kill -9 in the middle of a save, again and again: what was acknowledged is there, and the place is whole."""

import http.client
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, suppress
from urllib.parse import urlencode

import pytest
from django.db import connection

from preau.foundation.accounts.demonstration import PASSWORD, coordinator_email
from preau.foundation.territory.demonstration import MONS

KILLS = 50 if connection.vendor == "sqlite" else 10  # a server that survives is PostgreSQL's own business
VERIFIED_EVERY = 10  # the journal, whole, by the command
LONGEST = 0.25  # seconds from the first acknowledged save to the blow
OPENING = 30  # seconds a server may take to answer
EDITOR = re.compile(r'id="objectif-(\d+)".*?name="version" value="(\d+)".*?<textarea[^>]*>([^<]*)<', re.DOTALL)


class Cut(Exception):  # noqa: N818 - what happens to the exchange
    """The server went away in the middle of an exchange."""


class Writer:
    """Somebody whose page saves by itself, in one session that outlives the servers."""

    def __init__(self):
        self.cookies = {}
        self.port = 0
        self.plan = ""

    def ask(self, method, path, fields=None, **headers):
        """Return (status, headers, text); raise Cut when no whole answer comes."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            sent |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=OPENING)) as line:
                line.request(method, path, body, sent)
                answer = line.getresponse()
                text = answer.read().decode()
        except (OSError, http.client.HTTPException) as cut:
            raise Cut from cut
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, dict(answer.getheaders()), text

    def begin(self):
        """Sign in and start a plan with one objective."""
        self.ask("GET", "/compte/connexion/")
        status, _, text = self.ask(
            "POST", "/compte/connexion/", {"login": coordinator_email(MONS), "password": PASSWORD}
        )
        assert status == 302, text
        _, headers, _ = self.ask("POST", "/travail/plans/commencer/", {"year": "2027"})
        self.plan = headers["location"]
        self.ask("POST", f"{self.plan}objectifs/", {})

    def read(self):
        """Return the objective as the editor shows it: its key, its version, the number written in it."""
        status, _, page = self.ask("GET", self.plan)
        assert status == 200
        key, version, text = EDITOR.search(page).groups()
        return key, int(version), int(text or 0)

    def save_until_cut(self, key, version, number, blow):
        """Save the numbers after `number` until the server goes; return the last acknowledged.

        The blow is on its way from the first acknowledged save on.
        """
        while True:
            fields = {"version": version, "text": number + 1}
            try:
                status, _, text = self.ask("POST", f"{self.plan}objectifs/{key}/", fields, **{"X-Preau-Autosave": "1"})
            except Cut:
                return number
            answer = json.loads(text)
            assert status == 200, text
            assert answer["saved"], text
            version, number = answer["version"], number + 1
            if blow.ident is None:
                blow.start()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(place, port):
    """Start a server in a process group of its own, and return it once it listens."""
    command = place.command("serve", "--port", port, "--workers", "1")
    with (place.data_dir / "server.log").open("ab") as log:
        server = subprocess.Popen(command, env=place.environ, stdout=log, stderr=log, start_new_session=True)
    until = time.monotonic() + OPENING
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.02)
    raise AssertionError((place.data_dir / "server.log").read_text())


def kill(server):
    """End the server and its workers at once, without a word."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def check_whole(place, times):
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(place.data_dir / "preau.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if times % VERIFIED_EVERY == 0:
        place.run("verify-journal")


@pytest.fixture
def installation(place):
    made = place("mise-a-mort", PREAU_DEMONSTRATION="1", PREAU_CLOCK="2026-11-21T10:00:00+01:00")
    made.run("prepare")
    made.run("demo-data", "--scale", "demo")
    return made


def test_no_acknowledged_save_is_lost(installation):
    dice = random.Random("kill -9")
    writer = Writer()
    acknowledged = 0
    for times in range(1, KILLS + 1):
        writer.port = free_port()
        server = start(installation, writer.port)
        blow = threading.Timer(dice.uniform(0, LONGEST), kill, [server])
        try:
            if times == 1:
                writer.begin()
            key, version, held = writer.read()
            assert held >= acknowledged, f"arrêt {times} : {acknowledged} était acquis, la page dit {held}"
            check_whole(installation, times)
            acknowledged = writer.save_until_cut(key, version, held, blow)
        finally:
            blow.cancel()
            if server.poll() is None:
                kill(server)
    installation.run("verify-journal")
    assert acknowledged >= KILLS
