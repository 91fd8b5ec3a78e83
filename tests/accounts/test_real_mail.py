"""A letter through a real mail server on this machine: what arrives is what was written."""

import socket
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core import mail

from preau.foundation.accounts.messages import send_message


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


def test_a_letter_that_cannot_leave_says_so_to_the_worker(postbox):
    with pytest.raises(OSError, match="unknown"):
        send_message.func("inconnue@exemple.test", "Sujet", "Texte")
    assert postbox.received == []


def test_a_subject_on_two_lines_never_becomes_a_header(postbox):
    with pytest.raises(mail.BadHeaderError):
        send_message.func("line@exemple.test", "Sujet\nBcc: autre@exemple.test", "Texte")
    assert postbox.received == []
