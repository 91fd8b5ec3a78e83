"""A map drawn on the server: where marks stand, what they say, what is left out, how large the scale is."""

import re
import xml.etree.ElementTree as ET

from preau.foundation.ui.maps import WIDTH, Frame, Map, Name, Spot

MONS, BINCHE, ARLON = (50.454, 3.952), (50.411, 4.166), (49.683, 5.816)


def spot(point, sign="1", **fields):
    return Spot(point[0], point[1], fields.pop("words", f"Lieu {sign}"), sign, **fields)


def drawn(spots, names=()):
    return ET.fromstring(Map("Les lieux", spots, names).svg)


def texts(svg, css):
    return [one.text for one in svg.iter("text") if one.get("class") == css]


def test_nothing_to_show_draws_nothing():
    assert Map("Rien", ()).svg == ""


def test_north_is_up_and_east_is_right():
    frame = Frame.around([spot(MONS), spot(ARLON)])
    (mons_x, mons_y), (arlon_x, arlon_y) = frame.at(*MONS), frame.at(*ARLON)
    assert mons_x < arlon_x
    assert mons_y < arlon_y
    for x, y in ((mons_x, mons_y), (arlon_x, arlon_y)):
        assert frame.holds(x, y)


def test_a_kilometre_is_the_same_both_ways():
    frame = Frame.around([spot(MONS), spot(ARLON)])
    (x, y), (east, _), (_, south) = frame.at(*MONS), frame.at(50.454, 4.952), frame.at(49.454, 3.952)
    assert 0.62 < (east - x) / (south - y) < 0.65  # a degree of longitude there


def test_one_place_alone_stands_in_the_middle_with_what_is_around():
    svg = drawn([spot(MONS)])
    mark = next(svg.iter("rect"))
    assert abs(float(mark.get("x")) + float(mark.get("width")) / 2 - WIDTH / 2) < 1
    assert texts(svg, "scale") == ["1 km"]


def test_the_scale_grows_with_the_ground():
    assert texts(drawn([spot(MONS), spot(ARLON, "2")]), "scale") == ["50 km"]


def test_each_mark_says_its_sign_its_words_and_opens_its_line():
    svg = drawn([spot(MONS, "1", words="Les Lutins", address="#lieu-1"), spot(BINCHE, "2")])
    assert texts(svg, "spot") == ["1", "2"]
    link = next(svg.iter("a"))
    assert link.get("href") == "#lieu-1"
    assert link.get("tabindex") == "-1"
    assert link.find("title").text == "Les Lutins"


def test_marks_that_would_cover_each_other_are_one():
    svg = drawn([spot(MONS, "1"), spot(BINCHE, "2"), spot(MONS, "3"), spot((50.4541, 3.9521), "4")])
    assert texts(svg, "spot") == ["1+2", "2"]
    assert next(svg.iter("title")).text.startswith("Les lieux")
    assert "Lieu 1 ; Lieu 3 ; Lieu 4" in {one.text for one in svg.iter("title")}


def test_the_middle_of_a_commune_is_not_a_place():
    near = drawn([spot(MONS, near=True)])
    both = drawn([spot(MONS, near=True), spot(MONS, "2")])
    assert next(near.iter("rect")).get("class") == "spot near"
    assert next(both.iter("rect")).get("class") == "spot"


def test_names_never_cover_a_mark_nor_each_other():
    names = [Name(*MONS, "Mons"), Name(50.4542, 3.9522, "Aussi là"), Name(*BINCHE, "Binche"), Name(51.9, 3.9, "Hors")]
    svg = drawn([spot(MONS), spot((50.46, 4.0), "2")], names)
    shown = texts(svg, "around")
    assert shown[0] == "Mons"
    assert "Hors" not in shown
    boxes = [(float(one.get("x")), float(one.get("y"))) for one in svg.iter("text") if one.get("class") == "around"]
    assert len(set(boxes)) == len(boxes)


def test_words_are_escaped():
    svg = Map("<b>", [spot(MONS, words="<script>alert(1)</script>", address='"><script>')]).svg
    assert "<script>" not in svg
    assert re.search(r"&lt;script&gt;", svg)
