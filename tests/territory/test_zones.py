"""Zones of one to three communes; each commune in one zone at a time."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from preau.foundation.accounts.actors import Actor, system
from preau.foundation.journal.api import history_of
from preau.foundation.territory.acts import form_zone
from preau.foundation.territory.api import municipalities_of, municipality_by_nis, zone_of
from preau.foundation.territory.models import Municipality, Zone, ZoneMember

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
BEFORE = DAY - timedelta(days=1)
LENS, JURBISE, MONS, ATH = "53046", "53044", "53053", "51004"


@pytest.fixture
def administration():
    return system(timezone.now(), "essai")


def test_two_communes_form_a_zone_and_leave_theirs(administration):
    zone = form_zone(administration, "Jurbise et Lens", [JURBISE, LENS], DAY)
    assert [c.nis for c in municipalities_of(zone)] == [JURBISE, LENS]
    assert zone_of(LENS, DAY) == zone_of(JURBISE, DAY) == zone
    assert (zone_of(LENS, BEFORE).slug, zone_of(JURBISE, BEFORE).slug) == ("lens", "jurbise")
    entry = history_of(zone).get()
    assert entry.act == "territory.form_zone"
    assert entry.payload["ended"] == ["jurbise", "lens"]


def test_a_commune_left_behind_gets_a_zone_of_its_own(administration):
    form_zone(administration, "Jurbise, Lens et Ath", [JURBISE, LENS, ATH], DAY)
    later = date(2027, 9, 1)
    form_zone(administration, "Mons et Lens", [MONS, LENS], later)
    assert zone_of(JURBISE, later).slug == "jurbise-2027"
    assert zone_of(ATH, later).slug == "ath-2027"
    assert zone_of(LENS, later).slug == "mons-et-lens"


def test_every_commune_is_in_exactly_one_zone_every_day(administration):
    form_zone(administration, "Jurbise et Lens", [JURBISE, LENS], DAY)
    for day in (date(2020, 1, 1), BEFORE, DAY, date(2030, 1, 1)):
        in_force = Municipality.objects.valid_on(day)
        memberships = ZoneMember.objects.filter(zone__in=Zone.objects.valid_on(day))
        assert memberships.count() == memberships.values("municipality").distinct().count() == in_force.count()


@pytest.mark.parametrize(
    ("codes", "day", "rule"),
    [
        ([], DAY, "une, deux ou trois"),
        ([MONS, MONS], DAY, "différentes"),
        ([MONS, LENS, JURBISE, ATH], DAY, "une, deux ou trois"),
        ([MONS, "99999"], DAY, "99999"),
        (["82005"], DAY, "n’existe plus"),
        (["82039"], date(2024, 1, 1), "n’existe pas encore"),
    ],
)
def test_what_is_not_a_zone_is_refused(administration, codes, day, rule):
    with pytest.raises(ValidationError, match=rule):
        form_zone(administration, "Zone", codes, day)
    assert Zone.objects.count() == 273


def test_a_zone_to_come_is_not_rewritten(administration):
    form_zone(administration, "Jurbise et Lens", [JURBISE, LENS], DAY)
    with pytest.raises(ValidationError, match="1er septembre 2026"):
        form_zone(administration, "Mons et Lens", [MONS, LENS], BEFORE)


def test_no_person_forms_a_zone_from_a_page():
    with pytest.raises(PermissionDenied):
        form_zone(Actor(now=timezone.now()), "Jurbise et Lens", [JURBISE, LENS], DAY)


def test_the_database_refuses_a_fourth_commune(administration):
    zone = form_zone(administration, "Jurbise, Lens et Ath", [JURBISE, LENS, ATH], DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ZoneMember.objects.create(zone=zone, municipality=municipality_by_nis(MONS), position=4)


def test_the_command_forms_a_zone_or_says_why_not():
    out = StringIO()
    call_command("form_zone", JURBISE, LENS, "--name=Jurbise et Lens", "--from=2026-09-01", stdout=out)
    assert out.getvalue() == "Zone formée : Jurbise et Lens (jurbise-et-lens), à partir du 01/09/2026.\n"
    with pytest.raises(CommandError, match="99999"):
        call_command("form_zone", "99999", "--name=Rien", "--from=2026-09-01")
    call_command("load_territory", stdout=out)
    assert out.getvalue().endswith("Communes et zones écrites : 0.\n")
