"""Amounts that follow prices: multiplied by the ratio of two indices of one base, chained where the base changes.

Two indices of different bases are never divided by each other. Nothing is rounded between the links; the amount is
rounded once, at the end, to the cent and half upwards, as the texts give no rounding rule.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from preau.law.catalogue import rule
from preau.law.inputs import Day, Euros, Question
from preau.law.parameters import parameter
from preau.law.results import Answer, CannotCompute, Refused, Step
from preau.law.texts import text
from preau.law.words import MONTHS, euros, number

CENT = Decimal("0.01")
KNOWN_BASES = {"2013": "indices.consumer_2013"}


class PriceIndex(StrEnum):
    """Which index an amount follows."""

    CONSUMER = "consumer"
    HEALTH = "health"


NAMES = {PriceIndex.CONSUMER: "indice des prix à la consommation", PriceIndex.HEALTH: "indice santé"}

ARTICLES = {
    PriceIndex.CONSUMER: f"{text('decree').cite('art. 42')} ; {text('order').cite('art. 20')}",
    PriceIndex.HEALTH: text("decree").cite("art. 37bis, § 1er"),
}


class IndexValue(Question, frozen=True, kw_only=True):
    """The index of one month in one base."""

    month: Annotated[date, Meta(description="un jour du mois de l’indice, AAAA-MM-JJ")]
    base: Annotated[str, Meta(min_length=1, max_length=20, description="année de base : 2013, 2025…")]
    value: Annotated[Decimal, Meta(description="l’indice, en texte avec un point")]


IndexValues = Annotated[
    tuple[IndexValue, ...], Meta(max_length=400, description="indices à employer, en plus de ceux qui sont connus")
]


class Link(Struct, frozen=True):
    """One ratio of two indices of the same base: `later` divided by `earlier`."""

    base: str
    first_month: date
    last_month: date
    earlier: Decimal
    later: Decimal


class Indexed(Struct, frozen=True):
    """An amount after indexation: exact, rounded to the cent, and how it was reached."""

    exact: Decimal
    rounded: Decimal
    links: tuple[Link, ...]
    steps: tuple[Step, ...]


Table = dict[date, dict[str, Decimal]]


def cents(amount: Decimal) -> Decimal:
    """Return an amount in euros rounded to the cent, half upwards."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def indexed(
    amount: Decimal,
    first_month: date,
    last_month: date,
    values: Iterable[IndexValue] = (),
    *,
    index: PriceIndex = PriceIndex.CONSUMER,
    article: str = "",
) -> Indexed:
    """Return `amount` of `first_month` brought to `last_month`, with its steps.

    `values` come on top of the indices known to the project and win over them. Raises CannotCompute naming the month
    and the base that are missing, Refused for an index that is not positive or given twice.
    """
    table = _table(values, index)
    links = _chain(_month(first_month), _month(last_month), table, index)
    exact = amount
    for link in links:
        exact = exact * link.later / link.earlier
    steps = [_step(link, index, article) for link in links]
    rounded = cents(exact)
    steps.append(
        Step(f"{euros(amount)} × les rapports ci-dessus = {euros(rounded)}, arrondi au cent une seule fois, à la fin.")
        if links
        else Step(f"Même mois de départ et d’arrivée : {euros(rounded)} ne change pas.", article)
    )
    return Indexed(exact, rounded, links, tuple(steps))


def _step(link: Link, index: PriceIndex, article: str) -> Step:
    return Step(
        f"{NAMES[index].capitalize()}, base {link.base} : {month_words(link.last_month)} {number(link.later)} / "
        f"{month_words(link.first_month)} {number(link.earlier)}.",
        article,
    )


def month_words(month: date) -> str:
    """Return a month as written in a sentence: janvier 2024."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _month(day: date) -> date:
    return day.replace(day=1)


def _table(values: Iterable[IndexValue], index: PriceIndex) -> Table:
    given: Table = {}
    for rank, value in enumerate(values):
        if value.value <= 0:
            raise Refused(f"index_values[{rank}].value", "Un indice est plus grand que zéro.")
        bases = given.setdefault(_month(value.month), {})
        if value.base in bases:
            sentence = f"L’indice de {month_words(value.month)}, base {value.base}, est donné deux fois."
            raise Refused(f"index_values[{rank}]", sentence)
        bases[value.base] = value.value
    for base, name in KNOWN_BASES.items() if index is PriceIndex.CONSUMER else ():
        for known in parameter(name).values:
            if known.known is not None:
                given.setdefault(known.since, {}).setdefault(base, known.known)
    return given


def _chain(first: date, last: date, table: Table, index: PriceIndex) -> tuple[Link, ...]:
    """Return the shortest chain of links from `first` to `last`; the bases given first, the oldest months first."""
    if first == last:
        return ()
    for month in (first, last):
        if month not in table:
            other = last if month == first else first
            bases = " ou ".join(sorted(table.get(other, {})))
            wanted = f"base {bases}" if bases else f"dans la même base que {month_words(other)}"
            raise CannotCompute(
                f"Impossible à calculer : il manque l’{NAMES[index]} de {month_words(month)}, {wanted} ; donnez-le.",
                "index_values",
            )
    paths: list[tuple[Link, ...]] = [()]
    reached = {first}
    for path in paths:
        here = path[-1].last_month if path else first
        for base in table[here]:
            for month in sorted(table):
                if base not in table[month] or month in reached:
                    continue
                longer = (*path, Link(base, here, month, table[here][base], table[month][base]))
                if month == last:
                    return longer
                reached.add(month)
                paths.append(longer)
    raise CannotCompute(
        f"Impossible à calculer : rien ne relie {month_words(first)} (base {' ou '.join(sorted(table[first]))}) à "
        f"{month_words(last)} (base {' ou '.join(sorted(table[last]))}) ; donnez un mois dans les deux bases.",
        "index_values",
    )


class IndexedAmountQuestion(Question, frozen=True, kw_only=True):
    """An amount, the month it is worth, the month asked for and the indices."""

    amount: Euros
    from_month: Day
    to_month: Day
    index: PriceIndex = PriceIndex.CONSUMER
    index_values: IndexValues = ()


class IndexedAmount(Answer, frozen=True, kw_only=True):
    """`amount` rounded to the cent, `exact` before rounding, `ratio` the whole factor. Never an official figure."""

    amount: Decimal
    exact: Decimal
    ratio: Decimal
    official: bool


@rule(
    title="Un montant indexé",
    articles=(
        "décret du 3 juillet 2003, art. 37bis, § 1er, et 42",
        "arrêté du 3 décembre 2003, art. 19, 20 et 26/10, § 1er, 4°",
    ),
    example={"amount": "2.00", "from_month": "2017-01-01", "to_month": "2024-01-01"},
)
def indexed_amount(question: IndexedAmountQuestion) -> IndexedAmount:
    """Return an amount brought from one month to another by the price index.

    Raises CannotCompute naming the month and base of the index that is missing.
    """
    found = indexed(
        question.amount,
        question.from_month,
        question.to_month,
        question.index_values,
        index=question.index,
        article=ARTICLES[question.index],
    )
    ratio = Decimal(1)
    for link in found.links:
        ratio = ratio * link.later / link.earlier
    warning = Step("Montant calculé, non officiel : l’ONE ou le Moniteur publie le montant qui compte.", kind="warning")
    return IndexedAmount(
        amount=found.rounded,
        exact=found.exact,
        ratio=ratio,
        official=False,
        steps=(*found.steps, warning),
    )
