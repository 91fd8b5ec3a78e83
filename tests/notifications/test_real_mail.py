"""A notice through a real mail server on this machine: one connection, one letter each, accents and all."""

import pytest

from preau.foundation.notifications import api
from preau.foundation.notifications.models import Delivery, Outcome
from tests.accounts.test_real_mail import REFUSED, postbox  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


def test_letters_arrive_and_one_refused_stops_no_other(postbox, owing, told, work):  # noqa: F811
    owing += [
        api.Recipient("anne@exemple.test", "Anne"),
        api.Recipient(REFUSED, "Personne"),
        api.Recipient("zoe@exemple.test", "Zoé"),
    ]
    told()
    assert work() == ["SUCCESSFUL"]
    assert [to for to, _ in postbox.received] == [["anne@exemple.test"], ["zoe@exemple.test"]]
    letter = postbox.received[1][1]
    assert letter["Subject"] == "Votre avis : le plan d’Œuvre"
    assert letter.get_content().startswith("Bonjour Zoé,\r\n\r\nOn attend votre avis sur le plan d’Œuvre.")
    assert Delivery.objects.get(email=REFUSED).outcome == Outcome.WAITING
