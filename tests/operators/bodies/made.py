"""A body with its people in a browser: what the tests of these pages share."""

import re
from typing import Any

from django.test import Client

from preau.foundation.accounts.actors import Actor
from tests.factories import sign_in

NUMBER, OTHER_NUMBER = "0417497106", "0403019261"  # public numbers whose check digits are right
IDENTITY = {
    "name": "Pouvoir décrit",
    "legal_form": "asbl",
    "enterprise_number": "BE 0417.497.106",
    "person_in_charge": "Personne Responsable",
    "street": "Rue du Préau 2",
    "postal_code": "B-7000",
    "locality": "Ville inventée",
    "phone": "+32 (0)65 12 34 56",
    "email": "pouvoir@exemple.test",
    "website": "www.exemple.test",
    "iban": "BE68 5390 0754 7034",
}


def browser_of(actor: Actor, strong: bool = True) -> Client:
    """Return a browser in which `actor` is signed in, with a second factor unless told otherwise."""
    assert actor.person is not None
    return sign_in(Client(), actor.person, strong, actor.mandate)


def words(answer: Any) -> str:
    """Return the text of a page, on one line, with plain spaces and apostrophes."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("\xa0", " ").replace("\u202f", " ").replace("&#x27;", "’").split())


def typed(answer: Any) -> dict[str, Any]:
    """Return what the form of a page holds, as a browser would send it back untouched."""
    form = answer.context["form"]
    sent = {}
    for bound in form:
        value = bound.value()
        if value not in (None, ""):
            sent[bound.html_name] = value
    return sent
