"""Lists of one kind of thing: columns, order, filters kept in the address, pages; never a count of the world.

A view makes a `Table`; its template writes `{% include "ui/filters.html" %}`, `{% table_head table %}`, the rows
`{% for row in table.rows %}` with its own cells, and `{% include "ui/pages.html" %}`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from preau.foundation.ui.typography import number, plural

COUNTED = 1_000  # beyond, counting costs more than the figure is worth: « plus de 1 000 »
LAST_PAGE = 100_000
ORDER, PAGE = "tri", "page"


@dataclass(frozen=True)
class Column:
    """One column: its words, and what to order by when its head is pressed (nothing: it cannot be).

    `key` is its name in the address; `number` sets its cells to the right.
    """

    label: str
    key: str = ""
    order: tuple[str, ...] = ()
    number: bool = False


class Filters(forms.Form):
    """The filters of a list, read from the address. Each field is optional; one not understood filters nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def apply(self, rows: QuerySet) -> QuerySet:
        """Return `rows` narrowed by `self.cleaned_data`, where only what was understood stands."""
        raise NotImplementedError

    @property
    def used(self) -> bool:
        """Tell whether any filter narrows the list."""
        return any(self.data.get(name) for name in self.fields)


class Table:
    """One page of `rows`, ordered and filtered as the address asks. Two queries: the count (bounded) and the page."""

    def __init__(
        self,
        address: QueryDict,
        rows: QuerySet,
        columns: Sequence[Column],
        *,
        order: str,
        filters: Filters | None = None,
        per_page: int = 50,
        noun: str = "résultat",
    ) -> None:
        """`order` is the key ordered by at first, with a `-` for downwards; `noun` is counted, as `plan` or `x,y`."""
        self.address, self.columns, self.filters, self.per_page, self.noun = address, columns, filters, per_page, noun
        self._by_key = {column.key: column for column in columns if column.order}
        asked = address.get(ORDER, "")
        self.order = asked if asked.removeprefix("-") in self._by_key else order
        if filters is not None:
            filters.full_clean()
            rows = filters.apply(rows)
        self._all = rows
        page = address.get(PAGE, "1")
        self.page = min(max(int(page[:12]), 1), LAST_PAGE) if page.isdecimal() else 1

    @cached_property
    def _fetched(self) -> list[Any]:
        column = self._by_key[self.order.removeprefix("-")]
        names = [_reverse(name) for name in column.order] if self.order.startswith("-") else list(column.order)
        start = (self.page - 1) * self.per_page
        return list(self._all.order_by(*names, "pk")[start : start + self.per_page + 1])

    @property
    def rows(self) -> list[Any]:
        """The rows of this page."""
        return self._fetched[: self.per_page]

    @cached_property
    def counted(self) -> int:
        """How many rows there are, `COUNTED + 1` standing for more."""
        return self._all.order_by()[: COUNTED + 1].count()

    @property
    def count_words(self) -> str:
        """`12 plans`, `aucun plan`, `plus de 1 000 plans`."""
        singular, _, many = self.noun.partition(",")
        if self.counted == 0:
            return f"aucun {singular}"
        if self.counted > COUNTED:
            return "plus de " + plural(COUNTED, singular, many)
        return plural(self.counted, singular, many)

    @property
    def page_words(self) -> str:
        """`Page 2 sur 5`, or `Page 2` when the last is not known."""
        if self.counted > COUNTED:
            return f"Page {number(self.page)}"
        return f"Page {number(self.page)} sur {number(max(1, -(-self.counted // self.per_page)))}"

    @property
    def previous(self) -> str:
        """The address of the page before, empty on the first."""
        return self._with(PAGE, str(self.page - 1) if self.page > 2 else "") if self.page > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after, empty on the last."""
        return self._with(PAGE, str(self.page + 1)) if len(self._fetched) > self.per_page else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the filter form must carry along: the order."""
        return [(ORDER, self.order)] if self.address.get(ORDER) else []

    def head(self) -> SafeString:
        """Return the table's head, each column that can be ordered by a link that says how it is ordered now."""
        return format_html("<thead><tr>{}</tr></thead>", format_html_join("", "{}", map(self._heading, self.columns)))

    def _heading(self, column: Column) -> tuple[SafeString]:
        css = SafeString(' class="n"') if column.number else ""
        if not column.order:
            return (format_html('<th scope="col"{}>{}</th>', css, column.label),)
        here = self.order.removeprefix("-") == column.key
        down = here and self.order.startswith("-")
        link = self._with(ORDER, f"-{column.key}" if here and not down else column.key, drop=PAGE)
        state = SafeString(f' aria-sort="{"descending" if down else "ascending"}"') if here else ""
        arrow = SafeString(f'<span aria-hidden="true"> {"▾" if down else "▴"}</span>') if here else ""
        return (format_html('<th scope="col"{}{}><a href="{}">{}{}</a></th>', css, state, link, column.label, arrow),)

    def _with(self, name: str, value: str, drop: str = "") -> str:
        kept = self.address.copy()
        for gone in (name, drop):
            kept.pop(gone, None)
        if value:
            kept[name] = value
        return "?" + kept.urlencode()


def _reverse(name: str) -> str:
    return name.removeprefix("-") if name.startswith("-") else f"-{name}"
