"""Tables: order from a list of allowed ones, filters and order kept in the address, a bounded count."""

import pytest
from django import forms
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string

from preau.foundation.territory.models import Municipality
from preau.foundation.ui import tables
from preau.foundation.ui.tables import Column, Filters, Table
from tests.factories import MunicipalityFactory
from tests.ui.test_typography import shown

COLUMNS = (Column("Commune", "nom", ("name",)), Column("Code", "code", ("-nis",), number=True), Column("État"))


class ByName(Filters):
    q = forms.CharField(label="Chercher")
    province = forms.ChoiceField(label="Province", choices=[("a", "A"), ("b", "B")])

    def apply(self, rows):
        if self.cleaned_data.get("q"):
            rows = rows.filter(name__icontains=self.cleaned_data["q"])
        if self.cleaned_data.get("province"):
            rows = rows.filter(province=self.cleaned_data["province"])
        return rows


def table(address="", per_page=3):
    query = QueryDict(address)
    ours = Municipality.objects.filter(name__startswith="Lieu ")
    return Table(query, ours, COLUMNS, order="nom", filters=ByName(query), per_page=per_page, noun="commune")


@pytest.fixture
def seven(db):
    return [MunicipalityFactory(name=f"Lieu {letter}", province="b") for letter in "CABGEDF"]


def names(rows):
    return "".join(row.name[-1] for row in rows)


def test_order_is_chosen_among_the_columns(seven):
    assert names(table().rows) == "ABC"
    assert names(table("tri=-nom").rows) == "GFE"
    assert names(table("tri=code", 7).rows) == names(reversed(table("tri=-code", 7).rows))
    assert names(table("tri=password").rows) == "ABC"
    assert names(table("tri=-").rows) == "ABC"


def test_pages(seven):
    first, last = table(), table("page=3")
    assert (first.previous, first.next) == ("", "?page=2")
    assert (last.previous, last.next) == ("?page=2", "")
    assert names(last.rows) == "G"
    assert last.page_words == "Page 3 sur 3"
    assert table("page=2").previous == "?"
    for odd in ("page=0", "page=-1", "page=deux", "page=²"):
        assert names(table(odd).rows) == "ABC"
    assert table("page=99999999999999999999").rows == []


def test_filters_and_order_stay_in_the_address(seven):
    shown_table = table("q=Lieu&province=b&tri=-nom&page=2")
    assert shown_table.next == "?q=Lieu&province=b&tri=-nom&page=3"
    head = shown_table.head()
    assert '<a href="?q=Lieu&amp;province=b&amp;tri=nom">' in head
    assert 'aria-sort="descending"' in head
    assert '<th scope="col" class="n">' in head
    assert '<th scope="col">État</th>' in head
    form = render_to_string("ui/filters.html", {"table": shown_table})
    assert '<input type="hidden" name="tri" value="-nom">' in form
    assert 'value="Lieu"' in form
    assert "Tout montrer" in form


def test_a_filter_not_understood_filters_nothing_and_leaves_the_others(seven):
    assert table("province=zzz&q=Lieu A").counted == 1
    assert table("q=personne").count_words == "aucun commune"


def test_the_count_never_reads_the_world(seven, counted_queries, monkeypatch):
    monkeypatch.setattr(tables, "COUNTED", 5)
    assert shown(table().count_words) == "plus de 5_communes"
    assert table("page=2").page_words == "Page 2"
    with counted_queries() as counted:
        many = table()
        render_to_string("ui/filters.html", {"table": many})
        names(many.rows)
        render_to_string("ui/pages.html", {"table": many})
    assert len(counted) == 2, counted.sql
    assert "LIMIT 6" in counted.sql


def test_words_of_the_address_are_escaped(db):
    hostile = table("q=%22%3E%3Cscript%3E&tri=nom")
    assert "<script>" not in hostile.head() + render_to_string("ui/filters.html", {"table": hostile})
    assert connection.queries_limit


def test_the_example_follows_its_address(client, db):
    page = client.get("/composants/", {"province": "Namur", "tri": "-code"}).content.decode()
    assert "38\u00a0communes" in page
    assert 'aria-sort="descending"' in page
    assert '<option value="Namur" selected>' in page
    assert "?province=Namur&amp;tri=-code&amp;page=2" in page
