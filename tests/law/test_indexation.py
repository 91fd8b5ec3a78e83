"""Amounts that follow prices: ratios within a base, chains across bases, what is missing, rounding."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preau.law.indexation import (
    IndexedAmountQuestion,
    IndexValue,
    Link,
    PriceIndex,
    cents,
    indexed,
    indexed_amount,
    month_words,
)
from preau.law.results import CannotCompute, Refused
from tests.law.asked import example_of, refused, replied
from tests.law.plain import kinds, lines

JANUARY_2014, JANUARY_2024 = date(2014, 1, 1), date(2024, 1, 1)
JANUARY_2025, JANUARY_2026 = date(2025, 1, 1), date(2026, 1, 1)


def value(month, base, written):
    return IndexValue(month=month, base=base, value=Decimal(written))


ESTIMATE = (
    value(JANUARY_2014, "2013", "100.5"),
    value(JANUARY_2025, "2013", "135.387264"),
    value(JANUARY_2025, "2025", "100"),
    value(JANUARY_2026, "2025", "101.10"),
)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.004", "0.00"), ("0.005", "0.01"), ("2.494", "2.49"), ("2.495", "2.50"), ("3", "3.00")]
)
def test_cents_are_rounded_half_upwards(amount, rounded):
    assert str(cents(Decimal(amount))) == rounded


@pytest.mark.parametrize(("year", "amount"), [(2024, "5.18"), (2025, "5.39"), (2026, "5.45")])
def test_the_estimates_of_the_sheet(year, amount):
    found = indexed(Decimal(4), JANUARY_2014, date(year, 1, 1), ESTIMATE)
    assert found.rounded == Decimal(amount)


def test_a_chain_never_divides_two_bases():
    found = indexed(Decimal(4), JANUARY_2014, JANUARY_2026, ESTIMATE, article="art. 20")
    assert found.links == (
        Link("2013", JANUARY_2014, JANUARY_2025, Decimal("100.5"), Decimal("135.387264")),
        Link("2025", JANUARY_2025, JANUARY_2026, Decimal(100), Decimal("101.10")),
    )
    assert lines(found) == [
        "Indice des prix à la consommation, base 2013 : janvier 2025 135,387264 / janvier 2014 100,5. (art. 20)",
        "Indice des prix à la consommation, base 2025 : janvier 2026 101,10 / janvier 2025 100. (art. 20)",
        "4,00 € × les rapports ci-dessus = 5,45 €, arrondi au cent une seule fois, à la fin.",
    ]
    assert found.exact == Decimal(4) * Decimal("135.387264") / Decimal("100.5") * Decimal("101.10") / 100


def test_nothing_is_rounded_between_the_links():
    steps = (
        value(date(2001, 1, 1), "A", "3"),
        value(date(2002, 1, 1), "A", "1"),
        value(date(2002, 1, 1), "B", "1"),
        value(date(2003, 1, 1), "B", "3"),
    )
    assert indexed(Decimal("1.00"), date(2001, 1, 1), date(2003, 1, 1), steps).rounded == Decimal("1.00")


def test_known_indices_are_used_and_the_day_of_the_month_does_not_matter():
    found = indexed(Decimal(2), date(2017, 1, 20), date(2024, 1, 31))
    assert found.rounded == Decimal("2.49")
    assert found.links[0].first_month == date(2017, 1, 1)
    own = (value(date(2017, 1, 9), "2013", "130.08"),)
    assert indexed(Decimal(2), date(2017, 1, 1), JANUARY_2024, own).rounded == Decimal("2.00")


def test_prices_may_be_followed_backwards():
    found = indexed(Decimal("2.49"), JANUARY_2024, date(2017, 1, 1))
    assert found.rounded == Decimal("2.00")


def test_the_same_month_needs_no_index():
    found = indexed(Decimal("10.005"), date(1990, 5, 2), date(1990, 5, 30), article="art. 42")
    assert (found.links, found.exact, found.rounded) == ((), Decimal("10.005"), Decimal("10.01"))
    assert lines(found) == ["Même mois de départ et d’arrivée : 10,01 € ne change pas. (art. 42)"]


def test_the_shortest_chain_wins():
    more = (*ESTIMATE, value(JANUARY_2026, "2013", "200"))
    assert len(indexed(Decimal(4), JANUARY_2014, JANUARY_2026, more).links) == 1


@pytest.mark.parametrize(
    ("first", "last", "index", "message"),
    [
        (
            JANUARY_2014,
            JANUARY_2024,
            PriceIndex.CONSUMER,
            "il manque l’indice des prix à la consommation de janvier 2014, base 2013 ; donnez-le.",
        ),
        (
            JANUARY_2024,
            JANUARY_2025,
            PriceIndex.CONSUMER,
            "il manque l’indice des prix à la consommation de janvier 2025, base 2013 ; donnez-le.",
        ),
        (
            date(2022, 1, 1),
            JANUARY_2024,
            PriceIndex.HEALTH,
            "il manque l’indice santé de janvier 2022, dans la même base que janvier 2024 ; donnez-le.",
        ),
    ],
)
def test_a_missing_index_is_named_with_its_month_and_base(first, last, index, message):
    with pytest.raises(CannotCompute) as refusal:
        indexed(Decimal(1), first, last, index=index)
    assert (str(refusal.value), refusal.value.field) == (f"Impossible à calculer : {message}", "index_values")


def test_two_bases_in_one_month_are_both_named():
    both = (value(JANUARY_2025, "2025", "100"), value(JANUARY_2025, "2013", "135"))
    with pytest.raises(CannotCompute, match="de janvier 2026, base 2013 ou 2025 ; donnez-le"):
        indexed(Decimal(1), JANUARY_2025, JANUARY_2026, both)


def test_bases_that_nothing_links_are_named():
    with pytest.raises(CannotCompute) as refusal:
        indexed(Decimal(1), JANUARY_2024, JANUARY_2026, (value(JANUARY_2026, "2025", "101.10"),))
    assert str(refusal.value) == (
        "Impossible à calculer : rien ne relie janvier 2024 (base 2013) à janvier 2026 (base 2025) ; donnez un "
        "mois dans les deux bases."
    )
    assert refusal.value.field == "index_values"


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ((value(JANUARY_2024, "2013", "0"),), "index_values[0].value", "Un indice est plus grand que zéro."),
        (
            (value(JANUARY_2025, "X", "1"), value(date(2025, 1, 9), "X", "2")),
            "index_values[1]",
            "L’indice de janvier 2025, base X, est donné deux fois.",
        ),
    ],
)
def test_impossible_indices(values, field, message):
    with pytest.raises(Refused) as refusal:
        indexed(Decimal(1), JANUARY_2024, JANUARY_2025, values)
    assert (refusal.value.field, str(refusal.value)) == (field, message)


@given(
    st.decimals(min_value=1, max_value=500, places=2),
    st.decimals(min_value=1, max_value=500, places=2),
    st.decimals(min_value=0, max_value=10_000, places=2),
)
def test_going_and_coming_back_changes_nothing(earlier, later, amount):
    values = (value(date(2001, 1, 1), "A", earlier), value(date(2002, 1, 1), "A", later))
    there = indexed(amount, date(2001, 1, 1), date(2002, 1, 1), values)
    back = indexed(there.exact, date(2002, 1, 1), date(2001, 1, 1), values)
    assert abs(back.exact - amount) < Decimal("1e-20")
    assert (there.exact >= amount) == (later >= earlier) or not amount


def test_the_rule_explained():
    found = indexed_amount(
        IndexedAmountQuestion(amount=Decimal("2.00"), from_month=date(2017, 1, 1), to_month=JANUARY_2024)
    )
    assert (found.amount, found.official) == (Decimal("2.49"), False)
    assert found.ratio == Decimal("130.08") / Decimal("104.28")
    assert abs(found.exact - Decimal("2.49482163406214")) < Decimal("1e-14")
    assert lines(found) == [
        "Indice des prix à la consommation, base 2013 : janvier 2024 130,08 / janvier 2017 104,28. "
        "(décret du 3 juillet 2003, art. 42 ; arrêté du 3 décembre 2003, art. 20)",
        "2,00 € × les rapports ci-dessus = 2,49 €, arrondi au cent une seule fois, à la fin.",
        "Montant calculé, non officiel : l’ONE ou le Moniteur publie le montant qui compte.",
    ]
    assert kinds(found) == ["step", "step", "warning"]


def test_the_health_index_ignores_consumer_prices():
    given_values = (value(date(2022, 1, 1), "2013", "118"), value(JANUARY_2024, "2013", "129.8"))
    question = IndexedAmountQuestion(
        amount=Decimal(1_000_000),
        from_month=date(2022, 1, 1),
        to_month=JANUARY_2024,
        index=PriceIndex.HEALTH,
        index_values=given_values,
    )
    found = indexed_amount(question)
    assert found.amount == 1_100_000
    assert lines(found)[0] == (
        "Indice santé, base 2013 : janvier 2024 129,8 / janvier 2022 118. (décret du 3 juillet 2003, art. 37bis, § 1er)"
    )


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"amount": "-1"}, ("refused", "amount")),
        ({"from_month": "2017-13-01"}, ("wrong_type", "from_month")),
        ({"to_month": "2030-01-01"}, ("cannot_compute", "index_values")),
        ({"index": "autre"}, ("wrong_value", "index")),
        (
            {"index_values": [{"month": "2017-01-01", "base": "", "value": "1"}]},
            ("out_of_range", "index_values[0].base"),
        ),
    ],
)
def test_refusals(changes, refusal):
    assert refused("indexed_amount", example_of("indexed_amount", changes))[:2] == refusal


@pytest.mark.parametrize("index", ["consumer", "health"])
def test_the_indices_as_they_are_written_outside(index):
    values = [{"month": f"{year}-01-01", "base": "X", "value": str(year)} for year in (2017, 2024)]
    question = example_of("indexed_amount", {"amount": "2017", "index": index, "index_values": values})
    assert replied("indexed_amount", question)[0]["exact"] == "2024"


def test_the_example_and_the_months_in_words():
    assert replied("indexed_amount", example_of("indexed_amount"))[0]["amount"] == "2.49"
    assert month_words(date(2024, 8, 31)) == "août 2024"
