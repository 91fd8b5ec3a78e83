"""The communes of the list, their zones, the merger of 2 December 2024."""

from datetime import date

import pytest
from django.core.management import call_command

from preau.foundation.territory.api import municipality_by_nis, zone_of
from preau.foundation.territory.loading import load_territory
from preau.foundation.territory.models import Municipality, Zone, ZoneMember

pytestmark = pytest.mark.django_db
LAST_DAY, FIRST_DAY = date(2024, 12, 1), date(2024, 12, 2)


def test_a_fresh_database_has_its_communes_each_in_its_zone():
    assert Municipality.objects.count() == Zone.objects.count() == ZoneMember.objects.count() == 273
    mons = municipality_by_nis("53053")
    assert (mons.name, mons.slug, mons.province) == ("Mons", "mons", "Hainaut")
    assert zone_of("53053", FIRST_DAY).slug == "mons"
    assert municipality_by_nis("46021") is None


def test_one_commune_fewer_since_the_merger():
    assert Municipality.objects.valid_on(LAST_DAY).count() == 272
    assert Municipality.objects.valid_on(FIRST_DAY).count() == 271


@pytest.mark.parametrize(("nis", "before", "after"), [("82003", 1, 0), ("82005", 1, 0), ("82039", 0, 1)])
def test_the_merger_ends_two_zones_and_starts_a_third(nis, before, after):
    assert (zone_of(nis, LAST_DAY) is not None, zone_of(nis, FIRST_DAY) is not None) == (bool(before), bool(after))


def test_the_commune_in_force_has_the_plain_address():
    assert municipality_by_nis("82039").slug == "bastogne"
    assert municipality_by_nis("82003").slug == "bastogne-82003"
    assert municipality_by_nis("62093").slug == "saint-nicolas"
    assert {m.slug for m in Municipality.objects.filter(name__in=["L'Église", "Braine-l'Alleud"])} == {
        "l-eglise",
        "braine-l-alleud",
    }


def test_loading_again_writes_nothing_and_repairs_what_differs():
    assert load_territory() == 0
    Municipality.objects.filter(nis="53053").update(name="Monts")
    assert load_territory() == 1
    assert municipality_by_nis("53053").name == "Mons"


def test_a_database_of_before_the_merger_learns_of_it():
    Zone.objects.filter(members__municipality__nis__in=["82003", "82005", "82039"]).delete()
    Municipality.objects.filter(nis="82039").delete()
    Municipality.objects.filter(nis="82003").update(valid_to=None, slug="bastogne")
    load_territory()
    Zone.objects.filter(members__municipality__nis="82003").update(valid_to=None)
    load_territory()
    assert zone_of("82003", FIRST_DAY) is None
    assert zone_of("82039", FIRST_DAY).name == "Bastogne"


@pytest.mark.django_db(transaction=True)
def test_the_communes_come_back_after_a_flush():
    from django.db import connection

    from preau.foundation.journal import guard

    with guard.lifted(connection):
        call_command("flush", verbosity=0, interactive=False)
    assert Municipality.objects.count() == 273
