"""The CCA of the demonstration: lawful, but for those that show what is not; as many queries for more zones."""

from datetime import UTC, datetime

import pytest

from preau.commissions.api import roll_of, seats_in_office
from preau.commissions.demonstration import composition
from preau.commissions.models import Cca, CcaMember
from preau.commissions.question import judge
from preau.foundation.accounts import demonstration as accounts
from preau.foundation.territory.demonstration import DEMO, PROVINCIAL, world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_each_zone_has_its_cca_and_some_show_what_is_wrong():
    made = world(DEMO, NOW)
    accounts.build(made)
    composition.build(made)
    verdicts = {cca.zone.slug: judge(roll_of(cca), made.today) for cca in Cca.objects.select_related("zone", "chair")}
    assert {slug for slug, answer in verdicts.items() if answer.verdict == "not_lawful"} == {"binche"}
    assert {slug for slug, answer in verdicts.items() if answer.verdict == "unknown"} == {"quaregnon"}
    assert len(verdicts) == len(made.zones)
    sizes = {cca.zone.slug: len(seats_in_office(cca, made.today)) for cca in Cca.objects.select_related("zone")}
    assert (sizes["mons"], sizes["honnelles-et-quevy"], sizes["dour"], sizes["binche"]) == (20, 25, 12, 14)
    assert Cca.objects.get(zone__slug="dour").components.get(absent="non_existent").number == 5
    finishing = seats_in_office(Cca.objects.get(zone__slug="ath"), made.today)
    assert [seat.capacity for seat in finishing].count("finishes") == 1


def test_the_accounts_of_mons_sit_in_its_cca():
    made = world(DEMO, NOW)
    accounts.build(made)
    composition.build(made)
    seated = CcaMember.objects.filter(component__cca__zone__slug="mons", person__isnull=False)
    emails = set(seated.values_list("person__email", flat=True))
    assert emails == {f"{name}@{accounts.DOMAIN}" for name in composition.SEATED}
    assert Cca.objects.get(zone__slug="mons").chair.person.email == f"presidence.mons@{accounts.DOMAIN}"


def test_a_province_is_built_in_few_queries(counted_queries):
    made = world(PROVINCIAL, NOW)
    accounts.build(made)
    with counted_queries() as counted:
        counts = composition.build(made)
    assert counts["ccas"] == len(made.zones) > 50
    assert len(counted) < 60, counted.sql
    cca = Cca.objects.select_related("zone", "chair").first()
    assert judge(roll_of(cca), made.today).verdict == "lawful"
