"""Where communes are: a point each, postal codes, localities."""

from preau.foundation.territory.api import (
    Point,
    centroid_of,
    communes_of_postal_code,
    localities,
    nearest,
    postal_codes_of,
)
from preau.foundation.territory.loading import listed
from preau.law.words import fold

MONS, LIEGE, BASTOGNE, WOLUWE = "53053", "62063", "82039", "21019"


def test_every_commune_of_the_list_has_a_point_on_the_territory():
    for row in listed():
        point = centroid_of(row["nis"])
        assert point is not None, row["name"]
        assert 49.4 < point.latitude < 50.95, row["name"]
        assert 2.8 < point.longitude < 6.5, row["name"]


def test_an_unknown_code_has_no_point():
    assert centroid_of("99999") is None
    assert communes_of_postal_code("9000") == ()


def test_distances_are_those_of_the_ground():
    mons, liege = centroid_of(MONS), centroid_of(LIEGE)
    assert mons is not None
    assert liege is not None
    assert 110 < mons.distance(liege) < 120
    assert mons.distance(mons) == 0


def test_a_postal_code_tells_its_communes():
    assert communes_of_postal_code("7000") == (MONS,)
    assert communes_of_postal_code("1150") == (WOLUWE,)
    assert BASTOGNE in communes_of_postal_code("6600")
    assert len(communes_of_postal_code("1040")) == 2


def test_every_commune_in_force_has_a_postal_code():
    served = {nis for code in range(1000, 10000) for nis in communes_of_postal_code(str(code))}
    assert {row["nis"] for row in listed() if row["valid_to"] is None} <= served


def test_localities_belong_to_communes_in_force_and_never_bear_their_name():
    names = {row["nis"]: fold(row["name"]) for row in listed() if row["valid_to"] is None}
    assert all(fold(one.name) != names[one.nis] for one in localities())
    assert ("Jemappes", MONS) in {(one.name, one.nis) for one in localities()}


def test_the_nearest_communes_come_first():
    near = nearest(Point(50.454, 3.952), 6)
    assert near[0] == (MONS, 0.0)
    assert [away for _, away in near] == sorted(away for _, away in near)
    assert "53070" in {nis for nis, _ in near}  # Saint-Ghislain


def test_a_commune_has_the_codes_that_lead_to_it():
    assert "7000" in postal_codes_of(MONS)
    assert all(MONS in communes_of_postal_code(code) for code in postal_codes_of(MONS))
    assert postal_codes_of("00000") == ()
