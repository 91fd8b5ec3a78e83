"""The drawings: well-formed, titled, everything written, nothing injected."""

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

from django.template.loader import render_to_string

from preau.foundation.ui.charts import WIDTH, Grid, GridCell, Lane, Mark, Span, Year, cover, meter
from preau.foundation.ui.examples import grid, year

SVG = "{http://www.w3.org/2000/svg}"


def drawn(example):
    return ET.fromstring(example.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def test_the_year_has_a_title_and_a_description():
    root = drawn(year())
    ids = {element.get("id"): element.text for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert set(root.get("aria-labelledby").split()) == set(ids)
    assert "L’année 2026-2027 de la coordination" in ids.values()
    assert root.get("role") == "img"


def test_the_year_is_drawn_the_same_every_time(snapshot):
    assert year().svg == year().svg == snapshot


def test_every_date_is_written_on_the_drawing_and_in_the_table():
    example = year()
    written = " ".join(texts(drawn(example)))
    html = render_to_string("ui/year.html", {"year": example})
    for lane, mark in example.rows:
        assert lane.label in written
        assert mark.label in written
        assert mark.sentence in html
    assert [mark.day for _, mark in example.rows] == sorted(mark.day for _, mark in example.rows)


def test_past_is_solid_and_future_dashed():
    example = year()
    classes = [element.get("class") for element in drawn(example).iter(f"{SVG}rect")]
    assert {"bar", "bar-e", "hol", "now", "todo-m"} <= set(classes)
    over = drawn(replace(example, today=date(2028, 1, 1)))
    classes = [element.get("class") for element in over.iter(f"{SVG}rect")]
    assert "bar" in classes
    assert not {"bar-e", "now"} & set(classes)


def test_words_stay_inside_the_drawing_and_do_not_cross():
    marks = tuple(Mark(date(2026, 9, day), "une date à dire", "due", legal=False) for day in (1, 5, 9, 12))
    last = Mark(date(2027, 8, 31), "la fin de l’agrément actuel", "due")
    crowded = Year(
        "Septembre", date(2026, 9, 1), date(2027, 8, 31), (Lane("Réunions", (*marks, last)),), date(2026, 11, 23)
    )
    places = [
        (float(element.get("y")), float(element.get("x")), len(element.text))
        for element in drawn(crowded).iter(f"{SVG}text")
        if " : " in element.text
    ]
    assert len(places) == 5
    assert all(x >= 0 and x + letters * 7 <= WIDTH for _, x, letters in places)
    for one in places:
        for other in places:
            if one < other and one[0] == other[0]:
                assert one[1] + one[2] * 7 <= other[1]


def test_words_of_people_are_escaped():
    lane = Lane("<b>Plan</b> & co, au nom trop long", (Mark(date(2026, 9, 8), '"><script>', "done"),))
    day = date(2026, 10, 1)
    root = drawn(Year("<i>", date(2026, 9, 1), date(2026, 12, 31), (lane,), day, (Span(day, day, "<u>"),)))
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "rect", "text", "line", "circle"
    }  # fmt: skip


def test_a_bar_says_its_value_and_its_norm():
    bar = meter(31, 60, "31 heures sur 60", norm=50)
    root = ET.fromstring(bar)
    assert root.get("aria-label") == "31 heures sur 60"
    assert root.find("rect").get("width") == "51.7%"
    assert root.find("line").get("x1") == "83.3%"
    assert 'width="0.0%"' in meter(0, 0, "rien")
    assert 'width="100.0%"' in meter(70, 60, "plus que tout")


def test_the_coverage_strip_says_what_is_not_touched():
    html = cover([("Locaux", 2), ("Coût", 0), ("Matériel", 1)])
    assert '<li class="on">Locaux<b>2\u00a0actions</b></li>' in html
    assert 'Coût<b>–<span class="vh"> aucune action</span></b>' in html
    assert "1\u00a0action</b>" in html


def shades(weights):
    """The shades of one row of these weights; the last row and column are totals."""
    row = [GridCell(str(weight), weight) for weight in weights]
    body = Grid("Essai", "Aspect", (), [("Un", [*row, GridCell("9", 9)]), ("Ensemble", [GridCell("9", 9)])]).body
    return re.findall(r'<td class="([^"]+)">', body)[: len(weights)]


def test_a_grid_is_pale_where_it_is_light_and_green_where_it_is_heavy():
    assert shades([0, 1, 2, 3, 4, 5]) == ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-4"]
    assert shades([100, 200, 0]) == ["heat-1", "heat-4", "heat-0"]
    assert shades([7, 7]) == ["heat-2", "heat-2"]


def test_the_totals_of_a_grid_are_not_coloured():
    example = grid()
    assert example.body.count('class="total"') == len(example.rows) + len(example.columns) - 1


def test_a_grid_writes_every_figure_and_injects_nothing():
    hostile = GridCell("<b>", 1, '/x?a="><script>', "<i>")
    body = Grid("T", "C", ("a", "b"), [("<u>", [hostile, hostile]), ("Ensemble", [hostile, GridCell("0")])]).body
    assert "&lt;b&gt;" in body
    for sign in ("<b>", "<i>", "<u>", "<script>"):
        assert sign not in body
    html = render_to_string("ui/grid.html", {"grid": grid()})
    assert html.count("<a href=") == 12
    assert html.count('scope="col"') == 5
