"""A letter through a real mail server on this machine: what arrives is what was written."""

import socket
from datetime import timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from preau.foundation.accounts import acts
from preau.foundation.accounts.messages import send_invitation, send_message, send_password_reset
from preau.foundation.accounts.roles import Role
from tests.factories import PersonFactory, actor_for

REFUSED = "inconnue@exemple.test"


class Postbox:
    """Keeps what the server accepts; refuses one address, as a server does for one it does not know."""

    def __init__(self) -> None:
        self.received: list[tuple[list[str], Message]] = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("inconnue"):
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=default)))
        return "250 OK"


@pytest.fixture
def postbox(settings):
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield box
    server.stop()


def test_a_letter_arrives_with_its_accents(postbox):
    send_message.func("line@exemple.test", "Invitation : Ville d’Œuvre", "À bientôt,\n.seule\nl’équipe")
    [(to, letter)] = postbox.received
    assert to == ["line@exemple.test"]
    assert letter["Subject"] == "Invitation : Ville d’Œuvre"
    assert letter.get_content().replace("\r\n", "\n").strip() == "À bientôt,\n.seule\nl’équipe"


def work():
    """Do the one task that waits, whenever it was to run, as the worker does; return it."""
    [waiting] = DBTaskResult.objects.filter(status="READY")
    waiting.claim("essai")
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="essai",
        excluded_queue_names=[],
    )
    worker.run_task(waiting)
    return waiting


def ask_message(mandate, now):
    send_message.enqueue(REFUSED, "Sujet", "Texte")


def ask_invitation(mandate, now):
    offer = acts.Offer(REFUSED, "", Role.CCA_MEMBER, now.date())
    invitation = acts.invite(actor_for(mandate, now, strong=True), mandate.organisation, offer)
    send_invitation.enqueue(invitation.pk)


def ask_password_reset(mandate, now):
    send_password_reset.enqueue(PersonFactory(email=REFUSED).email)


@pytest.mark.parametrize("ask", [ask_message, ask_invitation, ask_password_reset])
def test_a_letter_refused_is_tried_again_later_and_later_then_given_up(postbox, mandate, at, caplog, ask):
    moment = at("2026-11-21")
    ask(mandate, moment)
    for minutes in (1, 10, 60):
        assert work().status == "SUCCESSFUL"
        moment += timedelta(minutes=minutes)
        assert DBTaskResult.objects.get(status="READY").run_after == moment
        at(moment.isoformat())
    lost = work()
    assert (lost.status, DBTaskResult.objects.count()) == ("FAILED", 4)
    [said] = [record for record in caplog.records if record.levelname == "ERROR"]
    assert "SMTPRecipientsRefused, 4 tries" in said.exc_text
    assert REFUSED not in caplog.text + lost.traceback
    assert postbox.received == []


def test_a_server_that_comes_back_gets_the_letter_once(postbox, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1  # nobody listens there
    send_message.enqueue("line@exemple.test", "Sujet", "Texte")
    work()
    settings.EMAIL_PORT = port
    work()
    assert len(postbox.received) == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_subject_on_two_lines_never_becomes_a_header(postbox):
    with pytest.raises(mail.BadHeaderError):
        send_message.func("line@exemple.test", "Sujet\nBcc: autre@exemple.test", "Texte")
    assert postbox.received == []
