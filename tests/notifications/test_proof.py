"""What a page shows as proof that somebody was told."""

import pytest

from preau.foundation import clock
from preau.foundation.notifications import api

pytestmark = pytest.mark.django_db


def test_the_letters_of_some_notices_and_of_no_other(owing, told, work, at, counted_queries):
    at("2026-11-21")
    owing += [api.Recipient("zoe@exemple.test", "Zoé"), api.Recipient("anne@exemple.test", "Anne")]
    for key in ("avis-1", "avis-2"):
        told(key)
    work()
    with counted_queries() as counted:
        found = api.letters_of(["avis-1"])
    assert len(counted) == 1
    assert found == [api.Letter("avis-1", f"{name}@exemple.test", "Envoyé", clock.now()) for name in ("anne", "zoe")]
