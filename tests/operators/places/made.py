"""What the tests of places and offer share: a zone, an operator with somebody acting for it, the text of a page."""

import re
from html import unescape

from django.test import Client

from tests.factories import sign_in


def browser_of(actor, strong=True):
    """Return a browser signed in as this actor."""
    return sign_in(Client(), actor.person, strong, actor.mandate)


def words(answer):
    """Return the text of a page, on one line, with plain spaces."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(text).replace("\xa0", " ").split())
